import type { Language } from '../../../letters/letter.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import type { JournalLine } from '../../../register/journal.ts';
import type { Queries } from '../../../register/register.ts';
import { nameOfStaff } from '../parts/staff.ts';
import { shortDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { journal as journalWords } from '../words/journal.ts';
import { message } from '../words/words.ts';

/** A row of the journal in a sentence. */
export interface JournalSentence {
  number: number;
  at: Date;
  who: string;
  sentence: string;
  /** What stands behind a sentence about a message: only a detail once its acceptance is told. */
  quiet: boolean;
  /** Of a breach, a refusal, a letter that could not leave: it stands out. */
  alarming: boolean;
}

/** What a sentence is made with. */
export interface Telling {
  language: Language;
  procedure: Procedure;
  /** The names of those whom the journal names by their account. */
  names: ReadonlyMap<string, string>;
}

/** Tells rows of a journal in sentences. */
export function journalSentences(lines: readonly JournalLine[], telling: Telling): JournalSentence[] {
  return lines.map((line) => ({
    number: line.number,
    at: line.at,
    who: whoDid(line.actor, telling),
    sentence: sentenceOf(line, telling),
    quiet: quiet.includes(line.event),
    alarming: alarming.includes(line.event),
  }));
}

const quiet: readonly string[] = ['decision-applied', 'escalation-applied', 'receipt-applied', 'letter-written', 'duty-ended'];
const alarming: readonly string[] = [
  'breach',
  'decision-refused',
  'escalation-refused',
  'receipt-refused',
  'letter-refused-by-mail-server',
  'letter-bounced',
  'letter-possibly-duplicated',
  'mail-held',
  'attachment-quarantined',
];

/** The names of the accounts that a journal names. */
export async function namesOfActors(queries: Queries, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (actors.length === 0) return new Map();
  const rows = await queries
    .selectFrom('account')
    .select(['login', 'name'])
    .where('login', 'in', [...new Set(actors)])
    .execute();
  return new Map(rows.map(({ login, name }) => [login, name]));
}

/** What comes in without staff. */
const itself: readonly string[] = ['web-form', 'mailbox', 'complainant'];

/** As people call who did something. */
export function whoDid(actor: string, { language, names }: Pick<Telling, 'language' | 'names'>): string {
  if (actor === 'doleance') return message(language, 'journal.system');
  if (itself.includes(actor)) return message(language, `journal.by.${actor}`);
  if (actor === 'by-hand') return message(language, 'journal.by-hand');
  return names.get(actor) ?? actor;
}

function sentenceOf({ event, detail }: JournalLine, telling: Telling): string {
  const { language } = telling;
  if (!(event in journalWords[language])) return event;
  const sentence = message(language, `journal.${event}`, valuesOf(event, detail, telling));
  const added = [
    detail['handlerOf'] === undefined ? undefined : message(language, 'journal.handler-of', valuesOf(event, detail, telling)),
    detail['edit'] === 'used' ? message(language, 'journal.edited') : undefined,
    detail['edit'] === 'left-out' ? message(language, 'journal.edit-left-out') : undefined,
    Array.isArray(detail['editedLetters']) && event.endsWith('-accepted')
      ? message(language, 'journal.edited-letters')
      : undefined,
  ].filter((part) => part !== undefined);
  return [sentence, ...added].join(', ');
}

type Detail = JournalLine['detail'];

function valuesOf(event: string, detail: Detail, telling: Telling): Record<string, string> {
  const { language } = telling;
  const text = (name: string) => wordIn(detail, name) ?? '';
  const word = (kind: string, name: string) => small(domainWord(language, kind, text(name)));
  return {
    what: event === 'complaint-classified' ? changedFields(detail, language) : whatHappened(detail, telling),
    reason: reasonOf(event, detail, language),
    channel: word('channels', 'channel'),
    received: dayOr(text('receivedOn'), language),
    letter: word('letters', 'kind'),
    recipient: word('recipients', 'recipient'),
    duty: small(domainWord(language, 'duties', text('duty'))),
    source: word('sources', 'source'),
    day: dayOr(text('dueOn'), language),
    code: text('code'),
    status: text('status'),
    reference: text('reference'),
    intake: text('intake'),
    handlerOf: text('handlerOf'),
  };
}

function reasonOf(event: string, detail: Detail, language: Language): string {
  const reason = wordIn(detail, 'reason') ?? '';
  if (event === 'closed') return domainWord(language, 'closures', reason);
  if (event === 'person-erased') return message(language, `journal.erased-${reason}`);
  if (event === 'duty-ended') return message(language, `journal.end-${reason}`);
  return domainWord(language, 'refusals', reason);
}

function changedFields(detail: Detail, language: Language): string {
  return Object.keys(detail)
    .map((name) => (name in journalWords[language] ? message(language, `journal.${name}`) : name))
    .join(', ');
}

/** A decision, an escalation or something received, with what it says. */
export function whatHappened(detail: Detail, { language, procedure }: Pick<Telling, 'language' | 'procedure'>): string {
  const text = (name: string) => wordIn(detail, name);
  const word = (kind: string, name: string) => {
    const given = text(name);
    return given === undefined ? undefined : domainWord(language, kind, given);
  };
  const head = word('decisions', 'decision') ?? word('escalations', 'to') ?? word('received', 'what') ?? '';
  const part = word('parts', 'part');
  const staffIn = (id: string | undefined) => (id === undefined ? undefined : nameOfStaff(procedure, id, language));
  const details = [
    word('outcomes', 'outcome'),
    part && message(language, 'journal.part', { part: small(part) }),
    word('kinds', 'as'),
    word('responsibilities', 'responsibility'),
    word('levels', 'level'),
    text('mandate') && message(language, `complaint.facts.mandate-${text('mandate')}`),
    staffIn(text('caseHandler')),
    dated('until', text('newDate'), language),
    dated('on', text('sentOn'), language),
    detail['proposed'] === true ? message(language, 'journal.proposed') : undefined,
  ].filter((one) => one !== undefined && one !== '');
  return details.length === 0 ? head : `${head} (${details.join(', ')})`;
}

function dated(key: string, day: string | undefined, language: Language): string | undefined {
  return day === undefined ? undefined : message(language, `journal.${key}`, { day: dayOr(day, language) });
}

function dayOr(day: string, language: Language): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? shortDay(day, language) : day;
}

function wordIn(detail: Detail, name: string): string | undefined {
  const value = detail[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Inside a sentence; what begins with several capitals keeps them. */
function small(words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
