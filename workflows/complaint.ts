import { patched } from '@temporalio/workflow';
import { ComplaintRun, type KeepDuty } from './complaint-run.ts';
import type { DutyName } from './domain/duties.ts';
import type { ComplaintInput } from './messages.ts';

/**
 * A complaint, from its registration until it is closed.
 *
 * Its duties are kept side by side, each by the function below that reads like the sentence of the procedure. Their dates were
 * planned when the complaint was registered; the run takes it up from the register as it stands, whether it begins, goes on
 * after a long history, or comes back after closure.
 */
export async function complaintWorkflow(input: ComplaintInput): Promise<void> {
  const complaint = new ComplaintRun(input);
  await complaint.takeUp();
  await complaint.keepDuties(waysToKeep);
}

/** Unless the answer itself is out by then, acknowledge the complaint in time; at once where staff ask for it. */
const acknowledge: KeepDuty = async (complaint, duty) => {
  const answeredOrClosed = () => complaint.isOver(duty);
  await complaint.untilTimeToAct(duty, () => answeredOrClosed() || complaint.facts.acknowledgeNow);
  if (answeredOrClosed()) return;
  await complaint.sendLetters(duty);
  // It was put off for an answer within the week, which did not come.
  if (complaint.facts.answerWithinWeek) await complaint.tellOfFirstBreach(duty);
};

/** Once the insurer's responsibility is decided, pass the complaint on to the insurer and tell the complainant, both in time. */
const forwardToInsurer: KeepDuty = async (complaint, duty) => {
  const notNeeded = () => complaint.isOver(duty);
  await complaint.when(() => notNeeded() || complaint.facts.responsibility === 'insurer');
  if (notNeeded()) return;
  complaint.beginActing(duty);
  await inOrder(complaint, duty);
};

/** Unless the insurer has replied by then, remind it, and give it a new date. */
const chaseInsurer: KeepDuty = async (complaint, duty) => {
  const repliedOrAnswered = () => complaint.isOver(duty);
  await complaint.untilTimeToAct(duty, repliedOrAnswered);
  if (repliedOrAnswered()) return;
  await complaint.sendLetter(duty, 'chaser');
};

/** Unless the answer is out by then, write how the complaint stands and when the result is expected; at once where staff wrote it. */
const replyInTheMeantime: KeepDuty = async (complaint, duty) => {
  const answeredOrClosed = () => complaint.isOver(duty);
  await complaint.untilTimeToAct(duty, () => answeredOrClosed() || complaint.facts.interimReply !== undefined);
  // An acknowledgement that comes late goes first.
  await complaint.untilAcknowledgementHasLeft();
  if (answeredOrClosed()) return;
  await complaint.sendLetter(duty, 'interim-reply');
};

/**
 * Answer the complaint as soon as the result is decided. Without a result in time, write before the last day that the answer is
 * late and when it will come, unless the complainant was told already; the limit stays, and passing it is a breach.
 */
const answer: KeepDuty = async (complaint, duty) => {
  const closed = () => complaint.isOver(duty);
  const decided = () => complaint.resultFor(duty) !== undefined;
  await complaint.untilTimeToAct(duty, () => decided() || closed());
  // An interim reply that falls on the same day gives the new date itself; an acknowledgement that comes late goes first.
  await complaint.when(() => decided() || closed() || !complaint.actsOn('interim-reply'));
  if (!decided() && !closed()) await complaint.untilAcknowledgementHasLeft();
  if (!decided() && !closed() && !complaint.hasLaterPromise(duty)) await complaint.announceNewDate(duty);
  await complaint.when(() => decided() || closed());
  if (closed()) return;
  await complaint.untilAcknowledgementHasLeft();
  await complaint.sendLetter(duty, complaint.answerLetterFor(duty));
};

/** The letter with the result follows its result within days: the answer itself is that letter, once staff release it. */
const followResultWithLetter: KeepDuty = async (complaint, duty) => {
  complaint.beginActing(duty);
  await complaint.when(() => complaint.isOver(duty));
};

