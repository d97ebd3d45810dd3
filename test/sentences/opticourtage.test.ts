import { expect } from '@jest/globals';
import { latestGdprExtension } from '../../procedures/plan-duties.ts';
import { verifyJournal } from '../../register/journal.ts';
import { ordinaryTexts } from '../helpers/lifecycle-wanted.ts';
import { testsOf } from './helpers/book.ts';
import { firm, nameOf, planned, signatureOf } from './helpers/firms.ts';
import { inEveryLanguage, letterOf } from './helpers/letters.ts';
import { apiOf, deadlinesOf, livesAt } from './helpers/lives.ts';

/*
 * Each sentence of Opticourtage's text, and what the product does because of it. A complaint received on Wednesday 13 May 2026 is
 * passed on to the insurer by Wednesday 20 May, acknowledged by Wednesday 27 May (Ascension and Whit Monday are no jours ouvrables),
 * answered by Monday 13 July.
 */

const { sentence, livedSentence, nothingIsLeftOut } = testsOf('opticourtage.fr.txt');
const procedure = firm('opticourtage');
const api = apiOf('opticourtage');
const lives = livesAt('opticourtage');
const mailbox = 'reclamations-rgpd@opticourtage.com';

const answered = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-18 11:00');
  await complaint.decide({ decision: 'resolve', outcome: 'partly-upheld' });
  await complaint.decide({ decision: 'announce-measures' });
  return complaint;
});

const notAnswered = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-18 11:00');
  await complaint.decide({ decision: 'request-information' });
  await complaint.goTo('2026-05-26 23:00');
  const before = await complaint.letters();
  await complaint.goTo('2026-05-27 11:00');
  const after = await complaint.letters();
  await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-31' });
  await complaint.goTo('2026-07-13 23:30');
  const onTheLastDay = await complaint.breaches();
  await complaint.goTo('2026-07-14 12:00');
  return { complaint, before, after, onTheLastDay };
});

sentence('Procédure de gestion des Réclamations', async () => {
  const { items } = (await api.get('/api/procedures')).body;
  const inForce = items.find(({ id }: { id: string }) => id === 'opticourtage');
  expect(inForce).toMatchObject({ firm: 'OPTICOURTAGE', prefix: 'OPT' });
  // The complaint keeps the version of its day, whatever becomes of the file.
  expect((await api.complain()).body.procedureVersion).toBe(inForce.version);
});

sentence(
  'La société OPTICOURTAGE SAS est soucieuse d’offrir à ses clients un service de qualité quant à la gestion des réclamations par la mise en place d’un traitement efficace, égal et harmonisé.',
  async () => {
    // Who uses the form gets a copy of it besides; the treatment is the same.
    const isTreatment = (line: string) => !line.startsWith('complaint-copy');
    const clocks = async (changes: Record<string, unknown>) =>
      deadlinesOf((await api.complain(changes)).body).filter(isTreatment);
    const ofAClient = await clocks({ received: '2026-05-13' });
    for (const changes of [
      { channel: 'web-form' },
      { channel: 'letter', capacity: 'professional' },
      { sender: 'lawyer', language: 'en' },
      { country: 'CH', capacity: 'company' },
    ])
      expect(await clocks({ received: '2026-05-13', ...changes })).toEqual(ofAClient);
  },
);

sentence('Vous avez deux possibilités pour faire une réclamations classique ou une réclamation RGPD:', async () => {
  const answers: string[] = [];
  for (const channel of ['web-form', 'letter'])
    for (const kind of ['classic', 'gdpr', 'classic-and-gdpr']) {
      const { status, body } = await api.complain({ channel, kind });
      expect(status).toBe(201);
      answers.push(...deadlinesOf(body).filter((deadline) => /response/.test(deadline)));
    }
  const classic = 'final-response 2026-07-13 open';
  const gdpr = 'gdpr-response 2026-06-13 open';
  expect(answers).toEqual([classic, gdpr, classic, gdpr, classic, gdpr, classic, gdpr]);
  for (const { text } of inEveryLanguage(procedure, 'gdpr-acknowledgement')) {
    expect(text).toContain('www.cnil.fr');
    expect(text).not.toContain('Médiation');
  }
});

sentence(
  '- soit via notre questionnaire online: CLIQUEZ ICI pour le compléter, et nous le recevrons automatiquement dans la foulée',
  async () => {
    const { status, body } = await api.complain({ channel: 'web-form' });
    expect([status, body.receivedOn, body.received]).toEqual([201, '2026-05-13', '2026-05-13T16:30:00.000Z']);
    const elsewhere = await api.complain({ procedure: '123-courtage', channel: 'web-form' });
    expect([elsewhere.status, elsewhere.body.errors[0].path]).toEqual([422, 'channel']);
  },
);

