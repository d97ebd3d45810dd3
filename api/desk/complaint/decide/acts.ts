import type { z } from 'zod';
import type { Language } from '../../../../letters/letter.ts';
import { addCalendarDays } from '../../../../procedures/civil-dates.ts';
import { insurerOf, type RecourseDirectory } from '../../../../procedures/recourse.ts';
import type { Procedure } from '../../../../procedures/schema.ts';
import { type ComplaintContent, salutations } from '../../../../register/complaint-content.ts';
import {
  type ComplaintPart,
  complaintKinds,
  escalationTargets,
  levels,
  mandates,
  outcomes,
} from '../../../../workflows/domain/complaint.ts';
import { judge, type Situation } from '../../../../workflows/domain/judge.ts';
import { type DecisionName, receivedKinds } from '../../../../workflows/domain/messages.ts';
import { partsOf } from '../../../../workflows/domain/parts.ts';
import type { MissingFact } from '../../../complaints/missing-facts.ts';
import { decisions, escalations, type MessageKind, received } from '../../../messages/message-kinds.ts';
import { decisionNames } from '../../../schemas/message-view.ts';
import { countriesToChoose } from '../../parts/countries.ts';
import { nameOfStaff } from '../../parts/staff.ts';
import { domainWord } from '../../words/domain.ts';
import { message } from '../../words/words.ts';
import { completingFields, missingForLetter, whyAsked } from './completing.ts';
import { choice, date, type Field, line, lines, money, type Option, text } from './fields.ts';

/** What a form is made for. */
export interface Ground {
  situation: Situation;
  procedure: Procedure;
  directory: RecourseDirectory;
  language: Language;
  /** What the complaint says as it stands, and the language of its letters. */
  content: ComplaintContent;
  letterLanguage: Language;
  /** What the procedure asks for and is not there. */
  missing: readonly MissingFact[];
}

/** A form: what it asks for, and what its answers are put beside. */
export interface Act {
  /** Its name in the address. */
  name: string;
  kind: MessageKind<z.ZodType>;
  /** What the body has besides the answers. */
  fixed: Record<string, unknown>;
  fields: readonly Field[];
}

/** A form that first asks which of several it is. */
export interface Fork {
  name: string;
  /** Each leads to the same address with `?as=`. */
  branches: readonly (Option & { hint?: string })[];
}

/**
 * The form of a decision, an escalation or something received; or the fork that leads to it.
 *
 * @param branch the branch that was taken
 * @returns undefined where there is none of that name
 */
export function actOf(name: string, branch: string | undefined, ground: Ground): Act | Fork | undefined {
  if (name === 'received') return receiving(branch, ground);
  const target = escalationTargets.find((to) => name === `escalate-${to}`);
  if (target) return escalating(name, target, ground);
  const decision = decisionNames.find((known) => known === name);
  return decision && deciding(decision, branch, ground);
}

/** True where a branch must be taken first. */
export function isFork(act: Act | Fork): act is Fork {
  return 'branches' in act;
}

function deciding(decision: DecisionName, branch: string | undefined, ground: Ground): Act | Fork {
  const fork = forks[decision]?.(ground);
  if (fork && !fork.some(({ value }) => value === branch)) return { name: decision, branches: fork };
  return {
    name: decision,
    kind: decisions,
    fixed: { decision, ...(fork && branch !== undefined ? fixedBy(decision, branch, ground) : {}) },
    fields: fieldsOf(decision, branch, ground),
  };
}

const forks: Partial<Record<DecisionName, (ground: Ground) => readonly Option[]>> = {
  resolve: ({ situation: { facts }, language }) =>
    partsOf(facts.kind).flatMap((part) =>
      outcomes
        .filter((outcome) => part === 'classic' || outcome !== 'settled')
        .map((outcome) => ({
          value: `${part}:${outcome}`,
          words: outcomeOfPart(part, outcome, partsOf(facts.kind).length > 1, language),
        })),
    ),
  classify: ({ situation: { facts }, language }) => [
    ...complaintKinds
      .filter((kind) => kind !== facts.kind)
      .map((kind) => ({ value: kind, words: domainWord(language, 'kinds', kind) })),
    { value: 'not-a-complaint', words: message(language, 'decide.not-a-complaint') },
  ],
  'set-responsibility': ({ situation: { facts }, language }) =>
    (['firm', 'insurer'] as const)
      .filter((one) => one !== facts.responsibility)
      .map((one) => ({ value: one, words: domainWord(language, 'responsibilities', one) })),
};

