import type { LetterFields, Recourse } from '../../letters/letter.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { Extent } from './fixtures.ts';

/** Who reads: two Belgians, and somebody who writes Dutch to a firm in France. */
export type DutchReader = 'consumer' | 'broker' | 'consumer-in-france';

const belgium: Recourse = {
  consumer: true,
  mediator: {
    name: 'de Ombudsman van de Verzekeringen',
    addressLine: 'De Meeûssquare 35, 1000 Brussel',
    website: 'www.ombudsman-insurance.be',
    email: 'info@ombudsman-insurance.be',
    needsWrittenComplaint: false,
  },
  court: 'de bevoegde rechtbank',
};

const france: Recourse = {
  consumer: true,
  mediator: {
    name: 'La Médiation de l’Assurance',
    addressLine: 'TSA 50110, 75441 Paris Cedex 09',
    website: 'www.mediation-assurance.org',
    from: '2026-07-13',
    until: '2027-05-12',
    needsWrittenComplaint: true,
  },
  court: 'de bevoegde Franse rechtbank (tribunal judiciaire)',
};

export const belgianAuthority = {
  name: 'de Gegevensbeschermingsautoriteit',
  addressLine: 'Drukpersstraat 35, 1000 Brussel',
  website: 'www.gegevensbeschermingsautoriteit.be',
};

const readers: Record<DutchReader, Partial<LetterFields>> = {
  consumer: {
    recipientName: 'Dominique Voorbeeld',
    recipientAddress: ['Kerkstraat 12 bus 3', '2610 Wilrijk'],
    country: 'BE',
    salutation: 'Geachte mevrouw',
    closing: 'Met vriendelijke groeten',
    recourse: belgium,
  },
  broker: {
    recipientName: 'Makelaarskantoor Voorbeeld bv',
    recipientAddress: ['Marktplein 1', '9000 Gent'],
    country: 'BE',
    salutation: 'Geachte mevrouw, geachte heer',
    closing: 'Met vriendelijke groeten',
    recourse: { consumer: false, court: 'de bevoegde rechtbank' },
  },
  'consumer-in-france': {
    recipientName: 'Camille Voorbeeld',
    recipientAddress: ['Dorpsstraat 1', '1000 Brussel', 'BELGIQUE'],
    country: 'BE',
    salutation: 'Geachte heer',
    closing: 'Met vriendelijke groeten',
    recourse: france,
  },
};

/** What every letter has, and nothing that it could do without. */
const base = {
  reference: 'OPM-2026-000123',
  letterDate: '2026-05-26',
  firmName: 'Optimco nv',
  firmAddress: ['Klachtenmanagement', 'Sneeuwbeslaan 14', '2610 Wilrijk-Antwerpen'],
  contactName: 'Alex Modelaer',
  signatoryName: 'Sacha Verantwoord',
  signatoryRole: 'verantwoordelijke klachtenmanagement',
  matter: 'de terugbetaling van uw premie',
  receivedOn: '2026-05-13',
} satisfies Partial<LetterFields>;

const extras = {
  contactRole: 'dossierbeheerder',
  contactEmail: 'klachten@example.org',
  contactPhone: '+3231234567',
  sentOn: '2026-05-12',
  policyNumber: 'P-4711',
  claimNumber: 'S-0815',
} satisfies Partial<LetterFields>;

const insurer = {
  insurerName: 'Voorbeeld Verzekeringen',
  insurerAddress: ['Modelkaai 8', '2000 Antwerpen'],
} satisfies Partial<LetterFields>;

const toInsurer = {
  ...insurer,
  recipientName: 'Voorbeeld Verzekeringen',
  recipientAddress: insurer.insurerAddress,
  salutation: 'Geachte mevrouw, geachte heer',
} satisfies Partial<LetterFields>;

const complaint = {
  complainantName: 'Dominique Voorbeeld',
  complaintText: 'Ik heb mijn premie nog altijd niet terug.\nIk vroeg ze terug op 2 maart!',
} satisfies Partial<LetterFields>;

const reasons =
  'Artikel 7 van uw polis voorziet in een terugbetaling binnen tien dagen.\nWij betaalden pas op 4 mei 2026, twaalf dagen te laat.';
const waysToWrite = ['per e-mail: klachten@example.org', 'per post: Optimco nv, Sneeuwbeslaan 14, 2610 Wilrijk-Antwerpen'];
const minimumFacts = ['uw naam en adres', 'uw polisnummer', 'wat er gebeurd is en wat u van ons verwacht'];

