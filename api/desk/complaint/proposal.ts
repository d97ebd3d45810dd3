import type { Language } from '../../../letters/letter.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import type { MessageTexts } from '../../../register/complaint-content.ts';
import { isOpen } from '../../../workflows/domain/duties.ts';
import { answerDutyOf } from '../../../workflows/domain/parts.ts';
import type { Caller } from '../../access/caller.ts';
import type { ComplaintInFull } from '../../complaints/complaint-in-full.ts';
import { nameOfStaff } from '../parts/staff.ts';
import { fullDay, shortDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { pathOfAct } from './decisions.ts';
import { type Telling, whoDid } from './journal.ts';

/** An answer that waits for somebody's approval, or that was sent back. */
export interface ProposalShown {
  waits?: { words: string; whom: string | undefined; own: boolean; approve: string | undefined; sendBack: string | undefined };
  sentBack?: string;
}

/** Who waits for whom. */
export function proposalOf(
  complaint: ComplaintInFull,
  texts: ReadonlyMap<string, MessageTexts>,
  telling: Telling,
  caller: Caller,
): ProposalShown | undefined {
  const { proposal } = complaint.facts;
  if (proposal) return { waits: waiting(complaint, telling, caller) };
  const sentBack = lastSentBack(complaint, texts, telling);
  return sentBack === undefined ? undefined : { sentBack };
}

function waiting(complaint: ComplaintInFull, telling: Telling, caller: Caller): NonNullable<ProposalShown['waits']> {
  const { facts, duties, messages, allowed } = complaint;
  const { language, procedure } = telling;
  const { proposal } = facts;
  const row = messages.find(({ id }) => id === proposal?.decision);
  const due = duties.find((duty) => duty.duty === answerDutyOf[proposal?.part ?? 'classic'] && isOpen(duty))?.dueOn;
  const values = {
    name: row ? whoDid(row.actor, telling) : '',
    outcome: domainWord(language, 'outcomes', proposal?.outcome ?? ''),
    ...(due === undefined ? {} : { day: fullDay(due, language) }),
  };
  const approver = approverOf(procedure, language);
  const open = (decision: 'approve' | 'send-back') =>
    caller.may('approve', procedure.id) && allowed.includes(decision) ? pathOfAct(facts.reference, decision) : undefined;
  return {
    words: message(language, due === undefined ? 'complaint.proposal.waits-undated' : 'complaint.proposal.waits', values),
    whom: message(language, 'complaint.proposal.whom', { name: approver }),
    own: row?.actor === caller.actor,
    approve: open('approve'),
    sendBack: open('send-back'),
  };
}

/** Whom the procedure lets approve answers. */
function approverOf(procedure: Procedure, language: Language): string {
  return nameOfStaff(procedure, procedure.approves?.answers ?? procedure.complaintsManager, language);
}

/** While nothing newer was decided. */
function lastSentBack(
  { messages }: ComplaintInFull,
  texts: ReadonlyMap<string, MessageTexts>,
  telling: Telling,
): string | undefined {
  const { language, procedure } = telling;
  const last = messages.findLast(
    ({ state, body }) => state === 'applied' && ['resolve', 'send-back', 'approve'].includes(String(body['decision'])),
  );
  if (last?.body['decision'] !== 'send-back') return undefined;
  return message(language, 'complaint.proposal.sent-back', {
    day: shortDay(civilDateAt(last.accepted_at.getTime(), procedure.firm.timeZone), language),
    name: whoDid(last.actor, telling),
    reasons: texts.get(last.id)?.reasons ?? '',
  });
}
