import { describe, expect, test } from '@jest/globals';
import { missingFields } from '../../../letters/kinds.ts';
import { renderLetter } from '../../../letters/render.ts';
import { letterFields } from '../../../letters/writing/fields.ts';
import { mediatorOf } from '../../../letters/writing/recourse.ts';
import type { LetterSources } from '../../../letters/writing/sources.ts';
import { planRegistration } from '../../../procedures/plan-registration.ts';
import { loadRecourseDirectory } from '../../../procedures/recourse.ts';
import type { ComplaintRow } from '../../../register/tables.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import type { DutyName, DutyStatus } from '../../../workflows/domain/duties.ts';
import type { LetterKind } from '../../../workflows/domain/letters.ts';
import { procedureOf } from '../../procedures/altered-procedure.ts';
import { duty, facts, standings } from '../../workflows/domain/situations.ts';

const directory = await loadRecourseDirectory();
const today = '2026-05-20';

interface Case {
  firm?: string;
  known?: Partial<ComplaintFacts>;
  /** Those from the start unless given. */
  duties?: DutyStatus[];
  row?: Partial<ComplaintRow>;
  message?: LetterSources['message'];
}

/** A complaint received on 13 May 2026, with what a test changes. */
function sourcesOf({ firm = 'opticourtage', known = {}, duties, row = {}, message }: Case): LetterSources {
  const procedure = procedureOf(firm);
  const complaint = facts({ procedure: firm, ...known });
  return {
    complaint: {
      facts: complaint,
      duties: duties ?? planRegistration(procedure, complaint),
      row: {
        capacity: 'consumer',
        country: procedure.firm.country,
        language: procedure.firm.languages[0],
        sender: 'private-person',
        closed_at: null,
        ...row,
      } as ComplaintRow,
    },
    content: {
      complainant: {
        name: 'Dominique Exemple',
        salutation: 'madam',
        email: 'dominique@example.org',
        address: { lines: ['3 rue des Essais', '59000 LILLE'], country: 'FR' },
      },
      matter: 'la résiliation de votre contrat',
      reason: 'Ma résiliation n’a pas été prise en compte.',
    },
    procedure,
    directory,
    texts: {},
    message,
    mediator: mediatorOf({ directory, procedure }),
    sentLetters: [],
    link: 'https://desk.example',
    privatePage: 'https://complaints.example/c/abcdefghijklmnopqrstuvwxyz',
    filesGiven: [],
    publicUrl: 'https://firm.example',
  };
}

function fields(kind: LetterKind, name: DutyName, one: Case = {}) {
  const letter = { reference: 'OPT-2026-000001', duty: name, occasion: 'message-7', kind, at: 0 };
  return letterFields(letter, today, sourcesOf(one));
}

describe('who writes about personal data is told of the authority, in whatever capacity', () => {
  test.each(
    ['opticourtage', '123-courtage', 'almena', 'alter-ego', 'optimco'].flatMap((firm) =>
      (['consumer', 'professional', 'broker', 'company'] as const).map((capacity) => [firm, capacity] as const),
    ),
  )('%s, %s', (firm, capacity) => {
    const one: Case = { firm, known: { kind: 'gdpr' }, row: { capacity } };
    const language = procedureOf(firm).firm.languages[0] ?? 'fr';
    const letter = fields('gdpr-acknowledgement', 'acknowledgement', one);
    expect(letter.recourse?.authority?.name).toBeTruthy();
    expect(missingFields('gdpr-acknowledgement', letter, language)).toEqual([]);
  });
});

test('both a complaint and about personal data, told by phone: Alter Ego’s acknowledgements lack nothing', () => {
  const one: Case = { firm: 'alter-ego', known: { kind: 'classic-and-gdpr', oral: 'taken' } };
  const classic = fields('acknowledgement', 'acknowledgement', one);
  expect(classic.answerBy).toBe('2026-07-13');
  expect(missingFields('acknowledgement', classic)).toEqual([]);
  expect(missingFields('gdpr-acknowledgement', fields('gdpr-acknowledgement', 'acknowledgement', one))).toEqual([]);
});

describe('a complaint that has gone on to the mediator', () => {
  const message = { body: { to: 'mediator' }, acceptedOn: today };
  const known: Partial<ComplaintFacts> = { ...standings['with the mediator'], mediator: 'has-it' };

  test.each<[string, Case]>([
    ['a professional', { known, row: { capacity: 'professional' } }],
    ['a company', { known, row: { capacity: 'company' } }],
    ['somebody who writes about personal data', { known: { ...known, kind: 'gdpr' } }],
  ])('of %s names the mediator', (_who, one) => {
    const letter = fields('escalation', 'escalation-notice', { ...one, message });
    expect(letter.recourse?.mediator?.name).toBe('La Médiation de l’Assurance');
    expect(missingFields('escalation', letter)).toEqual([]);
  });

  test('of a professional: no other letter sends anybody there', () => {
    const letter = fields('acknowledgement', 'acknowledgement', { row: { capacity: 'professional' } });
    expect(letter.recourse?.mediator).toBeUndefined();
  });
});

