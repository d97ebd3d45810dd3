import { describe, expect, test } from '@jest/globals';
import { type FieldName, kindsOfLetter, missingFields } from '../../letters/kinds.ts';
import { IncompleteLetter, type LetterFields, languages } from '../../letters/letter.ts';
import { renderLetter } from '../../letters/render.ts';
import { letterKinds } from '../../workflows/domain/letters.ts';
import { fieldsFor } from './fixtures.ts';

const mandatory = letterKinds.flatMap((kind) => kindsOfLetter[kind].mandatory.map((name) => [kind, name] as const));

function refusal(write: () => unknown): string[] {
  try {
    write();
  } catch (error) {
    if (error instanceof IncompleteLetter) return error.missing;
    throw error;
  }
  return [];
}

describe('a letter that lacks a mandatory field is refused by its name', () => {
  test.each(mandatory)('%s without %s', (kind, name) => {
    const fields = fieldsFor(kind);
    for (const nothing of [undefined, '  ', []]) {
      const without = { ...fields, [name]: nothing };
      expect(missingFields(kind, without)).toContain(name);
      expect(refusal(() => renderLetter(kind, 'fr', without))).toContain(name);
    }
  });

  test.each(letterKinds)('%s with all of them lacks nothing', (kind) => {
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'least'))).toEqual([]);
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full'))).toEqual([]);
  });
});

describe('alternatives', () => {
  const none = { measures: undefined, redress: undefined, redressAmount: undefined, paidBy: undefined };
  const amount = { cents: 100, currency: 'EUR' };

  test.each([
    ['upheld', none, ['measures|redress|redressAmount+paidBy']],
    ['upheld', { ...none, measures: 'a' }, []],
    ['upheld', { ...none, redress: 'a' }, []],
    ['upheld', { ...none, redressAmount: amount, paidBy: '2026-06-01' }, []],
    ['upheld', { ...none, redressAmount: amount }, ['measures|redress|redressAmount+paidBy', 'paidBy']],
    ['upheld', { ...none, measures: 'a', redressAmount: amount }, ['paidBy']],
    ['rejected', { redressAmount: amount }, ['paidBy']],
    ['delay', { reasons: undefined, situationFacts: [] }, ['reasons|situationFacts']],
    ['delay', { reasons: 'a', situationFacts: undefined }, []],
    ['delay', { reasons: undefined, situationFacts: [{ fact: 'examination-unfinished' }] }, []],
    ['forwarding-notice', { insurerAddress: undefined, insurerEmail: undefined }, ['insurerAddress|insurerEmail']],
    ['progress-answer', { answerBy: undefined, answeredOn: '2026-05-18' }, []],
    ['progress-answer', { answerBy: undefined, answer: undefined, closedOn: '2026-05-18' }, []],
    ['progress-answer', { answerBy: undefined }, ['answerBy|newDate|answeredOn|closedOn']],
    ['reopened', { answerBy: undefined, newDate: undefined }, ['answerBy|newDate']],
    ['escalation', { escalatedTo: 'insurer', insurerName: ' ' }, ['insurerName']],
    ['escalation', { escalatedTo: 'court', insurerName: undefined }, []],
    ['escalation', { escalatedTo: 'mediator', recourse: { consumer: false } }, ['recourse.mediator']],
  ] as const)('%s with %j lacks %j', (kind, changes, missing) => {
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'least', changes as Partial<LetterFields>))).toEqual(missing);
  });
});

describe('the ways on', () => {
  const withRecourse = letterKinds.filter((kind) => kindsOfLetter[kind].recourse);

  test.each(withRecourse)('%s is not complete without them', (kind) => {
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full', { recourse: undefined }))).toEqual(['recourse']);
  });

  test.each(withRecourse)('%s names a mediator to a consumer', (kind) => {
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full', { recourse: { consumer: true } }))).toEqual([
      'recourse.mediator',
    ]);
    const unreachable = { consumer: true, mediator: { name: 'La Médiation de l’Assurance' } };
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full', { recourse: unreachable }))).toEqual([
      'recourse.mediator.addressLine',
    ]);
  });

  test.each(withRecourse)('%s names none to a professional', (kind) => {
    expect(missingFields(kind, fieldsFor(kind, 'professional'))).toEqual([]);
  });
});

test('Dutch and English letters need a closing formula of their own', () => {
  expect(missingFields('acknowledgement', fieldsFor('acknowledgement'), 'nl')).toEqual(['closing']);
  expect(
    missingFields('acknowledgement', fieldsFor('acknowledgement', 'consumer', 'full', { closing: 'Hoogachtend' }), 'nl'),
  ).toEqual([]);
  expect(missingFields('breach-alert', fieldsFor('breach-alert'), 'en')).toEqual([]);
});

test('a date to come that has passed is refused: it would be an untrue promise', () => {
  const late: [Parameters<typeof fieldsFor>[0], FieldName][] = [
    ['delay', 'newDate'],
    ['missing-facts', 'informationBy'],
    ['forwarding', 'insurerReplyBy'],
    ['settled', 'offerUntil'],
    ['upheld', 'paidBy'],
  ];
  for (const [kind, name] of late) {
    const fields = fieldsFor(kind, 'consumer', 'full', { [name]: '2026-05-25' });
    expect(refusal(() => renderLetter(kind, 'fr', fields))).toEqual([`past:${name}`]);
    expect(refusal(() => renderLetter(kind, 'fr', { ...fields, [name]: fields.letterDate }))).toEqual([]);
  }
});

test('what is said of an incomplete letter names fields, never their content', () => {
  const fields = fieldsFor('rejected', 'consumer', 'full', { recipientName: 'Dominique Exemple', reasons: '' });
  expect(() => renderLetter('rejected', 'fr', fields)).toThrow("The letter 'rejected' is not complete: reasons.");
});

test('subjects begin with the reference and are the same phrase whatever the outcome', () => {
  const decided = (['upheld', 'partly-upheld', 'rejected', 'settled'] as const).map(
    (kind) => renderLetter(kind, 'fr', fieldsFor(kind)).subject,
  );
  expect(new Set(decided)).toEqual(new Set(['OPT-2026-000123 – Réponse à votre réclamation']));
  for (const kind of letterKinds)
    for (const language of languages) expect(kindsOfLetter[kind].subject[language]).toMatch(/^\p{Lu}[^–:]+$/u);
});

test('recourse details speak of a second review only where one has its date', () => {
  const subject = (changes: Partial<LetterFields>) =>
    renderLetter('recourse-details', 'fr', fieldsFor('recourse-details', 'consumer', 'least', changes)).subject;
  expect(subject({ newDate: '2026-07-10' })).toBe('OPT-2026-000123 – Réexamen');
  expect(subject({})).toBe('OPT-2026-000123 – Vos recours');
});
