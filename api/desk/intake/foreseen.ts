import type { Language } from '../../../letters/letter.ts';
import { insideSentence } from '../../../letters/words.ts';
import { isCivilDate } from '../../../procedures/civil-dates.ts';
import { responsibleFor } from '../../../procedures/responsible.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { takenByWordOfMouth } from '../../../procedures/word-of-mouth.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { possibleDuplicates } from '../../../register/intakes/duplicates.ts';
import { handlerOfFile } from '../../../register/intakes/file-handler.ts';
import { dutiesForeseen, isOwedAtOnce } from '../../../register/intakes/first-limit.ts';
import type { IntakeFields } from '../../../register/intakes/intake-content.ts';
import type { Viewer } from '../../../register/viewer.ts';
import type { WaitingFile } from '../../../register/waiting-files.ts';
import { usualCaseHandler } from '../../complaints/intake.ts';
import { staffWithout } from '../../complaints/registering.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { missingOf } from '../../intakes/missing.ts';
import { limitBadge } from '../parts/limit-badge.ts';
import { nameOfStaff, staffName } from '../parts/staff.ts';
import { message } from '../words/words.ts';

/** What is typed, as far as it says what follows. */
export interface Entry {
  procedure: Procedure | undefined;
  channel: string;
  fields: IntakeFields;
  /** As typed: a day, or a moment. */
  received: string | undefined;
  /** A confirmation in writing is asked for at once. */
  asked?: boolean | undefined;
  /** The intake itself, which is no duplicate of itself. */
  intake?: string | undefined;
  /** What came with it; left out while it is still being chosen. */
  files?: readonly WaitingFile[] | undefined;
}

/** What follows from what is typed: the dates, what the procedure asks for besides, and what may be there already. */
export async function foreseen(
  { register }: ApiDependencies,
  { procedure, channel, fields, received, asked, intake, files }: Entry,
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
  const mayConfirm = procedure.oral.taken === 'as-complaint-confirmed-in-writing' && oral === 'taken';
  return {
    oral: isOral ? message(language, `intake.oral.${mayConfirm ? (asked ? 'asked' : 'may-be-confirmed') : oral}`) : '',
    future: receivedOn > today,
    dates: duties.map((duty) => ({
      duty: duty.duty,
      badge: limitBadge({ duty, begun: isOwedAtOnce(duty), today, procedure, language }),
      onlyInsurer: !isOwedAtOnce(duty),
    })),
    missing: missingOf(procedure, fields, files).map(({ fact, asked }) => ({
      name: message(language, `intake.fact.${fact}`),
      asked,
    })),
    charge: await chargeForeseen({ register }, procedure, fields, { viewer, language }),
    duplicates: await possibleDuplicates(
      register.database,
      { marked: fields, procedure: procedure.id, receivedOn, ...(intake === undefined ? {} : { intake }) },
      viewer,
    ).then((found) => found.map((one) => ({ ...one, sameWords: sameInWords(one.same, language) }))),
  };
}

/** Who will be in charge where nobody is named: who has the client's file, whom the procedure names, or nobody yet. */
async function chargeForeseen(
  { register }: Pick<ApiDependencies, 'register'>,
  procedure: Procedure,
  fields: IntakeFields,
  { viewer, language }: { viewer: Viewer; language: Language },
) {
  if ((fields.caseHandler ?? '') !== '') return undefined;
  const concerned = fields.concernedStaff ?? [];
  const question = { marked: fields, procedure: procedure.id, staff: staffWithout(procedure, concerned) };
  const known = await handlerOfFile(register.database, question);
  if (known) {
    const seen = await handlerOfFile(register.database, question, viewer);
    const reference = seen?.caseHandler === known.caseHandler ? seen.reference : undefined;
    return {
      words: message(language, 'intake.charge.file', {
        name: insideSentence(nameOfStaff(procedure, known.caseHandler, language), language),
      }),
      reference,
    };
  }
  const usual = usualCaseHandler(procedure, concerned);
  const manager = responsibleFor(procedure, concerned);
  return usual === undefined
    ? { words: message(language, 'intake.charge.nobody', { name: insideSentence(staffName(manager, language), language) }) }
    : {
        words: message(language, 'intake.charge.procedure', {
          name: insideSentence(nameOfStaff(procedure, usual, language), language),
        }),
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