sentence('- soit via courrier (procédure décrite ci-dessous)', async () => {
  const address = { lines: ['3 rue des Essais'], postcode: '59000', town: 'Lille', country: 'FR' };
  const { status, body } = await api.complain({
    channel: 'letter',
    received: '2026-05-11',
    sent: '2026-05-07',
    complainant: { name: 'Dominique Exemple', address },
  });
  expect([status, body.warnings.map(({ code }: { code: string }) => code)]).toEqual([201, ['no-e-mail']]);
  // Opened two days after it came: the firm's limits run from the day on which it came.
  const firmsOwn = body.deadlines[0].limits.find(({ source }: { source: string }) => source === 'procedure');
  expect([body.registeredOn, body.receivedOn, firmsOwn.rule]).toEqual([
    '2026-05-13',
    '2026-05-11',
    '10 monToSatDays from received',
  ]);
});

const notAComplaint = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-18 11:00');
  await complaint.decide({ decision: 'classify', as: 'not-a-complaint' });
  const letter = await complaint.textOf('not-a-complaint');
  const { closure } = await complaint.facts();
  await complaint.goTo('2026-05-22 11:00');
  await complaint.receive('disagreement');
  return {
    letter,
    closure,
    reopened: await complaint.textOf('reopened'),
    dueOn: (await complaint.duty('final-response')).dueOn,
    owed: await complaint.openDuties(),
  };
});

livedSentence(
  'Une réclamation est une déclaration actant le mécontentement d’un client envers un professionnel ; une demande de service ou de prestation ou une demande d’information, de clarification ou une demande d’avis n’est pas une réclamation.',
  async () => {
    const { body } = await api.complain();
    const unfounded = { decision: 'classify', as: 'not-a-complaint', reasons: 'Une question.', whoAnswers: 'le service clients' };
    const refused = await api.decide(body.reference, unfounded);
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'statement']);
    const { letter, closure, reopened, dueOn, owed } = await notAComplaint();
    expect(closure).toEqual({ reason: 'not-a-complaint' });
    expect(letter).toContain(ordinaryTexts.whoAnswers);
    expect(letter).not.toContain(ordinaryTexts.statement);
    expect(letter).toMatch(/délais[\s\S]+13 mai 2026/);
    // Contested: a complaint after all, on its first clock.
    expect(reopened).toMatch(/22 mai 2026[\s\S]+13 mai 2026[\s\S]+13 juillet 2026/);
    expect(dueOn).toBe('2026-07-13');
    expect(owed).toEqual(expect.arrayContaining(['acknowledgement', 'final-response']));
  },
);

sentence(
  '- En cas de désaccord et/ou mécontentement relatif à la gestion d’un contrat, d’une pratique de la société ou d’une décision rendue, rapprochez-vous en premier lieu de l’employé ou du département qui vous a servi.',
  async () => {
    expect(procedure.firstContact).toMatchObject({ condition: false, asked: expect.stringContaining('served the client') });
    // Whoever comes straight in has every clock of whoever came to the employee first.
    const straight = await api.complain();
    const afterwards = await api.complain({ stepsTaken: 'Trois appels au service clients.', answerReceived: 'Aucune.' });
    expect([straight.status, afterwards.status]).toEqual([201, 201]);
    expect(deadlinesOf(straight.body)).toEqual(deadlinesOf(afterwards.body));
  },
);

sentence(
  '- Si vous n’obtenez pas satisfaction, merci d’adresser une réclamation formelle par écrit, par mail à l’adresse ci-dessous :',
  async () => {
    for (const channel of ['phone', 'meeting']) {
      const { status, body } = await api.complain({ channel });
      expect([status, deadlinesOf(body)]).toEqual([201, ['invitation-to-write 2026-05-18 open']]);
    }
    for (const { text } of inEveryLanguage(procedure, 'invitation-to-write', { facts: { oral: 'invited' } }))
      expect(text).toContain(mailbox);
    // Put right in the talk: recorded, and nothing is asked for.
    const solved = await api.complain({ channel: 'phone', solvedAtOnce: 'Le duplicata est parti pendant l’appel.' });
    expect([solved.status, solved.body.deadlines]).toEqual([201, []]);
  },
);

