import { expect } from '@jest/globals';
import { IncompleteLetter } from '../../letters/letter.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import { ordinaryTexts } from '../helpers/lifecycle-wanted.ts';
import { testsOf } from './helpers/book.ts';
import { firm, nameOf, planned, signatureOf } from './helpers/firms.ts';
import { inEveryLanguage, letterOf } from './helpers/letters.ts';
import { apiOf, deadlinesOf, livesAt } from './helpers/lives.ts';

/*
 * Each sentence of 123 Courtage's text, and what the product does because of it. For a complaint received on Wednesday 13 May 2026 the
 * tenth jour ouvré is Friday 29 May (the supervisor's limit ends on Wednesday 27 May), the fortieth Friday 10 July; the answer is due
 * on Monday 13 July.
 */

const { sentence, livedSentence, nothingIsLeftOut } = testsOf('123-courtage.fr.txt');
const procedure = firm('123-courtage');
const api = apiOf('123-courtage');
const lives = livesAt('123-courtage');
const mailbox = 'service_client@123courtage.com';
const mediator = 'La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09';
const results = ['upheld', 'partly-upheld', 'rejected', 'settled'] as const;
const helpWords = { fr: /\baide\b/, en: /\bhelp\b/, nl: /hulp/ };

const unresolved = lives.once(async () => {
  const complaint = await lives.complain();
  const running = await complaint.isRunning();
  await complaint.goTo('2026-05-26 23:00');
  const before = await complaint.letters();
  await complaint.goTo('2026-05-27 11:00');
  const notice = await complaint.textOf('ten-day-notice');
  await complaint.receive('enquiry');
  await complaint.decide({ decision: 'assign', caseHandler: 'complaints-manager' });
  await complaint.goTo('2026-06-05 11:00');
  const [progress, reassignment] = [await complaint.textOf('progress-answer'), await complaint.textOf('reassignment')];
  await complaint.goTo('2026-07-10 11:00');
  const interim = await complaint.textOf('interim-reply');
  await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  const letters = await complaint.letters();
  return { running, before, notice, progress, reassignment, interim, letters, breaches: await complaint.breaches() };
});

sentence(
  'Cependant, malgré tous nos efforts, il peut arriver que nous ne parvenions pas à répondre aux attentes de nos clients.',
  async () => {
    for (const capacity of ['consumer', 'professional', 'company'])
      for (const status of ['client', 'prospect', 'tiers']) {
        const complainant = { name: 'Dominique Exemple', email: 'dominique@example.org', status };
        expect((await api.complain({ capacity, complainant })).status).toBe(201);
      }
  },
);

sentence(
  'Des procédures de traitement des réclamations sont en place pour répondre à vos préoccupations rapidement et efficacement si vous n’êtes pas satisfait(e) de nos services.',
  async () => {
    const { status, body } = await api.get('/api/procedures/123-courtage/deadlines?received=2026-05-13');
    expect(status).toBe(200);
    expect(body.deadlines.map(({ duty, dueOn }: Record<string, string>) => `${duty} ${dueOn}`)).toEqual([
      'acknowledgement 2026-05-27',
      'interim-reply 2026-07-10',
      'final-response 2026-07-13',
    ]);
  },
);

sentence('Si vous souhaitez porter réclamation auprès de nos services, vous pouvez :', async () => {
  const ways = procedure.channels.map(({ channel }) => channel);
  expect(ways).toEqual(['phone', 'e-mail', 'letter']);
  // Another way is a complaint all the same; a form that the firm does not have is the only one that cannot be.
  for (const channel of [...ways, 'meeting']) expect((await api.complain({ channel })).status).toBe(201);
  expect((await api.complain({ channel: 'web-form' })).body.errors[0].path).toBe('channel');
});

