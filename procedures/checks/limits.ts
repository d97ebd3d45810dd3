import type { DutyName } from '../../workflows/domain/duties.ts';
import { laterEvents } from '../rule-schema.ts';
import type { ProcedureFile } from '../schema.ts';
import { type Check, isOneOf } from './check.ts';

/** One limit for a duty, from one start, for one kind of complaint. */
export const checkRepeatedLimits: Check = (file) =>
  (['timeLimits', 'defaults'] as const).flatMap((part) => {
    const limits: LimitOfPart[] = file.value[part];
    return limits.flatMap((limit, index) =>
      limits.slice(0, index).some((before) => overlap(before, limit))
        ? [file.at([part, index], `${limit.duty} from ${limit.from} stands there twice for one kind; allowed: once`)]
        : [],
    );
  });

export const checkAnswerPossibleWithin: Check = (file) =>
  file.value.timeLimits.flatMap(({ duty, answerPossibleWithin }, index) =>
    answerPossibleWithin === undefined || duty === 'acknowledgement'
      ? []
      : [
          file.at(
            ['timeLimits', index, 'answerPossibleWithin'],
            `is not allowed for ${duty}; allowed: for the acknowledgement, which it puts off`,
          ),
        ],
  );

/** A default from receipt stands in where no text and no law gives the duty a limit. */
const defaultStarts = ['received', ...laterEvents] as const;

export const checkDefaultStarts: Check = (file) =>
  file.value.defaults.flatMap(({ from }, index) =>
    isOneOf(defaultStarts, from)
      ? []
      : [file.at(['defaults', index, 'from'], `'${from}' is not allowed for a default; allowed: ${defaultStarts.join(', ')}`)],
  );

export const checkNeededDefaults: Check = (file) =>
  [...neededDefaults, ...(hasWebForm(file.value) ? [copyOfComplaint] : [])]
    .filter(
      (needed) =>
        ![...file.value.timeLimits, ...file.value.defaults].some(
          ({ duty, from }) => duty === needed.duty && from === needed.from,
        ),
    )
    .map(({ duty, from }) => file.at(['defaults'], `no limit for ${duty} from ${from}; add one, with its reason`));

export const checkForwardingStep: Check = (file) => {
  const forwards = file.value.timeLimits.some(({ duty }) => duty === 'insurer-forwarding');
  return forwards === (file.value.steps.insurer !== undefined)
    ? []
    : [file.at(['steps'], "the step 'insurer' and a time limit for insurer-forwarding go together; give both or neither")];
};

type LimitOfPart = Pick<ProcedureFile['defaults'][number], 'duty' | 'from' | 'kinds'>;

function overlap(one: LimitOfPart, other: LimitOfPart): boolean {
  return one.duty === other.duty && one.from === other.from && one.kinds.some((kind) => other.kinds.includes(kind));
}

/** Who complains by the web form gets a dated copy. */
const copyOfComplaint: NeededDefault = { duty: 'complaint-copy', from: 'decision' };

function hasWebForm({ channels }: Pick<ProcedureFile, 'channels'>): boolean {
  return channels.some(({ channel }) => channel === 'web-form');
}

interface NeededDefault {
  duty: DutyName;
  from: (typeof laterEvents)[number];
}

/** Every procedure can come to these duties, so that each needs a limit in its text or in its defaults. */
const neededDefaults: NeededDefault[] = [
  { duty: 'recourse-details', from: 'disagreement' },
  { duty: 'enquiry-answer', from: 'enquiry' },
  { duty: 'escalation-notice', from: 'escalation' },
  { duty: 'decision-notice', from: 'decision' },
  { duty: 'insurer-forwarding', from: 'decision' },
  { duty: 'redirecting', from: 'decision' },
  { duty: 'sending-on', from: 'decision' },
  { duty: 'invitation-to-write', from: 'decision' },
  { duty: 'reminder-to-write', from: 'invitation' },
  { duty: 'never-written', from: 'reminder' },
  { duty: 'mandate-request', from: 'decision' },
  { duty: 'mediation-reminder', from: 'mediator-period' },
  { duty: 'announced-date', from: 'delay' },
  { duty: 'final-response', from: 'reopening' },
  { duty: 'gdpr-response', from: 'reopening' },
];
