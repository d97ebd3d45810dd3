import { isNeedless } from '../../letters/writing/needless.ts';
import { type Foreseen, letterSources } from '../../letters/writing/sources.ts';
import { draftLetter, type LetterAsWritten } from '../../letters/writing/write.ts';
import { nextSendingTime } from '../../procedures/plan-duties.ts';
import type { RecourseDirectory } from '../../procedures/recourse.ts';
import type { KnownComplaint } from '../../register/complaints.ts';
import { consequencesOf } from '../../register/consequences.ts';
import { changeToNewDate } from '../../register/course.ts';
import type { Foresight } from '../../register/foresee.ts';
import type { ProcedureLibrary } from '../../register/procedure-library.ts';
import type { Register } from '../../register/register.ts';
import { datesFollowing, type LeavingLetter, lettersFollowing, type Standpoint } from '../../workflows/domain/leaving.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { ComplaintInPath } from '../complaints/known-complaint.ts';
import type { MessageContents } from '../messages/message-contents.ts';

/** A letter as it would leave. */
export type ForeseenLetter = LetterAsWritten & {
  kind: LetterKind;
  missing: string[];
  /** What staff may word otherwise, as plain text; absent where that is nothing. */
  editable: string | undefined;
  /** Staff worded it otherwise. */
  edited: boolean;
};

export interface Preview {
  register: Register;
  library: ProcedureLibrary;
  directory: RecourseDirectory;
  publicUrl: string;
  known: ComplaintInPath;
  now: Instant;
}

/**
 * Writes the letters that a message would send at once if it were accepted now, with the functions that write the real ones. Each
 * counts as sent when the next is written, as those that leave in order will have left.
 */
export async function lettersOfMessage(
  preview: Preview,
  { message, texts }: MessageContents,
  foresight: Extract<Foresight, { allowed: true }>,
): Promise<ForeseenLetter[]> {
  const { rulebook } = preview.known;
  const foreseen: Foreseen = {
    complaint: foresight.after,
    message: { id: foresight.id, body: { ...message.body }, texts, acceptedAt: preview.now },
    sentLetters: [],
  };
  const letters: ForeseenLetter[] = [];
  const write = async (before: KnownComplaint, after: KnownComplaint) => {
    foreseen.complaint = after;
    for (const letter of lettersFollowing(standpoint(preview, before), standpoint(preview, after)))
      letters.push(...(await written(preview, letter, foreseen, rulebook.dayOf(preview.now))));
  };
  const { before, after } = foresight;
  const dated = withNewDates(preview, before, after);
  if (!acknowledges(lettersFollowing(standpoint(preview, before), standpoint(preview, after)))) {
    // A new date is planned before the letters are written.
    await write(before, dated);
    return letters;
  }
  // A new date is planned once the acknowledgement has left.
  await write(before, after);
  await write(after, dated);
  return letters;
}

function acknowledges(letters: LeavingLetter[]): boolean {
  return letters.some(({ duty }) => duty.duty === 'acknowledgement');
}

async function written(
  preview: Preview,
  { duty, kind }: LeavingLetter,
  foreseen: Foreseen,
  today: CivilDate,
): Promise<ForeseenLetter[]> {
  const letter = { reference: preview.known.reference, duty: duty.duty, occasion: duty.occasion, kind, at: preview.now };
  if (isNeedless(letter, foreseen.complaint)) return [];
  const draft = draftLetter(letter, today, await letterSources(preview, letter, foreseen));
  foreseen.sentLetters = [...foreseen.sentLetters, { kind, sentOn: today, promisedOn: draft.promisedOn }];
  return [{ kind, ...draft }];
}

/** It is time to act on a duty once its moment has come, or at once where its window has passed and its last day is near. */
function standpoint({ known, now }: Preview, { facts, duties }: KnownComplaint): Standpoint {
  return { facts, duties, acts: (duty) => nextSendingTime(known.procedure, duty, now) <= now };
}

/** The complaint with a new date for each answer that is not ready although its last day is near. */
function withNewDates(preview: Preview, before: KnownComplaint, after: KnownComplaint): KnownComplaint {
  const { rulebook } = preview.known;
  const today = rulebook.dayOf(preview.now);
  let complaint = after;
  for (const duty of datesFollowing(standpoint(preview, before), standpoint(preview, after))) {
    const planned = changeToNewDate(complaint, duty, rulebook, today);
    if (!planned) continue;
    const { duties } = consequencesOf(planned.change, complaint.duties, rulebook, planned.occasion, today);
    complaint = { row: complaint.row, facts: planned.change.facts, duties };
  }
  return complaint;
}