sentence('– Contacter notre service réclamations au 01 57 96 90 60', async () => {
  // A call is a complaint like any other, on the firm's own clocks; the supervisor's begin with the first writing.
  const { status, body } = await api.complain({ channel: 'phone' });
  expect([status, deadlinesOf(body)]).toEqual([
    201,
    ['acknowledgement 2026-05-29 open', 'interim-reply 2026-07-10 open', 'final-response 2026-07-13 open'],
  ]);
  const sources = body.deadlines.flatMap(({ limits }: { limits: { source: string }[] }) => limits.map(({ source }) => source));
  expect(sources).toEqual(['procedure', 'procedure', 'ours']);
  for (const { text } of inEveryLanguage(procedure, 'ten-day-notice')) expect(text).toContain('01 57 96 90 60');
  expect(letterOf(procedure, 'ten-day-notice', { country: 'BE' }).text).toContain('+33 1 57 96 90 60');
});

livedSentence('– Envoyer un e-mail à service_client@123courtage.com ou', async () => {
  const { notice, interim } = await unresolved();
  for (const letter of [notice, interim]) expect(letter).toContain(mailbox);
  expect((await api.complain({ channel: 'e-mail' })).status).toBe(201);
});

sentence('– Par courrier à Service Réclamation, 123 Courtage 2 rue Nicolas Bourbon 10200 Bar Sur Aube France.', async () => {
  const { body } = await api.complain({ channel: 'letter', received: '2026-05-12', sent: '2026-05-07' });
  // In the post for days: the supervisor's limits run from its sending.
  expect(deadlinesOf(body)[0]).toBe('acknowledgement 2026-05-21 open');
  for (const kind of ['ten-day-notice', 'rejected', 'progress-answer'] as const)
    for (const { text } of inEveryLanguage(procedure, kind))
      expect(text).toMatch(/123 Courtage\s+Service Réclamation\s+2 rue Nicolas Bourbon\s+10200 BAR SUR AUBE/);
});

sentence(
  'Lorsque vous enregistrez votre réclamation, veuillez nous fournir toutes les informations nécessaires, y compris votre numéro de police, un récapitulatif de votre réclamation et toutes les mesures qui ont été prises pour tenter de résoudre le problème (le cas échéant)',
  async () => {
    const given = { policyNumber: 'P-42', reason: 'Ma résiliation n’est pas prise en compte.', stepsTaken: 'Deux appels.' };
    expect((await api.complain(given)).body).toMatchObject(given);
    for (const { text } of inEveryLanguage(procedure, 'ten-day-notice', { content: { policyNumber: 'P-42' } }))
      expect(text).toContain('P-42');
    // What is missing is asked for.
    for (const { text, language } of inEveryLanguage(procedure, 'invitation-to-write', { facts: { oral: 'taken' } }))
      for (const item of { fr: ['numéro de police', 'démarches'], en: ['policy number', 'steps'], nl: [] }[language])
        expect(text).toContain(item);
    const { reference } = (await api.complain()).body;
    const question = {
      decision: 'request-information',
      missingFacts: ['le numéro de police'],
      reasons: 'Il désigne le contrat.',
    };
    expect((await api.decide(reference, question)).status).toBe(202);
  },
);

livedSentence('Notre procédure interne de traitement des réclamations est la suivante :', async () => {
  const { letters, breaches } = await unresolved();
  expect(letters).toEqual([
    'ten-day-notice sent 2026-05-27',
    expect.stringMatching(/^reassignment sent 2026-05-27$/),
    expect.stringMatching(/^progress-answer sent 2026-06-0/),
    'interim-reply sent 2026-07-10',
    'upheld sent 2026-07-10',
  ]);
  expect(breaches).toEqual([]);
});

livedSentence(
  '1. Dès qu’une réclamation est reçue, 123 Courtage crée un dossier de réclamation et commence à enquêter sur le problème à l’origine de la réclamation afin d’y trouver une solution/réponse.',
  async () => {
    const { body } = await api.complain();
    expect(body.reference).toMatch(/^CTG-2026-\d{6}$/);
    // Kept at once, and waiting for nobody.
    const rows = await api.register.database.selectFrom('message').selectAll().where('reference', '=', body.reference).execute();
    expect(rows).toMatchObject([{ body: { what: 'registered' } }]);
    expect(body.allowedDecisions).toEqual(expect.arrayContaining(['resolve', 'request-information', 'record-result']));
    expect((await unresolved()).running).toBe(true);
  },
);

