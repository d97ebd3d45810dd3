import {
  type Change,
  type Circumstances,
  decidePart,
  endDuties,
  endWith,
  goOnAsBefore,
  planAnew,
  raiseLevel,
  stageOf,
  untilWritten,
  writeByMailAgain,
  writeByPost,
} from './change.ts';
import type { ComplaintFacts, ComplaintKind } from './complaint.ts';
import { type DutyName, type DutyStatus, isOpen, lettersOfDuty } from './duties.ts';
import { partDelayed, partResolved } from './judge.ts';
import type { Decision } from './messages.ts';
import { answerDutyOf, isDecided, partPromised, partsOf, wasAnswered } from './parts.ts';

/** Applies a decision that `judge` has allowed. */
export function applyDecision(change: Change, duties: DutyStatus[], decision: Decision, circumstances: Circumstances): void {
  const { facts, owed } = change;
  const { id, firm } = circumstances;
  switch (decision.decision) {
    case 'acknowledge-now':
      facts.acknowledgeNow = true;
      break;
    case 'assign':
      // Before the first letter nobody was named to the complainant, so there is no change to tell.
      if (wasWrittenTo(facts, duties)) owed.push({ duty: 'decision-notice', letters: ['reassignment'] });
      facts.caseHandler = decision.caseHandler;
      break;
    case 'name-representative':
      nameRepresentative(change, duties, decision, id);
      break;
    case 'complete-file':
      completeFile(facts, decision, id);
      break;
    case 'classify':
      if (decision.as === 'not-a-complaint')
        endWith(change, duties, 'not-a-complaint', { duty: 'decision-notice', letters: ['not-a-complaint'] });
      else classify(change, duties, decision.as);
      break;
    case 'set-responsibility':
      setResponsibility(change, duties, decision.responsibility, id);
      break;
    case 'answer-within-week':
      facts.answerWithinWeek = true;
      endDuties(change, duties, ({ duty }) => duty === 'acknowledgement', 'replaced');
      owed.push({ duty: 'acknowledgement', letters: lettersOfDuty.acknowledgement ?? [], clock: 'answer-within-week' });
      break;
    case 'invite-to-write':
      owed.push({ duty: 'invitation-to-write', letters: lettersOfDuty['invitation-to-write'] ?? [] });
      break;
    case 'interim-reply-now':
      facts.interimReply = { decision: id, newDate: decision.newDate };
      break;
    case 'request-information':
      owed.push({ duty: 'decision-notice', letters: ['missing-facts'] });
      break;
    case 'announce-delay':
      announceDelay(change, duties, decision, id);
      break;
    case 'answer-enquiry': {
      const enquiry = duties.find(
        (duty) => duty.duty === 'enquiry-answer' && isOpen(duty) && !(duty.occasion in facts.enquiryAnswers),
      );
      if (enquiry) facts.enquiryAnswers = { ...facts.enquiryAnswers, [enquiry.occasion]: id };
      break;
    }
    case 'record-result':
      recordResult(change, duties, decision.outcome, id);
      break;
    case 'resolve': {
      const { outcome, validUntil } = decision;
      const result = { outcome, decision: id, ...(validUntil === undefined ? {} : { validUntil }) };
      const part = decision.part ?? partResolved(facts);
      if (decision.proposed || firm.approvalRequired) facts.proposal = { ...result, part };
      else decidePart(change, duties, part, result);
      break;
    }
    case 'approve': {
      if (!facts.proposal) break;
      const { part, ...result } = facts.proposal;
      decidePart(change, duties, part, result);
      break;
    }
    case 'send-back':
      delete facts.proposal;
      break;
    case 'announce-measures':
      owed.push({ duty: 'decision-notice', letters: ['measures'] });
      break;
    case 'redirect':
      endWith(change, duties, 'misdirected', { duty: 'redirecting', letters: lettersOfDuty.redirecting ?? [] });
      break;
    case 'send-on-to-mediator':
      endWith(change, duties, 'meant-for-mediator', { duty: 'sending-on', letters: lettersOfDuty['sending-on'] ?? [] });
      break;
    case 'extend-gdpr':
      extendGdpr(change, duties, decision.newDate);
      break;
    case 'raise-level':
      raiseLevel(facts, decision.level);
      break;
    case 'recompute-plan':
      if (decision.sentOn !== undefined) facts.sentOn = decision.sentOn;
      recomputePlan(change, duties);
      break;
    case 'move-to-version':
      facts.procedureVersion = decision.version;
      // What is decided keeps its dates, and what is on its way to the insurer; letters are from now on the new version's.
      if (!isDecided(facts)) recomputePlan(change, duties, facts.responsibility === 'insurer' ? [] : ['insurer-forwarding']);
      break;
    case 'declare-conflict':
      facts.barred = [...(facts.barred ?? []), decision.staff];
      if (facts.caseHandler === decision.staff) delete facts.caseHandler;
      break;
    case 'cannot-treat-further':
      endWith(change, duties, 'not-treated-further', { duty: 'decision-notice', letters: ['not-treated-further'] });
      break;
    case 'withdraw':
      endWith(change, duties, 'withdrawn', { duty: 'decision-notice', letters: ['withdrawal'] });
      break;
    case 'reopen':
      reopen(change, duties);
      break;
    case 'close':
      // The answer's letter closes the complaint by itself; staff only record that they are done with it.
      break;
  }
}