livedSentence('Courriel: reclamations-rgpd(at)opticourtage.com', async () => {
  const complaint = await answered();
  const mail = complaint.mails().find(({ to }) => to.includes('dominique@example.org'));
  expect(mail?.raw).toMatch(new RegExp(`^From: "?OPTICOURTAGE"? <${mailbox}>`, 'm'));
  for (const kind of ['acknowledgement', 'gdpr-acknowledgement'] as const)
    for (const { text } of inEveryLanguage(procedure, kind)) expect(text).toContain(mailbox);
});

livedSentence('En pratique, la réclamation doit inclure les informations suivantes :', async () => {
  const { complaint, before } = await notAnswered();
  // What is missing is asked for, and no clock waits for it.
  expect(before).toEqual(['missing-facts sent 2026-05-18']);
  const letter = await complaint.textOf('missing-facts');
  expect(letter).toContain(ordinaryTexts.missingFacts[0]);
  expect(letter).toContain('13 juillet 2026');
  expect(await complaint.duty('final-response')).toMatchObject({ dueOn: '2026-07-13' });
});

const asked = (language: 'fr' | 'en') =>
  letterOf(procedure, 'invitation-to-write', { language, facts: { oral: 'invited' } }).text;

sentence(
  '- Indiquez vos coordonnées et décrivez le motif de votre réclamation, les démarches que vous avez déjà faites et la réponse que vous avez reçue.',
  async () => {
    const given = { stepsTaken: 'Deux lettres.', answerReceived: 'Un refus.', reason: 'Mon contrat n’est pas résilié.' };
    expect((await api.complain(given)).body).toMatchObject(given);
    const noContact = await api.complain({ complainant: { name: 'Dominique Exemple' } });
    expect(noContact.body.warnings.map(({ code }: { code: string }) => code)).toEqual(['no-address']);
    const noReason = await api.complain({ reason: ' ' });
    expect([noReason.status, noReason.body.errors[0].path]).toEqual([422, 'reason']);
    for (const item of ['coordonnées', 'objet', 'démarches', 'réponse que vous avez reçue']) expect(asked('fr')).toContain(item);
    for (const item of [
      'your contact details',
      'what your complaint is about',
      'the steps that',
      'the answer that you were given',
    ])
      expect(asked('en')).toContain(item);
  },
);

sentence('- Inscrivez vos arguments et la solution que vous recherchez.', async () => {
  const given = { arguments: 'Ma lettre est partie le 2 février.', solutionSought: 'Le remboursement de la prime.' };
  expect((await api.complain(given)).body).toMatchObject(given);
  expect(asked('fr')).toMatch(/vos arguments[\s\S]+la solution que vous recherchez/);
  expect(asked('en')).toMatch(/your arguments[\s\S]+the solution that you seek/);
  // The insurer reads them where it is asked to answer.
  const { text } = letterOf(procedure, 'forwarding', { content: given, insurer: ordinaryTexts.insurer });
  expect(text).toContain(given.arguments);
  expect(text).toContain(given.solutionSought);
});

sentence('- Joignez à votre courrier les documents et éléments justificatifs de votre demande.', () => {
  expect(asked('fr')).toContain('les documents utiles');
  expect(asked('en')).toContain('the documents about the product or service');
  const texts = { missingFacts: ['la copie de votre lettre', 'la preuve de son envoi'], reasons: 'Elles fixent la date.' };
  for (const { text } of inEveryLanguage(procedure, 'missing-facts', { texts }))
    for (const words of [...texts.missingFacts, texts.reasons]) expect(text).toContain(words);
});

livedSentence(
  'Si la réclamation n’est pas résolue dans les 10 jours ouvrables suivant la réception de la réclamation initiale, un accusé de réception de la réclamation vous sera transmis par écrit dans les 10 jours ouvrables suivant la réception de la réclamation initiale.',
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13' })['acknowledgement']).toContain('2026-05-27 procedure');
    const { complaint, before, after } = await notAnswered();
    expect(before).not.toContainEqual(expect.stringContaining('acknowledgement'));
    expect(after).toContain('acknowledgement sent 2026-05-27');
    expect(await complaint.addresseeOf('acknowledgement')).toBe('dominique@example.org');
    // Resolved before: the answer itself takes its place.
    const resolved = await answered();
    expect(await resolved.letters()).toEqual(['partly-upheld sent 2026-05-18', 'measures sent 2026-05-18']);
    expect(await resolved.duty('acknowledgement')).toMatchObject({ void: 'answered' });
  },
);

const forwarded = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-19 11:00');
  await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
  await complaint.goTo('2026-05-21 11:00');
  return complaint;
});

const forwardedLate = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-21 11:00');
  const before = await complaint.breaches();
  await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
  return { complaint, before };
});