livedSentence(
  '2. Si, dans les dix jours ouvrés qui suivent la réception de la réclamation, le problème n’est pas résolu, vous en serez informé(e) par écrit.',
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13' })['acknowledgement']).toEqual([
      '2026-05-27 acpr',
      '2026-05-29 procedure',
    ]);
    const { before, letters, notice } = await unresolved();
    expect([before, letters[0]]).toEqual([[], 'ten-day-notice sent 2026-05-27']);
    expect(notice).toContain('pas encore résolue');
    // Resolved before: the letter of resolution takes its place.
    expect((await secondTreatment()).first).toEqual(expect.not.arrayContaining([expect.stringContaining('ten-day-notice')]));
  },
);

livedSentence(
  'Nous vous informerons également sur le délai nécessaire pour résoudre la réclamation et nous vous communiquerons le nom de la personne en charge de votre dossier.',
  async () => {
    const { notice } = await unresolved();
    expect(notice).toContain('13 juillet 2026');
    expect(notice).toMatch(nameOf(procedure, 'management-department'));
    for (const { text, language } of inEveryLanguage(procedure, 'ten-day-notice', {
      facts: { caseHandler: 'complaints-manager' },
    })) {
      expect(text).toContain(language === 'fr' ? '13 juillet 2026' : '13 July 2026');
      expect(text).toMatch(nameOf(procedure, 'complaints-manager', language));
    }
  },
);

const noLongerTreated = lives.once(async () => {
  const complaint = await lives.complain({ caseHandler: 'management-department' });
  await complaint.goTo('2026-05-28 11:00');
  await complaint.decide({ decision: 'cannot-treat-further' });
  const after = await complaint.accept({ signal: 'decide', body: { decision: 'assign', caseHandler: 'complaints-manager' } });
  return { after, letter: await complaint.textOf('not-treated-further'), facts: await complaint.facts() };
});

livedSentence(
  '3. Cette personne sera votre point de contact jusqu’à ce que la réclamation soit résolue ou que nous ne soyons plus en mesure de la traiter.',
  async () => {
    const { notice, reassignment, interim } = await unresolved();
    expect(notice).toMatch(nameOf(procedure, 'management-department'));
    // Another person is told, with the dates unchanged, and stands in the letters from then on.
    expect(reassignment).toMatch(nameOf(procedure, 'complaints-manager'));
    expect(interim).toMatch(nameOf(procedure, 'complaints-manager'));
    const { after, letter, facts } = await noLongerTreated();
    expect(facts.closure).toEqual({ reason: 'not-treated-further' });
    expect(letter).toMatch(nameOf(procedure, 'management-department'));
    expect(letter).toContain(ordinaryTexts.reasons);
    expect(after).toEqual({ accepted: false, reason: 'closed' });
  },
);

sentence(
  '4. Certaines réclamations peuvent être complexes et demander un temps relativement long pour être résolues.',
  async () => {
    expect(procedure.usualTimes?.says).toContain('comparatively long');
    const { reference } = (await api.complain()).body;
    const delay = { decision: 'announce-delay', newDate: '2026-09-30', reasons: 'L’assureur reconstitue le dossier.' };
    const notLater = await api.decide(reference, { ...delay, newDate: '2026-07-13' });
    expect([notLater.status, notLater.body.errors[0].path]).toEqual([422, 'newDate']);
    expect((await api.decide(reference, delay)).status).toBe(202);
    // The supervisor's two months count all the same.
    const final = procedure.regulators.flatMap(({ limits }) => limits).filter(({ duty }) => duty === 'final-response');
    expect(final.map(({ extension }) => extension)).not.toContain('with-reasons');
  },
);

