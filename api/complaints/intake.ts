import type { Procedure } from '../../procedures/schema.ts';
import { takenByWordOfMouth } from '../../procedures/word-of-mouth.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { NewComplaint } from '../../register/complaints.ts';
import type { FileHandler } from '../../register/intakes/file-handler.ts';
import type { Level } from '../../workflows/domain/complaint.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import { invalidFields } from '../problems/problems.ts';
import { type ComplaintBody, type Sender, sensitiveSenders } from '../schemas/complaint-body.ts';
import { given } from '../schemas/text.ts';
import { contentOf, countryOf } from './intake-content.ts';
import { type EarlierComplaint, errorsOf } from './intake-errors.ts';
import { type Moment, readMoment } from './moments.ts';
import { isOral } from './oral.ts';

/** What an intake is checked and made with, besides its body and its procedure. */
interface Circumstances {
  now: Instant;
  /** Who registers it. */
  actor: string;
  /** The complaint of the reference that it is linked to; absent where there is none. */
  earlier: EarlierComplaint | undefined;
  /** Who is in charge of the client's file, where that is known. */
  handlerOfFile?: FileHandler | undefined;
}

/**
 * Checks a complaint against its firm's procedure and the calendar.
 *
 * @throws Problem 422 with every field that is wrong
 */
export function newComplaint(
  body: ComplaintBody,
  procedure: Procedure,
  { now, actor, earlier, handlerOfFile }: Circumstances,
): NewComplaint {
  const errors = errorsOf(body, procedure, { now, earlier });
  if (errors.length > 0) throw invalidFields(errors);
  const received = receivedAt(body, procedure, now);
  const barred = [...new Set(body.concernedStaff)];
  return {
    procedure: { id: procedure.id, version: procedure.version, prefix: procedure.prefix },
    kind: body.kind,
    channel: body.channel,
    language: body.language ?? procedure.firm.languages[0] ?? 'fr',
    country: countryOf(body, procedure),
    capacity: body.capacity,
    sentOn: body.sent === 'unknown' ? undefined : body.sent,
    firstWrittenOn: body.earlierWriting?.on,
    receivedOn: received.day,
    receivedAt: Math.min(received.instant, now),
    registeredOn: civilDateAt(now, procedure.firm.timeZone),
    level: levelOf(body.sender, procedure),
    oral: isOral(body.channel) ? takenByWordOfMouth(body.kind, procedure) : undefined,
    solvedAtOnce: given(body.solvedAtOnce) !== undefined,
    mandate: body.representative?.mandate,
    barred,
    linkedTo: given(body.linkedTo),
    sender: body.sender,
    ...inCharge(given(body.caseHandler), handlerOfFile, usualCaseHandler(procedure, barred)),
    product: given(body.product),
    reasonCategory: given(body.reasonCategory),
    insurer: given(body.insurer),
    content: contentOf(body, procedure),
    actor,
  };
}

function receivedAt({ received }: ComplaintBody, { firm }: Procedure, now: Instant): Moment {
  const moment = received === undefined ? undefined : readMoment(received, firm.timeZone, now);
  return moment ?? { day: civilDateAt(now, firm.timeZone), instant: now };
}

function levelOf(sender: Sender, procedure: Procedure): Level {
  if (sender === 'mediator') return '3';
  if (sender === 'court') return '4';
  const sensitive: readonly string[] = procedure.sensitiveSenders?.map((entry) => entry.sender) ?? sensitiveSenders;
  return sensitive.includes(sender) ? '2b' : '1';
}

/** Whoever is named; else who has the client's file; else who the procedure names. */
function inCharge(named: string | undefined, ofFile: FileHandler | undefined, usual: string | undefined) {
  if (named === undefined && ofFile) return { caseHandler: ofFile.caseHandler, handlerOf: ofFile.reference };
  return { caseHandler: named ?? usual };
}

/** To whom the procedure gives a complaint that nobody is named for, unless the complaint is about that person. */
export function usualCaseHandler({ routing = [] }: Procedure, barred: readonly string[]): string | undefined {
  return routing.map(({ fallback }) => fallback).find((id) => id !== undefined && !barred.includes(id));
}
