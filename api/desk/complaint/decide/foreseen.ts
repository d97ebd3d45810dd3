import type { Language } from '../../../../letters/letter.ts';
import type { ComplaintContent, Representative } from '../../../../register/complaint-content.ts';
import type { KnownComplaint } from '../../../../register/complaints.ts';
import type { DutyStatus } from '../../../../workflows/domain/duties.ts';
import type { Refusal } from '../../../../workflows/domain/messages.ts';
import { isOwed } from '../../../../workflows/domain/owed.ts';
import type { CivilDate } from '../../../../workflows/domain/time.ts';
import type { ComplaintInPath } from '../../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../../dependencies.ts';
import { lettersNow } from '../../../preview/letters-now.ts';
import type { ForeseenLetter } from '../../../preview/letters-of-message.ts';
import { type FieldError, Problem } from '../../../problems/problem.ts';
import { readFields } from '../../../requests/read-fields.ts';
import { domainWord } from '../../words/domain.ts';
import { message } from '../../words/words.ts';
import type { Act, Ground } from './acts.ts';
import { labelOf } from './fields.ts';
import { completed, type ReadForm } from './read-form.ts';

/** What a form would do if it were sent now. */
export type Foreseen =
  | { state: 'foreseen'; letters: ForeseenLetter[]; waitsForApproval: boolean; dates: ChangedDate[] }
  /** Nothing can be said before these are filled in. */
  | { state: 'incomplete'; errors: FieldError[] }
  | { state: 'refused'; reason: Refusal };

/** A last day that comes, goes or moves. */
export interface ChangedDate {
  duty: string;
  before: CivilDate | undefined;
  after: CivilDate | undefined;
}

/** Looks ahead; texts that are still to be written are stood in for by their names in brackets. */
export async function lookAhead(
  dependencies: ApiDependencies,
  { known, ground, language }: { known: ComplaintInPath; ground: Pick<Ground, 'directory'>; language: Language },
  act: Act,
  { body, errors }: ReadForm,
): Promise<Foreseen> {
  if (errors.length > 0) return { state: 'incomplete', errors };
  const stand = (field: Act['fields'][number]) => `[${labelOf(field, language)}]`;
  const now = dependencies.register.clock();
  const today = known.rulebook.dayOf(now);
  try {
    const read = readFields(act.kind.schema, completed(act, body, stand));
    act.kind.check?.(read, today);
    const contents = act.kind.contents(read, { directory: ground.directory, today, country: known.procedure.firm.country });
    const found = await lettersNow(dependencies, known, contents, now);
    if (!found.allowed) return { state: 'refused', reason: found.reason };
    return {
      state: 'foreseen',
      letters: found.onceApproved ?? found.letters,
      waitsForApproval: found.onceApproved !== undefined,
      dates: changedDates(found.before, found.after, language),
    };
  } catch (fault) {
    if (fault instanceof Problem && fault.status === 422) return { state: 'incomplete', errors: fault.extensions.errors ?? [] };
    throw fault;
  }
}

/** The last days that are others than before; of a duty that is planned anew the last one stands. */
function changedDates(before: KnownComplaint, after: KnownComplaint, language: Language): ChangedDate[] {
  const owed = ({ facts, duties }: KnownComplaint) =>
    new Map(duties.filter((duty) => isOwed(facts, duty)).map((duty) => [duty.duty, duty]));
  const [earlier, later] = [owed(before), owed(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((name) => {
    const [one, other] = [earlier.get(name), later.get(name)];
    const duty = (one ?? other)?.duty;
    if (duty === undefined || one?.dueOn === other?.dueOn || atOnce.includes(duty)) return [];
    return [{ duty: domainWord(language, 'duties', duty), before: one?.dueOn, after: other?.dueOn }];
  });
}

/** Letters that leave at once are seen as letters. */
const atOnce: readonly DutyStatus['duty'][] = [
  'decision-notice',
  'escalation-notice',
  'recourse-details',
  'redirecting',
  'sending-on',
];

/** `Mme Exemple`, where it is known how somebody is addressed. */
export function addresseeInWords(
  { to }: Pick<ForeseenLetter, 'to'>,
  content: ComplaintContent | undefined,
  language: Language,
): string {
  const person = [content?.complainant, content?.representative].find((one) => one?.name === to.name);
  return person ? personInWords(person, language) : to.name;
}

/** Somebody with their title, where that is known. */
export function personInWords({ name, salutation }: Pick<Representative, 'name' | 'salutation'>, language: Language): string {
  return salutation === 'none' ? name : `${message(language, `decide.title.${salutation}`)} ${name}`;
}
