import { expect } from '@jest/globals';
import { mediatorPeriod } from '../../procedures/plan-duties.ts';
import { ordinaryTexts } from '../helpers/lifecycle-wanted.ts';
import { testsOf } from './helpers/book.ts';
import { firm, planned, signatureOf } from './helpers/firms.ts';
import { inEveryLanguage, letterOf } from './helpers/letters.ts';
import { apiOf, deadlinesOf, livesAt } from './helpers/lives.ts';

/*
 * Each sentence of Optimco's text, and what the product does because of it. A complaint received on Wednesday 13 May 2026 is
 * acknowledged by Tuesday 19 May (Ascension is no werkdag), or where an answer is possible within the week by Wednesday 20 May, and
 * answered by Saturday 13 June.
 */

const { sentence, livedSentence, nothingIsLeftOut } = testsOf('optimco.nl.txt');
const procedure = firm('optimco');
const api = apiOf('optimco');
const lives = livesAt('optimco');
const mailbox = 'klachtenonthaal@optimco.be';
const answers = ['upheld', 'partly-upheld', 'rejected', 'settled'] as const;
/** Brussels has its addresses in both languages. */
const square = { nl: 'De Meeûssquare 35', fr: 'Square de Meeûs 35', en: 'Square de Meeûs 35' };
const town = { nl: '1000 Brussel', fr: '1000 Bruxelles', en: '1000 Brussels' };
const ombudsman = (language: 'nl' | 'fr' | 'en') =>
  `${square[language]}, ${town[language]}, info@ombudsman-insurance.be, www.ombudsman-insurance.be`;
const everybody = ['kandidaat-verzekeringnemer', 'verzekerde', 'makelaar', 'benadeelde', 'derde'];
const clocks = ['acknowledgement 2026-05-19 open', 'final-response 2026-06-13 open'];

const acknowledged = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-05-18 23:00');
  const before = await complaint.letters();
  await complaint.goTo('2026-05-19 11:00');
  const acknowledgement = await complaint.textOf('acknowledgement');
  await complaint.goTo('2026-06-08 11:00');
  await complaint.decide({ decision: 'announce-delay', newDate: '2026-06-30' });
  const delay = await complaint.textOf('delay');
  await complaint.goTo('2026-06-15 11:00');
  const afterTheMonth = await complaint.breaches();
  await complaint.decide({ decision: 'resolve', outcome: 'partly-upheld' });
  const [answer, letters] = [await complaint.textOf('partly-upheld'), await complaint.letters()];
  await complaint.receive('disagreement');
  const details = await complaint.textOf('recourse-details');
  await complaint.escalate('mediator');
  const { stage, level } = await complaint.facts();
  return { before, acknowledgement, delay, afterTheMonth, answer, letters, details, stage, level };
});

const weekWithoutAnswer = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.decide({ decision: 'answer-within-week' });
  await complaint.goTo('2026-05-19 23:00');
  const before = await complaint.letters();
  await complaint.goTo('2026-05-20 11:00');
  return {
    before,
    letters: await complaint.letters(),
    due: (await complaint.duty('acknowledgement')).dueOn,
    breaches: await complaint.breaches(),
  };
});

const weekWithAnswer = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.decide({ decision: 'answer-within-week' });
  await complaint.goTo('2026-05-20 07:00');
  await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  return { letters: await complaint.letters(), breaches: await complaint.breaches() };
});

const lateWithoutReasons = lives.once(async () => {
  const complaint = await lives.complain();
  await complaint.goTo('2026-06-12 11:00');
  const delay = await complaint.textOf('delay');
  await complaint.goTo('2026-06-15 11:00');
  return { delay, letters: await complaint.letters(), breaches: await complaint.breaches() };
});

sentence('Laat het ons weten.', async () => {
  const { status, body } = await api.complain();
  expect([status, body.reference.slice(0, 9)]).toEqual([201, 'OPM-2026-']);
  expect(deadlinesOf(body)).toEqual(clocks);
});