livedSentence('Toutefois vous serez tenu(e) informé(e) tout au long de la procédure.', async () => {
  const { progress, reassignment, notice, interim } = await unresolved();
  // Asked on 27 May; nobody wrote an answer, so the letter says what the file shows, and when the answer comes.
  expect(progress).toContain('n’est pas terminé');
  for (const letter of [notice, progress, reassignment]) expect(letter).toContain('13 juillet 2026');
  expect(interim).toContain('13 juillet 2026');
});

const interimByStaff = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-06-22 11:00');
  await complaint.decide({ decision: 'interim-reply-now', newDate: '2026-07-08' });
  const letter = await complaint.textOf('interim-reply');
  return { letter, letters: await complaint.letters(), given: await complaint.duty('announced-date') };
});

livedSentence(
  'Si, après 40 jours ouvrés à compter de la date de réception de votre réclamation, aucune solution n’a été trouvée, nous vous écrirons pour vous informer de la situation et nous vous indiquerons le délai prévu pour fournir les résultats de l’enquête.',
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13' })['interim-reply']).toEqual(['2026-07-10 procedure']);
    // Where the fortieth day comes after the answer is due, the reply is pulled forward to that day.
    expect(planned(procedure, { receivedOn: '2026-04-30' })['interim-reply']).toEqual([
      '2026-06-30 ours',
      '2026-07-01 procedure',
    ]);
    const { interim } = await unresolved();
    expect(interim).toMatch(/pas encore résolue[\s\S]+13 juillet 2026/);
    expect(interim).toContain('n’est pas terminé');
    // Staff may write it before, with a date of their own, which is then kept like any other.
    const { letter, letters, given } = await interimByStaff();
    expect(letters.at(-1)).toBe('interim-reply sent 2026-06-22');
    expect(letter).toContain(ordinaryTexts.situation);
    expect(letter).toContain('8 juillet 2026');
    expect(given.dueOn).toBe('2026-07-08');
  },
);

const resultKnown = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-06-01 11:00');
  await complaint.decide({ decision: 'record-result', outcome: 'upheld' });
  const { dueOn, limits } = await complaint.duty('resolution-letter');
  await complaint.goTo('2026-06-08 11:00');
  await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  return {
    dueOn,
    limits,
    letters: await complaint.letters(),
    breaches: await complaint.breaches(),
    letter: await complaint.textOf('upheld'),
  };
});

const resultKept = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-07-09 11:00');
  await complaint.decide({ decision: 'record-result', outcome: 'rejected' });
  const { dueOn } = await complaint.duty('resolution-letter');
  await complaint.goTo('2026-07-20 11:00');
  return { dueOn, breaches: await complaint.breaches() };
});

livedSentence(
  '5. Dans les cinq jours ouvrés qui suivent les résultats du traitement de votre dossier, vous recevrez une lettre de résolution d’123 Courtage avec les résultats détaillés du traitement de votre dossier.',
  async () => {
    const { dueOn, limits, letters, breaches, letter } = await resultKnown();
    expect([dueOn, limits[0]?.source]).toEqual(['2026-06-08', 'procedure']);
    expect([letters.at(-1), breaches]).toEqual(['upheld sent 2026-06-08', []]);
    expect(letter).toContain(ordinaryTexts.reasons);
    expect(letter).toMatch(signatureOf(procedure, 'complaints-manager'));
    // Known on Thursday 9 July: never after the answer itself is due; kept back, it is a breach.
    const kept = await resultKept();
    expect(kept.dueOn).toBe('2026-07-13');
    const broken = kept.breaches.filter((breach) => breach.startsWith('resolution-letter'));
    expect(broken.map((breach) => breach.split(' ').slice(1, 3).join(' '))).toEqual(['ours 2026-07-13', 'procedure 2026-07-17']);
  },
);

sentence('Cette lettre comprendra:', async () => {
  const { reference } = (await api.complain()).body;
  const lacks = async (body: Record<string, unknown>) =>
    (await api.decide(reference, { decision: 'resolve', ...body })).body.errors.map(({ path }: { path: string }) => path);
  expect(await lacks({ outcome: 'rejected' })).toContain('reasons');
  expect(await lacks({ outcome: 'settled', reasons: 'Un accord est possible.' })).toContain('offer');
  // Whatever way a decision came, a letter that lacks something does not leave.
  for (const kind of results) expect(() => letterOf(procedure, kind, { texts: {} })).toThrow(IncompleteLetter);
});

