import { expect } from '@jest/globals';
import type { Procedure } from '../../procedures/schema.ts';
import { ordinaryTexts } from '../helpers/lifecycle-wanted.ts';
import { testsOf } from './helpers/book.ts';
import { firm, nameOf, planned } from './helpers/firms.ts';
import { inEveryLanguage, letterOf } from './helpers/letters.ts';
import { apiOf, deadlinesOf, livesAt } from './helpers/lives.ts';

/*
 * Each sentence of Alter Ego's text, and what the product does because of it. The text has no time limit: a complaint received on
 * Wednesday 13 May 2026 is acknowledged by Wednesday 27 May and answered by Monday 13 July, as the supervisor asks.
 */

const { sentence, livedSentence, nothingIsLeftOut } = testsOf('alter-ego.fr.txt');
const procedure = firm('alter-ego');
const api = apiOf('alter-ego');
const lives = livesAt('alter-ego');
const mailbox = 'reclamations@alteregoassurances.fr';
const written = ['acknowledgement 2026-05-27 open', 'final-response 2026-07-13 open'];
const spoken = ['invitation-to-write 2026-05-18 open'];
const told = { channel: 'phone', oral: 'invited' } as const;

sentence(
  'Toute réclamation, quel que soit son canal d’arrivée ou sa provenance, sera traitée conformément à la présente procédure.',
  async () => {
    const provenances = ['private-person', 'company', 'broker', 'relative', 'lawyer', 'supervisor', 'journalist', 'mediator'];
    for (const sender of provenances)
      for (const [channel, copied] of [
        ['letter', []],
        ['web-form', ['complaint-copy 2026-05-15 open']],
      ] as const) {
        const { status, body } = await api.complain({ channel, sender });
        expect([status, body.procedureVersion, deadlinesOf(body)]).toEqual([201, procedure.version, [...written, ...copied]]);
      }
    // The text has no limit of its own: the supervisor's stand, and say whose they are.
    expect(planned(procedure, { receivedOn: '2026-05-13' })).toEqual({
      acknowledgement: ['2026-05-27 acpr'],
      'final-response': ['2026-07-13 acpr'],
    });
  },
);

sentence('Les réclamations peuvent être décelées de plusieurs façons :', async () => {
  expect(procedure.channels.map(({ channel }) => channel)).toEqual(['letter', 'e-mail', 'phone', 'meeting', 'web-form']);
  for (const { channel } of procedure.channels) {
    const { status, body } = await api.complain({ channel });
    expect([status, body.channel, body.timeline[0].detail.channel]).toEqual([201, channel, channel]);
  }
});

sentence('– par un courrier', async () => {
  const { body } = await api.complain({ channel: 'letter', received: '2026-05-13', sent: '2026-05-11' });
  expect(body.deadlines.map(({ duty, dueOn }: Record<string, string>) => `${duty} ${dueOn}`)).toEqual([
    'acknowledgement 2026-05-23',
    'final-response 2026-07-11',
  ]);
});

const byMail = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-27 11:00');
  const acknowledgement = await complaint.textOf('acknowledgement');
  return { letters: await complaint.letters(), to: await complaint.addresseeOf('acknowledgement'), acknowledgement };
});

livedSentence('– par un mail', async () => {
  const { letters, to, acknowledgement } = await byMail();
  expect([letters, to]).toEqual([['acknowledgement sent 2026-05-27'], 'dominique@example.org']);
  expect(acknowledgement).toContain('13 juillet 2026');
});

sentence('– par un appel téléphonique', async () => {
  const { status, body } = await api.complain({ channel: 'phone' });
  expect([status, deadlinesOf(body)]).toEqual([201, spoken]);
});

sentence('– lors d’un rendez-vous physique', async () => {
  const { status, body } = await api.complain({ channel: 'meeting' });
  expect([status, deadlinesOf(body)]).toEqual([201, spoken]);
});

sentence(
  'Le courrier de réclamation est réceptionné par la personne chargée d’ouvrir le courrier qui le transmet au service concerné.',
  async () => {
    const { body } = await api.complain({ channel: 'letter', received: '2026-05-11', caseHandler: 'client-service' });
    // Who opens the post registers it, and somebody else treats it; the days on the way count.
    expect(body).toMatchObject({ registeredBy: 'Test desk', receivedOn: '2026-05-11', registeredOn: '2026-05-13' });
    expect(body.caseHandler.id).toBe('client-service');
    expect(deadlinesOf(body)).toEqual(['acknowledgement 2026-05-23 open', 'final-response 2026-07-11 open']);
    expect((await api.decide(body.reference, { decision: 'assign', caseHandler: 'complaints-manager' })).status).toBe(202);
  },
);