sentence('Optimco streeft naar een optimale dienstverlening voor zijn klanten, partners en andere derden.', async () => {
  // The same clocks, whoever it is.
  for (const capacity of ['consumer', 'professional', 'broker', 'company'])
    expect(deadlinesOf((await api.complain({ capacity })).body)).toEqual(clocks);
});

sentence('Dagelijks spannen wij ons in om onze klanten en makelaars tevreden te stellen.', async () => {
  const { status, body } = await api.complain({ sender: 'broker', capacity: 'broker' });
  expect([status, body.level, deadlinesOf(body)]).toEqual([201, '1', clocks]);
  // The ombudsman is there for consumers: a broker's letters promise none, and keep the way to the court.
  const { text } = letterOf(procedure, 'rejected', { capacity: 'broker' });
  expect(text).not.toContain('Ombudsman');
  expect(text).toContain('bevoegde rechtbank');
});

sentence(
  'Teneinde beter aan de noden van onze verzekerden en relatiepartners te voorzien en de kwaliteit van onze diensten, procedures en producten continue te verbeteren heeft Optimco nv onderstaande klachtenprocedure ontworpen.',
  async () => {
    // A complaint leads to measures with a last day, which the complainant is told.
    const texts = { measures: 'Elke opzegging gaat voortaan dezelfde dag naar de verzekeraar.', doneBy: '2026-07-31' };
    const days = { nl: '31 juli 2026', fr: '31 juillet 2026', en: '31 July 2026' };
    for (const { text, language } of inEveryLanguage(procedure, 'measures', { texts })) {
      expect(text).toContain(texts.measures);
      expect(text).toContain(days[language]);
    }
    const { items } = (await api.get('/api/procedures')).body;
    expect(items.find(({ id }: { id: string }) => id === 'optimco')).toMatchObject({
      firm: 'Optimco',
      languages: ['nl', 'fr', 'en'],
    });
  },
);

sentence('De personen die een klacht kunnen indienen.', async () => {
  for (const sender of ['private-person', 'company', 'broker', 'relative', 'lawyer', 'supervisor', 'mediator'])
    expect((await api.complain({ sender })).status).toBe(201);
});

sentence(
  'Ieder persoon kan een klacht indienen bij Optimco nv teneinde zijn ontevredenheid te uiten over een bepaalde dienst, product en/of behandeling.',
  async () => {
    expect(procedure.whoMayComplain[0]?.who).toBe('anyone');
    for (const matter of ['de dienst van de makelaar', 'het product', 'de behandeling van een schadegeval'])
      for (const language of procedure.firm.languages) {
        const { status, body } = await api.complain({ matter, language });
        expect([status, body.matter, body.language]).toEqual([201, matter, language]);
      }
  },
);

sentence(
  'Dit kunnen zowel kandidaat-verzekeringnemers, als verzekerden, makelaars, benadeelden en andere derden zijn.',
  async () => {
    expect(procedure.whoMayComplain.length).toBe(everybody.length + 1);
    for (const status of everybody) {
      const complainant = { name: 'Dominique Voorbeeld', email: 'dominique@example.org', status };
      const { body } = await api.complain({ complainant });
      expect([body.complainant.status, deadlinesOf(body)]).toEqual([status, clocks]);
    }
  },
);

sentence('De wijze waarop u een klacht kan indienen.', async () => {
  expect(procedure.channels.map(({ channel }) => channel)).toEqual(['letter', 'e-mail']);
  for (const channel of ['letter', 'e-mail']) expect((await api.complain({ channel })).status).toBe(201);
  expect((await api.complain({ channel: 'web-form' })).body.errors[0].path).toBe('channel');
  // What was only said is asked for in writing, where the text says it can be written to.
  expect(deadlinesOf((await api.complain({ channel: 'phone' })).body)).toEqual(['invitation-to-write 2026-05-18 open']);
  for (const { text } of inEveryLanguage(procedure, 'invitation-to-write', { facts: { oral: 'invited' } }))
    for (const way of [mailbox, 'Sneeuwbeslaan 14']) expect(text).toContain(way);
});