sentence('– Les résultats du traitement de votre réclamation.', () => {
  const words: Record<(typeof results)[number], Record<'fr' | 'nl' | 'en', string>> = {
    upheld: { fr: 'est fondée', en: 'uphold', nl: '' },
    'partly-upheld': { fr: 'est fondée en partie', en: 'in part', nl: '' },
    rejected: { fr: 'Je ne peux pas donner une suite favorable', en: 'do not uphold', nl: '' },
    settled: { fr: 'Nous vous proposons un accord', en: 'settle', nl: '' },
  };
  for (const kind of results)
    for (const { text, language } of inEveryLanguage(procedure, kind)) {
      expect(text).toContain(words[kind][language]);
      expect(text).toContain(language === 'fr' ? 'réponse définitive' : 'final response');
    }
});

sentence(
  '– Le cas échéant, une explication des termes de l’offre que la compagnie est prête à faire pour le règlement de la réclamation.',
  () => {
    const { reasons } = ordinaryTexts;
    const offer = {
      terms: 'La compagnie rembourse la prime de mars.',
      effect: 'Votre accord règle la question de la prime.',
      until: '2026-07-31',
      cents: 15000,
      currency: 'EUR',
    };
    for (const { text, language } of inEveryLanguage(procedure, 'settled', { texts: { reasons, offer } })) {
      for (const words of [offer.terms, offer.effect]) expect(text).toContain(words);
      expect(text).toContain(language === 'fr' ? '150,00 €' : '€150.00');
      expect(text).toContain(language === 'fr' ? '31 juillet 2026' : '31 July 2026');
    }
    expect(letterOf(procedure, 'settled', { texts: { reasons, offer } }).text).toContain('silence');
  },
);

sentence(
  'Quelle que soit l’issue de la réclamation, nous expliquerons la raison pour laquelle telle décision a été prise.',
  async () => {
    const { reference } = (await api.complain()).body;
    const { reasons, ...others } = ordinaryTexts;
    for (const outcome of results) {
      const body = { decision: 'resolve', outcome, ...decisionTexts(outcome) };
      const without = await api.decide(reference, { ...body, reasons: undefined });
      expect([without.status, without.body.errors.map(({ path }: { path: string }) => path)]).toEqual([422, ['reasons']]);
      expect(() => letterOf(procedure, outcome, { texts: others })).toThrow(/reasons/);
      for (const { text } of inEveryLanguage(procedure, outcome)) expect(text).toContain(reasons);
    }
    expect(
      letterOf(procedure, 'gdpr-answer', { facts: { gdpr: { result: { outcome: 'rejected', decision: 'x' } } } }).text,
    ).toContain(reasons);
  },
);

/** What each outcome's decision says besides its reasons. */
function decisionTexts(outcome: (typeof results)[number]): Record<string, unknown> {
  const { measures, upheldPoints, rejectedPoints } = ordinaryTexts;
  if (outcome === 'upheld') return { measures };
  if (outcome === 'partly-upheld') return { measures, upheldPoints, rejectedPoints };
  return outcome === 'settled' ? { offer: { terms: 'Un geste.', until: '2026-07-31' } } : {};
}

sentence('Nous serons également disposés à vous proposer toute l’aide requise, le cas échéant.', () => {
  for (const kind of results)
    for (const { text, language } of inEveryLanguage(procedure, kind)) expect(text).toMatch(helpWords[language]);
  // Nobody else promises it.
  expect(letterOf(firm('almena'), 'rejected').text).not.toMatch(helpWords.fr);
});