sentence('Si un courrier comporte une réclamation, elle est automatiquement adressée :', async () => {
  // Nobody has to be named, and nobody has to decide: a complaint is never without somebody in charge.
  for (const channel of ['letter', 'e-mail', 'phone']) {
    const { body } = await api.complain({ channel });
    expect(procedure.staff.map(({ id }) => id)).toContain(body.caseHandler.id);
  }
});

sentence('– soit, lorsqu’il est identifié ou identifiable, au collaborateur en charge du dossier client,', async () => {
  const { body } = await api.complain({ channel: 'letter', caseHandler: 'client-service' });
  expect(body.caseHandler).toMatchObject({ id: 'client-service', name: 'Le service clients' });
  for (const { text, language } of inEveryLanguage(procedure, 'acknowledgement', { facts: { caseHandler: 'client-service' } }))
    expect(text).toMatch(nameOf(procedure, 'client-service', language));
});

sentence('– soit à défaut au responsable du process réclamation.', async () => {
  const { body } = await api.complain({ channel: 'letter' });
  expect(body.caseHandler).toMatchObject({ id: 'complaints-manager', name: 'Le responsable du processus réclamations' });
  // A complaint about that person goes to somebody else.
  const about = await api.complain({ channel: 'letter', concernedStaff: ['complaints-manager'] });
  expect([about.status, about.body.caseHandler]).toEqual([201, undefined]);
});

sentence(
  'Les mails de réclamation clients et/ou prospects peuvent arriver potentiellement sur toutes les boîtes mails et seront traités par le service concerné ou à l’adresse Email dédiée aux réclamations reclamations@alteregoassurances.fr',
  async () => {
    // Whatever the mailbox it arrived in, the day of arrival counts, and prospects complain like clients.
    const complainant = { name: 'Dominique Exemple', email: 'dominique@example.org', status: 'prospect' };
    const { status, body } = await api.complain({ received: '2026-05-12T09:00:00+02:00', complainant });
    expect([status, body.receivedOn, body.complainant.status]).toEqual([201, '2026-05-12', 'prospect']);
    // What is answered comes to the dedicated mailbox.
    for (const kind of ['acknowledgement', 'rejected', 'missing-facts', 'gdpr-acknowledgement'] as const)
      for (const { text } of inEveryLanguage(procedure, kind)) expect(text).toContain(mailbox);
  },
);

sentence(
  'Chaque membre du Cabinet peut recevoir des appels téléphoniques en direct et prendre connaissance de la réclamation et transmet cette demande au service concerné.',
  async () => {
    const { status, body } = await api.complain({ channel: 'phone', received: '2026-05-13T15:00:00+02:00' });
    expect([status, body.registeredBy, body.receivedOn]).toEqual([201, 'Test desk', '2026-05-13']);
    expect(body.caseHandler.id).toBe('complaints-manager');
    expect(body.timeline[0].detail).toMatchObject({ channel: 'phone', byWordOfMouth: 'invited' });
  },
);

/** The text publishes no postal address: once the firm gives one, it stands among the ways to write. */
const withAddress: Procedure = {
  ...procedure,
  channels: procedure.channels.map((way) => (way.channel === 'letter' ? { ...way, address: '1 rue Exemple, 75000 PARIS' } : way)),
};

const solvedInTheCall = lives.once(async () => {
  const complaint = await lives.complain({ ...told, solvedAtOnce: true });
  return {
    closure: (await complaint.facts()).closure,
    letters: await complaint.letters(),
    event: (await complaint.journal())[0],
  };
});

const neverWritten = lives.once(async () => {
  const complaint = await lives.complain(told);
  await complaint.goTo('2026-06-16 11:00');
  return {
    letters: await complaint.letters(),
    breaches: await complaint.breaches(),
    invitation: await complaint.textOf('invitation-to-write'),
    reminder: await complaint.textOf('reminder-to-write'),
    last: await complaint.textOf('never-written'),
    facts: await complaint.facts(),
    isRunning: await complaint.isRunning(),
  };
});

