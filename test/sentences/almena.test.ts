import { expect } from '@jest/globals';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import { ordinaryTexts } from '../helpers/lifecycle-wanted.ts';
import { testsOf } from './helpers/book.ts';
import { firm, nameOf, planned } from './helpers/firms.ts';
import { inEveryLanguage, letterOf } from './helpers/letters.ts';
import { apiOf, deadlinesOf, livesAt } from './helpers/lives.ts';

/*
 * Each sentence of Almena's text, and what the product does because of it. A complaint received on Wednesday 13 May 2026 is
 * acknowledged by Thursday 28 May (Ascension, Whit Monday and in Guadeloupe 27 May are no jours ouvrables) and answered by Monday
 * 13 July, in Guadeloupe's days.
 */

const { sentence, livedSentence, nothingIsLeftOut } = testsOf('almena.fr.txt');
const procedure = firm('almena');
const api = apiOf('almena');
const lives = livesAt('almena');
const mailbox = 'reclamationmenagroupassocies@gmail.com';
const mediator = 'La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09, www.mediation-assurance.org';
const answers = ['upheld', 'partly-upheld', 'rejected', 'settled'] as const;
const clocks = ['acknowledgement 2026-05-28 open', 'final-response 2026-07-13 open'];
const free = { fr: 'Le traitement de votre réclamation est gratuit.', en: 'free of charge', nl: '' };

const neverAnswered = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-28 07:30');
  const before = await complaint.letters();
  await complaint.goTo('2026-05-28 11:00');
  const acknowledgement = await complaint.textOf('acknowledgement');
  await complaint.receive('enquiry');
  const { dueOn } = await complaint.duty('enquiry-answer');
  await complaint.decide({ decision: 'answer-enquiry' });
  const progress = await complaint.textOf('progress-answer');
  await complaint.goTo('2026-07-13 23:30');
  const onTheLastDay = await complaint.breaches();
  const delay = await complaint.textOf('delay');
  await complaint.goTo('2026-07-14 00:30');
  const [breaches, letters] = [await complaint.breaches(), await complaint.letters()];
  const alert = { text: await complaint.textOf('breach-alert'), to: await complaint.addresseeOf('breach-alert') };
  return { before, acknowledgement, dueOn, progress, onTheLastDay, delay, breaches, letters, alert };
});

const justified = lives.once(async () => {
  const complaint = await lives.complain({ sentOn: '2026-05-11' });
  await complaint.goTo('2026-07-08 11:00');
  await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-24' });
  const delay = await complaint.textOf('delay');
  await complaint.goTo('2026-07-15 11:00');
  const breaches = await complaint.breaches();
  await complaint.goTo('2026-07-19 22:00');
  await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  const sentAt = await complaint.sentAt('upheld');
  const raw = complaint.mails().at(-1)?.raw ?? '';
  await complaint.decide({ decision: 'announce-measures' });
  const [measures, letters] = [await complaint.textOf('measures'), await complaint.letters()];
  await complaint.goTo('2026-07-28 11:00');
  await complaint.receive('disagreement');
  return { delay, breaches, sentAt, raw, measures, letters, details: await complaint.textOf('recourse-details') };
});

sentence(
  'Conscients cependant que des difficultés peuvent parfois survenir, notre dispositif de traitement des réclamations est là pour vous aider.',
  async () => {
    const { status, body } = await api.get('/api/procedures/almena/deadlines?received=2026-05-13T20:00:00-04:00');
    expect([status, body.deadlines.map(({ duty, dueOn }: Record<string, string>) => `${duty} ${dueOn} open`)]).toEqual([
      200,
      clocks,
    ]);
    const { items } = (await api.get('/api/procedures')).body;
    expect(items.find(({ id }: { id: string }) => id === 'almena').timeZone).toBe('America/Guadeloupe');
  },
);

livedSentence(
  "□ **L'amélioration de la satisfaction client** grâce à un traitement raisonnable et rapide des réclamations qui nous sont adressées.",
  async () => {
    // Decided on a Sunday evening: the answer does not wait for the morning.
    expect((await justified()).sentAt).toMatch(/^2026-07-19 22:0/);
    expect((await neverAnswered()).progress).toContain(ordinaryTexts.answer);
  },
);

livedSentence("□ **L'amélioration de nos produits, de nos procédures et du fonctionnement de notre organisation.**", async () => {
  const { measures, letters } = await justified();
  expect(letters.at(-1)).toMatch(/^measures sent 2026-07-/);
  expect(measures).toContain(ordinaryTexts.measures);
  expect(measures).toContain('30 juin 2027');
});

