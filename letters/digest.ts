import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import type { DutyName, LimitSource } from '../workflows/domain/duties.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { formatDate } from './format.ts';
import type { Language } from './letter.ts';
import { changeWords, plainText } from './markup.ts';
import { limitInWords, ruleInWords } from './rule-words.ts';
import { setSpaces } from './typography.ts';
import { dutyWords, insideSentence } from './words.ts';

/** The sections of a digest, in the order in which they are read. */
export const digestSections = [
  'held',
  'quarantine',
  'intake',
  'messages',
  'overdue',
  'approval',
  'unassigned',
  'post-tray',
  'due',
  'insurer',
  'mediator',
  'action',
] as const;
export type DigestSection = (typeof digestSections)[number];

/** What a complaint stands in the digest for. Dates are civil dates in the firm's zone; nothing in it is personal. */
export type DigestMatter =
  /** Its letters are held back; `reason` is an operator's, absent where the register knows less of it than Temporal does. */
  | { section: 'held'; since: CivilDate; reason?: string | undefined }
  /** A scan found malware in a file of its, which waits in quarantine to be removed. */
  | { section: 'quarantine'; since: CivilDate }
  /** Something that arrived waits for more than a working day to be looked at; `dueOn` is absent while nobody knows the firm. */
  | { section: 'intake'; since: CivilDate; dueOn?: CivilDate | undefined }
  /** Messages came in on it, by mail or on the private page, and nobody has read them; since the oldest. */
  | { section: 'messages'; since: CivilDate; messages: number }
  /** Owed, and late or due soon; `undecided` where staff have the answer still to decide. */
  | {
      section: 'overdue' | 'due';
      duty: DutyName;
      dueOn: CivilDate;
      rule: string;
      source: LimitSource;
      undecided: boolean;
    }
  /** Nobody is in charge. */
  | { section: 'unassigned'; since: CivilDate }
  /** A result waits for approval; `dueOn` is the last day of its letter. */
  | { section: 'approval'; duty: DutyName; since: CivilDate; dueOn?: CivilDate | undefined }
  /** A letter waits for somebody to post it. */
  | { section: 'post-tray'; duty: DutyName; since: CivilDate; dueOn?: CivilDate | undefined }
  /** The insurer has not replied; `replyBy` is the day that it was given. */
  | { section: 'insurer'; since: CivilDate; replyBy?: CivilDate | undefined }
  /** The time in which the complainant can go to the mediator ends. */
  | { section: 'mediator'; until: CivilDate; writtenOn: CivilDate }
  /**
   * A corrective action: to be done by `dueOn`, to be looked at since `checkOn`, or found without effect. `title` is absent for measures
   * that were announced to a complainant, whose words are not in the open.
   */
  | { section: 'action'; dueOn?: CivilDate | undefined; checkOn?: CivilDate | undefined; title?: string | undefined };

/** One line of a digest; an action's or an intake's `reference` is its number. */
export type DigestEntry = DigestMatter & {
  reference: string;
  /** Where staff look it up. */
  link: string;
  /** It should not have come to this. */
  alarm: boolean;
};

/** A line about a complaint's course. */
export type ComplaintEntry = Exclude<DigestEntry, { section: 'action' | 'quarantine' | 'intake' | 'messages' }>;

/** What one person is told on one day. */
export interface Digest {
  firmName: string;
  day: CivilDate;
  /** The last of the days that `due` looks ahead to. */
  until: CivilDate;
  /** Who reads it: more than one where their mailbox and their entries are the same. */
  readers: string[];
  /** At least one. */
  entries: DigestEntry[];
}

/** A finished digest: the text says the same as the HTML, which is a whole document. */
export interface RenderedDigest {
  kind: 'digest';
  language: Language;
  subject: string;
  html: string;
  text: string;
}

/** More lines than this are only counted: a mail of megabytes is read by nobody. */
const mostLines = 100;

/** The phrase of a notice to staff, after whom and when it is about. */
const subjects: Record<Language, string> = { fr: 'Échéance, alerte', nl: 'Vervaldag, melding', en: 'Due, alert' };