livedSentence(
  'S’il ne peut être répondu immédiatement à la réclamation du client, il convient de demander au prospect ou au client concerné de la formaliser par écrit, soit par courrier, soit par email à l’adresse ci-dessus, soit en utilisant le formulaire dédié présent sur le site web.',
  async () => {
    // Answered at once: recorded, and nothing is asked for.
    const solved = await api.complain({ channel: 'phone', solvedAtOnce: 'Le contrat a été corrigé pendant l’appel.' });
    expect([solved.status, solved.body.deadlines]).toEqual([201, []]);
    const { closure, letters: none, event } = await solvedInTheCall();
    expect([closure, none, event?.detail['solvedAtOnce']]).toEqual([{ reason: 'solved-at-once' }, [], true]);
    const { letters, breaches, invitation, reminder, last, facts, isRunning } = await neverWritten();
    for (const letter of [invitation, reminder]) {
      expect(letter).toContain(mailbox);
      expect(letter).toContain('/alter-ego/complaint');
    }
    // Asked, reminded once, never written: closed, kept, and it can still be written.
    expect(letters).toEqual([
      'invitation-to-write sent 2026-05-13',
      'reminder-to-write sent 2026-05-29',
      'never-written sent 2026-06-15',
    ]);
    expect(reminder).toContain('12 juin 2026');
    expect(last).toMatch(/13 mai 2026[\s\S]+13 mai 2026[\s\S]+29 mai 2026/);
    expect([facts.closure, breaches, isRunning]).toEqual([{ reason: 'never-written' }, [], false]);
  },
);

sentence(
  'Chaque membre du Cabinet prendre connaissance d’une réclamation formulée par le prospect ou par le client lors d’un rendez-vous physique.',
  async () => {
    const complainant = { name: 'Dominique Exemple', email: 'dominique@example.org', status: 'prospect' };
    const { status, body } = await api.complain({ channel: 'meeting', received: '2026-05-12', complainant });
    expect([status, body.receivedOn, body.reason]).toEqual([201, '2026-05-12', 'Mes lunettes ne sont pas remboursées.']);
    expect(body.timeline[0]).toMatchObject({ actor: 'Test desk', detail: { channel: 'meeting', byWordOfMouth: 'invited' } });
    // What was said has no date of sending: the supervisor's clocks begin with the writing.
    const sent = await api.complain({ channel: 'meeting', received: '2026-05-12', sent: '2026-05-12' });
    expect([sent.status, sent.body.errors[0].path]).toEqual([422, 'sent']);
  },
);

const writtenLater = lives.once(async () => {
  const complaint = await lives.complain({ channel: 'meeting', oral: 'invited' });
  await complaint.goTo('2026-05-20 11:00');
  await complaint.writeDown('2026-05-19');
  const duties = (await complaint.duties()).filter(({ void: ended, doneAt }) => ended === undefined && doneAt === undefined);
  await complaint.goTo('2026-06-02 11:00');
  const acknowledgement = await complaint.textOf('acknowledgement');
  await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  return { due: duties.map(({ duty, dueOn }) => `${duty} ${dueOn}`), letters: await complaint.letters(), acknowledgement };
});

livedSentence(
  'S’il ne peut être répondu immédiatement à la réclamation du client, il convient d’informer le client de la formaliser par écrit, soit par courrier, soit par email à l’adresse ci-dessus, soit en utilisant le formulaire dédié présent sur le site web.',
  async () => {
    for (const { text } of inEveryLanguage(withAddress, 'invitation-to-write', { facts: { oral: 'invited' } })) {
      expect(text).toContain('1 rue Exemple, 75000 PARIS');
      expect(text).toContain(mailbox);
      // The form that Doléance serves, with its full address.
      expect(text).toContain('https://firm.example/alter-ego/complaint');
    }
    // Written within the week: the clocks begin with the writing, and nobody is reminded.
    const { due, letters, acknowledgement } = await writtenLater();
    expect(due.toSorted()).toEqual(['acknowledgement 2026-06-01', 'final-response 2026-07-19']);
    expect(letters).toEqual(['invitation-to-write sent 2026-05-13', 'acknowledgement sent 2026-06-01', 'upheld sent 2026-06-02']);
    expect(acknowledgement).toContain('19 juillet 2026');
  },
);

sentence(
  'Dans les deux derniers cas, il convient de préciser au réclamant que sa réclamation doit être accompagnée des informations minimales suivantes afin qu’elle puisse être traitée dans les plus brefs délais : nom, prénom, statut, adresse postale, numéros de téléphone, adresse e-mail, le cas échéant, brève description de l’objet de la réclamation ainsi que tout document ou information concernant le produit ou le service concerné.',
  async () => {
    const items = {
      fr: [
        'nom et prénom',
        'qualité',
        'adresse postale',
        'téléphone',
        'adresse e-mail',
        'l’objet de votre réclamation',
        'documents',
      ],
      en: ['name', 'capacity', 'postal address', 'phone', 'e-mail', 'complaint is about', 'documents'],
      nl: [],
    };
    const sentLetters = [{ kind: 'invitation-to-write' as const, sentOn: '2026-05-13' }];
    for (const kind of ['invitation-to-write', 'reminder-to-write'] as const)
      for (const { text, language } of inEveryLanguage(procedure, kind, { facts: { oral: 'invited' }, sentLetters }))
        for (const item of items[language]) expect(text).toContain(item);
    // They are asked for, and no condition.
    expect((await api.complain({ complainant: { name: 'Dominique Exemple' } })).status).toBe(201);
  },
);

