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
  await complaint.sendLetter(duty, 'acknowledgement');
};

/** Once the insurer's responsibility is decided, pass the complaint on to the insurer and tell the complainant, both in time. */
const forwardToInsurer: KeepDuty = async (complaint, duty) => {
  const notNeeded = () => complaint.isOver(duty);
  await complaint.when(() => notNeeded() || complaint.facts.responsibility === 'insurer');
  if (notNeeded()) return;
  complaint.beginActing(duty);
  await Promise.all([complaint.sendLetter(duty, 'forwarding'), complaint.sendLetter(duty, 'forwarding-notice')]);
};

/** Unless the answer is out by then, write how the complaint stands and when the result is expected. */
const replyInTheMeantime: KeepDuty = async (complaint, duty) => {
  const answeredOrClosed = () => complaint.isOver(duty);
  await complaint.untilTimeToAct(duty, answeredOrClosed);
  if (answeredOrClosed()) return;
  await complaint.sendLetter(duty, 'interim-reply');
};

/**
 * Answer the complaint as soon as the result is decided. Without a result in time, write before the last day that the answer is
 * late and when it will come, unless the complainant was told already; the limit stays, and passing it is a breach.
 */
const answer: KeepDuty = async (complaint, duty) => {
  const closed = () => complaint.isOver(duty);
  const decided = () => complaint.facts.result !== undefined;
  await complaint.untilTimeToAct(duty, () => decided() || closed());
  if (!decided() && !closed() && !complaint.hasLaterPromise(duty)) await complaint.announceNewDate(duty);
  await complaint.when(() => decided() || closed());
  if (closed() || !complaint.facts.result) return;
  await complaint.untilHasLeft('acknowledgement');
  await complaint.sendLetter(duty, complaint.facts.result.outcome);
};

/** Write the new date, and keep it: unless the answer is out by then, write again and give another. */
const keepAnnouncedDate: KeepDuty = async (complaint, duty) => {
  const answeredOrReplaced = () => complaint.isOver(duty);
  await complaint.sendLetter(duty, 'delay');
  await complaint.untilTimeToAct(duty, answeredOrReplaced);
  if (answeredOrReplaced()) return;
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
  await complaint.when(() => complaint.facts.answeredAt !== undefined || complaint.isOver(duty));
  if (complaint.isOver(duty)) return;
  await complaint.sendLetter(duty, 'recourse-details');
};

/** Write at once: where the complaint has gone, or what staff have decided. */
const writeAtOnce: KeepDuty = async (complaint, duty) => {
  complaint.beginActing(duty);
  await Promise.all(duty.letters.map((kind) => complaint.sendLetter(duty, kind)));
};

const waysToKeep: Record<DutyName, KeepDuty> = {
  acknowledgement: acknowledge,
  'insurer-forwarding': forwardToInsurer,
  'interim-reply': replyInTheMeantime,
  'resolution-letter': writeAtOnce,
  'final-response': answer,
  'gdpr-response': answer,
  'announced-date': keepAnnouncedDate,
  'recourse-details': giveRecourseDetails,
  'enquiry-answer': answerEnquiry,
  'escalation-notice': writeAtOnce,
  'decision-notice': writeAtOnce,
};
