import { lastDay } from '../../procedures/plan-duties.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { ComplaintContent } from '../../register/complaint-content.ts';
import { type MailHold, registerBehind } from '../../register/mail-holds.ts';
import type { MessageRow } from '../../register/tables.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import type { Sender } from '../schemas/complaint-body.ts';
import type { Warning, WarningCode } from '../schemas/complaint-view.ts';
import type { ComplaintInFull } from './complaint-in-full.ts';
import { correspondent } from './missing-facts.ts';

/** What stands in the way of letters, or asks for somebody's attention; nothing of a person who was erased. */
export function warningsOf({ row, facts, content, messages, mailHeld, now }: ComplaintInFull, procedure: Procedure): Warning[] {
  if (!content) return [];
  const held = mailHeld ? [{ code: 'mail-held' as const, message: heldSentence(mailHeld) }] : [];
  const codes: (PlainCode | undefined)[] = [
    unreachable(content, facts),
    facts.mandate === 'missing' ? 'mandate-missing' : undefined,
    writesForUnnamed(row.sender, content, facts) ? 'mandate-unknown' : undefined,
    isUnassigned(facts, procedure, now) ? 'unassigned' : undefined,
    row.sender !== 'mediator' && cameUninvited(messages) ? 'mediator-uninvited' : undefined,
    row.closed_at === null && goesToInsurer(facts) && content.policyNumber === undefined ? 'no-policy-number' : undefined,
  ];
  return [...held, ...codes.filter((code) => code !== undefined).map((code) => ({ code, message: sentences[code] }))];
}

/** Those whose sentence is always the same. */
type PlainCode = Exclude<WarningCode, 'mail-held'>;

const sentences: Record<PlainCode, string> = {
  'no-e-mail': 'There is no e-mail address: letters wait in the post tray until somebody posts them.',
  'no-address':
    'There is neither an e-mail address nor a postal address: letters wait in the post tray, and cannot be posted yet.',
  'mandate-missing':
    'Who writes for the complainant has not shown a mandate: letters go to the complainant, and nothing about the file to anybody else.',
  'mandate-unknown': 'Who writes does so for somebody else: record the representative and the mandate, or ask for it.',
  unassigned: 'Nobody is in charge of the complaint, although a whole working day has passed since it was registered.',
  'mediator-uninvited':
    'The mediator has written although nobody here recorded that the complaint had gone there: find out who referred it, and when.',
  'no-policy-number': 'The complaint goes to the insurer without a policy number: the insurer may not find the contract.',
};

function heldSentence({ reference, reason, heldAt }: MailHold): string {
  const whose = reference === undefined ? 'All mail of the firm' : 'The mail of this complaint';
  const why =
    reason === registerBehind ? 'the register was put back to an earlier day, and may lack decisions and letters' : reason;
  return `${whose} is held back since ${new Date(heldAt).toISOString()} (${why}): nothing leaves, and time limits go on.`;
}

function unreachable(content: ComplaintContent, facts: ComplaintFacts): PlainCode | undefined {
  const { email, address } = correspondent(content, facts);
  if (email !== undefined) return undefined;
  return address === undefined ? 'no-address' : 'no-e-mail';
}

/** Who writes in their own name alone has no need of a mandate; these write for somebody else. */
const writingForOthers: readonly string[] = ['lawyer', 'legal-protection-insurer', 'relative', 'association'] satisfies Sender[];

function writesForUnnamed(sender: string, { representative }: ComplaintContent, { mandate }: ComplaintFacts): boolean {
  return writingForOthers.includes(sender) && representative === undefined && mandate === undefined;
}

/** Somebody who has left the staff is in charge of nothing any more. */
function isUnassigned(facts: ComplaintFacts, procedure: Procedure, now: Instant): boolean {
  if (facts.closure ?? facts.closing) return false;
  if (procedure.staff.some(({ id }) => id === facts.caseHandler)) return false;
  const today = civilDateAt(now, procedure.firm.timeZone);
  return today > lastDay(procedure, { within: 1, unit: 'monToFriDays' }, facts.registeredOn);
}

/** The mediator's papers came before the complaint had gone there, as far as is known here. */
function cameUninvited(messages: MessageRow[]): boolean {
  const counted = messages.filter(({ state }) => state !== 'refused');
  const first = counted.find(({ body }) => fromMediator.includes(String(body['what'])));
  const referred = counted.find(({ signal, body }) => signal === 'escalate' && body['to'] === 'mediator');
  return first !== undefined && (referred === undefined || counted.indexOf(first) < counted.indexOf(referred));
}

const fromMediator: readonly string[] = ['mediator-accepted', 'mediator-refused', 'mediator-opinion'];

function goesToInsurer({ responsibility, insurerNamedBy }: ComplaintFacts): boolean {
  return responsibility === 'insurer' || insurerNamedBy !== undefined;
}
