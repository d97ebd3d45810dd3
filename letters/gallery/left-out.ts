import type { Procedure } from '../../procedures/schema.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { GalleryCase } from './case.ts';

/** Why a procedure never sends a kind of letter, or nothing where it does. */
export function whyNever(kind: LetterKind, file: GalleryCase): string | undefined {
  return ruleOf(kind, file)?.because;
}

/** The same by its name, for words in other languages. */
export function neverSent(kind: LetterKind, file: GalleryCase): NeverSent | undefined {
  return ruleOf(kind, file)?.name;
}

function ruleOf(kind: LetterKind, file: GalleryCase): Rule | undefined {
  return rules.find(({ kinds, never }) => kinds.includes(kind) && never(file));
}

/** Why a kind of letter is never sent. */
type NeverSent =
  | 'other-acknowledgement'
  | 'no-ten-day-notice'
  | 'takes-the-spoken'
  | 'forwards-nothing'
  | 'asks-no-insurer'
  | 'no-interim-reply'
  | 'no-second-review'
  | 'no-last-day'
  | 'no-personal-data'
  | 'no-extension'
  | 'names-no-firm'
  | 'sends-nothing-on';

interface Rule {
  name: NeverSent;
  kinds: readonly LetterKind[];
  never: (file: GalleryCase) => boolean;
  because: string;
}

const acknowledgesWith = ({ procedure }: GalleryCase) => procedure.letters?.acknowledgement ?? 'acknowledgement';

const rules: Rule[] = [
  {
    name: 'other-acknowledgement',
    kinds: ['acknowledgement'],
    never: (file) => acknowledgesWith(file) !== 'acknowledgement',
    because: 'its ten-day notice takes the place of an acknowledgement',
  },
  {
    name: 'no-ten-day-notice',
    kinds: ['ten-day-notice'],
    never: (file) => acknowledgesWith(file) !== 'ten-day-notice',
    because: 'it acknowledges with an acknowledgement',
  },
  {
    name: 'takes-the-spoken',
    kinds: ['invitation-to-write', 'reminder-to-write', 'never-written'],
    never: ({ procedure }) => procedure.oral.taken === 'as-complaint',
    because: 'it takes a spoken complaint as it is',
  },
  {
    name: 'forwards-nothing',
    kinds: ['forwarding', 'forwarding-notice'],
    never: ({ procedure }) => !limits(procedure, 'insurer-forwarding'),
    because: 'its procedure forwards nothing to an insurer',
  },
  {
    name: 'asks-no-insurer',
    kinds: ['chaser'],
    never: ({ procedure }) =>
      procedure.insurerReply.chasers === 0 || !(limits(procedure, 'insurer-forwarding') || reviewsAgain(procedure)),
    because: 'it asks no insurer for a reply',
  },
  {
    name: 'no-interim-reply',
    kinds: ['interim-reply'],
    never: (file) => file.duty('interim-reply') === undefined,
    because: 'its procedure has no interim reply; an announced delay has its own letter',
  },
  {
    name: 'no-second-review',
    kinds: ['second-review-request'],
    never: ({ procedure }) => !reviewsAgain(procedure),
    because: 'after a disagreement it gives the ways on, and reviews nothing with the insurer',
  },
  {
    name: 'no-last-day',
    kinds: ['year-reminder'],
    never: (file) => file.mediatorPeriod() === undefined,
    because: 'its mediator has no last day',
  },
  {
    name: 'no-personal-data',
    kinds: ['gdpr-acknowledgement', 'gdpr-extension', 'gdpr-answer'],
    never: (file) => file.answerBy('gdpr') === undefined,
    because: 'it has no time limit for personal data',
  },
  {
    name: 'no-extension',
    kinds: ['gdpr-extension'],
    never: (file) => file.latestGdprExtension() === undefined,
    because: 'its answer about personal data cannot be put off',
  },
  {
    name: 'names-no-firm',
    kinds: ['misdirected'],
    never: ({ procedure }) => procedure.steps.misdirected === undefined && !limits(procedure, 'redirecting'),
    because: 'it has no limit for naming the right firm',
  },
  {
    name: 'sends-nothing-on',
    kinds: ['sent-on', 'sent-on-to-mediator'],
    never: ({ procedure }) => procedure.steps.meantForMediator === undefined && !limits(procedure, 'sending-on'),
    because: 'it has no limit for sending a letter on to the mediator',
  },
];

function limits({ timeLimits, defaults }: Procedure, duty: string): boolean {
  return [...timeLimits, ...defaults].some((limit) => limit.duty === duty);
}

function reviewsAgain({ steps }: Procedure): boolean {
  return steps.disagreement.does === 'second-treatment';
}
