import type { MessageTexts } from '../../register/complaint-content.ts';
import { readSituation } from '../../register/messages.ts';
import { messageOf } from '../../register/queries.ts';
import type { ComplaintPart } from '../../workflows/domain/complaint.ts';
import { allowedDecisions, type Situation, textsNeeded } from '../../workflows/domain/judge.ts';
import type { Decision, DecisionName, Message, Refusal, TextName } from '../../workflows/domain/messages.ts';
import { partsOf } from '../../workflows/domain/parts.ts';
import { readMessage } from '../../workflows/domain/read-message.ts';
import type { ComplaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type FieldError, Problem } from '../problems/problem.ts';
import { notAllowedNow, whyRefused } from '../problems/problems.ts';
import type { MessageContents } from './message-contents.ts';

/** Why a message is not accepted: 422 where another value would do, else 409 with the decisions that are allowed now. */
export async function refusalAtOnce(
  { register }: ApiDependencies,
  { reference, rulebook }: ComplaintInPath,
  reason: Refusal,
  { message, texts }: MessageContents,
): Promise<Problem> {
  const known = await readSituation(register, reference, rulebook);
  if (!known) return notAllowedNow(reason, [], { decision: decisionOf(message) });
  const errors = errorsIn(known.situation, reason, message, texts);
  return errors.length > 0
    ? new Problem(422, { extensions: { reason, errors } })
    : notAllowedNow(reason, allowedDecisions(known.situation), { decision: decisionOf(message) });
}

/**
 * Why the workflow refused what had been accepted: 409 with the decisions that are allowed now.
 *
 * @param message the message's id
 */
export async function refusalAfterAcceptance(
  { register }: ApiDependencies,
  { reference, rulebook }: ComplaintInPath,
  reason: Refusal,
  message: string,
): Promise<Problem> {
  const known = await readSituation(register, reference, rulebook);
  const row = await messageOf(register.database, reference, message);
  const decision = row && decisionOf(readMessage(row.signal, row.body));
  return notAllowedNow(reason, known ? allowedDecisions(known.situation) : [], { decision, message });
}

function decisionOf(message: Message | undefined): DecisionName | undefined {
  return message?.signal === 'decide' ? message.body.decision : undefined;
}

/** The fields that a refusal is about; none where the complaint's state is, whatever the fields say. */
function errorsIn(situation: Situation, reason: Refusal, message: Message, texts: MessageTexts): FieldError[] {
  if (reason === 'text-missing') return missingTexts(situation, message, texts);
  if (message.signal !== 'decide' || !allowedDecisions(situation).includes(message.body.decision)) return [];
  const error = fieldAgainst(situation, reason, message.body);
  return error ? [{ message: whyRefused[reason], ...error }] : [];
}

/** The field whose value a refusal is about, in a decision that could be taken otherwise, and what is wrong with it. */
function fieldAgainst(
  { facts, firm }: Situation,
  reason: Refusal,
  decision: Decision,
): (Omit<FieldError, 'message'> & { message?: string }) | undefined {
  switch (reason) {
    case 'unknown-case-handler':
    case 'conflict-of-interest':
      return {
        path: decision.decision === 'declare-conflict' ? 'staff' : 'caseHandler',
        code: reason === 'conflict-of-interest' ? 'conflict' : 'not-known',
      };
    case 'version-not-in-force':
      return { path: 'version', code: 'not-allowed' };
    case 'date-not-later':
      return { path: 'newDate', code: 'not-allowed' };
    case 'date-not-possible':
      return decision.decision === 'recompute-plan'
        ? {
            path: 'sentOn',
            code: 'after-receipt',
            message: `is after ${facts.receivedOn}, the day on which the complaint was received`,
          }
        : {
            path: 'newDate',
            code: 'outside-gdpr-period',
            message: `must lie after the law’s month; allowed: until ${firm.latestGdprExtension}`,
            ...(firm.latestGdprExtension === undefined ? {} : { until: firm.latestGdprExtension }),
          };
    case 'level-not-higher':
      return { path: 'level', code: 'not-allowed' };
    case 'not-this-part':
      return decision.decision === 'resolve' || decision.decision === 'announce-delay'
        ? partAgainst(partsOf(facts.kind), decision.part)
        : undefined;
    default:
      return undefined;
  }
}

function partAgainst(parts: ComplaintPart[], part: ComplaintPart | undefined): FieldError {
  return part === undefined || parts.includes(part)
    ? {
        path: 'outcome',
        code: 'not-allowed',
        message: 'is not for an answer about personal data; allowed: upheld, partly-upheld, rejected',
      }
    : { path: 'part', code: 'other-part', message: `is none of the complaint’s; allowed: ${parts.join(', ')}` };
}

function missingTexts({ facts }: Situation, message: Message, texts: MessageTexts): FieldError[] {
  const groups = message.signal === 'decide' ? textsNeeded(message.body, facts) : [];
  const errors = groups
    .filter((group) => !group.some((text) => texts[fieldOfText(text)] !== undefined))
    .map((group) => ({
      path: group.map(fieldOfText)[0] ?? '',
      code: 'missing' as const,
      message: `is missing; the letter needs ${group.map(quoted).join(' or ')}`,
    }));
  return errors.length > 0 ? errors : [{ path: '', code: 'missing', message: whyRefused['text-missing'] }];
}

function fieldOfText(text: TextName): keyof MessageTexts {
  return text === 'offerTerms' ? 'offer' : text;
}

function quoted(text: TextName): string {
  return `'${fieldOfText(text)}'`;
}
