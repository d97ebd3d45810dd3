import type { DutyName } from '../workflows/domain/duties.ts';
import type { RecourseDirectory } from './recourse.ts';
import { type Calendar, complaintDates, extensions, laterEvents, type Regulator } from './rule-schema.ts';
import { type ProcedureFile, signedKinds } from './schema.ts';
import type { Finding, ReadFile } from './yaml-files.ts';

/** What a procedure can name. */
interface Surroundings {
  calendars: ReadonlyMap<string, Calendar>;
  regulators: ReadonlyMap<string, Regulator>;
  directory: RecourseDirectory;
  others: readonly ReadFile<ProcedureFile>[];
}

type Check = (file: ReadFile<ProcedureFile>, surroundings: Surroundings) => Finding[];

/** What no single field can show: names that lead nowhere, duties that nothing limits, dates that contradict each other. */
export function checkProcedure(file: ReadFile<ProcedureFile>, surroundings: Surroundings): Finding[] {
  return checks.flatMap((check) => check(file, surroundings));
}

/** A regulator's limits run from a date of the complaint, end after they begin, and have no open question that could not be switched. */
export function checkRegulator(file: ReadFile<Regulator>): Finding[] {
  return file.value.limits.flatMap((limit, index) => [
    ...(isOneOf(complaintDates, limit.from)
      ? []
      : [
          file.at(
            ['limits', index, 'from'],
            `'${limit.from}' is not allowed for a regulator; allowed: ${complaintDates.join(', ')}`,
          ),
        ]),
    ...(limit.holdsUntil !== undefined && limit.holdsUntil < limit.holdsFrom
      ? [file.at(['limits', index, 'holdsUntil'], `${limit.holdsUntil} is before ${limit.holdsFrom}; allowed: that day or later`)]
      : []),
    ...(limit.openQuestions ?? []).flatMap(({ field, otherReading }, question) => {
      const allowed = field === 'from' ? complaintDates : extensions;
      const path = ['limits', index, 'openQuestions', question, 'otherReading'];
      return isOneOf(allowed, otherReading)
        ? []
        : [file.at(path, `'${otherReading}' is no reading of '${field}'; allowed: ${allowed.join(', ')}`)];
    }),
  ]);
}

const checks: Check[] = [
  (file, { others }) => {
    const other = others.find((one) => one !== file && one.value.prefix === file.value.prefix);
    return other && other.file < file.file
      ? [file.at(['prefix'], `'${file.value.prefix}' is taken by ${other.file}; allowed: any other`)]
      : [];
  },

  (file, { calendars }) => unknownName(file, ['calendar'], file.value.calendar, [...calendars.keys()]),

  (file, { regulators }) =>
    file.value.regulators.flatMap((id, index) => unknownName(file, ['regulators', index], id, [...regulators.keys()])),

  (file, { directory }) =>
    file.value.recourse.flatMap((id, index) =>
      unknownName(
        file,
        ['recourse', index],
        id,
        directory.bodies.map((body) => body.id),
      ),
    ),

  (file, { directory }) =>
    file.value.recourse.flatMap((id, index) => {
      const name = directory.bodies.find((body) => body.id === id)?.name;
      const missing = name === undefined ? [] : file.value.firm.languages.filter((language) => name[language] === undefined);
      return missing.map((language) =>
        file.at(
          ['recourse', index],
          `'${id}' has no name in '${language}', which the firm writes; add it to the recourse directory`,
        ),
      );
    }),

  (file) =>
    repeated(
      file,
      'staff',
      file.value.staff.map(({ id }) => id),
    ),

  (file) => {
    const staff = file.value.staff.map(({ id }) => id);
    return [
      ...unknownName(file, ['complaintsManager'], file.value.complaintsManager, staff),
      ...unknownName(file, ['defaultContact', 'staff'], file.value.defaultContact.staff, staff),
    ];
  },

  (file) => {
    const { from, to } = file.value.sendingWindow;
    return from < to
      ? []
      : [file.at(['sendingWindow', 'to'], `${to} is not after ${from}; allowed: a later time of the same day`)];
  },

  (file) => {
    const { timeLimits } = file.value;
    const same = (one: (typeof timeLimits)[number], other: (typeof timeLimits)[number]) =>
      one.duty === other.duty && one.from === other.from && one.kinds.some((kind) => other.kinds.includes(kind));
    return timeLimits.flatMap((limit, index) =>
      timeLimits.slice(0, index).some((before) => same(before, limit))
        ? [file.at(['timeLimits', index], `${limit.duty} from ${limit.from} stands there twice for one kind; allowed: once`)]
        : [],
    );
  },

  (file) =>
    file.value.defaults.flatMap(({ from }, index) =>
      isOneOf(laterEvents, from)
        ? []
        : [file.at(['defaults', index, 'from'], `'${from}' is not allowed for a default; allowed: ${laterEvents.join(', ')}`)],
    ),

  (file) => {
    const has = ({ duty, from }: Needed) =>
      [...file.value.timeLimits, ...file.value.defaults].some((rule) => rule.duty === duty && rule.from === from);
    return neededDefaults
      .filter((needed) => !has(needed))
      .map(({ duty, from }) => file.at(['defaults'], `no limit for ${duty} from ${from}; add one, with its reason`));
  },

  (file) => {
    const forwards = file.value.timeLimits.some(({ duty }) => duty === 'insurer-forwarding');
    return forwards === (file.value.steps.insurer !== undefined)
      ? []
      : [file.at(['steps'], "the step 'insurer' and a time limit for insurer-forwarding go together; give both or neither")];
  },

  (file) =>
    signedKinds
      .filter((kind) => file.value.signs[kind] === undefined)
      .map((kind) => file.at(['signs'], `${kind} is missing; allowed: case-handler, complaints-manager`)),
];

interface Needed {
  duty: DutyName;
  from: (typeof laterEvents)[number];
}

/** Every procedure can come to these duties, so that each needs a limit in its text or in its defaults. */
const neededDefaults: Needed[] = [
  { duty: 'recourse-details', from: 'disagreement' },
  { duty: 'enquiry-answer', from: 'enquiry' },
  { duty: 'escalation-notice', from: 'escalation' },
  { duty: 'decision-notice', from: 'decision' },
  { duty: 'announced-date', from: 'delay' },
  { duty: 'final-response', from: 'reopening' },
  { duty: 'gdpr-response', from: 'reopening' },
];

function unknownName(file: ReadFile<ProcedureFile>, path: PropertyKey[], name: string, known: readonly string[]): Finding[] {
  return known.includes(name) ? [] : [file.at(path, `'${name}' is not known; allowed: ${known.join(', ')}`)];
}

function repeated(file: ReadFile<ProcedureFile>, part: string, names: readonly string[]): Finding[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [file.at([part, index], `${name} stands there twice; allowed: once`)],
  );
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
