import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Language } from '../../../../letters/letter.ts';
import { readContent } from '../../../../register/complaints.ts';
import { lacksDocuments } from '../../../../register/documents.ts';
import { currentDirectory } from '../../../../register/insurers/insurers.ts';
import { lastNumber } from '../../../../register/journal.ts';
import { textsOfMessages } from '../../../../register/message-texts.ts';
import { readSituation } from '../../../../register/messages.ts';
import { notePresence, presentIn } from '../../../../register/presence.ts';
import { messagesOf } from '../../../../register/queries.ts';
import type { Refusal } from '../../../../workflows/domain/messages.ts';
import { callerOf, requireMay } from '../../../access/caller.ts';
import { type ComplaintInPath, complaintInPath } from '../../../complaints/known-complaint.ts';
import { missingFacts } from '../../../complaints/missing-facts.ts';
import type { ApiDependencies } from '../../../dependencies.ts';
import { capabilityFor } from '../../../messages/capability.ts';
import type { FieldError } from '../../../problems/problem.ts';
import { notFound } from '../../../problems/problems.ts';
import { pathPart } from '../../../requests/routes.ts';
import { languageOf, sendPage } from '../../pages.ts';
import { domainWord } from '../../words/domain.ts';
import { message } from '../../words/words.ts';
import { pathOfAct } from '../decisions.ts';
import { type JournalSentence, namesOfActors } from '../journal.ts';
import { shownMessage } from '../messages.ts';
import { type Act, actOf, type Fork, type Ground, isFork } from './acts.ts';
import { errorInWords } from './errors.ts';
import { type Field, labelOf } from './fields.ts';
import { addresseeInWords, type Foreseen, lookAhead, personInWords } from './foreseen.ts';
import { editedLetters, fieldOfError, openLetters, readForm, saysNothingNew, type Typed } from './read-form.ts';

/** A form that is asked for, with what it is made for. */
export interface AskedForm {
  known: ComplaintInPath;
  ground: Ground;
  language: Language;
  name: string;
  branch: string | undefined;
  act: Act | Fork;
}

/**
 * The form that a path names.
 *
 * @throws Problem 404 where there is none, 403 where this person may not
 */
export async function askedForm(dependencies: ApiDependencies, request: Request, response: Response): Promise<AskedForm> {
  const known = await complaintInPath(dependencies, request, response);
  const name = pathPart(request, 'decision');
  const language = languageOf(request, response);
  const found = await readSituation(dependencies.register, known.reference, known.rulebook);
  const given = request.query['as'];
  const branch = typeof given === 'string' ? given : undefined;
  if (!found) throw notFound('There is no complaint of this reference.');
  const { procedure } = known;
  const { database } = dependencies.register;
  const { facts } = found.situation;
  const { row } = found.complaint;
  const content = await readContent(database, facts);
  const ground: Ground = {
    situation: found.situation,
    procedure,
    directory: await currentDirectory(dependencies),
    language,
    content,
    letterLanguage: row.language as Language,
    // Only the letter that asks for what is missing says anything of documents.
    missing: missingFacts(procedure, content, {
      mandate: facts.mandate,
      product: row.product,
      lacksDocuments: name === 'request-information' && (await lacksDocuments(database, known.reference)),
    }),
  };
  const act = actOf(name, branch, ground);
  if (!act) throw notFound('There is no such decision.');
  requireMay(response, capabilityFor({ decision: name }), procedure.id);
  return { known, ground, language, name, branch, act };
}

/** What a form shows besides its fields. */
export interface FormState {
  typed: Typed;
  status?: number;
  errors?: readonly FieldError[];
  /** Why what was typed was refused, where it could be done otherwise. */
  reason?: Refusal | undefined;
  /** Why it cannot be done now. */
  refusal?: string;
  /** The same page has sent something else before: if it is sent once more, that is another. */
  sentBefore?: boolean;
  /** What somebody else did since it was opened. */
  changes?: readonly JournalSentence[];
  /** The state of the complaint that the form is about; the present one where it is opened. */
  seen?: number;
}

/** Shows a form, or the fork before it. */
export async function showForm(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  asked: AskedForm,
  state: FormState,
): Promise<void> {
  const { known, language, act } = asked;
  const { reference, procedure } = known;
  const { database, clock } = dependencies.register;
  const { account } = callerOf(response);
  const now = clock();
  if (account) await notePresence(database, { reference, account: account.id, now });
  const present = (await presentIn(database, [reference], { account: account?.id, now })).get(reference) ?? [];
  const { content } = asked.ground;
  const title = titleOf(asked);
  const common = {
    reference,
    base: `/desk/complaints/${reference}`,
    action: addressOf(asked),
    name: content.complainant.name,
    heading: title,
    question: message(language, asked.name === 'resolve' ? 'decide.choose.resolve' : 'decide.choose'),
    zone: procedure.firm.timeZone,
    present: present.length === 0 ? undefined : { names: present.join(', '), count: present.length },
  };
  const shown = isFork(act)
    ? {
        branches: act.branches.map((branch) => ({
          ...branch,
          href: `${pathOfAct(reference, act.name)}?as=${encodeURIComponent(branch.value)}`,
        })),
      }
    : {
        ...(await formData(dependencies, asked, act, state, content)),
        seen: state.seen ?? (await lastNumber(database, reference)),
        key: (state.sentBefore ? undefined : state.typed['_key']) ?? randomUUID(),
      };
  sendPage(request, response, {
    page: 'decide',
    title: `${(state.errors?.length ?? 0) > 0 ? `${message(language, 'decide.error-title')} ` : ''}${title}, ${reference}`,
    active: 'register',
    scripts: ['decide.js'],
    ...(state.status === undefined ? {} : { status: state.status }),
    data: { ...common, ...shown, refusal: state.refusal, sentBefore: state.sentBefore, changes: state.changes },
  });
}