const redirected = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-15 11:00');
  await complaint.decide({ decision: 'redirect' });
  return {
    letters: await complaint.letters(),
    letter: await complaint.textOf('misdirected'),
    facts: await complaint.facts(),
    owed: await complaint.openDuties(),
  };
});

livedSentence(
  'Si la réclamation réceptionnée au sein du Cabinet, quel que soit le canal d’arrivée, ne concerne ni le cabinet, ni un contrat commercialisé par son intermédiaire, ni un sinistre géré ou déclaré par elle, le collaborateur qui la reçoit devra l’orienter vers l’intermédiaire d’assurance ou la compagnie d’assurance concerné.',
  async () => {
    const reasons = 'Le contrat que vous citez a été souscrit ailleurs.';
    const rightFirm = { name: 'Autre Courtage', email: 'reclamations@example.com' };
    for (const channel of ['e-mail', 'letter', 'web-form', 'phone', 'meeting']) {
      const { reference } = (await api.complain({ channel })).body;
      const nowhere = await api.decide(reference, { decision: 'redirect', reasons, rightFirm: { name: rightFirm.name } });
      expect([nowhere.status, nowhere.body.errors[0].path]).toEqual([422, 'rightFirm']);
      expect((await api.decide(reference, { decision: 'redirect', reasons, rightFirm })).status).toBe(202);
    }
    const { letters, letter, facts, owed } = await redirected();
    expect(letters).toEqual(['misdirected sent 2026-05-15']);
    expect(letter).toContain('Autre Courtage, 2 rue Exemple, 69001 LYON');
    expect(letter).toContain(ordinaryTexts.reasons);
    expect([facts.closure, owed]).toEqual([{ reason: 'misdirected' }, []]);
    expect(letterOf(procedure, 'misdirected', { language: 'en' }).text).toContain('Autre Courtage, 2 rue Exemple, 69001 LYON');
  },
);

const sentOn = lives.once(async () => {
  const complaint = await lives.complain({ channel: 'letter', sentOn: '2026-05-11' });
  await complaint.goTo('2026-05-15 11:00');
  await complaint.decide({ decision: 'send-on-to-mediator' });
  const waiting = await complaint.letters();
  await complaint.goTo('2026-05-18 11:00');
  await complaint.post(await complaint.letter('sent-on-to-mediator'), '2026-05-18 10:30');
  const [notice, enclosed] = [await complaint.textOf('sent-on'), await complaint.textOf('sent-on-to-mediator')];
  const to = await complaint.addresseeOf('sent-on-to-mediator');
  const { closure } = await complaint.facts();
  return { waiting, letters: await complaint.letters(), notice, enclosed, to, closure };
});

livedSentence(
  'NB : si le courrier adressé au Cabinet était, à la lecture, destiné au Médiateur du secteur de l’assurance, ledit courrier lui est adressé et le réclamant en est averti par écrit.',
  async () => {
    const { waiting, letters, notice, enclosed, to, closure } = await sentOn();
    // No mailbox of the mediator is confirmed: the letter goes by post, and nobody is told that it has gone before it is posted.
    expect(waiting).toEqual(['sent-on-to-mediator awaiting-post']);
    expect(letters).toEqual(['sent-on-to-mediator sent 2026-05-18', 'sent-on sent 2026-05-18']);
    expect(to).toBe('La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09');
    expect(enclosed).toContain('Ma résiliation n’a pas été prise en compte.');
    expect(enclosed).toContain('Dominique Exemple');
    expect(notice).toMatch(/18 mai 2026[\s\S]+TSA 50110, 75441 Paris Cedex 09/);
    expect(notice).toMatch(/réclamation écrite préalable[\s\S]+11 mai 2026/);
    expect(closure).toEqual({ reason: 'meant-for-mediator' });
    const sentLetters = [{ kind: 'sent-on-to-mediator' as const, sentOn: '2026-05-18' }];
    const inEnglish = letterOf(procedure, 'sent-on', { language: 'en', sentLetters }).text;
    for (const words of ['18 May 2026', 'TSA 50110, 75441 Paris Cedex 09', '12 May 2026']) expect(inEnglish).toContain(words);
  },
);

nothingIsLeftOut({
  'Réclamations clients': 'the title of the page',
  'Les courriers': 'a heading: what is said of letters stands in the sentences under it',
  'Les Emails': 'a heading: what is said of e-mails stands in the sentence under it',
  'Les appels téléphoniques': 'a heading: what is said of calls stands in the sentences under it',
  'Les rendez-vous': 'a heading: what is said of meetings stands in the sentences under it',
  'Réclamations adressées par erreur au Cabinet': 'a heading: what becomes of them stands in the sentences under it',
});