sentence(
  'En identifiant des faiblesses ou des dysfonctionnements potentiels, le suivi des réclamations nous aide à mettre en œuvre les actions correctrices appropriées.',
  async () => {
    const { body } = await api.complain({ received: '2026-03-02' });
    const list = (await api.get('/api/complaints?procedure=almena&overdue=true&limit=100')).body.items;
    expect(list.map(({ reference }: { reference: string }) => reference)).toContain(body.reference);
    // Measures follow an answer, and have a last day.
    const early = await api.decide(body.reference, {
      decision: 'announce-measures',
      measures: 'Un contrôle.',
      doneBy: '2026-07-31',
    });
    expect([early.status, early.body.reason]).toEqual([409, 'not-answered']);
    const undated = await api.decide(body.reference, { decision: 'announce-measures', measures: 'Un contrôle.' });
    expect([undated.status, undated.body.errors[0].path]).toEqual([422, 'doneBy']);
  },
);

sentence('Le présent document a pour objectif de vous guider dans la manière de déposer une réclamation.', () => {
  for (const { text } of inEveryLanguage(procedure, 'invitation-to-write', { facts: { oral: 'taken' } })) {
    expect(text).toContain(mailbox);
    expect(text).toContain('Almena group & associés, Chemin de Pennel');
  }
});

livedSentence(
  'Il est également conçu pour vous informer sur les engagements que nous prenons et vous apporter tout renseignement utile sur notre procédure de traitement des réclamations et les voies de recours dont vous bénéficiez.',
  async () => {
    const { acknowledgement } = await neverAnswered();
    for (const words of ['13 juillet 2026', 'gratuit', mediator, 'Le service clients']) expect(acknowledgement).toContain(words);
  },
);

sentence(
  "Une réclamation s'entend comme **une déclaration de votre mécontentement** envers Almena group & associés en lien avec un produits d'assurance qui vous a été conseillé.",
  async () => {
    const { reference } = (await api.complain()).body;
    const asRequest = {
      decision: 'classify',
      as: 'not-a-complaint',
      reasons: 'Une question.',
      whoAnswers: 'le service des contrats',
    };
    expect((await api.decide(reference, asRequest)).body.errors[0].path).toBe('statement');
    const statement = 'La lettre demande un duplicata et n’exprime aucun mécontentement.';
    expect((await api.decide(reference, { ...asRequest, statement })).status).toBe(202);
    for (const { text, language } of inEveryLanguage(procedure, 'not-a-complaint')) {
      // Contested, it is a complaint on the dates of the first message.
      expect(text).toContain(mailbox);
      expect(text).toContain(language === 'fr' ? '13 mai 2026' : '13 May 2026');
      expect(text).not.toContain(ordinaryTexts.statement);
    }
    // Another firm's product: the right firm is named.
    const other = (await api.complain()).body.reference;
    const rightFirm = { name: 'Autre Courtage', email: 'reclamations@example.com' };
    expect((await api.decide(other, { decision: 'redirect', reasons: 'Un autre contrat.', rightFirm })).status).toBe(202);
  },
);

sentence(
  "1/ - Vous pouvez à tout moment adresser votre réclamation à notre Service Clients qui s'efforcera de trouver une solution.",
  async () => {
    // On a holiday, and by night: Guadeloupe's day counts, which began four hours after Greenwich's.
    const onAscension = await api.complain({ received: '2025-05-29T23:30:00-04:00' });
    expect([onAscension.status, onAscension.body.receivedOn]).toEqual([201, '2025-05-29']);
    const byNight = await api.complain({ received: '2026-05-13T02:00:00Z' });
    expect([byNight.body.receivedOn, byNight.body.timeZone]).toEqual(['2026-05-12', 'America/Guadeloupe']);
    for (const { text, language } of inEveryLanguage(procedure, 'acknowledgement'))
      expect(text).toMatch(nameOf(procedure, 'client-service', language));
  },
);

sentence(
  "Par e-mail à l'adresse ci-dessous, en précisant dans l'objet de votre message qu'il s'agit d'une réclamation :",
  async () => {
    // A word missing in the subject makes it no less of a complaint.
    const { status, body } = await api.complain({ channel: 'e-mail', reason: 'Vous ne répondez jamais à mes lettres.' });
    expect([status, body.matter, deadlinesOf(body)]).toEqual([201, undefined, clocks]);
  },
);

