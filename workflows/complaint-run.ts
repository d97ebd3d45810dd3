import {
  condition,
  continueAsNew,
  patched,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { LetterActivities } from '../activities/letter-activities.ts';
import type { ComplaintFacts, Result } from './domain/complaint.ts';
import { type DutyName, type DutyStatus, isOpen, type Limit, type LimitSource, sameDuty } from './domain/duties.ts';
import { isNotTreatedFurther } from './domain/ending.ts';
import { isAcknowledgement, type LetterKind } from './domain/letters.ts';
import type { Message, Notice } from './domain/messages.ts';
import { isOwed } from './domain/owed.ts';
import { hasLaterPromise, partAnsweredBy, resultOf, wasAnswered } from './domain/parts.ts';
import { readMessage } from './domain/read-message.ts';
import type { DeliveredMessage, DutyOccasion, Standing } from './domain/standing.ts';
import type { CivilDate, Instant } from './domain/time.ts';
import {
  type ComplaintInput,
  type ComplaintStatus,
  decideSignal,
  escalateSignal,
  getStatusQuery,
  type Numbered,
  receiveSignal,
} from './messages.ts';
import { register } from './register-writes.ts';
import { attributesAtStart, searchAttributesOf } from './search-attributes.ts';

/**
 * A letter is tried until the mail server has it, however long that takes. It is safe to run twice: one row per letter,
 * with its finished bytes and a lease. A worker that dies is noticed by its missing heartbeat.
 */
const lettersWith = (summary: string) =>
  proxyActivities<LetterActivities>({
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
    summary,
  });

/** The workflow that a run belongs to. */
export type ComplaintWorkflow = (input: ComplaintInput) => Promise<void>;

/** Keeps one duty; ends when nothing of it is owed any more. */
export type KeepDuty = (complaint: ComplaintRun, duty: DutyStatus) => Promise<void>;

/** One run of a complaint's workflow: its standing, its messages, and what the duties need to be kept. */
export class ComplaintRun {
  facts!: ComplaintFacts;
  readonly #input: ComplaintInput;
  readonly #duties: DutyStatus[] = [];
  readonly #kept: DutyStatus[] = [];
  readonly #acting: DutyStatus[] = [];
  readonly #leaving: LetterKind[] = [];
  /** The letters under way, until they are out. */
  readonly #sending = new Set<string>();
  readonly #inbox: DeliveredMessage[] = [];
  readonly #posted = new Set<string>();
  /** The messages by which the register only tells what it has recorded, with what that is. */
  readonly #notices = new Map<string, Notice['what']>();
  /** How often staff have completed the file: letters that wait for the post may have another address. */
  #completions = 0;
  #underWay = 0;
  /** An operator has asked for a new run, so that this one's history need not replay any longer. */
  #toBeRenewed = false;
  /** Breaches of which the manager has not been told yet. */
  #telling = 0;
  #fault: { error: unknown } | undefined;
  #published = '';

  constructor(input: ComplaintInput) {
    this.#input = input;
    // Handlers only enqueue: what came first is applied first, one at a time.
    setHandler(decideSignal, (payload) => this.#enqueue('decide', payload));
    setHandler(escalateSignal, (payload) => this.#enqueue('escalate', payload));
    setHandler(receiveSignal, (payload) => this.#enqueue('receive', payload));
    setHandler(getStatusQuery, () => this.#status());
  }

  /** Takes the complaint up from the register: what is planned, done and decided so far. */
  async takeUp(): Promise<void> {
    const standing = await register('takeUp', { reference: this.#input.reference });
    this.#published = JSON.stringify(attributesAtStart(workflowInfo().typedSearchAttributes));
    this.#take(standing);
  }

  /** Keeps every open duty, each in its own way and all side by side, and applies messages in between, until the complaint is closed. */
  async keepDuties(waysToKeep: Record<DutyName, KeepDuty>): Promise<void> {
    for (;;) {
      this.#beginOpenDuties(waysToKeep);
      await condition(() => this.#fault !== undefined || this.#hasWork() || this.#underWay === 0 || this.#mayBeRenewed());
      if (this.#fault) throw this.#fault.error;
      if (this.#hasNewDuty()) continue;
      const message = this.#inbox.shift();
      if (message) await this.#apply(message);
      else if (this.#underWay === 0 && (await this.#closeIfOver())) return;
      await this.#renewAtQuietMoment();
    }
  }

  /** Workflow time; in a simulation, the simulated one. */
  now(): Instant {
    // eslint-disable-next-line no-restricted-syntax -- the one clock of workflow code
    return Date.now() - (this.#input.clockOffset ?? 0);
  }

  /** True once a duty is fulfilled, or nothing of it is owed any more. */
  isOver(duty: DutyStatus): boolean {
    return !isOpen(this.#current(duty));
  }

  /** True where the complainant was given a date for the same answer that is later than this duty's. */
  hasLaterPromise(duty: DutyStatus): boolean {
    return hasLaterPromise(this.facts.kind, this.#duties, duty);
  }

  /** Waits as long as it takes. */
  async when(happened: () => boolean): Promise<void> {
    await condition(happened);
  }

  /**
   * Waits for something to happen, but no longer than until an instant.
   *
   * @returns whether it happened
   */
  async until(instant: Instant, happened: () => boolean, summary: string): Promise<boolean> {
    if (happened()) return true;
    const remaining = instant - this.now();
    return remaining > 0 && condition(happened, remaining, { summary });
  }

  /** Waits until it is time to act on a duty, or until something makes it act earlier or not at all. */
  async untilTimeToAct(duty: DutyStatus, earlier: () => boolean): Promise<void> {
    const summary = `${duty.duty}: acts on ${duty.sendOn}, due on ${duty.dueOn}`;
    let time = duty.sendAt;
    while (!(await this.until(time, earlier, summary)) && this.now() >= duty.sendBy) {
      // The worker was away past the sending window: at once, or in the next one.
      time = await register('nextSendingTime', { ...occasionOf(this.#input.reference, duty), now: this.now() });
      if (time <= this.now()) break;
    }
    this.beginActing(duty);
  }

  /** From now on the duty's limits are watched until it is over. */
  beginActing(duty: DutyStatus): void {
    if (this.#acting.some((acting) => sameDuty(acting, duty))) return;
    this.#acting.push(duty);
    this.#inBackground(this.#watchLimits(duty));
  }

  /**
   * Sends a letter; ends when it is out, by mail or by post, or when it has become needless. A duty that is open again because one of
   * its letters came back waits for the others that are under way already.
   */
  async sendLetter(duty: DutyStatus, kind: LetterKind, occasion = duty.occasion): Promise<void> {
    const name = `${duty.duty} ${occasion} ${kind}`;
    if (timesOpened(duty) > 0 && this.#sending.has(name)) return this.when(() => !this.#sending.has(name));
    this.#sending.add(name);
    try {
      for (;;) {
        const before = this.#completions;
        this.#leaving.push(kind);
        const letter = { reference: this.#input.reference, duty: duty.duty, occasion, kind, at: this.now() };
        const result = await lettersWith(`${kind}, for ${duty.duty}`).sendLetter(letter);
        this.#leaving.splice(this.#leaving.indexOf(kind), 1);
        if (result.state === 'sent') this.#take(result.standing);
        // An alert is worth its moment only: nothing waits for it to be posted.
        if (result.state !== 'awaiting-post' || kind === 'breach-alert') return;
        await condition(() => this.#posted.delete(result.letter) || this.#completions > before || this.isOver(duty));
        if (this.isOver(duty)) return;
      }
    } finally {
      this.#sending.delete(name);
    }
  }

  /** Sends all the letters that fulfil a duty. */
  async sendLetters(duty: DutyStatus): Promise<void> {
    await Promise.all(duty.letters.map((kind) => this.sendLetter(duty, kind)));
  }

  /** The result that a duty to answer waits for. */
  resultFor({ duty }: DutyStatus): Result | undefined {
    const part = partAnsweredBy(duty);
    return part && resultOf(this.facts, part);
  }

  /** The letter that answers: the one that the result names, and one form for everything about personal data. */
  answerLetterFor(duty: DutyStatus): LetterKind {
    if (duty.duty === 'gdpr-response') return 'gdpr-answer';
    return this.resultFor(duty)?.outcome ?? 'rejected';
  }

  /** True where the firm could not treat the complaint further, so that no answer will leave. */
  isNotTreatedFurther(): boolean {
    return isNotTreatedFurther(this.facts);
  }

  /** True once an answer has left, also where a second treatment has begun since. */
  wasAnswered(): boolean {
    return this.facts.secondTreatment !== undefined || wasAnswered(this.facts);
  }

  /** True while it is time to act on a duty of that name and nothing has come of it yet. */
  actsOn(name: DutyName): boolean {
    return this.#duties.some((duty) => duty.duty === name && isOpen(duty) && duty.sendAt - aDay < this.now());
  }

  /** True where an interim reply has told the complainant this date. */
  isGivenByInterimReply({ occasion }: DutyStatus): boolean {
    return occasion.startsWith('interim-reply-');
  }

  /** Lets a letter that is on its way arrive first: the answer never overtakes the acknowledgement. */
  async untilAcknowledgementHasLeft(): Promise<void> {
    await condition(() => !this.#leaving.some(isAcknowledgement));
  }

  /** Gives the complainant a new date; from then on it is a duty of its own. */
  async announceNewDate(duty: DutyStatus): Promise<void> {
    const { reference } = this.#input;
    this.#take(await register('announceNewDate', { reference, after: { duty: duty.duty, occasion: duty.occasion } }));
  }

  /** Closes a complaint that was never written; one that was written in the meantime goes on. */
  async closeAsNeverWritten({ occasion }: DutyStatus): Promise<void> {
    this.#take(await register('closeAsNeverWritten', { reference: this.#input.reference, occasion }));
  }

  /** Tells the manager of a breach of an earlier duty of the same name that its evidence has shown. */
  async tellOfFirstBreach(duty: DutyStatus): Promise<void> {
    const first = this.#duties.find((one) => one.duty === duty.duty) ?? { ...duty, occasion: 'first' };
    await this.#tellOfBreach(first, 'procedure');
  }

  /** Each limit that passes while the duty is open is a breach, told to the manager at once. */
  async #watchLimits(duty: DutyStatus): Promise<void> {
    // Limits that end with the same day are told of together; older runs told of each.
    if (patched('one-alert-per-day')) return this.#watchDays(duty);
    for (const limit of duty.limits) {
      const summary = `${duty.duty}: last day ${limit.dueOn} (${limit.source})`;
      const over = await this.until(limit.dueAt, () => this.isOver(duty), summary);
      // The evidence decides: what left a moment too late was late, even if it was over before the timer fired.
      const { doneAt } = this.#current(duty);
      if (over && (doneAt === undefined || doneAt < limit.dueAt)) return;
      await this.#tellOfBreach(duty, limit.source);
    }
  }

  async #watchDays(duty: DutyStatus): Promise<void> {
    for (const day of daysOf(duty.limits)) {
      const summary = `${duty.duty}: last day ${day.dueOn} (${day.sources.join(', ')})`;
      const over = await this.until(day.dueAt, () => this.isOver(duty), summary);
      const { doneAt } = this.#current(duty);
      if (over && (doneAt === undefined || doneAt < day.dueAt)) return;
      await this.#tellOfDay(duty, day);
    }
  }

  async #tellOfDay(duty: DutyStatus, { dueOn, sources }: LimitDay): Promise<void> {
    this.#telling += 1;
    const broken: boolean[] = [];
    for (const source of sources)
      broken.push(await register('recordBreach', { ...occasionOf(this.#input.reference, duty), source }));
    if (broken.includes(true)) await this.sendLetter({ ...duty, occasion: `${duty.occasion}/${dueOn}` }, 'breach-alert');
    this.#telling -= 1;
  }

  async #tellOfBreach(duty: DutyStatus, source: LimitSource): Promise<void> {
    this.#telling += 1;
    const broken = await register('recordBreach', { ...occasionOf(this.#input.reference, duty), source });
    if (broken) await this.sendLetter({ ...duty, occasion: `${duty.occasion}/${source}` }, 'breach-alert');
    this.#telling -= 1;
  }

  #enqueue(signal: Message['signal'], payload: unknown): void {
    const given = (typeof payload === 'object' && payload !== null ? payload : {}) as Partial<Numbered<Notice>>;
    // The relay's first message only starts the run: taking the complaint up was all that it asked for.
    if (given.what === 'registered') return;
    if (given.what === 'renew') {
      this.#toBeRenewed = true;
      return;
    }
    const id = isMessageId(given.messageId) ? given.messageId : uuid4();
    if (given.what === 'letter-posted' && typeof given.letter === 'string') this.#posted.add(given.letter);
    if (given.what === 'letter-posted' || given.what === 'letter-bounced') this.#notices.set(id, given.what);
    this.#inbox.push({ reference: this.#input.reference, id, signal, message: readMessage(signal, payload) });
  }

  async #apply(message: DeliveredMessage): Promise<void> {
    const notice = this.#notices.get(message.id);
    this.#notices.delete(message.id);
    const { standing } = await register('applyMessage', message, notice ? `receive: ${notice}` : summaryOf(message));
    this.#take(standing);
    if (completesFile(message)) this.#completions += 1;
  }

  /** Closes the complaint where nothing is owed any more; where nothing is decided either, only a message can go on from here. */
  async #closeIfOver(): Promise<boolean> {
    if (!this.facts.closure) this.#take(await register('closeComplaint', { reference: this.#input.reference }));
    if (this.facts.closure) return !this.#hasWork();
    await condition(() => this.#hasWork() || this.#mayBeRenewed());
    return false;
  }

  /**
   * A long history, or one that is asked to, is continued in a new run while nothing is under way; the register has everything that
   * the new run needs.
   */
  async #renewAtQuietMoment(): Promise<void> {
    const tooLong = this.#isQuiet() && workflowInfo().continueAsNewSuggested;
    if (tooLong || this.#mayBeRenewed()) await continueAsNew<ComplaintWorkflow>(this.#input);
  }

  #mayBeRenewed(): boolean {
    return this.#toBeRenewed && this.#isQuiet();
  }

  #isQuiet(): boolean {
    return !this.#hasWork() && this.#leaving.length === 0 && this.#telling === 0;
  }

  #hasWork(): boolean {
    return this.#inbox.length > 0 || this.#hasNewDuty();
  }

  #beginOpenDuties(waysToKeep: Record<DutyName, KeepDuty>): void {
    for (const duty of this.#duties.filter((duty) => isOpen(duty) && !this.#isKept(duty))) {
      this.#kept.push(duty);
      this.#inBackground(waysToKeep[duty.duty](this, duty));
    }
  }

  #hasNewDuty(): boolean {
    return this.#duties.some((duty) => isOpen(duty) && !this.#isKept(duty));
  }

  #isKept(duty: DutyStatus): boolean {
    return this.#kept.some((kept) => sameDuty(kept, duty));
  }

  #inBackground(work: Promise<void>): void {
    this.#underWay += 1;
    work
      .catch((error: unknown) => {
        this.#fault = { error };
      })
      .finally(() => {
        this.#underWay -= 1;
      });
  }

  #current(duty: DutyStatus): DutyStatus {
    return this.#duties.find((known) => sameDuty(known, duty)) ?? duty;
  }

  /** Takes over what a write to the register has changed; an older picture never replaces a newer one. */
  #take({ facts, duties }: Standing): void {
    if (this.facts === undefined || facts.revision >= this.facts.revision) this.facts = facts;
    for (const duty of duties) {
      const place = this.#duties.findIndex((known) => sameDuty(known, duty));
      const known = this.#duties[place];
      if (!known) this.#duties.push(duty);
      else if (timesOpened(duty) > timesOpened(known)) this.#openAgain(place, duty);
      else if (!isOpen(duty) && timesOpened(duty) === timesOpened(known)) this.#duties[place] = duty;
    }
    this.#publish();
  }

  /** A letter of a duty that had ended never arrived: the duty is kept from the beginning once more. */
  #openAgain(place: number, duty: DutyStatus): void {
    this.#duties[place] = duty;
    for (const list of [this.#kept, this.#acting]) {
      const before = list.findIndex((one) => sameDuty(one, duty));
      if (before >= 0) list.splice(before, 1);
    }
  }

  /** Shows engineers how the complaint stands; search attributes are written together, and only when one has changed. */
  #publish(): void {
    const attributes = searchAttributesOf(this.facts, this.#duties);
    const text = JSON.stringify(attributes);
    if (text !== this.#published) upsertSearchAttributes(attributes);
    this.#published = text;
    setCurrentDetails(details(this.facts, this.#duties));
  }

  #status(): ComplaintStatus {
    return { facts: this.facts, openDuties: this.#duties.filter(isOpen), waitingMessages: this.#inbox.length };
  }
}

/** In milliseconds. */
const aDay = 86_400_000;

/** The limits that end with one day. */
interface LimitDay {
  dueOn: CivilDate;
  dueAt: Instant;
  sources: LimitSource[];
}

function daysOf(limits: Limit[]): LimitDay[] {
  const days: LimitDay[] = [];
  for (const { dueOn, dueAt, source } of limits) {
    const day = days.find((one) => one.dueOn === dueOn);
    if (day) day.sources.push(source);
    else days.push({ dueOn, dueAt, sources: [source] });
  }
  return days;
}

function occasionOf(reference: string, { duty, occasion }: DutyStatus): DutyOccasion {
  return { reference, duty, occasion };
}

function completesFile({ message }: DeliveredMessage): boolean {
  return message?.signal === 'decide' && message.body.decision === 'complete-file';
}

function timesOpened({ openedAgain = 0 }: DutyStatus): number {
  return openedAgain;
}

function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
}

/** `resolve: rejected`, `to mediator`, `disagreement`. */
function summaryOf({ signal, message }: DeliveredMessage): string {
  const facts = message ? Object.values(message.body).map(String) : ['not understood'];
  return `${signal}: ${facts.join(', ')}`;
}

/** For the Temporal UI: where the complaint stands and what comes next. */
function details(facts: ComplaintFacts, duties: DutyStatus[]): string {
  const owed = duties
    .filter((duty) => isOwed(facts, duty))
    .map((duty) => `- **${duty.duty}**: acts on ${duty.sendOn}, due on ${duty.dueOn}`);
  const head = `${facts.stage}, level ${facts.level}, ${facts.procedureVersion}`;
  return [head, '', ...(owed.length > 0 ? owed : ['Nothing is owed.'])].join('\n');
}