livedSentence(
  'Si l’objet de la réclamation ne relève pas de la responsabilité d’OPTICOURTAGE mais celle de l’assureur, OPTICOURTAGE transmettra alors à l’assureur les informations, par écrit, dans les 5 jours ouvrables suivant la réception de la réclamation initiale et en informera le plaignant.',
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13' })['insurer-forwarding']).toEqual(['2026-05-20 procedure']);
    const complaint = await forwarded();
    expect((await complaint.letters()).toSorted()).toEqual(['forwarding sent 2026-05-19', 'forwarding-notice sent 2026-05-19']);
    expect(await complaint.addresseeOf('forwarding')).toBe(ordinaryTexts.insurer.email);
    expect(await complaint.textOf('forwarding')).toContain('Ma résiliation n’a pas été prise en compte.');
    expect(await complaint.addresseeOf('forwarding-notice')).toBe('dominique@example.org');
    const notice = await complaint.textOf('forwarding-notice');
    for (const words of ['Exemple Assurances, 1 rue Exemple', '19 mai 2026', ordinaryTexts.reasons])
      expect(notice).toContain(words);
    expect(await complaint.breaches()).toEqual([]);
    // Found out a day too late: both letters at once, and a breach; before nobody owed anything.
    const late = await forwardedLate();
    expect(late.before).toEqual([]);
    expect(await late.complaint.breaches()).toEqual([expect.stringMatching(/^insurer-forwarding procedure 2026-05-20 /)]);
    expect(await late.complaint.letters()).toEqual(
      expect.arrayContaining(['forwarding sent 2026-05-21', 'forwarding-notice sent 2026-05-21']),
    );
  },
);

livedSentence(
  'Nous nous engageons quoi qu’il en soit à apporter une réponse définitive au problème soulevé dans les deux mois à compter de la date de réception.',
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13' })['final-response']).toContain('2026-07-13 procedure');
    expect(planned(procedure, { receivedOn: '2026-05-13', kind: 'gdpr' })['gdpr-response']).toEqual([
      '2026-06-13 gdpr',
      '2026-07-13 procedure',
    ]);
    // The law would give personal data three months in all.
    expect(latestGdprExtension(procedure, { receivedOn: '2026-05-13' })).toBe('2026-07-13');
    // Reasons that staff gave in time and a new date change nothing: the limit is broken once its last day has ended.
    const { complaint, onTheLastDay } = await notAnswered();
    expect(await complaint.letters()).toContain('delay sent 2026-05-27');
    expect(onTheLastDay).toEqual([]);
    expect(await complaint.breaches()).toContain('final-response procedure 2026-07-13 not-done-in-time');
  },
);

livedSentence(
  'Le responsable des réclamations vous répondra par écrit, sur la base du résultat de l’étude, en indiquant si des mesures correctives ou une réparation (ou les deux) peuvent être appropriées.',
  async () => {
    const { reference } = (await api.complain()).body;
    const bare = { decision: 'resolve', outcome: 'upheld', reasons: 'La lettre est arrivée à temps.' };
    expect((await api.decide(reference, bare)).status).toBe(422);
    const redress = { cents: 12050, currency: 'EUR', paidBy: '2026-07-31' };
    expect((await api.decide(reference, { ...bare, redress })).status).toBe(202);
    const letter = await (await answered()).textOf('partly-upheld');
    expect(letter).toContain(ordinaryTexts.reasons);
    expect(letter).toContain(ordinaryTexts.measures);
    expect(letter).toMatch(signatureOf(procedure, 'complaints-manager'));
    const { reasons, measures } = ordinaryTexts;
    for (const { text, language } of inEveryLanguage(procedure, 'upheld', { texts: { reasons, measures, redress } })) {
      expect(text).toContain(measures);
      expect(text).toContain(language === 'fr' ? '120,50 €' : '€120.50');
      expect(text).toMatch(signatureOf(procedure, 'complaints-manager', language));
    }
    // Where neither is appropriate, the letter says that too.
    expect(letterOf(procedure, 'rejected', { texts: { reasons } }).text).toContain('ni mesure corrective ni réparation');
  },
);