/** Letters go to a representative who has shown a mandate; who has not is asked for it, and letters go to the complainant meanwhile. */
function nameRepresentative(
  change: Change,
  duties: DutyStatus[],
  { mandate, byPost }: Extract<Decision, { decision: 'name-representative' }>,
  id: string,
): void {
  const { facts, owed } = change;
  const spokenFor = facts.mandate === 'recorded';
  facts.representativeNamedBy = id;
  facts.mandate = mandate;
  delete facts.representativeByPost;
  writeByMailAgain(facts, 'representative');
  if (mandate === 'recorded') {
    writeByPost(facts, byPost);
    endDuties(change, duties, ({ duty }) => duty === 'mandate-request', 'replied');
    return;
  }
  if (byPost) facts.representativeByPost = true;
  // Whether the complainant has a mailbox is not among the facts: what is early enough for the post is in time either way.
  if (spokenFor) facts.byPost = true;
  endDuties(change, duties, ({ duty }) => duty === 'mandate-request', 'replaced');
  owed.push({ duty: 'mandate-request', letters: lettersOfDuty['mandate-request'] ?? [] });
}

/** Letters go by e-mail again once there is an address: they would go to whoever speaks for the complainant, where somebody does. */
function completeFile(facts: ComplaintFacts, { mailbox }: Extract<Decision, { decision: 'complete-file' }>, id: string): void {
  facts.completedBy = [...(facts.completedBy ?? []), id];
  if (!mailbox) return;
  writeByMailAgain(facts, 'complainant');
  if (facts.mandate !== 'recorded') delete facts.byPost;
}

/** The clocks of a part that comes in begin with the complaint; those of one that goes out end. */
function classify(change: Change, duties: DutyStatus[], kind: ComplaintKind): void {
  const { facts, owed } = change;
  const kindBefore = facts.kind;
  const before = partsOf(kindBefore);
  const after = partsOf(kind);
  facts.kind = kind;
  for (const part of before.filter((one) => !after.includes(one)))
    endDuties(
      change,
      duties,
      ({ duty, occasion }) =>
        duty === answerDutyOf[part] ||
        (part === 'classic' && onlyClassic.includes(duty)) ||
        (duty === 'announced-date' && partPromised(kindBefore, occasion) === part),
      'replaced',
    );
  if (facts.proposal && !after.includes(facts.proposal.part)) delete facts.proposal;
  if (facts.oral === 'invited' && !facts.writing && after.includes('gdpr')) return takeAsSpoken(change, duties);
  const added = after.filter((one) => !before.includes(one));
  for (const part of added) owed.push({ duty: answerDutyOf[part], letters: [], clock: 'from-the-start' });
  if (added.includes('classic')) planAnew(change, duties, ['insurer-forwarding', 'interim-reply']);
  if (duties.some((duty) => duty.duty === 'acknowledgement' && isOpen(duty))) acknowledgeAnew(change, duties);
  else if (added.includes('gdpr')) owed.push({ duty: 'decision-notice', letters: ['gdpr-acknowledgement'] });
}

/** Another kind is acknowledged by other letters; what was put off for an answer within the week stays put off. */
function acknowledgeAnew(change: Change, duties: DutyStatus[]): void {
  if (!change.facts.answerWithinWeek) return planAnew(change, duties, ['acknowledgement']);
  endDuties(change, duties, ({ duty }) => duty === 'acknowledgement', 'replaced');
  change.owed.push({ duty: 'acknowledgement', letters: lettersOfDuty.acknowledgement ?? [], clock: 'answer-within-week' });
}

/** A right about one's own data needs no writing: the clocks begin with the talk. */
function takeAsSpoken(change: Change, duties: DutyStatus[]): void {
  change.facts.oral = 'taken';
  endDuties(change, duties, ({ duty }) => untilWritten.includes(duty), 'replaced');
  planAnew(change, duties, ['acknowledgement', 'insurer-forwarding', 'interim-reply', 'final-response', 'gdpr-response']);
}

