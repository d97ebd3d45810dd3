import type { Digest, DigestEntry, DigestMatter } from '../letters/digest.ts';
import { addCalendarDays } from '../procedures/civil-dates.ts';
import { lastDayOf, workingDaysBefore } from '../procedures/counting.ts';
import type { MediatorTime } from '../procedures/mediator-time.ts';
import { postingDays } from '../procedures/post.ts';
import { responsibleFor } from '../procedures/responsible.ts';
import type { Procedure, StaffMember } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import type { ListedAction } from '../register/actions/list.ts';
import type { WatchedIntake } from '../register/intakes/course.ts';
import type { AwaitedInsurer, PendingApproval, WaitingLetter, WatchedDuty } from '../register/watch.ts';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import { sameDuty } from '../workflows/domain/duties.ts';
import { isDecided, partAnsweredBy, resultOf } from '../workflows/domain/parts.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';

/** A complaint whose letters are held back. */
export interface HeldComplaint {
  facts: ComplaintFacts;
  heldAt: Instant;
  /** Absent where the register knows less of it than Temporal does. */
  reason?: string | undefined;
}

/** What the register shows of a firm on a day. */
export interface Watched {
  held: HeldComplaint[];
  /** Complaints with files in quarantine. */
  quarantined: { facts: ComplaintFacts; foundAt: Instant }[];
  /** Complaints on which something came in that nobody has read; since the oldest. */
  unread: { facts: ComplaintFacts; since: Instant; count: number }[];
  /** What arrived and waits for staff. */
  intakes: WatchedIntake[];
  duties: WatchedDuty[];
  approvals: PendingApproval[];
  open: ComplaintFacts[];
  postTray: WaitingLetter[];
  insurers: AwaitedInsurer[];
  /** Consumers' complaints whose time with the mediator ends soon, and who can still go there. */
  mediator: { facts: ComplaintFacts; time: MediatorTime; comesIntoView: boolean }[];
  /** Corrective actions that ask for somebody. */
  actions: ListedAction[];
}

/** So many working days ahead the digest looks. */
const daysAhead = 5;

/** The time of a firm whose procedure names none. */
const usualTime = '07:30';

/** When the digest goes to staff, in the firm's zone: `HH:MM`. */
export function digestTime({ digest }: Procedure): string {
  return digest?.at ?? usualTime;
}

/** The last day that the digest of a day looks ahead to. */
export function digestHorizon({ calendar }: Procedure, today: CivilDate): CivilDate {
  return lastDayOf(today, daysAhead, 'monToFriDays', calendar.days);
}

/** The working day before, whose digest was the last one. */
export function dayOfLastDigest({ calendar }: Procedure, today: CivilDate): CivilDate {
  return workingDaysBefore(addCalendarDays(today, -1), 0, calendar.days);
}

/**
 * What each member of the staff is told: who answers for a complaint everything of it, everybody else what is theirs, who has a conflict
 * of interest nothing. Who shares a mailbox with
 * somebody who is told the same shares that mail; who has nothing to be told gets none.
 *
 * @param linkOf where staff look a complaint up
 * @param linkOfAction where they look a corrective action up, by its id
 * @param linkOfIntake where they look up what arrived, by its id
 */
export function digestsOf(
  procedure: Procedure,
  today: CivilDate,
  watched: Watched,
  linkOf: (reference: string) => string,
  linkOfAction: (id: string) => string = () => '',
  linkOfIntake: (id: string) => string = () => '',
): { person: StaffMember; digest: Digest }[] {
  const items = itemsOf(procedure, today, watched);
  const mails: { person: StaffMember; digest: Digest }[] = [];
  for (const person of managerFirst(procedure)) {
    const entries = items
      .filter(({ facts, matter }) => concerns(procedure, person, facts, matter))
      .map(
        ({ facts, matter, alarm }): DigestEntry => ({
          ...matter,
          alarm,
          reference: facts.reference,
          link: linkOf(facts.reference),
        }),
      )
      .concat(intakeEntries(procedure, person, today, watched.intakes, linkOfIntake))
      .concat(actionEntries(procedure, person, today, watched.actions, linkOfAction));
    if (entries.length === 0) continue;
    const shared = mails.find((mail) => isSameMail(mail, person, entries));
    if (shared) shared.digest.readers.push(person.name);
    else {
      const { name: firmName } = procedure.firm;
      const until = digestHorizon(procedure, today);
      mails.push({ person, digest: { firmName, day: today, until, readers: [person.name], entries } });
    }
  }
  return mails;
}

