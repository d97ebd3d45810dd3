import { checkDecisionDates, checkReceivedDates } from '../api/messages/dates.ts';
import {
  decisionContents,
  escalationContents,
  type MessageContents,
  receivedContents,
} from '../api/messages/message-contents.ts';
import { Problem } from '../api/problems/problem.ts';
import { whyRefused } from '../api/problems/problems.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import { acceptMessage } from '../register/messages.ts';
import { recordPosting } from '../register/posting.ts';
import { rulebook } from '../register/procedure-rules.ts';
import { lettersOf } from '../register/queries.ts';
import { queueMediationReminder } from '../register/watch.ts';
import type { Instant } from '../workflows/domain/time.ts';
import { Chronicle } from './chronicle.ts';
import { Reminders } from './reminders.ts';
import { actor, type Scenario, type ScenarioEvent } from './scenario.ts';
import { SimulatedComplaint } from './simulated-complaint.ts';
import type { Notes, Refused, Story } from './timeline.ts';
import type { World } from './world.ts';

/** The test server cannot bear a signal at the instant of a timer: so far apart they are kept, in milliseconds. */
const apart = 60_000;

/**
 * Tells a scenario to its end: goes from one happening to the next, and writes down what came of each.
 *
 * @param signal ends the story early, by throwing
 */
export async function tellStory(
  world: World,
  scenario: Scenario,
  signal: AbortSignal = new AbortController().signal,
): Promise<Story> {
  await world.registers.next();
  const complaint = await SimulatedComplaint.register(world, scenario, signal);
  try {
    return await new StoryTeller(world, scenario, complaint).tell();
  } finally {
    await complaint.end().catch(() => undefined);
  }
}

class StoryTeller {
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #complaint: SimulatedComplaint;
  readonly #chronicle: Chronicle;
  readonly #reminders: Reminders;
  /** What is still to come of the scenario, in order. */
  readonly #events: ScenarioEvent[];