livedSentence('reclamationmenagroupassocies@gmail.com', async () => {
  const { raw, delay } = await justified();
  expect(raw.replaceAll(/\r\n /g, ' ')).toMatch(new RegExp(`^From: .*Almena.* <${mailbox}>`, 'm'));
  expect(delay).toContain(mailbox);
});

sentence("Par courrier à l'adresse suivante :", async () => {
  const { status, body } = await api.complain({ channel: 'letter', received: '2026-05-12', sent: '2026-05-07' });
  // From metropolitan France a letter takes days: the supervisor's limits run from its sending, the firm's from its receipt.
  const limits = body.deadlines[0].limits.map(({ source, dueOn }: Record<string, string>) => `${source} ${dueOn}`);
  expect([status, limits]).toEqual([201, ['acpr 2026-05-21', 'procedure 2026-05-26']]);
});

const letterhead = () => [...inEveryLanguage(procedure, 'acknowledgement'), ...inEveryLanguage(procedure, 'rejected')];

sentence('Almena group & associés', () => {
  for (const { text } of letterhead()) {
    expect(text).toMatch(/^Almena group & associés\n/);
    expect(text.trimEnd()).toMatch(/Almena group & associés$/);
  }
});

sentence('Chemin de Pennel', () => {
  for (const { text } of letterhead()) expect(text).toMatch(/^Almena group & associés\s+Chemin de Pennel/);
});

sentence('97139 LES ABYMES', () => {
  for (const { text } of letterhead()) expect(text).toMatch(/^Almena group & associés\s+Chemin de Pennel\s+97139 LES ABYMES/);
});

sentence('Par téléphone :', async () => {
  const { status, body } = await api.complain({ channel: 'phone' });
  expect([status, deadlinesOf(body)]).toEqual([201, clocks]);
  // The firm's own limits run from the call; the supervisor's begin with the first writing.
  const sources = body.deadlines.flatMap(({ limits }: { limits: { source: string }[] }) => limits.map(({ source }) => source));
  expect(sources).toEqual(['procedure', 'procedure']);
});

sentence('06 18 82 70 50', () => {
  for (const { text } of letterhead()) expect(text).toContain('06 18 82 70 50');
  expect(letterOf(procedure, 'acknowledgement', { country: 'CA' }).text).toContain('+33 6 18 82 70 50');
});

const confirmed = lives.once(async () => {
  const complaint = await lives.complain({ channel: 'phone', oral: 'taken' });
  await complaint.goTo('2026-05-15 11:00');
  await complaint.decide({ decision: 'invite-to-write' });
  const invitation = await complaint.textOf('invitation-to-write');
  const before = (await complaint.duty('final-response')).dueOn;
  await complaint.goTo('2026-05-19 11:00');
  await complaint.writeDown('2026-05-18');
  const final = await complaint.duty('final-response');
  await complaint.goTo('2026-06-30 11:00');
  const letters = await complaint.letters();
  return { invitation, before, limits: final.limits.map(({ source, dueOn }) => `${dueOn} ${source}`), letters };
});

livedSentence('(Une confirmation écrite par e-mail ou courrier pourra vous être demandée).', async () => {
  // Asked for where staff wish it, and no condition: the clocks go on from the call.
  const { invitation, before, limits, letters } = await confirmed();
  expect(invitation).toContain(mailbox);
  expect(invitation).toContain('13 juillet 2026');
  expect([before, limits]).toEqual(['2026-07-13', ['2026-07-13 procedure', '2026-07-18 acpr']]);
  expect(letters).toEqual(['invitation-to-write sent 2026-05-15', 'acknowledgement sent 2026-05-28']);
  // Who has written is not asked to write.
  const { reference } = (await api.complain()).body;
  expect((await api.decide(reference, { decision: 'invite-to-write' })).body.reason).toBe('not-made-by-word-of-mouth');
});

sentence(
  'Nous vous garantissons un traitement de votre réclamation gratuit, rapide, transparent et aussi efficace que possible pour trouver une solution qui vous apporte satisfaction.',
  async () => {
    for (const { text, language } of inEveryLanguage(procedure, 'acknowledgement')) {
      expect(text).toContain(free[language]);
      expect(text).toMatch(nameOf(procedure, 'client-service', language));
    }
    // A solution can be an agreement, whose terms the complainant reads before anything binds.
    const { reference } = (await api.complain()).body;
    const settled = { decision: 'resolve', outcome: 'settled', reasons: 'Le dossier est incertain.' };
    expect((await api.decide(reference, settled)).status).toBe(422);
    const offer = { terms: 'Nous remboursons la prime de mars.', until: '2026-07-31' };
    expect((await api.decide(reference, { ...settled, offer })).status).toBe(202);
  },
);