const onlyClassic: readonly DutyName[] = ['insurer-forwarding', 'insurer-chaser', 'interim-reply', 'resolution-letter'];

/** The date replaces an earlier one for the same part; the other part's stands. */
function announceDelay(
  change: Change,
  duties: DutyStatus[],
  { newDate, part: given }: Extract<Decision, { decision: 'announce-delay' }>,
  id: string,
): void {
  const { facts, owed } = change;
  const part = given ?? partDelayed(facts);
  const isReplaced = ({ duty, occasion }: DutyStatus) => duty === 'announced-date' && partPromised(facts.kind, occasion) === part;
  endDuties(change, duties, isReplaced, 'replaced');
  const occasion = facts.kind === 'classic-and-gdpr' && part === 'gdpr' ? { occasion: `gdpr-response-${id}` } : {};
  owed.push({ duty: 'announced-date', letters: [], dueOn: newDate, ...occasion });
}

/** True once a letter has told the complainant who is in charge. */
function wasWrittenTo(facts: ComplaintFacts, duties: DutyStatus[]): boolean {
  const invited = duties.some(({ duty, doneAt }) => duty === 'invitation-to-write' && doneAt !== undefined);
  return facts.acknowledgedAt !== undefined || facts.secondTreatment !== undefined || wasAnswered(facts) || invited;
}

function setResponsibility(change: Change, duties: DutyStatus[], responsibility: 'firm' | 'insurer', id: string): void {
  const { facts, owed } = change;
  facts.responsibility = responsibility;
  if (responsibility !== 'insurer') return;
  facts.insurerNamedBy = id;
  delete facts.insurerReplied;
  // Where the procedure plans none from the start, or the first ended with an answer, the decision itself gives rise to it.
  const open = duties.some((duty) => duty.duty === 'insurer-forwarding' && isOpen(duty));
  if (!open) owed.push({ duty: 'insurer-forwarding', letters: lettersOfDuty['insurer-forwarding'] ?? [] });
}

/** The letter with the result follows within its own limit, and never after the answer itself is due. */
function recordResult(
  change: Change,
  duties: DutyStatus[],
  outcome: NonNullable<ComplaintFacts['result']>['outcome'],
  id: string,
): void {
  change.facts.recordedResult = { outcome, decision: id };
  const final = duties.find((duty) => duty.duty === 'final-response' && isOpen(duty));
  change.owed.push({ duty: 'resolution-letter', letters: [], ...(final ? { notAfter: final.dueOn } : {}) });
}

/** Told with its reasons within the law's month. */
function extendGdpr(change: Change, duties: DutyStatus[], newDate: string): void {
  const { facts, owed } = change;
  const open = duties.find((duty) => duty.duty === 'gdpr-response' && isOpen(duty));
  facts.gdpr = { ...facts.gdpr, extendedTo: newDate };
  const promised = ({ duty, occasion }: DutyStatus) => duty === 'announced-date' && partPromised(facts.kind, occasion) === 'gdpr';
  endDuties(change, duties, (duty) => duty.duty === 'gdpr-response' || promised(duty), 'replaced');
  owed.push({ duty: 'gdpr-response', letters: [], dueOn: newDate });
  owed.push({ duty: 'decision-notice', letters: ['gdpr-extension'], ...(open ? { notAfter: open.dueOn } : {}) });
}

/** What was put off by a decision stays put off. */
function recomputePlan(change: Change, duties: DutyStatus[], besides: readonly DutyName[] = []): void {
  const { facts } = change;
  const names: DutyName[] = ['interim-reply', 'final-response', ...besides];
  if (!facts.answerWithinWeek) names.push('acknowledgement');
  if (facts.gdpr?.extendedTo === undefined) names.push('gdpr-response');
  const open = names.filter((name) => duties.some((duty) => duty.duty === name && isOpen(duty)));
  if (!facts.secondTreatment) planAnew(change, duties, open);
}

function reopen(change: Change, duties: DutyStatus[]): void {
  const { facts, owed } = change;
  // What was never answered goes on with its first clock.
  if (!wasAnswered(facts) && !facts.secondTreatment) return goOnAsBefore(change, duties);
  owed.push({ duty: 'decision-notice', letters: ['reopened'] });
  delete facts.closure;
  delete facts.result;
  delete facts.answeredAt;
  delete facts.gdpr;
  delete facts.recordedResult;
  delete facts.interimReply;
  delete facts.disagreed;
  delete facts.secondTreatment;
  delete facts.disagreedBy;
  facts.stage = stageOf(facts);
  for (const part of partsOf(facts.kind)) owed.push({ duty: answerDutyOf[part], letters: [] });
}