sentence(
  'Vanaf het eerste signaal van ontevreden kunt u uw gebruikelijke makelaar contacteren voor de opvang van uw bekommernis.',
  async () => {
    expect(procedure.firstContact).toMatchObject({ asked: 'the usual broker', condition: false });
    // Who has been there says so, who has not says nothing: both are complaints, on the same clocks.
    const withBroker = await api.complain({ stepsTaken: 'Ik heb mijn makelaar twee keer gebeld.' });
    expect(withBroker.body.stepsTaken).toBe('Ik heb mijn makelaar twee keer gebeld.');
    expect(deadlinesOf(withBroker.body)).toEqual(deadlinesOf((await api.complain()).body));
  },
);

sentence(
  'De makelaar zal trachten uw ontevredenheid weg te nemen door middel u de gewenste informatie te geven, met de gepaste antwoorden en/of daden.',
  async () => {
    // What the broker answered is kept with the complaint, for whoever treats it.
    const answerReceived = 'De makelaar heeft mij de voorwaarden gestuurd.';
    expect((await api.complain({ answerReceived })).body.answerReceived).toBe(answerReceived);
  },
);

sentence('In de meeste gevallen wordt er tot een oplossing gekomen.', async () => {
  const { status, body } = await api.complain({ channel: 'phone', solvedAtOnce: 'De polis is tijdens het gesprek verbeterd.' });
  expect([status, body.deadlines]).toEqual([201, []]);
  // Only what was said can be solved in the talk; what is written is answered in writing.
  expect((await api.complain({ solvedAtOnce: 'Verbeterd.' })).body.errors[0].path).toBe('solvedAtOnce');
});

sentence(
  'Wanneer u geen bevredigende oplossing heeft kunnen vinden na de eerste tussenkomst bij uw gebruikelijke contactpersoon in het kader van het normale beheer van uw contract of wanneer u een rechtstreekse tussenkomst wenst van de interne verantwoordelijke voor het klachtenmanagement dan kunt u rechtstreeks een klacht indienen:',
  async () => {
    expect(procedure.firstContact?.directly).toBeDefined();
    const { status, body } = await api.complain({ complainant: { name: 'Dominique Voorbeeld', email: 'dominique@example.org' } });
    // Straight to whoever is responsible, without a step before.
    expect([status, body.caseHandler.id, deadlinesOf(body)]).toEqual([201, 'complaints-manager', clocks]);
  },
);

sentence('Via de post naar:', async () => {
  const address = { lines: ['Voorbeeldstraat 1'], postcode: '9000', town: 'Gent', country: 'BE' };
  const { status, body } = await api.complain({
    channel: 'letter',
    received: '2026-05-12',
    sent: '2026-05-07',
    complainant: { name: 'Dominique Voorbeeld', address },
  });
  expect([status, body.warnings[0].code]).toEqual([201, 'no-e-mail']);
  // The firm's limits run from the receipt, not from the day on the letter.
  expect(deadlinesOf(body)).toEqual(['acknowledgement 2026-05-18 open', 'final-response 2026-06-12 open']);
});

const letterhead = () => [...inEveryLanguage(procedure, 'acknowledgement'), ...inEveryLanguage(procedure, 'rejected')];

sentence('Optimco nv', () => {
  for (const { text } of letterhead()) {
    expect(text.startsWith('Optimco\n')).toBe(true);
    expect(text.trimEnd().endsWith('Optimco')).toBe(true);
  }
});

sentence('Klachtenmanagement', () => {
  for (const { text } of letterhead()) expect(text).toMatch(/^Optimco\s+Klachtenmanagement/);
});

sentence('Sneeuwbeslaan 14', () => {
  for (const { text } of letterhead()) expect(text).toMatch(/^Optimco\s+Klachtenmanagement\s+Sneeuwbeslaan 14/);
});

sentence('Wilrijk-Antwerpen', () => {
  for (const { text } of letterhead())
    expect(text).toMatch(/^Optimco\s+Klachtenmanagement\s+Sneeuwbeslaan 14\s+Wilrijk-Antwerpen/);
});

