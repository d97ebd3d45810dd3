import { addMonths } from '../../procedures/civil-dates.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { FieldError } from '../problems/problem.ts';
import type { ComplaintBody } from '../schemas/complaint-body.ts';
import { given } from '../schemas/text.ts';
import { contentOf } from './intake-content.ts';
import { readMoment } from './moments.ts';
import { isOral } from './oral.ts';
import { isPhoneNumber, noPhoneNumber } from './phone-number.ts';

/** Nobody complains about what is older; a slip of the pen is likelier. */
const longestAgoMonths = 120;
/** Clocks differ a little: so much later than ours is still now. In milliseconds. */
const clockDifference = 60_000;

/** The complaint that a new one is linked to. */
export interface EarlierComplaint {
  /** The procedure's id. */
  procedure: string;
}

/** Every field that the firm's procedure or the calendar does not allow. */
export function errorsOf(
  body: ComplaintBody,
  procedure: Procedure,
  { now, earlier }: { now: Instant; earlier: EarlierComplaint | undefined },
): FieldError[] {
  return [
    ...errorsOfWay(body, procedure),
    ...errorsOfLanguage(body, procedure),
    ...errorsOfStaff(body, procedure),
    ...errorsOfDates(body, procedure, now),
    ...errorsOfPhones(body, procedure),
    ...errorsOfLink(body, procedure, earlier),
  ];
}

/** Every way counts, wherever a complaint arrives; a web form alone is there or not. */
function errorsOfWay({ channel, sent, earlierWriting, solvedAtOnce }: ComplaintBody, { channels }: Procedure): FieldError[] {
  const errors: FieldError[] = [];
  if (channel === 'web-form' && !channels.some((one) => one.channel === 'web-form'))
    errors.push({
      path: 'channel',
      code: 'no-web-form',
      message: 'the firm has no web form; allowed: e-mail, letter, phone, meeting',
    });
  if (isOral(channel) && sent !== undefined && sent !== 'unknown')
    errors.push({
      path: 'sent',
      code: 'only-said',
      message: "has no meaning for what was only said: a complaint written later is taken in as 'written-complaint'",
    });
  if (isOral(channel) && earlierWriting !== undefined)
    errors.push({
      path: 'earlierWriting',
      code: 'only-said',
      message: 'has no meaning for what was only said: register the written complaint itself, with the day on which it was sent',
    });
  if (!isOral(channel) && given(solvedAtOnce) !== undefined)
    errors.push({
      path: 'solvedAtOnce',
      code: 'only-for-spoken',
      message: 'is for what was said by phone or in a meeting; what is written is answered',
    });
  return errors;
}

function errorsOfLanguage({ language }: ComplaintBody, { firm }: Procedure): FieldError[] {
  if (language === undefined || firm.languages.includes(language)) return [];
  return [
    { path: 'language', code: 'firm-language', message: `the firm does not write in it; allowed: ${firm.languages.join(', ')}` },
  ];
}

function errorsOfStaff({ caseHandler, concernedStaff = [] }: ComplaintBody, { staff }: Procedure): FieldError[] {
  const known = staff.map(({ id }) => id);
  const message = `the procedure names nobody of this id; allowed: ${known.join(', ')}`;
  const errors = concernedStaff.flatMap((id, place): FieldError[] =>
    known.includes(id) ? [] : [{ path: `concernedStaff.${place}`, code: 'not-known', message }],
  );
  const named = given(caseHandler);
  if (named === undefined) return errors;
  if (!known.includes(named)) errors.push({ path: 'caseHandler', code: 'not-known', message });
  else if (concernedStaff.includes(named))
    errors.push({
      path: 'caseHandler',
      code: 'conflict',
      message: 'the complaint is about this person, who cannot be in charge of it',
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
      code: 'no-day',
      message: 'is no date-time with its offset and no day; write it like 2026-05-13T18:30:00+02:00 or 2026-05-13',
    });
  else if (received.day > today || received.instant > now + clockDifference)
    errors.push({ path: 'received', code: 'in-the-future', message: 'lies in the future' });
  else if (received.day < earliest)
    errors.push({ path: 'received', code: 'too-far-back', message: `lies too far back; allowed: from ${earliest} on` });
  return [...errors, ...errorsOfWritings(body, received?.day ?? today, earliest)];
}

/** Nothing that was written reached the firm before it was. */
function errorsOfWritings(
  { channel, sent, earlierWriting }: ComplaintBody,
  receivedOn: CivilDate,
  earliest: CivilDate,
): FieldError[] {
  if (isOral(channel)) return [];
  const days = { sent: sent === 'unknown' ? undefined : sent, 'earlierWriting.on': earlierWriting?.on };
  return Object.entries(days).flatMap(([path, day]): FieldError[] => {
    if (day === undefined) return [];
    if (day > receivedOn)
      return [{ path, code: 'after-receipt', message: `is after ${receivedOn}, the day on which the complaint was received` }];
    return day < earliest ? [{ path, code: 'too-far-back', message: `lies too far back; allowed: from ${earliest} on` }] : [];
  });
}

function errorsOfPhones(body: ComplaintBody, procedure: Procedure): FieldError[] {
  const content = contentOf(body, procedure);
  return (['complainant', 'representative'] as const).flatMap((who): FieldError[] => {
    const phone = content[who]?.phone;
    if (phone === undefined || isPhoneNumber(phone)) return [];
    return [{ path: `${who}.phone`, code: 'no-phone', message: noPhoneNumber }];
  });
}

function errorsOfLink({ linkedTo }: ComplaintBody, { id }: Procedure, earlier: EarlierComplaint | undefined): FieldError[] {
  if (given(linkedTo) === undefined || earlier?.procedure === id) return [];
  return [{ path: 'linkedTo', code: 'no-reference', message: 'is the reference of no complaint of this firm' }];
}