/** Write the new date, unless a letter gave it already, and keep it: unless the answer is out by then, write again and give another. */
const keepAnnouncedDate: KeepDuty = async (complaint, duty) => {
  const answeredOrReplaced = () => complaint.isOver(duty);
  if (!complaint.isGivenByInterimReply(duty)) await complaint.sendLetter(duty, 'delay');
  await complaint.untilTimeToAct(duty, answeredOrReplaced);
  // The limit of the answer may fall on the same day, and have given the new date already.
  if (answeredOrReplaced() || complaint.hasLaterPromise(duty)) return;
  await complaint.announceNewDate(duty);
};

/** Say how the complaint stands, as soon as staff have written it, and by the last day from what the file shows. */
const answerEnquiry: KeepDuty = async (complaint, duty) => {
  const closed = () => complaint.isOver(duty);
  await complaint.untilTimeToAct(duty, () => closed() || duty.occasion in complaint.facts.enquiryAnswers);
  if (closed()) return;
  await complaint.sendLetter(duty, 'progress-answer');
};

/** After a disagreement, give the details of the insurer, the mediator and the other ways on; never before the answer itself. */
const giveRecourseDetails: KeepDuty = async (complaint, duty) => {
  complaint.beginActing(duty);
  await complaint.when(() => complaint.wasAnswered() || complaint.isNotTreatedFurther() || complaint.isOver(duty));
  if (complaint.isOver(duty)) return;
  await complaint.sendLetters(duty);
};

/** Ask once more for writing, and say until when; not where it has been written by then. */
const remindToWrite: KeepDuty = async (complaint, duty) => {
  const written = () => complaint.isOver(duty);
  await complaint.untilTimeToAct(duty, written);
  if (written()) return;
  await complaint.sendLetter(duty, 'reminder-to-write');
};

/** Asked twice and never written: close the complaint, which stays in the register, and say that it can still be written. */
const closeUnwritten: KeepDuty = async (complaint, duty) => {
  const written = () => complaint.isOver(duty);
  await complaint.untilTimeToAct(duty, written);
  if (written()) return;
  await complaint.closeAsNeverWritten(duty);
};

/** Pass on what is for somebody else, then tell the complainant: a letter never says that another has gone before it has. */
const passOnAndTell: KeepDuty = async (complaint, duty) => {
  complaint.beginActing(duty);
  await inOrder(complaint, duty);
};

/** Runs from before this sent both at the same time, and replay so. */
const inOrder: KeepDuty = async (complaint, duty) => {
  if (!patched('told-once-passed-on')) return complaint.sendLetters(duty);
  for (const kind of duty.letters) await complaint.sendLetter(duty, kind);
};

/** Write at once: what was complained of, where the complaint has gone, what staff have decided, or what is asked for. */
const writeAtOnce: KeepDuty = async (complaint, duty) => {
  complaint.beginActing(duty);
  await complaint.sendLetters(duty);
};

const waysToKeep: Record<DutyName, KeepDuty> = {
  'complaint-copy': writeAtOnce,
  acknowledgement: acknowledge,
  'insurer-forwarding': forwardToInsurer,
  'insurer-chaser': chaseInsurer,
  'interim-reply': replyInTheMeantime,
  'resolution-letter': followResultWithLetter,
  'final-response': answer,
  'gdpr-response': answer,
  'announced-date': keepAnnouncedDate,
  'recourse-details': giveRecourseDetails,
  'enquiry-answer': answerEnquiry,
  'escalation-notice': passOnAndTell,
  'decision-notice': writeAtOnce,
  'invitation-to-write': writeAtOnce,
  'reminder-to-write': remindToWrite,
  'never-written': closeUnwritten,
  'mandate-request': writeAtOnce,
  redirecting: writeAtOnce,
  'sending-on': passOnAndTell,
  'mediation-reminder': writeAtOnce,
};