sentence('Via e-mail naar:', async () => {
  const { status, body } = await api.complain({ channel: 'e-mail', received: '2026-05-13T23:30:00+02:00' });
  // Later than now: it cannot have come yet.
  expect([status, body.errors[0].path]).toEqual([422, 'received']);
  const late = await api.complain({ channel: 'e-mail', received: '2026-05-12T23:30:00+02:00' });
  expect([late.status, late.body.receivedOn, late.body.warnings]).toEqual([201, '2026-05-12', []]);
});

livedSentence('klachtenonthaal@optimco.be', async () => {
  const { acknowledgement, answer, delay } = await acknowledged();
  for (const letter of [acknowledgement, answer, delay]) expect(letter).toContain(mailbox);
});

livedSentence('De procedure die Optimco nv volgt bij de behandeling van uw klacht.', async () => {
  const { letters } = await acknowledged();
  expect(letters).toEqual(['acknowledgement sent 2026-05-19', 'delay sent 2026-06-08', 'partly-upheld sent 2026-06-15']);
});

livedSentence(
  'In alle objectiviteit zal de verantwoordelijke persoon voor het klachtenmanagement uw klacht behandelen en uw concrete situatie analyseren.',
  async () => {
    expect((await api.complain()).body.caseHandler.id).toBe('complaints-manager');
    const { answer } = await acknowledged();
    // Signed by whoever is responsible; what is founded and what is not stand apart, each with its own words.
    expect(answer).toMatch(signatureOf(procedure, 'complaints-manager', 'nl'));
    for (const words of [ordinaryTexts.upheldPoints, ordinaryTexts.rejectedPoints, ordinaryTexts.reasons])
      expect(answer).toContain(words);
  },
);

sentence('Gestreefd wordt naar een snelle en kwaliteitsvolle behandeling van uw klacht.', async () => {
  const { reference } = (await api.complain()).body;
  // Fast: nothing has to be waited for. Of quality: a letter that lacks its reasons cannot leave.
  expect((await api.decide(reference, { decision: 'resolve', outcome: 'rejected' })).status).toBe(422);
  expect((await api.decide(reference, { decision: 'acknowledge-now' })).status).toBe(202);
  expect((await api.decide(reference, { decision: 'resolve', outcome: 'rejected', reasons: 'Artikel 6.' })).status).toBe(202);
});

livedSentence(
  'Binnen 3 werkdagen na ontvangst van uw klacht, wordt er een ontvangstmelding van de klacht gestuurd, tenzij het mogelijk is om binnen een week na ontvangst van de klacht een antwoord ten gronde te geven.',
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13' })['acknowledgement']).toEqual(['2026-05-19 procedure']);
    // 21 July is a holiday in Belgium.
    expect(planned(procedure, { receivedOn: '2026-07-20' })['acknowledgement']).toEqual(['2026-07-24 procedure']);
    const { before, letters, acknowledgement } = await acknowledged();
    expect([before, letters[0]]).toEqual([[], 'acknowledgement sent 2026-05-19']);
    expect(acknowledgement).toContain('13 juni 2026');
    // Staff said that an answer was possible: it waits for the week, and leaves on its last day where no answer came.
    const waited = await weekWithoutAnswer();
    expect([waited.before, waited.due]).toEqual([[], '2026-05-20']);
    expect(waited.letters).toEqual(['acknowledgement sent 2026-05-20', 'breach-alert sent 2026-05-20']);
    expect(waited.breaches).toEqual([expect.stringMatching(/^acknowledgement procedure 2026-05-19 /)]);
    expect(await weekWithAnswer()).toEqual({ letters: ['upheld sent 2026-05-20'], breaches: [] });
    // No other firm puts its acknowledgement off.
    const elsewhere = (await api.complain({ procedure: 'opticourtage' })).body.reference;
    expect((await api.decide(elsewhere, { decision: 'answer-within-week' })).body.reason).toBe('not-in-procedure');
  },
);