sentence(
  'À l’issue de la procédure de traitement des réclamations d’123 Courtage SARL, dans le cas peu probable où vous n’auriez pas obtenu satisfaction, vous pouvez adresser votre réclamation à La Médiation de l’Assurance.',
  () => {
    for (const kind of results) {
      for (const { text, language } of inEveryLanguage(procedure, kind)) {
        expect(text).toContain(mediator);
        // A year after the written complaint of 12 May 2026.
        expect(text).toContain(language === 'fr' ? '12 mai 2027' : '12 May 2027');
      }
      expect(letterOf(procedure, kind, { capacity: 'company' }).text).not.toContain('Médiation');
    }
  },
);

sentence('Toute correspondance doit être adressée à :', () => {
  // The address that the text announces is not printed in it: letters give the directory's, and no unconfirmed mailbox.
  const kinds: LetterKind[] = ['ten-day-notice', 'interim-reply', 'delay', 'recourse-details', ...results];
  for (const kind of kinds)
    for (const { text } of inEveryLanguage(procedure, kind)) {
      expect(text).toMatch(/La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09[\s\S]+www\.mediation-assurance\.org/);
      expect(text).not.toContain('le.mediateur@');
    }
});

const withMediator = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-15 11:00');
  await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
  // Uninvited, and before any answer.
  await complaint.escalate('mediator');
  const { level, stage } = await complaint.facts();
  const [told, toInsurer] = [await complaint.textOf('escalation'), await complaint.textOf('escalation-to-insurer')];
  const due = (await complaint.duty('final-response')).dueOn;
  await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  const answer = await complaint.textOf('rejected');
  await complaint.receive('summons');
  return { level, stage, told, toInsurer, due, answer, facts: await complaint.facts() };
});

livedSentence('Saisir le Mediateur', async () => {
  const { stage, told, due, answer } = await withMediator();
  expect(stage).toBe('with-mediator');
  expect(told).toMatch(/médiateur[\s\S]+15 mai 2026/);
  // No clock stops, and nobody is sent where the file already is.
  expect(due).toBe('2026-07-13');
  expect(answer).toContain('médiateur');
  expect(answer).not.toMatch(/Vous pouvez (\S+ )*saisir/);
});

sentence('Niveau de Réclamation Traitement', async () => {
  expect(procedure.levels?.map(({ level, treatedBy }) => [level, treatedBy.length > 0])).toEqual(
    ['1', '2a', '2b', '3', '4'].map((level) => [level, true]),
  );
  // A level rises and never falls.
  const { reference } = (await api.complain({ sender: 'mediator' })).body;
  const lower = await api.decide(reference, { decision: 'raise-level', level: '2b' });
  expect([lower.status, lower.body.errors[0].path]).toEqual([422, 'level']);
  expect((await api.decide(reference, { decision: 'raise-level', level: '4' })).status).toBe(202);
});

sentence(
  'Niveau 1 – Réclamation reçue directement par le 123 Courtage et ne relevant pas d’un niveau supérieur Traitement par 123 Courtage – Service Gestion',
  async () => {
    for (const sender of ['private-person', 'company', 'broker', 'relative'])
      expect((await api.complain({ sender })).body.level).toBe('1');
    expect(procedure.levels?.[0]?.treatedBy).toContain('Service Gestion');
    for (const { text, language } of inEveryLanguage(procedure, 'ten-day-notice'))
      expect(text).toMatch(nameOf(procedure, 'management-department', language));
  },
);

const secondTreatment = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-15 11:00');
  await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
  await complaint.goTo('2026-05-20 11:00');
  await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  const first = await complaint.letters();
  await complaint.goTo('2026-06-10 11:00');
  await complaint.receive('disagreement');
  const facts = await complaint.facts();
  const [details, request] = [await complaint.textOf('recourse-details'), await complaint.textOf('second-review-request')];
  const to = await complaint.addresseeOf('second-review-request');
  const { dueOn } = await complaint.duty('final-response');
  await complaint.goTo('2026-06-15 11:00');
  await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  const [letters, breaches] = [await complaint.letters(), await complaint.breaches()];
  return { first, facts, details, request, to, dueOn, letters, breaches };
});

