import type { Language } from '../../../letters/letter.ts';
import { limitInWords, ruleInWords } from '../../../letters/rule-words.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import type { LimitSource } from '../../../workflows/domain/duties.ts';
import { domainWord } from '../words/domain.ts';
import { reasonInWords } from '../words/own-reasons.ts';
import { message } from '../words/words.ts';

/** The parts of a procedure that a comparison tells apart, in the order of what matters most. */
const sections = ['limits', 'staff', 'channels', 'signs', 'waysOn', 'calendar', 'firm', 'rest'] as const;
type Section = (typeof sections)[number];

/** One statement of a procedure, before and after; absent where there was or is none. */
export interface Change {
  what: string;
  before?: string | undefined;
  after?: string | undefined;
}

/** What changed in one part of a procedure. */
interface ChangedSection {
  section: Section;
  changes: Change[];
}

/** A statement of a procedure under a key that is the same in every version. */
interface Statement {
  section: Section;
  key: string;
  what: string;
  value: string;
}

/** What differs between two versions of a procedure, for a person to read; what is the same is left out. */
export function changesBetween(before: Procedure, after: Procedure, language: Language): ChangedSection[] {
  const earlier = byKey(statementsOf(before, language));
  const later = byKey(statementsOf(after, language));
  const keys = [...new Set([...earlier.keys(), ...later.keys()])];
  const changed = keys.flatMap((key) => {
    const [was, is] = [earlier.get(key), later.get(key)];
    const either = is ?? was;
    if (!either || was?.value === is?.value) return [];
    return [{ section: either.section, change: { what: either.what, before: was?.value, after: is?.value } }];
  });
  return sections
    .map((section) => ({ section, changes: changed.filter((one) => one.section === section).map(({ change }) => change) }))
    .filter(({ changes }) => changes.length > 0);
}

function byKey(statements: Statement[]): Map<string, Statement> {
  return new Map(statements.map((statement) => [`${statement.section} ${statement.key}`, statement]));
}

/** A time limit as the page shows it, whoever set it. */
export interface LimitShown {
  source: LimitSource;
  duty: string;
  kinds: readonly string[];
  from: string;
  words: string;
  /** The words that it rests on: the firm's text, the law, or why Doléance has it; `language` is that of these words. */
  quote: string;
  language: Language;
}

/** Every time limit of a procedure: the firm's own, the regulators', and Doléance's defaults. */
export function limitsShown({ timeLimits, regulators, defaults, text }: Procedure, language: Language): LimitShown[] {
  const all = [
    ...timeLimits.map((limit) => ({
      source: 'procedure' as const,
      limit,
      quote: { words: limit.sentence.trim(), language: text.language },
    })),
    ...regulators.flatMap(({ id, limits }) =>
      limits.map((limit) => ({ source: id, limit, quote: reasonInWords(limit.note ?? limit.source, language) })),
    ),
    ...defaults.map((limit) => ({ source: 'ours' as const, limit, quote: reasonInWords(limit.reason, language) })),
  ];
  return all.map(({ source, limit, quote }) => ({
    source,
    duty: limit.duty,
    kinds: limit.kinds,
    from: limit.from,
    words: limitWords(limit, language),
    quote: quote.words,
    language: quote.language,
  }));
}

interface LimitLike {
  within?: number | undefined;
  unit?: string | undefined;
  from: string;
  unless?: string | undefined;
  extension?: string | undefined;
  answerPossibleWithin?: { within: number; unit: string } | undefined;
}

function limitWords({ within, unit, from, unless, extension, answerPossibleWithin }: LimitLike, language: Language): string {
  const say = (name: string) => message(language, `procedures.${name}`);
  const rule =
    within === undefined || unit === undefined ? say('noNumber') : ruleInWords(`${within} ${unit} from ${from}`, language);
  const besides = [
    unless === undefined ? undefined : say('unlessAnswered'),
    extension === 'with-reasons' ? say('withReasons') : undefined,
    answerPossibleWithin &&
      ruleInWords(`${answerPossibleWithin.within} ${answerPossibleWithin.unit} from ${from}`, language) + say('ifAnswerPossible'),
  ].filter((one) => one !== undefined);
  return [rule, ...besides].join(message(language, 'procedures.and'));
}