livedSentence(
  'Wij verbinden ons ertoe u een definitief antwoord te geven binnen een termijn van 1 maand na ontvangst van uw klacht.',
  async () => {
    expect(planned(procedure, { receivedOn: '2026-05-13' })['final-response']).toEqual(['2026-06-13 procedure']);
    // Where the month has no such day, its last one.
    expect(planned(procedure, { receivedOn: '2026-01-31' })['final-response']).toEqual(['2026-02-28 procedure']);
    expect(planned(procedure, { receivedOn: '2026-05-13', kind: 'gdpr' })['gdpr-response']?.toSorted()).toEqual([
      '2026-06-13 gdpr',
      '2026-06-13 procedure',
    ]);
    const words = { nl: 'definitieve antwoord', fr: 'réponse définitive', en: 'final response' };
    for (const kind of answers)
      for (const { text, language } of inEveryLanguage(procedure, kind)) expect(text).toContain(words[language]);
    const { breaches } = await lateWithoutReasons();
    expect(breaches).toContain('final-response procedure 2026-06-13 not-done-in-time');
  },
);

livedSentence(
  'Indien het niet mogelijk blijkt u een definitief antwoord te voorzien binnen deze termijn, zal dit binnen de termijn door middel van een schriftelijk schrijven gemotiveerd worden.',
  async () => {
    // Reasons given within the month: the letter has them, with a new date, and the month is not broken.
    const { delay, afterTheMonth } = await acknowledged();
    expect(delay).toContain('30 juni 2026');
    expect(delay).toContain(ordinaryTexts.reasons);
    expect(afterTheMonth).toEqual([]);
    const { reference } = (await api.complain()).body;
    const bare = await api.decide(reference, { decision: 'announce-delay', newDate: '2026-06-30' });
    expect([bare.status, bare.body.errors[0].path]).toEqual([422, 'reasons']);
    // Without any, a letter before the last day says what the file shows and invents nothing; the month is broken.
    const late = await lateWithoutReasons();
    expect(late.letters).toContain('delay sent 2026-06-12');
    expect(late.delay).toContain('nog niet afgerond');
    expect(late.delay).not.toContain(ordinaryTexts.reasons);
    expect(late.breaches).toHaveLength(1);
  },
);

sentence(
  'De verantwoordelijke persoon voor het klachtenmanagement garandeert een eerlijke, onafhankelijke en efficiënte behandeling van uw klacht.',
  () => {
    expect(procedure.complaintsManager).toBe('complaints-manager');
    // Every answer is that person's, and so is the news that it is late.
    for (const kind of [...answers, 'delay', 'recourse-details', 'not-treated-further'] as const)
      for (const { text, language } of inEveryLanguage(procedure, kind))
        expect(text).toMatch(signatureOf(procedure, 'complaints-manager', language));
  },
);

sentence(
  'Deze persoon ziet er ook op toe dat het klachtenbeheer op een objectieve wijze en zonder enig belangenconflict verloopt.',
  async () => {
    // Whoever the complaint is about is not in charge of it, at registration or later.
    const concerned = { concernedStaff: ['complaints-manager'] };
    const { body } = await api.complain(concerned);
    expect(body.caseHandler).toBeUndefined();
    const named = await api.complain({ ...concerned, caseHandler: 'complaints-manager' });
    expect([named.status, named.body.errors[0].path]).toEqual([422, 'caseHandler']);
    const later = await api.decide(body.reference, { decision: 'assign', caseHandler: 'complaints-manager' });
    expect([later.status, later.body.reason]).toEqual([422, 'conflict-of-interest']);
    expect((await api.decide(body.reference, { decision: 'assign', caseHandler: 'complaints-desk' })).status).toBe(202);
  },
);

livedSentence('De rol en de contactgegevens van de Ombudsman.', async () => {
  const { acknowledgement, answer, details } = await acknowledged();
  for (const letter of [acknowledgement, answer, details]) expect(letter).toContain(ombudsman('nl'));
});