/** Writes a digest. @throws RangeError where there is nothing to say */
export function renderDigest(digest: Digest, language: Language): RenderedDigest {
  if (digest.entries.length === 0) throw new RangeError('A digest with nothing to say is not written.');
  const subject = `${digest.firmName}, ${formatDate(digest.day, language)} – ${subjects[language]}`;
  const sections = Object.fromEntries(digestSections.map((section) => [section, sectionView(digest, section, language)]));
  const html = changeWords(
    templateOf(language)({
      language,
      subject,
      firmName: digest.firmName,
      day: formatDate(digest.day, language),
      until: withWeekday(digest.until, language),
      readers: inAList(digest.readers, language),
      ...sections,
    }),
    (words) => setSpaces(words, language),
  );
  return { kind: 'digest', language, subject, html, text: plainText(html) };
}

/** `Le responsable des réclamations et le service clients` */
function inAList(names: readonly string[], language: Language): string {
  const asRead = names.map((name, index) => (index === 0 ? name : insideSentence(name, language)));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(asRead);
}

function sectionView({ entries }: Digest, section: DigestSection, language: Language) {
  const inSection = entries.filter((entry) => entry.section === section);
  if (inSection.length === 0) return null;
  return {
    count: inSection.length,
    more: Math.max(0, inSection.length - mostLines),
    lines: inSection.slice(0, mostLines).map((entry) => lineView(entry, language)),
  };
}

/** Every name is there, or null where nothing is to be printed. */
function lineView(entry: DigestEntry, language: Language) {
  const day = (date: CivilDate | undefined) => (date === undefined ? null : withWeekday(date, language));
  const isOwed = entry.section === 'overdue' || entry.section === 'due';
  return {
    reference: entry.reference,
    link: entry.link,
    alarm: entry.alarm,
    duty: 'duty' in entry ? dutyWords[language][entry.duty] : null,
    dueOn: 'dueOn' in entry ? day(entry.dueOn) : null,
    reason: isOwed ? reasonOf(entry, language) : null,
    heldBecause: (entry.section === 'held' && entry.reason) || null,
    undecided: isOwed && entry.undecided,
    since: 'since' in entry ? day(entry.since) : null,
    messages: entry.section === 'messages' && entry.messages > 1 ? entry.messages : null,
    replyBy: entry.section === 'insurer' ? day(entry.replyBy) : null,
    until: entry.section === 'mediator' ? day(entry.until) : null,
    writtenOn: entry.section === 'mediator' ? formatDate(entry.writtenOn, language) : null,
    checkOn: entry.section === 'action' ? day(entry.checkOn) : null,
    title: (entry.section === 'action' && entry.title) || null,
  };
}

/** Why that day: the limit and who set it. A date that was announced needs no source. */
function reasonOf({ rule, source }: { rule: string; source: LimitSource }, language: Language): string {
  const words = rule === announced ? ruleInWords(rule, language) : limitInWords(rule, source, language);
  return `${words.slice(0, 1).toLocaleUpperCase(language)}${words.slice(1)}`;
}

/** The rule of a date that staff, or Doléance for them, gave the complainant. */
const announced = 'announced to the complainant';

/** `mardi 26 mai 2026`, `dinsdag 26 mei 2026`, `Tuesday 26 May 2026`: who plans a week thinks in weekdays. */
function withWeekday(date: CivilDate, language: Language): string {
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  return `${weekday} ${formatDate(date, language)}`;
}

type Template = (view: Record<string, unknown>) => string;

const folder = fileURLToPath(new URL('../templates/digest/', import.meta.url));
const compiled = new Map<Language, Template>();

function templateOf(language: Language): Template {
  const known = compiled.get(language);
  if (known) return known;
  const handlebars = Handlebars.create();
  handlebars.registerPartial('layout', readFileSync(join(folder, 'layout.hbs'), 'utf8'));
  const text = readFileSync(join(folder, `${language}.hbs`), 'utf8');
  const template = handlebars.compile<Record<string, unknown>>(text, { strict: true, preventIndent: true });
  compiled.set(language, template);
  return template;
}