/** Of each kind: what it needs, and what it may have besides. */
const parts: Record<LetterKind, [Partial<LetterFields>, Partial<LetterFields>]> = {
  'complaint-copy': [
    {
      complaintCopy: [
        { heading: 'Wat er is gebeurd', text: 'Ik heb mijn premie nog altijd niet terug.\nIk vroeg ze terug op 2 maart!' },
      ],
    },
    { answerBy: '2026-06-12', privatePage: 'https://complaints.example/c/abcdefghijklmnopqrstuvwxyz' },
  ],
  acknowledgement: [{ answerBy: '2026-06-12' }, { freeOfCharge: true, linkedReference: 'OPM-2025-000987', late: true }],
  'ten-day-notice': [
    { answerBy: '2026-06-12', contactPhone: '+3231234567' },
    { freeOfCharge: true, linkedReference: 'OPM-2025-000987', late: true },
  ],
  'gdpr-acknowledgement': [{ gdprAnswerBy: '2026-06-12' }, { late: true }],
  'invitation-to-write': [{ waysToWrite }, { minimumFacts }],
  'reminder-to-write': [
    { waysToWrite, closingOn: '2026-06-26' },
    { minimumFacts, invitedOn: '2026-05-15' },
  ],
  'never-written': [{ invitedOn: '2026-05-15', remindedOn: '2026-05-20' }, { waysToWrite }],
  'mandate-request': [{ informationBy: '2026-06-09', waysToWrite }, { reasons: 'Uw brief bevatte geen volmacht.' }],
  forwarding: [
    { ...toInsurer, ...complaint, insurerReplyBy: '2026-06-05', answerBy: '2026-06-12' },
    { insurerReference: 'VV/2026/77' },
  ],
  'forwarding-notice': [
    {
      ...insurer,
      forwardedOn: '2026-05-26',
      answerBy: '2026-06-12',
      reasons: 'Volgens de polis beslist de verzekeraar over de terugbetaling van premies.',
    },
    { insurerEmail: 'klachten@example.com', insurerReference: 'VV/2026/77', late: true },
  ],
  chaser: [
    { ...toInsurer, forwardedOn: '2026-05-15', missedOn: '2026-05-25', insurerReplyBy: '2026-06-02' },
    { answerBy: '2026-06-12', insurerReference: 'VV/2026/77' },
  ],
  'interim-reply': [{ newDate: '2026-07-13', situation: 'Wij hebben het verslag van de expert gevraagd.' }, { late: true }],
  delay: [
    {
      newDate: '2026-07-13',
      situationFacts: [{ fact: 'examination-unfinished' }, { fact: 'insurer-awaited', since: '2026-05-19' }],
    },
    { answerBy: '2026-06-12', insurerName: 'Voorbeeld Verzekeringen', reasons: 'De expert heeft een tweede bezoek gevraagd.' },
  ],
  'gdpr-extension': [
    { newDate: '2026-07-13', reasons: 'Uw verzoek gaat over vier polissen, waarvan twee op papier bewaard zijn.' },
    { late: true },
  ],
  upheld: [
    { reasons, measures: 'Wij volgen terugbetalingen voortaan elke week op.' },
    {
      redress: 'Wij vergoeden ook uw bankkosten.',
      redressAmount: { cents: 125_050, currency: 'EUR' },
      paidBy: '2026-06-01',
      late: true,
      helpOffered: true,
    },
  ],
  'partly-upheld': [
    {
      upheldPoints: 'Wij hebben u twaalf dagen te laat betaald.',
      rejectedPoints: 'De vrijstelling is verschuldigd: ze staat in artikel 3 van uw polis.',
      reasons,
      redressAmount: { cents: 8_000, currency: 'EUR' },
      paidBy: '2026-06-01',
    },
    { measures: 'Wij volgen terugbetalingen voortaan elke week op.', late: true, helpOffered: true },
  ],
  rejected: [
    {
      reasons:
        'Artikel 12 sluit schade uit die dateert van vóór de polis. De schade is van 2 maart 2025, de polis van 1 mei 2025.\nU kunt de schade nog melden aan uw vorige verzekeraar.',
    },
    { late: true, helpOffered: true },
  ],
  settled: [
    { reasons, offerTerms: 'Wij schrappen de premieverhoging van 2026.', offerUntil: '2026-06-30' },
    {
      offerAmount: { cents: 30_000, currency: 'EUR' },
      paidBy: '2026-07-31',
      measures: 'Wij hebben onze modelofferte aangepast.',
      offerEffect: 'Met uw akkoord is het geschil over de premie van 2026 beëindigd.',
      late: true,
    },
  ],
  'gdpr-answer': [
    {
      outcome: 'upheld',
      reasons: 'Het adres in ons bestand was verouderd. U hebt recht op verbetering.',
      measures: 'Wij hebben uw adres verbeterd.',
    },
    { late: true },
  ],
  measures: [
    { measures: 'Wij volgen terugbetalingen voortaan elke week op.', doneBy: '2026-07-01' },
    { answeredOn: '2026-05-22' },
  ],
  'recourse-details': [
    {},
    { ...insurer, insurerReference: 'VV/2026/77', disagreedOn: '2026-05-22', answeredOn: '2026-05-18', newDate: '2026-06-12' },
  ],
  'second-review-request': [
    {
      ...toInsurer,
      ...complaint,
      answeredOn: '2026-05-18',
      disagreedOn: '2026-05-22',
      insurerReplyBy: '2026-06-05',
      newDate: '2026-06-12',
    },
    { insurerReference: 'VV/2026/77' },
  ],
  escalation: [
    { escalatedTo: 'insurer', escalatedOn: '2026-05-25', ...insurer },
    { answerBy: '2026-06-12', situation: 'De verzekeraar heeft het dossier goed ontvangen.', insurerReference: 'VV/2026/77' },
  ],
  'escalation-to-insurer': [
    { ...toInsurer, escalatedTo: 'mediator', escalatedOn: '2026-05-25' },
    { answerBy: '2026-06-12', situation: 'Wij bezorgen u het advies zodra wij het ontvangen.', insurerReference: 'VV/2026/77' },
  ],
  'year-reminder': [{ writtenOn: '2026-05-12' }, {}],
  'missing-facts': [
    {
      missingFacts: ['een kopie van uw polis', 'de weigeringsbrief'],
      reasons: 'Deze stukken tonen welke waarborg van toepassing is.',
      informationBy: '2026-06-05',
      answerBy: '2026-06-12',
    },
    {},
  ],
  'progress-answer': [
    { answer: 'Wij hebben het verslag van de expert ontvangen en bestuderen het.', answerBy: '2026-06-12' },
    {},
  ],
  reassignment: [{}, { contactFrom: '2026-06-01', answerBy: '2026-06-12' }],
  withdrawal: [{ withdrawnOn: '2026-05-25' }, {}],
  reopened: [
    { reasons: 'U hebt ons een tweede aangifte bezorgd.', answerBy: '2026-06-12' },
    { reopenedOn: '2026-05-25', newDate: '2026-07-13', linkedReference: 'OPM-2025-000987' },
  ],
  'not-treated-further': [{ reasons: 'U hebt dit geschil aan de rechter voorgelegd. Alleen de rechter beslist nu nog.' }, {}],
  'not-a-complaint': [
    { reasons: 'U vraagt een nieuw verzekeringsbewijs en drukt geen ontevredenheid uit.', whoAnswers: 'De klantendienst' },
    { late: true },
  ],
  misdirected: [
    {
      reasons: 'Uw polis loopt bij een ander kantoor. Wij beheren ze niet.',
      rightFirmName: 'Kantoor Ander bv',
      rightFirmAddress: ['Stationsstraat 5', '3000 Leuven'],
    },
    { rightFirmEmail: 'onthaal@example.com', late: true },
  ],
  'sent-on': [{ sentOnOn: '2026-05-26' }, { late: true }],
  'sent-on-to-mediator': [
    {
      ...complaint,
      recipientName: 'Ombudsman van de Verzekeringen',
      recipientAddress: ['De Meeûssquare 35', '1000 Brussel'],
      salutation: 'Geachte mevrouw, geachte heer',
    },
    {},
  ],
  'breach-alert': [
    {
      duty: 'final-response',
      dueOn: '2026-05-25',
      breachReason: 'geen beslissing geregistreerd',
      link: 'https://desk.example.org/desk/OPM-2026-000123',
    },
    {},
  ],
};