livedSentence('Le traitement de votre réclamation par nos services est gratuit.', async () => {
  expect((await neverAnswered()).acknowledgement).toContain(free.fr);
  expect(letterOf(procedure, 'acknowledgement', { language: 'en' }).text).toContain(free.en);
  // Said by the firm that promises it, and by no other.
  expect(letterOf(firm('opticourtage'), 'acknowledgement').text).not.toContain(free.fr);
});

sentence(
  'Vous ne supporterez donc aucun coût spécifique (frais de dossier, de recherche ou autre, ...) lié au traitement de votre réclamation.',
  () => {
    const kinds: LetterKind[] = [
      'acknowledgement',
      'invitation-to-write',
      'missing-facts',
      'progress-answer',
      'delay',
      'rejected',
      'recourse-details',
      'not-treated-further',
      'withdrawal',
    ];
    const message = { body: { what: 'withdrawal' }, acceptedOn: '2026-05-20' };
    for (const kind of kinds)
      for (const { text } of inEveryLanguage(procedure, kind, { message }))
        expect(text).not.toMatch(/€|\bEUR\b|\bfrais\b|\bfees?\b|\bcosts?\b/i);
  },
);

livedSentence("Almena group & associates s'engage à respecter les délais de traitement suivants :", async () => {
  // Both are watched to the end of Guadeloupe's day, and no longer.
  const { onTheLastDay, breaches } = await neverAnswered();
  expect(onTheLastDay).toEqual([]);
  expect(breaches).toContain('final-response procedure 2026-07-13 not-done-in-time');
});

livedSentence(
  '- 10 jours ouvrables maximum à compter de la réception de votre réclamation pour vous en accuser réception, sauf si la réponse elle-même vous est apportée dans ce délai ;',
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13' })['acknowledgement']).toContain('2026-05-28 procedure');
    // 27 May counts in Paris and not here; Mi-Carême, a custom, counts.
    expect(planned(firm('opticourtage'), { receivedOn: '2026-05-13' })['acknowledgement']).toContain('2026-05-27 procedure');
    expect(planned(procedure, { receivedOn: '2026-03-09' })['acknowledgement']).toContain('2026-03-20 procedure');
    const { before, letters } = await neverAnswered();
    expect([before, letters[0]]).toEqual([[], 'acknowledgement sent 2026-05-28']);
    expect(await answeredBefore()).toEqual(['rejected sent 2026-05-27']);
  },
);

const answeredBefore = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-27 11:00');
  await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  await complaint.goTo('2026-06-02 11:00');
  return complaint.letters();
});

livedSentence(
  "- 2 mois maximum entre la date de réception de votre réclamation et la date d'envoi de la réponse qui vous est apportée, sauf survenance de circonstances particulières que nous nous engageons à justifier auprès de vous.",
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13', sentOn: '2026-05-11' })['final-response']).toEqual([
      '2026-07-11 acpr',
      '2026-07-13 procedure',
    ]);
    // Justified in time: the firm's own limit is kept; the supervisor's counts all the same.
    const { delay, breaches } = await justified();
    expect(delay).toContain(ordinaryTexts.reasons);
    expect(delay).toContain('24 juillet 2026');
    expect(breaches).toEqual(['final-response acpr 2026-07-11 not-done-in-time']);
    const { reference } = (await api.complain()).body;
    const bare = await api.decide(reference, { decision: 'announce-delay', newDate: '2026-07-31' });
    expect([bare.status, bare.body.errors[0].path]).toEqual([422, 'reasons']);
  },
);

livedSentence(
  "Nous nous engageons à répondre à toute demande d'information de votre part sur le déroulement du traitement de votre réclamation.",
  async () => {
    const { progress, dueOn, letters } = await neverAnswered();
    expect(letters).toContain('progress-answer sent 2026-05-28');
    expect(progress).toContain(ordinaryTexts.answer);
    expect(progress).toContain('13 juillet 2026');
    // The text has no number: five working days of Doléance's own.
    expect(dueOn).toBe('2026-06-04');
  },
);