describe('an enquiry', () => {
  const enquiry = (one: Case) => fields('progress-answer', 'enquiry-answer', one);

  test('before the result is told that the complaint is examined', () => {
    expect(enquiry({}).situationFacts).toEqual([{ fact: 'examination-unfinished' }]);
  });

  test('while the answer waits for the post is told that the result is being written', () => {
    const letter = enquiry({ known: standings.decided });
    expect(letter.situationFacts).toEqual([{ fact: 'result-being-written' }]);
    expect(missingFields('progress-answer', letter)).toEqual([]);
  });

  test('once the answer has left is told of it, and of no examination', () => {
    const letter = enquiry({ known: standings.answered, duties: [duty('final-response', { doneAt: 1 })] });
    expect(letter).toMatchObject({ answeredOn: '2026-05-27' });
    expect(letter.situationFacts).toBeUndefined();
  });

  test.each<[string, Partial<ComplaintFacts>, Partial<ComplaintRow>]>([
    ['is still being withdrawn', { closing: 'withdrawn' }, {}],
    ['was withdrawn', { closure: { reason: 'withdrawn' }, stage: 'closed' }, { closed_at: new Date('2026-05-20T09:00:00Z') }],
  ])('about a complaint that was half answered and %s can be written', (_how, ending, row) => {
    const { answeredAt } = standings.answered;
    const over = (name: DutyName) => duty(name, { void: 'closed' });
    for (const half of [
      { result: standings.answered.result, answeredAt },
      { gdpr: { result: standings.answered.result, answeredAt } },
    ]) {
      const letter = enquiry({
        known: { kind: 'classic-and-gdpr', ...half, ...ending },
        duties: [over('final-response'), over('gdpr-response')],
        row,
      });
      expect(letter.closedOn).toBe(today);
      expect(missingFields('progress-answer', letter)).toEqual([]);
    }
  });
});

describe('letters print the complaint’s own day of sending', () => {
  test.each<[string, Partial<ComplaintFacts>, string | undefined]>([
    ['not that of an earlier writing', { sentOn: '2026-05-11', firstWrittenOn: '2026-04-20' }, '2026-05-11'],
    ['none where it is not known', { firstWrittenOn: '2026-04-20' }, undefined],
    ['that of the writing, where it was said first', { oral: 'taken', writing: { receivedOn: '2026-05-18' } }, '2026-05-18'],
  ])('%s', (_rule, known, sentOn) => {
    expect(fields('acknowledgement', 'acknowledgement', { known }).sentOn).toBe(sentOn);
  });

  test('while the answer is promised by the limits that run from the earlier writing', () => {
    const known = { sentOn: '2026-05-11', firstWrittenOn: '2026-04-20' };
    expect(fields('acknowledgement', 'acknowledgement', { known }).answerBy).toBe('2026-06-20');
  });
});

describe('the date of the answer is the one that the complainant was told last', () => {
  const promised = (dueOn: string, occasion = 'message-3') => duty('announced-date', { dueOn, occasion });
  const final = duty('final-response', { dueOn: '2026-07-13' });

  test.each([
    ['the procedure’s, while no other was told', [final], '2026-07-13'],
    ['a later one that was announced', [final, promised('2026-08-20')], '2026-08-20'],
    ['an earlier one that an interim reply gave', [final, promised('2026-06-30', 'interim-reply-first')], '2026-06-30'],
    ['not one that has passed', [final, promised('2026-05-18')], '2026-07-13'],
  ])('%s', (_, duties, answerBy) => {
    expect(fields('reassignment', 'decision-notice', { duties }).answerBy).toBe(answerBy);
  });
});

describe('a letter about one part of a complaint of both kinds', () => {
  const both: Case = { known: { kind: 'classic-and-gdpr' } };

  test('says by when the other part is answered, until it is', () => {
    expect(fields('rejected', 'final-response', both)).toMatchObject({ separatePart: 'gdpr', separateAnswerBy: '2026-06-13' });
    expect(fields('gdpr-answer', 'gdpr-response', both)).toMatchObject({
      separatePart: 'classic',
      separateAnswerBy: '2026-07-13',
    });
    const answered = { known: { ...both.known, gdpr: { answeredAt: 9 } } };
    expect(fields('rejected', 'final-response', answered).separatePart).toBeUndefined();
    expect(fields('rejected', 'final-response').separatePart).toBeUndefined();
  });
});

test('a mandate is not asked for by the web form, which would make a second complaint of it', () => {
  expect(fields('invitation-to-write', 'invitation-to-write').waysToWrite?.join()).toContain('https://firm.example/');
  const ways = fields('mandate-request', 'mandate-request').waysToWrite;
  expect(ways).toEqual(['Par e-mail\u00a0: reclamations-rgpd@opticourtage.com']);
});

test('the copy of a complaint says what it is about, the kind of contract and the earlier writing', () => {
  const sources = sourcesOf({ known: { kind: 'classic-and-gdpr' } });
  const content = { ...sources.content, noPolicyNumber: true, earlierWriting: { on: '2026-04-02', to: 'au service clients' } };
  const product = { fr: 'Santé', nl: 'Gezondheid', en: 'Health' };
  const letter = {
    reference: 'OPT-2026-000001',
    duty: 'complaint-copy',
    occasion: 'first',
    kind: 'complaint-copy',
    at: 0,
  } as const;
  const copied = letterFields(letter, today, { ...sources, content, product });
  const { text } = renderLetter('complaint-copy', 'fr', copied, { procedure: 'opticourtage' });
  const said = text.replace(/[\s>]+/g, ' ');
  expect(said).toContain('Un contrat, un sinistre ou un service, et vos données personnelles (RGPD)');
  expect(said).toContain('Santé');
  expect(said).toContain('Vous n’avez pas le numéro, ou pas de contrat.');
  expect(said).toContain('2 avril 2026 au service clients');
});
