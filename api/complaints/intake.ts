import { addMonths } from '../../procedures/civil-dates.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { ComplaintContent, PostalAddress } from '../../register/complaint-content.ts';
import type { NewComplaint } from '../../register/complaints.ts';
import type { Level } from '../../workflows/domain/complaint.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { FieldError } from '../problems/problem.ts';
import { invalidFields } from '../problems/problems.ts';
import { type ComplaintBody, type Sender, sensitiveSenders } from '../schemas/complaint-body.ts';
import { given } from '../schemas/text.ts';
import { type Moment, readMoment } from './moments.ts';
import { isPhoneNumber, phoneNumber } from './phone-number.ts';

/** Nobody complains in this release's way about what is older; a slip of the pen is likelier. */
const longestAgoMonths = 120;
/** Clocks differ a little: so much later than ours is still now. In milliseconds. */
const clockDifference = 60_000;

/**
 * Checks a complaint against its firm's procedure and the calendar.
 *
 * @throws Problem 422 with every field that is wrong
 */
export function newComplaint(
  body: ComplaintBody,
  procedure: Procedure,
  { now, actor }: { now: Instant; actor: string },
): NewComplaint {
  const errors = [
    ...errorsOfProcedure(body, procedure),
    ...errorsOfDates(body, procedure, now),
    ...errorsOfPhone(body, procedure),
  ];
  if (errors.length > 0) throw invalidFields(errors);
  const received = receivedAt(body, procedure, now);
  const sentOn = body.sent === 'unknown' ? undefined : body.sent;
  return {
    procedure: { id: procedure.id, version: procedure.version, prefix: procedure.prefix },
    kind: body.kind,
    channel: body.channel,
    language: body.language ?? procedure.firm.languages[0] ?? 'fr',
    country: countryOf(body, procedure),
    capacity: body.capacity,
    ...(sentOn === undefined ? {} : { sentOn }),
    receivedOn: received.day,
    receivedAt: Math.min(received.instant, now),
    registeredOn: civilDateAt(now, procedure.firm.timeZone),
    level: levelOf(body.sender, procedure),
    sender: body.sender,
    ...(given(body.caseHandler) === undefined ? {} : { caseHandler: body.caseHandler }),
    content: contentOf(body, procedure),
    actor,
  };
}

function errorsOfProcedure({ kind, language, caseHandler }: ComplaintBody, { firm, staff }: Procedure): FieldError[] {
  const errors: FieldError[] = [];
  if (kind === 'gdpr')
    errors.push({ path: 'kind', message: "this release runs classic complaints; 'gdpr' comes with a later one" });
  if (language !== undefined && !firm.languages.includes(language))
    errors.push({ path: 'language', message: `the firm does not write in it; allowed: ${firm.languages.join(', ')}` });
  if (given(caseHandler) !== undefined && !staff.some(({ id }) => id === caseHandler))
    errors.push({
      path: 'caseHandler',
      message: `the procedure names nobody of this id; allowed: ${staff.map(({ id }) => id).join(', ')}`,
    });
  return errors;
}

function errorsOfDates(body: ComplaintBody, procedure: Procedure, now: Instant): FieldError[] {
  const { timeZone } = procedure.firm;
  const today = civilDateAt(now, timeZone);
  const earliest = addMonths(today, -longestAgoMonths);
  const errors: FieldError[] = [];
  const received = body.received === undefined ? { day: today, instant: now } : readMoment(body.received, timeZone, now);
  if (received === undefined)
    errors.push({
      path: 'received',
      message: 'is no date-time with its offset and no day; write it like 2026-05-13T18:30:00+02:00 or 2026-05-13',
    });
  else if (received.day > today || received.instant > now + clockDifference)
    errors.push({ path: 'received', message: 'lies in the future' });
  else if (received.day < earliest) errors.push({ path: 'received', message: `lies too far back; allowed: from ${earliest} on` });
  if (body.sent !== undefined && body.sent !== 'unknown')
    errors.push(...errorsOfSent(body.sent, received?.day ?? today, earliest));
  return errors;
}

function errorsOfSent(sent: CivilDate, receivedOn: CivilDate, earliest: CivilDate): FieldError[] {
  if (sent > receivedOn)
    return [{ path: 'sent', message: `is after ${receivedOn}, the day on which the complaint was received` }];
  return sent < earliest ? [{ path: 'sent', message: `lies too far back; allowed: from ${earliest} on` }] : [];
}

function errorsOfPhone(body: ComplaintBody, procedure: Procedure): FieldError[] {
  const { phone } = body.complainant;
  if (!phone || isPhoneNumber(phoneNumber(phone, countryOf(body, procedure)))) return [];
  return [{ path: 'complainant.phone', message: 'is no telephone number; write it like +33 1 23 45 67 89' }];
}

function receivedAt({ received }: ComplaintBody, { firm }: Procedure, now: Instant): Moment {
  const moment = received === undefined ? undefined : readMoment(received, firm.timeZone, now);
  return moment ?? { day: civilDateAt(now, firm.timeZone), instant: now };
}

function countryOf({ country, complainant }: ComplaintBody, { firm }: Procedure): string {
  return country ?? complainant.address?.country ?? firm.country;
}

function levelOf(sender: Sender, procedure: Procedure): Level {
  const sensitive: readonly string[] = procedure.sensitiveSenders?.map((entry) => entry.sender) ?? sensitiveSenders;
  return sensitive.includes(sender) ? '2b' : '1';
}

function contentOf(body: ComplaintBody, procedure: Procedure): ComplaintContent {
  const { name, salutation, email, phone, address, status } = body.complainant;
  const country = countryOf(body, procedure);
  return {
    complainant: withoutBlanks({
      name,
      salutation: salutation ?? (body.sender === 'lawyer' ? 'lawyer' : 'none'),
      email,
      phone: phone ? phoneNumber(phone, country) : undefined,
      address: address && addressOf(address),
      status,
    }),
    ...withoutBlanks({
      matter: body.matter,
      reason: body.reason,
      stepsTaken: body.stepsTaken,
      answerReceived: body.answerReceived,
      arguments: body.arguments,
      solutionSought: body.solutionSought,
      policyNumber: body.policyNumber,
      claimNumber: body.claimNumber,
    }),
  };
}

function addressOf({ lines, postcode, town, country }: NonNullable<ComplaintBody['complainant']['address']>): PostalAddress {
  const place = [given(postcode), given(town)].filter((part) => part !== undefined).join(' ');
  return { lines: place === '' ? lines : [...lines, place], country };
}

function withoutBlanks<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as Fields;
}
