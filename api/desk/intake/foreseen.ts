import type { Language } from '../../../letters/letter.ts';
import { isCivilDate } from '../../../procedures/civil-dates.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { takenByWordOfMouth } from '../../../procedures/word-of-mouth.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { possibleDuplicates } from '../../../register/intakes/duplicates.ts';
import { dutiesForeseen, isOwedAtOnce } from '../../../register/intakes/first-limit.ts';
import type { IntakeFields } from '../../../register/intakes/intake-content.ts';
import type { Viewer } from '../../../register/viewer.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { missingOf } from '../../intakes/missing.ts';
import { limitBadge } from '../parts/limit-badge.ts';
import { message } from '../words/words.ts';

/** What is typed, as far as it says what follows. */
export interface Entry {
  procedure: Procedure | undefined;
  channel: string;
  fields: IntakeFields;
  /** As typed: a day, or a moment. */
  received: string | undefined;
  /** The intake itself, which is no duplicate of itself. */
  intake?: string | undefined;
}

/** What follows from what is typed: the dates, what the procedure asks for besides, and what may be there already. */
export async function foreseen(
  { register }: ApiDependencies,
  { procedure, channel, fields, received, intake }: Entry,
  { viewer, language }: { viewer: Viewer; language: Language },
): Promise<Record<string, unknown>> {
  if (!procedure) return { firmUnknown: true };
  const { timeZone } = procedure.firm;
  const today = civilDateAt(register.clock(), timeZone);
  const receivedOn = dayOf(received, timeZone) ?? today;
  const isOral = channel === 'phone' || channel === 'meeting';
  const kind = fields.kind === 'gdpr' || fields.kind === 'classic-and-gdpr' ? fields.kind : 'classic';
  const solved = isOral && (fields.solvedAtOnce ?? '').trim() !== '';
  const duties = dutiesForeseen(procedure, {
    channel,
    fields,
    receivedOn: receivedOn > today ? today : receivedOn,
    registeredOn: today,
  });
  const oral = solved ? 'solved' : takenByWordOfMouth(kind, procedure);
  const confirmed = procedure.oral.taken === 'as-complaint-confirmed-in-writing' && oral === 'taken';
  return {
    oral: isOral ? message(language, `intake.oral.${confirmed ? 'may-be-confirmed' : oral}`) : '',
    future: receivedOn > today,
    dates: duties.map((duty) => ({
      duty: duty.duty,
      badge: limitBadge({ duty, begun: isOwedAtOnce(duty), today, procedure, language }),
      onlyInsurer: !isOwedAtOnce(duty),
    })),
    missing: missingOf(procedure, fields).map(({ fact, asked }) => ({ name: message(language, `intake.fact.${fact}`), asked })),
    duplicates: await possibleDuplicates(
      register.database,
      { marked: fields, procedure: procedure.id, receivedOn, ...(intake === undefined ? {} : { intake }) },
      viewer,
    ).then((found) => found.map((one) => ({ ...one, sameWords: sameInWords(one.same, language) }))),
  };
}

/** `e-mail, contrat` */
function sameInWords(same: readonly string[], language: Language): string {
  const words = same.map((kind) => message(language, `intake.same.${kind}`));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
}

function dayOf(received: string | undefined, timeZone: string): string | undefined {
  if (received === undefined) return undefined;
  if (isCivilDate(received)) return received;
  const instant = Date.parse(received);
  return Number.isNaN(instant) ? undefined : civilDateAt(instant, timeZone);
}