function outcomeOfPart(part: ComplaintPart, outcome: string, both: boolean, language: Language): string {
  const words = domainWord(language, 'outcomes', outcome);
  return both ? message(language, 'decide.title', { decision: domainWord(language, 'parts', part), detail: words }) : words;
}

function fixedBy(decision: DecisionName, branch: string, { situation }: Ground): Record<string, unknown> {
  switch (decision) {
    case 'resolve': {
      const [part, outcome] = branch.split(':');
      return partsOf(situation.facts.kind).length > 1 ? { part, outcome } : { outcome };
    }
    case 'classify':
      return { as: branch };
    default:
      return { responsibility: branch };
  }
}

function fieldsOf(decision: DecisionName, branch: string | undefined, ground: Ground): Field[] {
  const { situation, language } = ground;
  const { facts, today, firm } = situation;
  const tomorrow = addCalendarDays(today, 1);
  const newDate = date('newDate', true, { earliest: tomorrow });
  switch (decision) {
    case 'assign':
      return [choice('caseHandler', staffToChoose(ground, facts.caseHandler))];
    case 'name-representative':
      return representativeFields(ground);
    case 'declare-conflict':
      return [choice('staff', staffToChoose(ground, undefined))];
    case 'move-to-version':
      return [
        choice('version', firm.versionInForce === undefined ? [] : [{ value: firm.versionInForce, words: firm.versionInForce }]),
      ];
    case 'classify':
      return branch === 'not-a-complaint' ? [text('statement'), text('reasons'), line('whoAnswers')] : [];
    case 'set-responsibility':
      return branch === 'insurer' ? [...insurerFields(ground), text('reasons')] : [text('reasons', { required: false })];
    case 'request-information':
      return [
        lines('missingFacts', true, missingForLetter(ground.missing, ground.letterLanguage)),
        text('reasons', { preset: whyAsked[ground.letterLanguage] }),
        date('answerBy', false, { earliest: tomorrow }),
      ];
    case 'complete-file':
      return completingFields(ground);
    case 'interim-reply-now':
      return [newDate, text('situation')];
    case 'announce-delay':
      return [...partChoice(ground), newDate, text('reasons')];
    case 'extend-gdpr':
      return [
        date('newDate', true, { earliest: tomorrow, ...(firm.latestGdprExtension ? { latest: firm.latestGdprExtension } : {}) }),
        text('reasons'),
      ];
    case 'answer-enquiry':
      return [text('answer')];
    case 'record-result':
      return [
        choice(
          'outcome',
          outcomes.map((outcome) => ({ value: outcome, words: domainWord(language, 'outcomes', outcome) })),
        ),
        text('reasons', { required: false }),
      ];
    case 'resolve':
      return fieldsOfAnswer(branch ?? '', today);
    case 'send-back':
      return [text('reasons', { words: 'reasons-back' })];
    case 'announce-measures':
      return [text('measures'), date('doneBy', true, { earliest: today })];
    case 'redirect':
      return [text('reasons'), line('rightFirm.name'), line('rightFirm.email', false), lines('rightFirm.address', false)];
    case 'raise-level':
      return [
        choice(
          'level',
          levels
            .filter((level) => levels.indexOf(level) > levels.indexOf(facts.level))
            .map((level) => ({ value: level, words: domainWord(language, 'levels', level) })),
        ),
      ];
    case 'recompute-plan':
      return facts.oral === undefined ? [date('sentOn', false, { latest: facts.receivedOn })] : [];
    case 'cannot-treat-further':
      return [text('reasons')];
    case 'reopen':
      return [text('reasons', { words: 'reasons-reopen' })];
    case 'send-on-to-mediator':
    case 'withdraw':
      return [text('reasons', { required: false, words: 'reasons-kept' })];
    default:
      return [];
  }
}