/** Where a form is and is sent to. */
export function addressOf({ known, name, branch }: AskedForm): string {
  return `${pathOfAct(known.reference, name)}${branch === undefined ? '' : `?as=${encodeURIComponent(branch)}`}`;
}

/** So many of the last things that came in stand beside the form that completes the file. */
const lastOnes = 5;

/** What came in, the latest first, to be copied from. */
async function whatCame({ register }: ApiDependencies, { known, language }: AskedForm) {
  const { database } = register;
  const rows = (await messagesOf(database, known.reference)).filter(({ signal }) => signal === 'receive');
  const texts = await textsOfMessages(database, known.reference);
  const names = await namesOfActors(
    database,
    rows.map(({ actor }) => actor),
  );
  const shown = rows.map((row) => shownMessage(row, texts, { language, procedure: known.procedure, names }));
  return shown
    .filter(({ texts: said }) => said.length > 0)
    .slice(-lastOnes)
    .toReversed();
}

function titleOf({ name, branch, act, language }: AskedForm): string {
  const to = /^escalate-(.*)$/.exec(name)?.[1];
  if (to !== undefined) return domainWord(language, 'escalations', to);
  if (name === 'received')
    return branch !== undefined && !isFork(act)
      ? domainWord(language, 'received', branch)
      : message(language, 'complaint.decisions.received');
  const decision = domainWord(language, 'decisions', name);
  const detail = isFork(act) ? undefined : branchInWords(name, branch, language);
  return detail === undefined ? decision : message(language, 'decide.title', { decision, detail });
}

function branchInWords(name: string, branch: string | undefined, language: Language): string | undefined {
  if (branch === undefined) return undefined;
  switch (name) {
    case 'resolve':
      return domainWord(language, 'outcomes', branch.split(':')[1] ?? branch);
    case 'classify':
      return branch === 'not-a-complaint' ? message(language, 'decide.not-a-complaint') : domainWord(language, 'kinds', branch);
    case 'set-responsibility':
      return domainWord(language, 'responsibilities', branch);
    default:
      return undefined;
  }
}

async function formData(
  dependencies: ApiDependencies,
  asked: AskedForm,
  act: Act,
  state: FormState,
  content: Awaited<ReturnType<typeof readContent>>,
): Promise<Record<string, unknown>> {
  const { typed, errors = [] } = state;
  const { known, ground, language, name, branch } = asked;
  const read = readForm(act, typed);
  const foreseen = await lookAhead(dependencies, asked, act, read);
  const letters = foreseen.state === 'foreseen' ? foreseen.letters : [];
  const told = errors.map((error) => toldError(error, act, state, language));
  const open = openLetters(typed);
  return {
    fields: act.fields.map((field) => fieldShown(field, typed, told, language)),
    errors: told,
    isFork: false,
    canChangeBranch: branch !== undefined,
    forkHref: pathOfAct(known.reference, name),
    letters: letters.map((letter) => ({
      kind: letter.kind,
      to: addresseeInWords(letter, content, language),
      way: letter.to.email === undefined ? 'post' : 'e-mail',
      canEdit: letter.editable !== undefined && !open.includes(letter.kind),
    })),
    edited: open.map((kind) => editedShown(kind, typed, told, letters)),
    isUnknown: foreseen.state === 'incomplete' && !saysNothingNew(read),
    waitsForApproval: foreseen.state === 'foreseen' && foreseen.waitsForApproval,
    mayPropose: name === 'resolve' && !ground.situation.firm.approvalRequired,
    button: buttonOf(asked, foreseen, content),
    hasLetters: !withoutLetters.includes(name),
    came: name === 'complete-file' ? await whatCame(dependencies, asked) : undefined,
    previewHref: `${pathOfAct(known.reference, name)}/preview${branch === undefined ? '' : `?as=${encodeURIComponent(branch)}`}`,
    showsFirst: Object.keys(typed).length === 0,
  };
}

interface ToldError {
  field: string;
  id: string;
  words: string;
}