function statementsOf(procedure: Procedure, language: Language): Statement[] {
  const word = (kind: string, name: string) => domainWord(language, kind, name);
  const say = (name: string) => message(language, `procedures.${name}`);
  const limits = limitsShown(procedure, language).map(({ source, duty, kinds, from, words, quote }) => ({
    section: 'limits' as const,
    key: [source, duty, kinds, from].join(' '),
    what: `${word('duties', duty)} – ${word('sources', source)}`,
    value: `${words}\n« ${quote} »`,
  }));
  const staff = procedure.staff.map(({ id, name, role, email }) => ({
    section: 'staff' as const,
    key: id,
    what: id,
    value: [name, role, email].join('\n'),
  }));
  const manager = { section: 'staff' as const, key: 'manager', what: say('manager'), value: procedure.complaintsManager };
  const channels = procedure.channels.map((one, place) => ({
    section: 'channels' as const,
    key: `${one.channel} ${place}`,
    what: word('channels', one.channel),
    value: [one.address, one.sentence ?? one.source].filter(Boolean).join('\n'),
  }));
  const signs = Object.entries(procedure.signs).map(([kind, who]) => ({
    section: 'signs' as const,
    key: kind,
    what: word('letters', kind),
    value: message(language, `letterTemplates.signs.${who}`),
  }));
  const waysOn = procedure.recourse.map(({ body, period }) => ({
    section: 'waysOn' as const,
    key: body,
    what: body,
    value: period ? `${period.until.within} ${period.until.unit}` : say('named'),
  }));
  const holidays = procedure.calendar.days.map(({ id, name, on, easter }) => ({
    section: 'calendar' as const,
    key: id,
    what: name[language] ?? name.fr ?? id,
    value: on ?? `${say('easter')} ${easter === undefined || easter < 0 ? '' : '+'}${easter ?? ''}`,
  }));
  return [...limits, ...staff, manager, ...channels, ...signs, ...waysOn, ...holidays, ...restOf(procedure, language)];
}

/** What has a section of its own above, or is no statement. */
const treated = ['id', 'version', 'content', 'format', 'timeLimits', 'defaults', 'regulators', 'staff', 'complaintsManager'];
const treatedToo = ['channels', 'signs', 'recourse', 'calendar'];

/** Everything else, leaf by leaf: the firm's own data, and what its text says of who may complain, of promises, of steps. */
function restOf(procedure: Procedure, language: Language): Statement[] {
  const kept = Object.entries(procedure).filter(([name]) => !treated.includes(name) && !treatedToo.includes(name));
  return kept.flatMap(([name, value]) =>
    leavesOf(value, []).map(({ path, leaf }) => ({
      section: name === 'firm' ? ('firm' as const) : ('rest' as const),
      key: [name, ...path].join('.'),
      what: [message(language, `procedures.part.${name}`), ...path].join(' – '),
      value: leaf,
    })),
  );
}

/** Entries of a list are told apart by what they are about, so that one that is put before them changes nothing. */
const names = ['id', 'who', 'what', 'fact', 'to', 'level', 'sender', 'aim', 'promise', 'duty', 'body'];

function leavesOf(value: unknown, path: string[]): { path: string[]; leaf: string }[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [{ path, leaf: String(value).trim() }];
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object')) return [{ path, leaf: value.join('\n') }];
    return value.flatMap((one: Record<string, unknown>, place) => {
      const name = names.map((key) => one[key]).find((found) => typeof found === 'string');
      return leavesOf(one, [...path, typeof name === 'string' ? name : String(place + 1)]);
    });
  }
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** A limit of a plan in words, with who set it. */
export function plannedLimit({ rule, source }: { rule: string; source: LimitSource }, language: Language): string {
  return limitInWords(rule, source, language);
}