interface Item {
  facts: ComplaintFacts;
  matter: DigestMatter;
  alarm: boolean;
}

function managerFirst({ staff, complaintsManager }: Procedure): StaffMember[] {
  return staff.toSorted((one, other) => Number(other.id === complaintsManager) - Number(one.id === complaintsManager));
}

function concerns(procedure: Procedure, person: StaffMember, facts: ComplaintFacts, matter: DigestMatter): boolean {
  if (facts.barred?.includes(person.id) && isSomebodyLeft(procedure, facts)) return false;
  if (person.id === responsibleFor(procedure, facts.barred).id) return true;
  if (matter.section === 'approval' && person.id === procedure.approves?.answers) return true;
  return matter.section !== 'unassigned' && facts.caseHandler === person.id;
}

/** Where everybody is too near to a complaint, somebody must hear of it all the same. */
function isSomebodyLeft({ staff }: Procedure, { barred = [] }: ComplaintFacts): boolean {
  return staff.some(({ id }) => !barred.includes(id));
}

function isSameMail(mail: { person: StaffMember; digest: Digest }, person: StaffMember, entries: DigestEntry[]): boolean {
  const sameMailbox = mail.person.email.toLowerCase() === person.email.toLowerCase();
  return sameMailbox && JSON.stringify(mail.digest.entries) === JSON.stringify(entries);
}

/** Section by section, what is most urgent first. */
function itemsOf(procedure: Procedure, today: CivilDate, watched: Watched): Item[] {
  return [
    ...watched.held.map((held) => heldItem(procedure, held)),
    ...watched.quarantined.map((one) => quarantineItem(procedure, one)),
    ...watched.unread.map((one) => unreadItem(procedure, today, one)),
    ...dutyItems(today, watched),
    ...watched.approvals.map((pending) => approvalItem(procedure, today, pending)),
    ...watched.open.filter((facts) => !isAssigned(procedure, facts)).map((facts) => unassignedItem(procedure, today, facts)),
    ...trayItems(
      procedure,
      today,
      watched.postTray.filter(({ facts }) => !isHeld(watched, facts)),
    ),
    ...watched.insurers.map((awaited) => insurerItem(procedure, today, awaited)),
    ...mediatorItems(procedure, today, watched),
  ];
}

/** Corrective actions: the complaints manager is told of all, everybody else of their own. */
function actionEntries(
  { complaintsManager }: Procedure,
  person: StaffMember,
  today: CivilDate,
  actions: readonly ListedAction[],
  linkOf: (id: string) => string,
): DigestEntry[] {
  return actions
    .filter(({ owner }) => person.id === complaintsManager || owner === person.id)
    .map(({ id, number, state, title, due_on, check_on }) => ({
      section: 'action',
      ...(state === 'open' || state === 'overdue' ? { dueOn: due_on } : {}),
      ...(state === 'check-due' ? { checkOn: check_on ?? today } : {}),
      ...(title === null ? {} : { title }),
      alarm: state === 'overdue' || state === 'not-effective',
      reference: String(number),
      link: linkOf(id),
    }));
}

/** What has waited for more than a whole working day: who answers for complaints is told, and is not who it is about. */
function intakeEntries(
  procedure: Procedure,
  person: StaffMember,
  today: CivilDate,
  intakes: readonly WatchedIntake[],
  linkOf: (id: string) => string,
): DigestEntry[] {
  const { firm, calendar } = procedure;
  return intakes
    .filter(({ barred }) => person.id === responsibleFor(procedure, barred).id)
    .map((intake) => ({ ...intake, since: civilDateAt(intake.receivedAt, firm.timeZone) }))
    .filter(({ since }) => today > lastDayOf(since, 1, 'monToFriDays', calendar.days))
    .map(({ id, number, since, dueOn }) => ({
      section: 'intake',
      since,
      ...(dueOn === null ? {} : { dueOn }),
      alarm: true,
      reference: String(number),
      link: linkOf(id),
    }));
}

/** Somebody who has left the staff is in charge of nothing any more. */
function isAssigned({ staff }: Procedure, { caseHandler }: ComplaintFacts): boolean {
  return staff.some(({ id }) => id === caseHandler);
}

/** What is held back is not to be posted either. */
function isHeld({ held }: Watched, { reference }: ComplaintFacts): boolean {
  return held.some(({ facts }) => facts.reference === reference);
}