function toldError(error: FieldError, act: Act, { typed, reason }: FormState, language: Language): ToldError {
  const field = fieldOfError(error, act, editedLetters(typed));
  return { field, id: idOf(field), words: errorInWords(error, language, reason) };
}

function idOf(name: string): string {
  return `field-${name.replaceAll('.', '-')}`;
}

function fieldShown(field: Field, typed: Typed, errors: readonly ToldError[], language: Language): Record<string, unknown> {
  const { name, required, words = name } = field;
  const error = errors.find((one) => one.field === name)?.words;
  const usual = hints.includes(words) ? message(language, `decide.hint.${words}`) : undefined;
  const hint = field.lacking ? [message(language, 'decide.hint.lacking'), usual].filter(Boolean).join(' ') : usual;
  const id = idOf(name);
  return {
    ...field,
    id,
    label: labelOf(field, language),
    optional: !required && !field.onlyChanged && !/^insurer\.|measures-or-redress/.test(words),
    hint,
    error,
    describedBy: [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' '),
    value: typed[name] ?? field.preset ?? '',
    isText: field.kind === 'text' || field.kind === 'lines',
    isChoice: field.kind === 'choice',
    isDate: field.kind === 'date',
    isTick: field.kind === 'tick',
    isTicked: field.kind === 'tick' && typed[name] === 'yes',
    required,
    ...(field.kind === 'choice'
      ? { options: field.options.map((option) => ({ ...option, chosen: option.value === (typed[name] ?? field.preset) })) }
      : {}),
  };
}

const hints: readonly string[] = [
  'missingFacts',
  'rightFirm.address',
  'insurer.address',
  'insurer.id',
  'representative.email',
  'representative.mandate',
  'representative.address.lines',
  'redress.amount',
  'offer.amount',
  'offer.effect',
  'statement',
  'whoAnswers',
  'reasons-back',
  'reasons-kept',
  'measures-or-redress',
  'answerBy',
  'sentOn',
  'staff',
];

function editedShown(
  kind: string,
  typed: Typed,
  errors: readonly ToldError[],
  letters: readonly { kind: string; missing: string[] }[],
) {
  const name = `edited.${kind}`;
  const value = typed[name] ?? '';
  return {
    kind,
    id: idOf(name),
    name,
    value,
    language: typed[`language.${kind}`],
    proposed: typed[`proposed.${kind}`],
    error: errors.find((one) => one.field === name)?.words,
    lines: Math.min(30, Math.max(10, value.split('\n').length + Math.ceil(value.length / 90))),
    isOff: !letters.some((letter) => letter.kind === kind),
  };
}

/** Decisions of which nobody is written to: nothing is shown beside their forms. */
const withoutLetters: readonly string[] = ['declare-conflict', 'raise-level', 'send-back', 'complete-file'];

/** The button names the act. */
function buttonOf(asked: AskedForm, foreseen: Foreseen, content: Awaited<ReturnType<typeof readContent>>): string {
  const { name, language } = asked;
  const say = (key: string, values?: Record<string, unknown>) => message(language, `decide.button.${key}`, values);
  if (foreseen.state === 'refused') return say('record');
  if (foreseen.state === 'incomplete') return buttonBefore(asked, content);
  if (foreseen.waitsForApproval) return say('propose');
  const { letters } = foreseen;
  const [first] = letters;
  if (first === undefined) return actInWords(name, language);
  const names = [...new Set(letters.map((letter) => addresseeInWords(letter, content, language)))];
  // A name that is still to be written stands there in brackets.
  if (names.some((name) => name.startsWith('['))) return say('send');
  const to = new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
  const what =
    name === 'resolve' || name === 'approve'
      ? 'answer'
      : name === 'acknowledge-now'
        ? 'acknowledgement'
        : letters.length > 1
          ? 'letters'
          : 'letter';
  return say(letters.every((letter) => letter.to.email === undefined) ? `${what}-by-post` : what, { to });
}

/** The act by its name; what is called by a noun is recorded. */
function actInWords(name: string, language: Language): string {
  const to = /^escalate-(.*)$/.exec(name)?.[1];
  if (to !== undefined) return domainWord(language, 'escalating', to);
  if (name === 'received') return message(language, 'decide.button.take-in');
  return nouns.includes(name) ? message(language, 'decide.button.record') : domainWord(language, 'decisions', name);
}

const nouns: readonly string[] = ['set-responsibility', 'answer-within-week', 'record-result', 'withdraw'];

/** Before its letters are known: an answer goes to whom every answer goes. */
function buttonBefore({ name, language, ground }: AskedForm, content: Awaited<ReturnType<typeof readContent>>): string {
  const { facts, firm } = ground.situation;
  const say = (key: string, values?: Record<string, unknown>) => message(language, `decide.button.${key}`, values);
  if (name !== 'resolve') return actInWords(name, language);
  if (firm.approvalRequired) return say('propose');
  const person = (facts.mandate === 'recorded' && content.representative) || content.complainant;
  return say(person.email === undefined ? 'answer-by-post' : 'answer', { to: personInWords(person, language) });
}