livedSentence(
  'Niveau 2a – Réclamation adressée suite à une première réponse apportée en niveau 1 Traitement par 123 Courtage avec l’aide de la compagnie',
  async () => {
    const { facts, details, request, to, dueOn, letters, breaches } = await secondTreatment();
    expect(facts).toMatchObject({ level: '2a', stage: 'disagreed' });
    // With the insurer's help, and on the first clock.
    expect(to).toBe(ordinaryTexts.insurer.email);
    expect(request).toMatch(/20 mai 2026[\s\S]+10 juin 2026/);
    expect(dueOn).toBe('2026-07-13');
    expect(details).toContain('13 juillet 2026');
    expect(details).toContain(mediator);
    expect(details).toContain('Exemple Assurances');
    expect([letters.at(-1), breaches]).toEqual(['upheld sent 2026-06-15', []]);
  },
);

sentence(
  'Niveau 2b – Réclamation dite sensible C’est-à-dire, réclamation émanant de l’une des personnes suivantes : avocat, assurance de protection juridique, Fédération Française de l’Assurance (FFA), Défenseur des droits (HALDE), DGCCRF ou DIRECCTE, ACPR, Plateforme européenne de règlement en ligne des litiges de consommation, journaliste ou animateur d’émission (radio, télévision, web), plateforme SignalConso, plateforme de règlement des litiges en ligne (https://ec.europa.eu/consumers/odr) Traitement par la Partie ayant reçu la demande avec l’aide de l’autre Partie',
  async () => {
    const sensitive = [
      'lawyer',
      'legal-protection-insurer',
      'trade-association',
      'rights-defender',
      'consumer-authority',
      'supervisor',
      'journalist',
      'consumer-platform',
    ];
    expect(procedure.sensitiveSenders?.map(({ sender }) => sender)).toEqual(sensitive);
    for (const sender of sensitive) {
      const { body } = await api.complain({ sender });
      expect([sender, body.level]).toEqual([sender, '2b']);
    }
    expect(procedure.levels?.find(({ level }) => level === '2b')?.treatedBy).toContain("with the other's help");
    // The European platform is closed and the old names are past: no letter repeats them.
    for (const stale of ['FFA', 'HALDE', 'DIRECCTE', 'https://ec.europa.eu/consumers/odr']) {
      const texts = { reasons: `Vous pouvez aussi écrire à : ${stale}.` };
      expect(() => letterOf(procedure, 'rejected', { texts })).toThrow(/obsolete/);
    }
    // A journalist without a mandate learns nothing about a client.
    const { text } = letterOf(procedure, 'ten-day-notice', { sender: 'journalist', content: { policyNumber: 'P-42' } });
    expect(text).not.toMatch(/P-42|résiliation/);
  },
);

livedSentence(
  'Niveau 3 – Réclamation provenant du médiateur sélectionné par la Partie Traitement par la Partie ayant reçu la demande avec l’aide éventuelle de l’autre Partie',
  async () => {
    expect((await api.complain({ sender: 'mediator' })).body.level).toBe('3');
    const { level, toInsurer } = await withMediator();
    expect(level).toBe('3');
    // The other party, once asked, learns where the complaint has gone.
    expect(toInsurer).toMatch(/médiateur[\s\S]+15 mai 2026/);
    expect(procedure.levels?.find((one) => one.level === '3')?.treatedBy).toContain('the party that received it');
  },
);

livedSentence('Niveau 4 – Assignation en justice Traitement par la Partie à qui est adressée l’assignation', async () => {
  const { body } = await api.complain({ sender: 'court' });
  expect(body.level).toBe('4');
  const { facts } = await withMediator();
  expect(facts).toMatchObject({ level: '4', stage: 'in-court' });
  expect(procedure.levels?.find(({ level }) => level === '4')?.treatedBy).toBe('the party that is summoned');
});

nothingIsLeftOut({
  'Skip to main content': 'a link of the web page',
  'Notre but est de gagner et de conserver la confiance de nos clients grâce à un service clientèle haut de gamme.':
    'an aim without a promise that could be kept or broken; it is kept among the aims of the procedure',
});