livedSentence(
  'Nous vous tiendrons également informés lorsque, du fait de circonstances particulières, les délais sur lesquels nous nous sommes engagés pour vous apporter une réponse ne pourront pas être respectés.',
  async () => {
    // Nobody wrote reasons: the letter leaves on the last day all the same, with what the file shows and a new date.
    const { delay, letters } = await neverAnswered();
    expect(letters).toContain('delay sent 2026-07-13');
    expect(delay).toContain('n’est pas terminé');
    expect(delay).toContain('13 août 2026');
    expect((await justified()).letters.filter((letter) => letter.startsWith('delay'))).toEqual(['delay sent 2026-07-08']);
  },
);

sentence(
  "Notre Services Clients est doté de ressources et de l'expertise nécessaire au traitement équitable et harmonisé des réclamations de nos clients ou clients potentiels, y compris nos clients non-résidents.",
  async () => {
    const address = { lines: ['1 Example Street'], postcode: 'H2X 1Y4', town: 'Montréal', country: 'CA' };
    const complainant = { name: 'Dominique Example', email: 'dominique@example.org', status: 'prospect', address };
    const { status, body } = await api.complain({ language: 'en', complainant });
    expect([status, body.country, body.language, deadlinesOf(body)]).toEqual([201, 'CA', 'en', clocks]);
    const abroad = { ...complainant, salutation: 'none', address: { lines: address.lines, country: 'CA' } } as const;
    const { text } = letterOf(procedure, 'acknowledgement', { language: 'en', country: 'CA', content: { complainant: abroad } });
    expect(text).toContain('CANADA');
    expect(text).toContain(mediator);
  },
);

livedSentence(
  "Almena group & associates a mis en place une politique de traitement des réclamations et des contrôles permettant notamment d'identifier les dysfonctionnements et de suivre l'application des actions correctrices prises pour résoudre ces dysfonctionnements.",
  async () => {
    // A limit that was not kept is told to the manager at once, without anything about the client.
    const { alert } = await neverAnswered();
    expect(alert.to).toBe(mailbox);
    expect(alert.text).toMatch(/réponse définitive[\s\S]+13 juillet 2026/i);
    expect(alert.text).not.toMatch(/Dominique|résiliation/);
    expect((await justified()).measures).toContain('30 juin 2027');
  },
);

livedSentence(
  "Si le différend éventuel persiste, en cas d'absence de réponse ou si la réponse apportée ne vous convient pas, vous pouvez saisir gratuitement le médiateur par courrier (La Médiation de l'Assurance – Pôle CSCA – TSA 50110 – 75441 PARIS CEDEX 09), par Email (le.mediateur@mediation-assurances.org) ou via le site internet (www.mediation-assurance.org)",
  async () => {
    // Without an answer: from two months after the writing; after one, at once; until a year after the writing.
    for (const { text, language } of inEveryLanguage(procedure, 'acknowledgement'))
      expect(text).toContain(language === 'fr' ? 'à partir du 13 juillet 2026' : 'from 13 July 2026');
    const { details } = await justified();
    expect(details).toMatch(/gratuitement\s+La Médiation de l’Assurance/);
    expect(details).toContain('11 mai 2027');
    // The mailbox is written differently in different texts: no letter prints either.
    const kinds: LetterKind[] = ['acknowledgement', 'delay', 'progress-answer', 'recourse-details', ...answers];
    for (const kind of kinds)
      for (const { text } of inEveryLanguage(procedure, kind)) {
        expect(text).toContain(mediator);
        expect(text).not.toMatch(/le\.mediateur@|mediation-assurances\.org/);
      }
  },
);

nothingIsLeftOut({
  "La clé d'une vie sans soucis": 'a slogan beside the logo',
  'Procédure de traitement des réclamations': 'the title of the document',
  "Vous nous avez choisis pour vous assister en matière d'assurance et nous vous remercions pour votre confiance.":
    'thanks to the reader',
  'Almena group & associés a le souci permanent de vous apporter la meilleure qualité de service possible.':
    'an aim without a promise that could be kept or broken; it is kept among the aims of the procedure',
  'Notre dispositif poursuit deux objectifs principaux :': 'announces the two entries that follow, which have their tests',
  'Une réclamation à formuler ?': 'a heading; what a complaint is stands in the sentence under it',
  'Comment déposer votre réclamation ?': 'a heading; the ways stand in the sentences under it',
  'Nos engagements': 'a heading; the promises stand in the sentences under it',
  Gratuité: 'a heading; what is free stands in the sentences under it',
  Rapidité: 'a heading; the limits stand in the sentences under it',
  Transparence: 'a heading; what is told stands in the sentences under it',
  Efficacité: 'a heading; the controls stand in the sentences under it',
  'La saisine du médiateur': 'a heading; the way to the mediator stands in the sentence under it',
});
