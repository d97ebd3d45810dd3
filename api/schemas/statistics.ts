import { z } from 'zod';
import { timelinessSources } from '../../register/statistics/tallies.ts';
import { saying } from '../problems/field-faults.ts';
import { anyOf, identifier } from './text.ts';
import { day } from './view-fields.ts';

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: 'is no month from 2000 to 2099; write it like 2026-05' });
export const year = z.coerce.number().int().min(2000).max(2099);

/** The period and the firms that are counted. */
export const statisticsQuery = z
  .strictObject({
    procedure: anyOf(identifier).meta({
      description: 'Of one firm, or of several; left out: all that the token gives access to.',
    }),
    from: month.optional().meta({ description: "The first month; left out: January of the last month's year." }),
    to: month.optional().meta({ description: 'The last month; left out: this one.' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    ...saying('out-of-order', "is before 'from'"),
  });
export type StatisticsQuery = z.output<typeof statisticsQuery>;

const counted = z.array(
  z.object({ id: z.string().nullable().meta({ description: 'Null for those of which it is not known.' }), count: z.int() }),
);

const timeliness = z.array(
  z.object({
    duty: z.enum(['acknowledgement', 'answer']),
    source: z.enum(timelinessSources).meta({ description: "Whose limit: the firm's procedure, or a regulator's." }),
    inTime: z.int(),
    late: z.int(),
    pending: z.int().meta({ description: 'Not done yet, and not late so far: in no share.' }),
  }),
);

const treatment = z.object({
  count: z.int(),
  median: z.int().nullable(),
  ninetiethPercentile: z.int().nullable(),
});

/** What the register says of a period. */
export const statisticsAnswer = z
  .object({
    firms: z.array(z.string()).meta({ description: 'The firms that were counted.' }),
    from: day('The first day of the period.'),
    to: day('Its last day.'),
    received: z.int(),
    closed: z.int(),
    open: z.int().meta({ description: 'At the end of the period.' }),
    byFirm: counted,
    byLevel: counted.meta({ description: 'This and the following: of those received in the period.' }),
    byChannel: counted,
    byKind: counted,
    byProduct: counted,
    byReason: counted,
    byCause: counted,
    byInsurer: counted,
    disagreed: z.int(),
    byOutcome: counted.meta({ description: 'Of those closed with an answer in the period.' }),
    byClosure: counted.meta({ description: 'Of those closed in the period: why.' }),
    timeliness: timeliness.meta({ description: 'Of those received in the period, for each source of a limit.' }),
    treatment: treatment.meta({
      description:
        "Working days (Monday to Friday without the firm's public holidays) from the day of receipt, not counted, to the day on which the whole answer left; of those answered in the period. Percentiles by the nearest rank.",
    }),
    mediation: counted.meta({
      description: 'Of those that the mediator was first heard of in the period, by how it stands now.',
    }),
    redress: z
      .array(
        z.object({
          kind: z.enum(['redress', 'offer-accepted']),
          currency: z.string(),
          complaints: z.int(),
          cents: z.int(),
        }),
      )
      .meta({ description: 'Of answers that left, and offers that were accepted, in the period.' }),
    months: z.array(
      z.object({
        month: day("The month's first day."),
        received: z.int(),
        closed: z.int(),
        open: z.int(),
        timeliness,
        treatment,
      }),
    ),
  })
  .meta({ id: 'Statistics' });
export type StatisticsAnswer = z.output<typeof statisticsAnswer>;

/** A firm's year. */
export const firmYearQuery = z.strictObject({
  procedure: identifier,
  year: year.optional().meta({ description: 'Left out: last year.' }),
});

/** What a firm tells its insurers once a year. */
export const annualReturnAnswer = z
  .object({
    procedure: z.string(),
    year: z.int(),
    insurers: z.array(
      z.object({
        insurer: z.string().nullable(),
        name: z.string().nullable(),
        received: z.int(),
        closed: z.int(),
        open: z.int(),
        upheld: z.int(),
        partlyUpheld: z.int(),
        rejected: z.int(),
        settled: z.int(),
        otherwise: z.int().meta({ description: 'Closed without an answer.' }),
        inTime: z.int().meta({ description: "Of those received in the year: answered within the firm's own limit." }),
        late: z.int(),
        mediation: z.int(),
        redress: z.array(z.object({ currency: z.string(), cents: z.int() })),
      }),
    ),
  })
  .meta({ id: 'AnnualReturn' });
export type AnnualReturnAnswer = z.output<typeof annualReturnAnswer>;

const answerLine = z.object({
  label: z
    .string()
    .nullable()
    .meta({ description: 'What the line is of, in the language asked for; null for the question itself.' }),
  value: z.union([z.number(), z.string(), z.null()]),
});

/** What the supervisor asks, with the register's answers. */
export const questionnaireAnswer = z
  .object({
    procedure: z.string(),
    year: z.int(),
    questionnaire: z.string().nullable().meta({ description: 'Null where none is known for the firm’s country.' }),
    questions: z.array(
      z.object({
        id: z.string(),
        asks: z.object({ fr: z.string(), nl: z.string(), en: z.string() }),
        basis: z.object({ fr: z.string(), nl: z.string(), en: z.string() }).meta({ description: 'What the question rests on.' }),
        source: z.string().meta({ description: 'Where that was found, and what was not.' }),
        status: z.enum(['confirmed', 'unconfirmed']),
        lines: z.array(answerLine),
      }),
    ),
  })
  .meta({ id: 'Questionnaire' });
export type QuestionnaireAnswer = z.output<typeof questionnaireAnswer>;