livedSentence(
  'Conformément à l’engagement de l’assureur de traiter équitablement ses clients, OPTICOURTAGE étudiera la réclamation de manière compétente, minutieuse et impartiale, en évaluant l’objet de la réclamation de manière juste, cohérente et rapide.',
  async () => {
    // Nobody examines a complaint about themselves.
    const about = await api.complain({ concernedStaff: ['client-service'], caseHandler: 'client-service' });
    expect([about.status, about.body.errors[0].path]).toEqual([422, 'caseHandler']);
    const { reference } = (await api.complain({ concernedStaff: ['client-service'] })).body;
    const refused = await api.decide(reference, { decision: 'assign', caseHandler: 'client-service' });
    expect([refused.status, refused.body.reason]).toEqual([422, 'conflict-of-interest']);
    const contact = letterOf(procedure, 'acknowledgement', { facts: { barred: ['client-service'] } }).text;
    expect(contact).toMatch(nameOf(procedure, 'complaints-manager'));
    // What is founded and what is not are examined, and answered, apart.
    const letter = await (await answered()).textOf('partly-upheld');
    expect(letter).toMatch(new RegExp(`${ordinaryTexts.upheldPoints}[\\s\\S]+${ordinaryTexts.rejectedPoints}`));
  },
);

livedSentence(
  'Votre réclamation est sauvegardée dans un registre afin de veiller à ce que les recommandations soient suivies d’effets et que les délais soient bien respectés.',
  async () => {
    const { complaint } = await notAnswered();
    const measured = await answered();
    // The limits: each is kept with what became of it, in a journal that cannot be changed unnoticed.
    expect((await complaint.journal())[0]).toMatchObject({ event: 'complaint-registered', detail: { receivedOn: '2026-05-13' } });
    expect((await complaint.breachRows()).map(({ due_on }) => due_on)).toContain('2026-07-13');
    expect(await verifyJournal(lives.lifecycle().register)).toEqual([]);
    // What follows: measures have their last day, which the complainant is told.
    expect(await measured.letters()).toContain('measures sent 2026-05-18');
    expect(await measured.textOf('measures')).toContain('30 juin 2027');
  },
);

const disagreed = lives.once(async () => {
  const complaint = await lives.complain({ sentOn: '2026-05-12' });
  await complaint.goTo('2026-05-15 11:00');
  await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
  await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  const { stage } = await complaint.facts();
  await complaint.goTo('2026-06-10 11:00');
  await complaint.receive('disagreement');
  return { complaint, stage, facts: await complaint.facts(), owed: await complaint.openDuties() };
});

livedSentence(
  '- En cas d’impossibilité de convenir d’un accord si la réponse apportée n’est pas jugée satisfaisante par le demandeur, OPTICOURTAGE vous transmettra alors les coordonnées de l’Assureur et du médiateur correspondant ou de toutes autres options disponibles afin de régler la réclamation dans les meilleurs délais.',
  async () => {
    const { complaint, stage, facts, owed } = await disagreed();
    // After closure too, and without a second treatment that the text does not promise.
    expect(stage).toBe('closed');
    expect(await complaint.letters()).toContain('recourse-details sent 2026-06-10');
    expect(await complaint.duty('recourse-details')).toMatchObject({ dueOn: '2026-06-17' });
    const letter = await complaint.textOf('recourse-details');
    expect(letter).toContain('Exemple Assurances, 1 rue Exemple, 75001 PARIS, reclamations@example.com');
    expect(letter).toContain('La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09');
    expect(letter).toContain('12 mai 2027');
    expect(letter).toContain('agir en justice');
    expect(facts).toMatchObject({ level: '2a', stage: 'disagreed' });
    expect([facts.secondTreatment, owed]).toEqual([undefined, []]);
    // A company has no consumer mediator: the other ways stand alone.
    const company = letterOf(procedure, 'recourse-details', { capacity: 'company', insurer: ordinaryTexts.insurer }).text;
    expect(company).not.toContain('Médiation');
    expect(company).toContain('Exemple Assurances');
  },
);

const inCourt = lives.once(async () => {
  const { complaint } = await disagreed();
  await complaint.receive('mediator-opinion');
  await complaint.escalate('court');
  return complaint;
});

livedSentence(
  '- En cas d’échec de cette démarche, l’assuré conserve l’intégralité de ses droits à agir en justice.',
  async () => {
    const complaint = await inCourt();
    expect(await complaint.facts()).toMatchObject({ stage: 'in-court', level: '4' });
    expect(await complaint.textOf('escalation')).toContain('justice');
    // No answer takes the right away, and who is in court is sent to nobody else.
    for (const kind of ['rejected', 'settled', 'upheld', 'partly-upheld', 'not-treated-further'] as const)
      for (const { text, language } of inEveryLanguage(procedure, kind))
        expect(text).toContain(language === 'fr' ? 'tribunal judiciaire' : 'court');
    const later = letterOf(procedure, 'rejected', { facts: { escalations: ['court'] } }).text;
    expect(later).not.toMatch(/Médiation|tribunal judiciaire/);
  },
);

nothingIsLeftOut({});