/** About personal data: the authority, and no insurance mediator. */
const gdpr: readonly LetterKind[] = ['gdpr-acknowledgement', 'gdpr-extension', 'gdpr-answer'];
/** Of the French mediator's period, which Belgium has not. */
export const frenchOnly: readonly LetterKind[] = ['year-reminder'];

/** The fields of a Dutch letter, for a reader, with or without what is optional. */
export function dutchFieldsFor(
  kind: LetterKind,
  reader: DutchReader = 'consumer',
  extent: Extent = 'full',
  changes: Partial<LetterFields> = {},
): LetterFields {
  const [needed, optional] = parts[kind];
  const complainant = kind === 'breach-alert' ? {} : readers[reader];
  const full = extent === 'full';
  const least: LetterFields = { ...base, ...complainant, ...needed };
  if (gdpr.includes(kind)) {
    least.matter = 'het adres dat wij van u bewaren';
    least.recourse = { consumer: reader !== 'broker', ...least.recourse, authority: belgianAuthority };
  }
  // Who went to the mediator is told of it, in whatever capacity.
  if ((kind === 'sent-on' || kind === 'escalation-to-insurer') && reader === 'broker')
    least.recourse = { ...belgium, consumer: false };
  if (!full) delete least.recipientAddress;
  return { ...least, ...(full ? { ...extras, ...optional } : {}), ...changes };
}