/** What an answer needs: reasons always, what follows from them by its outcome. */
function fieldsOfAnswer(branch: string, today: string): Field[] {
  const [part, outcome] = branch.split(':');
  const tomorrow = addCalendarDays(today, 1);
  const redress = [money('redress.amount'), date('redress.paidBy', false, { earliest: today })];
  if (part === 'gdpr') {
    const points = [text('upheldPoints', { required: false }), text('rejectedPoints', { required: false })];
    if (outcome === 'rejected') return [text('reasons')];
    return [text('reasons'), text('measures', { words: 'measures-gdpr' }), ...(outcome === 'partly-upheld' ? points : [])];
  }
  switch (outcome) {
    case 'upheld':
      return [text('reasons'), text('measures', { required: false, words: 'measures-or-redress' }), ...redress];
    case 'partly-upheld':
      return [
        text('upheldPoints'),
        text('rejectedPoints'),
        text('reasons'),
        text('measures', { required: false, words: 'measures-or-redress' }),
        ...redress,
      ];
    case 'settled':
      return [
        text('offer.terms'),
        money('offer.amount'),
        date('offer.until', true, { earliest: tomorrow }),
        text('offer.effect', { required: false }),
        text('reasons'),
        text('measures', { required: false }),
      ];
    default:
      return [text('reasons'), text('measures', { required: false }), ...redress];
  }
}

function staffToChoose({ situation: { facts }, procedure, language }: Ground, without: string | undefined): Option[] {
  return procedure.staff
    .filter(({ id }) => id !== without && !facts.barred?.includes(id))
    .map(({ id }) => ({ value: id, words: nameOfStaff(procedure, id, language) }));
}

function partChoice({ situation: { facts }, language }: Ground): Field[] {
  const parts = partsOf(facts.kind);
  if (parts.length < 2) return [];
  return [
    choice(
      'part',
      parts.map((part) => ({ value: part, words: domainWord(language, 'parts', part) })),
    ),
  ];
}

/** As at registration; of an address the lines, in which the town stands, and the country. */
function representativeFields({ procedure, language }: Ground): Field[] {
  const { country } = procedure.firm;
  const words = (list: string, values: readonly string[]) =>
    values.map((value) => ({ value, words: message(language, `intake.${list}.${value}`) }));
  return [
    line('representative.name'),
    choice('representative.salutation', words('salutation', salutations), { required: false }),
    choice('representative.mandate', words('mandate', mandates), { preset: 'missing' }),
    line('representative.email', false),
    line('representative.phone', false),
    lines('representative.address.lines', false),
    choice('representative.address.country', countriesToChoose(country, language), { required: false, preset: country }),
  ];
}

/** From the directory, or by name and address. */
function insurerFields({ directory, situation: { today } }: Ground): Field[] {
  const known = directory.insurers.flatMap(({ id }) => {
    const insurer = insurerOf(directory, id, today);
    return insurer ? [{ value: id, words: insurer.name }] : [];
  });
  return [
    ...(known.length > 0 ? [choice('insurer.id', known, { required: false })] : []),
    line('insurer.name', false),
    line('insurer.email', false),
    lines('insurer.address', false),
    line('insurer.reference', false),
  ];
}

function escalating(name: string, to: (typeof escalationTargets)[number], ground: Ground): Act {
  const fields =
    to === 'insurer'
      ? [...insurerFields(ground), text('reasons')]
      : [text('reasons', { required: false, words: 'reasons-kept' })];
  return { name, kind: escalations, fixed: { to }, fields };
}

/** What can have come in as the complaint stands. */
function receiving(branch: string | undefined, { situation, language }: Ground): Act | Fork {
  const possible = receivedKinds.filter(
    (what) => what !== 'mediator-period-ending' && judge(situation, { signal: 'receive', body: { what } }, []).allowed,
  );
  const what = possible.find((one) => one === branch);
  if (what === undefined)
    return { name: 'received', branches: possible.map((one) => ({ value: one, words: domainWord(language, 'received', one) })) };
  const written = what === 'written-complaint' ? [date('sentOn', false, { latest: situation.today })] : [];
  return { name: 'received', kind: received, fixed: { what }, fields: [...written, text('text', { required: false })] };
}