function heldItem({ firm }: Procedure, { facts, heldAt, reason }: HeldComplaint): Item {
  return { facts, matter: { section: 'held', since: civilDateAt(heldAt, firm.timeZone), reason }, alarm: true };
}

function quarantineItem({ firm }: Procedure, { facts, foundAt }: Watched['quarantined'][number]): Item {
  return { facts, matter: { section: 'quarantine', since: civilDateAt(foundAt, firm.timeZone) }, alarm: true };
}

/** Alarm once a whole working day has passed since it came in. */
function unreadItem({ firm, calendar }: Procedure, today: CivilDate, { facts, since, count }: Watched['unread'][number]): Item {
  const day = civilDateAt(since, firm.timeZone);
  const alarm = today > lastDayOf(day, 1, 'monToFriDays', calendar.days);
  return { facts, matter: { section: 'messages', since: day, messages: count }, alarm };
}

/** What is late always stands there as late; what is only due and lies ready to be posted stands in the post tray. */
function dutyItems(today: CivilDate, { duties, postTray }: Watched): Item[] {
  const liesReady = ({ facts, duty }: WatchedDuty) =>
    postTray.some((letter) => letter.facts.reference === facts.reference && sameDuty(letter, duty));
  return duties
    .filter((watched) => watched.duty.dueOn < today || !liesReady(watched))
    .map(({ facts, duty }) => {
      const late = duty.dueOn < today;
      const strictest = duty.limits[0];
      const matter: DigestMatter = {
        section: late ? 'overdue' : 'due',
        duty: duty.duty,
        dueOn: duty.dueOn,
        rule: strictest?.rule ?? '',
        source: strictest?.source ?? 'ours',
        undecided: isUndecided(facts, duty.duty),
      };
      return { facts, matter, alarm: late };
    });
}

function isUndecided(facts: ComplaintFacts, duty: WatchedDuty['duty']['duty']): boolean {
  const part = partAnsweredBy(duty);
  if (part) return resultOf(facts, part) === undefined;
  return duty === 'announced-date' && !isDecided(facts);
}

/** Alarm from two working days before the last day of the letter that waits for it. */
function approvalItem(
  { calendar, firm }: Procedure,
  today: CivilDate,
  { facts, duty, proposedAt, dueOn }: PendingApproval,
): Item {
  const alarm = dueOn !== undefined && today >= workingDaysBefore(dueOn, 2, calendar.days);
  return { facts, matter: { section: 'approval', duty, since: civilDateAt(proposedAt, firm.timeZone), dueOn }, alarm };
}

/** Alarm once a whole working day has passed since the registration. */
function unassignedItem({ calendar }: Procedure, today: CivilDate, facts: ComplaintFacts): Item {
  const alarm = today > lastDayOf(facts.registeredOn, 1, 'monToFriDays', calendar.days);
  return { facts, matter: { section: 'unassigned', since: facts.registeredOn }, alarm };
}

/** Sorts after every day. */
const never = '9999-12-31';

/** Alarm where the last day is one working day away or nearer. */
function trayItems(procedure: Procedure, today: CivilDate, letters: WaitingLetter[]): Item[] {
  const dueFirst = letters.toSorted((one, other) => (one.dueOn ?? never).localeCompare(other.dueOn ?? never));
  return dueFirst.map(({ facts, duty, letterDate, dueOn }) => {
    const alarm = dueOn !== undefined && today >= postingDays(procedure, dueOn).alarmFrom;
    return { facts, matter: { section: 'post-tray', duty, since: letterDate, dueOn }, alarm };
  });
}

function insurerItem({ firm }: Procedure, today: CivilDate, { facts, writtenAt, replyBy }: AwaitedInsurer): Item {
  const alarm = replyBy !== undefined && replyBy < today;
  return { facts, matter: { section: 'insurer', since: civilDateAt(writtenAt, firm.timeZone), replyBy }, alarm };
}

/** Said when the time comes into view, and again in its last days; a line a day for a month would be read by nobody. */
function mediatorItems(procedure: Procedure, today: CivilDate, { mediator }: Watched): Item[] {
  const horizon = digestHorizon(procedure, today);
  return mediator
    .filter(({ time, comesIntoView }) => comesIntoView || time.until <= horizon)
    .map(({ facts, time }) => ({ facts, matter: { section: 'mediator', ...time }, alarm: false }));
}