livedSentence(
  'U kunt zich richten tot de Ombudsman van de verzekeringen bij aanhoudende ontevredenheid na het definitief antwoord van Optimco nv of indien u niet tevreden bent over de behandeling van uw klacht, of indien u zijn rechtstreekse tussenkomst wenst.',
  async () => {
    // After the answer, while the complaint is treated, and at any time before: no condition, and no last day.
    const { details, acknowledgement, stage, level } = await acknowledged();
    expect(details).toContain('antwoord van 15 juni 2026');
    expect(acknowledgement).toMatch(/op elk moment[\s\S]+de Ombudsman/);
    expect([stage, level]).toEqual(['with-mediator', '3']);
    expect(mediatorPeriod(procedure, { receivedOn: '2026-05-13' })).toBeUndefined();
    for (const kind of ['acknowledgement', 'delay', 'rejected', 'recourse-details'] as const)
      for (const { text, language } of inEveryLanguage(procedure, kind)) {
        expect(text).toContain(ombudsman(language));
        expect(text).not.toMatch(/schriftelijke klacht bij ons|réclamation écrite préalable|prior written complaint|2027/);
      }
  },
);

sentence('Via de post naar:', () => {
  for (const { text, language } of inEveryLanguage(procedure, 'recourse-details'))
    expect(text).toContain(`${square[language]}, ${town[language]}`);
});

sentence('De Ombudsman van de verzekeringen', () => {
  const names = { nl: 'de Ombudsman van de Verzekeringen', fr: 'l’Ombudsman des Assurances', en: 'the Insurance Ombudsman' };
  for (const { text, language } of inEveryLanguage(procedure, 'rejected')) expect(text).toContain(names[language]);
});

sentence('De Meeûssquare 35', () => {
  for (const { text, language } of inEveryLanguage(procedure, 'acknowledgement')) expect(text).toContain(square[language]);
});

sentence('1000 Brussel', () => {
  for (const { text, language } of inEveryLanguage(procedure, 'acknowledgement')) expect(text).toContain(`, ${town[language]},`);
});

sentence('Via e-mail naar: info@ombudsman-insurance.be', () => {
  for (const kind of answers)
    for (const { text } of inEveryLanguage(procedure, kind)) expect(text).toContain('info@ombudsman-insurance.be');
});

sentence('Via de Website: www.ombudsman-insurance.be door middel van een klachtenformulier.', () => {
  for (const kind of answers)
    for (const { text } of inEveryLanguage(procedure, kind)) expect(text).toContain('www.ombudsman-insurance.be');
});

sentence(
  'De ombudsdienst van de verzekeringen behandelt geschillen tussen de consument en een verzekeringsonderneming of -tussenpersoon in verband met de uitvoering van een verzekeringscontract met het oog tot het behalen van een minnelijke oplossing.',
  () => {
    // Consumers only, whether the insurer or the intermediary is responsible; and nothing about personal data.
    for (const responsibility of ['firm', 'insurer'] as const)
      for (const { text, language } of inEveryLanguage(procedure, 'rejected', { facts: { responsibility } }))
        expect(text).toContain(ombudsman(language));
    for (const capacity of ['professional', 'broker', 'company'] as const)
      for (const { text } of inEveryLanguage(procedure, 'rejected', { capacity })) expect(text).not.toMatch(/Ombudsman/);
    for (const { text } of inEveryLanguage(procedure, 'gdpr-acknowledgement')) {
      expect(text).not.toMatch(/Ombudsman/);
      expect(text).toMatch(/www\.(gegevensbeschermingsautoriteit|autoriteprotectiondonnees|dataprotectionauthority)\.be/);
    }
    const after = letterOf(procedure, 'rejected', { facts: { mediator: 'gave-opinion' } }).text;
    expect(after).toContain('advies');
    expect(after).not.toContain(square.nl);
  },
);

nothingIsLeftOut({
  'Een klacht?': 'the title of the page',
  'Bent u niet helemaal tevreden?': 'a question that leads to the next sentence',
  'Wie?': 'a heading; who it is stands in the sentences under it',
  'Hoe kunt u uw ontevredenheid uiten?': 'a heading; the ways stand in the sentences under it',
  'Blijft u ontevreden na de eerste interventie?': 'a heading; what can be done then stands in the sentences under it',
  'Wie te contacteren.': 'a heading; the addresses stand under it',
  'Hoe verloopt de behandeling van uw klacht?': 'a heading; the treatment stands in the sentences under it',
  'Wat te doen bij aanhoudende ontevredenheid?': 'a heading; the ways on stand in the sentences under it',
});
