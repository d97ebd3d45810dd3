import type { ComplaintEntry } from '../letters/digest.ts';
import type { DutyName } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import { inFirmsZone } from './moments.ts';
import type { About, Addressee, Notes, TimelineEvent, Told } from './timeline.ts';

/** One line of a timeline, as it is printed; what is absent is left out. */
export interface TimelineLine {
  /** In a batch. */
  scenario?: string;
  /** With the firm's own offset, to the second: `2026-05-26T08:12:33+02:00`. */
  at: string;
  event: TimelineEvent;
  duty?: DutyName;
  letter?: LetterKind;
  to?: Addressee;
  detail?: string;
}

/** The line of something that happened. */
export function lineOf({ instant, about }: Told, timeZone: string, scenario?: string): TimelineLine {
  const detail = detailOf(about);
  return {
    ...(scenario === undefined ? {} : { scenario }),
    at: inFirmsZone(instant, timeZone),
    event: about.event,
    ...referring(about),
    ...(detail === '' ? {} : { detail }),
  };
}

function referring(about: About): Pick<TimelineLine, 'duty' | 'letter' | 'to'> {
  switch (about.event) {
    case 'letter-sent':
      return { duty: about.duty, letter: about.letter.kind, to: about.to };
    case 'reminder':
      return { ...('duty' in about.entry ? { duty: about.entry.duty } : {}), to: 'staff' };
    case 'breach':
      return { duty: about.duty };
    default:
      return {};
  }
}

function detailOf(about: About): string {
  switch (about.event) {
    case 'received':
      return [
        `${about.kind} complaint, by ${about.channel}`,
        ...(about.sentOn === undefined ? [] : [`sent on ${about.sentOn}`]),
        ...(about.firstWrittenOn === undefined ? [] : [`first written on ${about.firstWrittenOn}`]),
        ...(about.registeredAt === undefined ? [] : [`registered ${about.registeredAt}`]),
        `level ${about.level}`,
      ].join(', ');
    case 'letter-sent': {
      const { givesDay, toRepresentative, byPost } = about.letter;
      return [
        ...(givesDay === undefined ? [] : [`gives ${givesDay}`]),
        ...(toRepresentative ? ['to who writes for the complainant'] : []),
        ...(byPost ? ['by post'] : []),
      ].join('; ');
    }
    case 'decision-applied':
      return [messageWords(about.body), ...noteWords(about.notes)].join('; ');
    case 'decision-refused':
      return [`${messageWords(about.body)}: ${about.reason}`, ...noteWords(about.notes)].join('; ');
    case 'reminder':
      return reminderWords(about.entry);
    case 'breach':
      return `${about.source}: due on ${about.dueOn}, ${about.reason}`;
    case 'level-raised':
      return `${about.from} → ${about.to}`;
    case 'closed':
      return about.reason;
  }
}

function noteWords({ madeUp, putOff }: Notes): string[] {
  return [
    ...(madeUp.length > 0 ? [`made up: ${madeUp.join(', ')}`] : []),
    ...(putOff ? ['put off, since something was planned within the minute'] : []),
  ];
}

/** The facts of a decision that its name alone does not say, in the order in which they are told. */
const tellingFacts = ['outcome', 'responsibility', 'as', 'caseHandler', 'newDate', 'level', 'part', 'sentOn'];

/** The facts of a message beside its name. */
export function factsIn(body: Readonly<Record<string, unknown>>): string[] {
  const facts = tellingFacts.map((name) => body[name]).filter((fact) => typeof fact === 'string');
  return body['proposed'] === true ? [...facts, 'proposed'] : facts;
}

/** `resolve: upheld`, `escalate: insurer`, `received: disagreement`; the facts of a message, without its texts. */
function messageWords(body: Readonly<Record<string, unknown>>): string {
  const { decision, to, what } = body;
  if (typeof to === 'string') return `escalate: ${to}`;
  const facts = factsIn(body);
  if (typeof what === 'string') return `received: ${[what, ...facts].join(', ')}`;
  return facts.length === 0 ? String(decision) : `${String(decision)}: ${facts.join(', ')}`;
}

function reminderWords(entry: ComplaintEntry): string {
  const words = [dayWords(entry)];
  if ('undecided' in entry && entry.undecided) words.push('not decided yet');
  if (entry.alarm && entry.section !== 'overdue') words.push('alarm');
  return words.join(', ');
}

function dayWords(entry: ComplaintEntry): string {
  switch (entry.section) {
    case 'overdue':
      return `overdue since ${entry.dueOn}`;
    case 'due':
      return `due on ${entry.dueOn}`;
    case 'held':
      return `letters held since ${entry.since}`;
    case 'approval':
      return `to be approved since ${entry.since}${entry.dueOn === undefined ? '' : `, due on ${entry.dueOn}`}`;
    case 'unassigned':
      return `unassigned since ${entry.since}`;
    case 'post-tray':
      return `to be posted since ${entry.since}${entry.dueOn === undefined ? '' : `, due on ${entry.dueOn}`}`;
    case 'insurer':
      return `insurer written to on ${entry.since}${entry.replyBy === undefined ? '' : `, reply asked by ${entry.replyBy}`}`;
    case 'mediator':
      return `the mediator can be asked until ${entry.until}`;
  }
}