  constructor(world: World, scenario: Scenario, complaint: SimulatedComplaint) {
    this.#world = world;
    this.#scenario = scenario;
    this.#complaint = complaint;
    this.#chronicle = new Chronicle(complaint, scenario);
    this.#reminders = new Reminders(
      { register: () => complaint.register, library: world.library, procedure: scenario.procedure },
      complaint.reference,
      scenario.registeredAt - 1,
    );
    this.#events = [...scenario.events];
  }

  async tell(): Promise<Story> {
    await this.#settle();
    while (!(await this.#isOver())) {
      const [timer] = await this.#complaint.timers();
      const [event] = this.#events;
      const next = Math.min(timer ?? Number.POSITIVE_INFINITY, event?.at ?? Number.POSITIVE_INFINITY);
      const reached = await this.#digestsUntil(Math.min(next, this.#scenario.until.at));
      if (!reached) continue;
      if (next > this.#scenario.until.at) break;
      if (event && event.at === next) await this.#tellEvent(this.#events.shift() ?? event);
      else if (timer !== undefined) await this.#fire(timer);
    }
    return this.#chronicle.story(this.#endedAt());
  }

  /** Without a day to go on until, the story ends with the complaint, unless something is still to come. */
  async #isOver(): Promise<boolean> {
    const { facts } = await this.#complaint.known();
    return !this.#scenario.until.given && facts.closure !== undefined && this.#events.length === 0;
  }

  #endedAt(): Instant {
    return this.#scenario.until.given ? this.#scenario.until.at : this.#complaint.now;
  }

  /** @returns false where a digest gave rise to something, so that what comes next is to be looked for anew */
  async #digestsUntil(instant: Instant): Promise<boolean> {
    const { told, mediation } = await this.#reminders.until(instant);
    this.#chronicle.add(told);
    if (mediation === undefined) return true;
    await this.#goClearOfTimers(mediation.at);
    const { reference } = this.#complaint;
    await this.#complaint.at(() => queueMediationReminder(this.#complaint.register, { reference, until: mediation.until }));
    await this.#settle();
    return false;
  }

  async #fire(timer: Instant): Promise<void> {
    await this.#complaint.fire(timer, await this.#planned(timer));
    await this.#settle();
  }

  /** Takes up what came of a happening: what waits for the relay, and what waits for the post. */
  async #settle(): Promise<void> {
    await this.#complaint.deliver();
    await this.#chronicle.note();
    for (let letter = await this.#nextForPost(); letter; letter = await this.#nextForPost()) {
      await this.#goClearOfTimers(this.#complaint.now);
      await this.#post(letter.id);
      await this.#complaint.deliver();
      await this.#chronicle.note();
    }
  }

  async #nextForPost() {
    const letters = await lettersOf(this.#complaint.database, this.#complaint.reference);
    return letters.find(({ state, recipient }) => state === 'awaiting-post' && recipient !== 'staff');
  }

  /** On the day on which the letter came into the post tray. */
  async #post(letter: string): Promise<void> {
    const { now, reference } = this.#complaint;
    const { procedure } = this.#scenario;
    const on = civilDateAt(now, procedure.firm.timeZone);
    const posting = { reference, letter, on, at: now, actor };
    await this.#complaint.at(() => recordPosting(this.#complaint.register, posting, rulebook(procedure)));
  }

  async #tellEvent(event: ScenarioEvent): Promise<void> {
    const putOff = await this.#goClearOfTimers(event.at);
    const notes: Notes = { madeUp: event.madeUp, putOff };
    const refusal = await this.#complaint.at(() => this.#accept(event, notes));
    if (refusal !== undefined) this.#chronicle.refused(event, refusal, notes);
    else await this.#settle();
  }

  /**
   * Does what the API does with a decision, an escalation or something received.
   *
   * @returns why it was not accepted
   */
  async #accept(event: ScenarioEvent, notes: Notes): Promise<Refused | undefined> {
    const { procedure } = this.#scenario;
    const today = civilDateAt(this.#complaint.now, procedure.firm.timeZone);
    try {
      const { message, texts } = contentsOf(event, {
        directory: this.#world.directory,
        today,
        country: this.#scenario.procedure.firm.country,
      });
      const { reference } = this.#complaint;
      const { register } = this.#complaint;
      const rules = this.#world.library.rulebookFor(procedure);
      const acceptance = await acceptMessage(register, { reference, message, texts, actor }, rules);
      if (!acceptance.accepted) return { refusal: acceptance.reason, reason: whyRefused[acceptance.reason] };
      this.#chronicle.annotate(acceptance.id, notes);
      return undefined;
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      const reason = (fault.extensions.errors ?? []).map(({ path, message }) => `${path} ${message}`).join('; ');
      return { refusal: 'unfit-detail', reason: reason || fault.message };
    }
  }

  /**
   * Goes to an instant; where a timer fires within the minute after it, to a minute after that.
   *
   * @returns whether it was put off
   */
  async #goClearOfTimers(wanted: Instant): Promise<boolean> {
    let instant = Math.max(wanted, this.#complaint.now);
    for (;;) {
      const [timer] = await this.#complaint.timers();
      if (timer === undefined || timer - instant > apart) break;
      await this.#fire(timer);
      instant = Math.max(instant, (await this.#planned(timer)) + apart + 1_000);
    }
    await this.#complaint.goTo(instant);
    return instant > wanted;
  }

  /** A timer is set a moment after its duty was planned for: what happens then happens at the planned instant. */
  async #planned(timer: Instant): Promise<Instant> {
    const { duties } = await this.#complaint.known();
    const instants = duties.flatMap(({ sendAt, sendBy, dueAt, limits }) => [
      sendAt,
      sendBy,
      dueAt,
      ...limits.map((limit) => limit.dueAt),
    ]);
    const meant = instants.filter((instant) => instant <= timer && instant > timer - apart);
    return meant.length > 0 ? Math.max(...meant) : Math.floor(timer / 1_000) * 1_000;
  }
}

function contentsOf(event: ScenarioEvent, surroundings: Parameters<typeof decisionContents>[1]): MessageContents {
  if (event.decision) {
    checkDecisionDates(event.decision, surroundings.today);
    return decisionContents(event.decision, surroundings);
  }
  if (event.escalation) return escalationContents(event.escalation, surroundings);
  if (!event.received) throw new Error('An event of a scenario is empty.');
  checkReceivedDates(event.received, surroundings.today);
  return receivedContents(event.received, surroundings);
}
