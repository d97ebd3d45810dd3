import type { WorkflowHandle } from '@temporalio/client';
import { planRegistration } from '../procedures/plan-registration.ts';
import { isByPost, readComplaint, registerComplaint } from '../register/complaints.ts';
import type { Register } from '../register/register.ts';
import type { Instant } from '../workflows/domain/time.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { eventually } from './eventually.ts';
import { failureOf, type History, isOver, isQuiet, openTimers } from './history.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** After a timer's instant, so that whatever fires with it has fired; milliseconds. */
const afterTimer = 250;

/** A complaint in the world of a simulation: its run, and the way from one instant of it to the next. */
export class SimulatedComplaint {
  readonly reference: string;
  readonly #world: World;
  readonly #handle: WorkflowHandle;
  readonly #signal: AbortSignal;
  #now: Instant;

  private constructor(world: World, reference: string, now: Instant, signal: AbortSignal) {
    this.#world = world;
    this.reference = reference;
    this.#handle = world.client.workflow.getHandle(workflowIdOf(reference));
    this.#now = now;
    this.#signal = signal;
  }

  /**
   * Registers a complaint as the API does, at its own moment.
   *
   * @param signal ends its story: whatever is asked of it then throws, so that no later story is touched
   */
  static async register(
    world: World,
    { procedure, complaint, registeredAt }: Scenario,
    signal: AbortSignal,
  ): Promise<SimulatedComplaint> {
    const { clock, registers } = world;
    const offset = await clock.begin(registeredAt);
    const { reference } = await clock.at(registeredAt, () =>
      registerComplaint(registers.register, complaint, (reference) =>
        planRegistration(procedure, { ...complaint, reference, byPost: isByPost(complaint) }),
      ),
    );
    clock.keep(reference, offset);
    clock.hold(reference, registeredAt);
    return new SimulatedComplaint(world, reference, registeredAt, signal);
  }

  /** The instant at which whatever happens now happens. */
  get now(): Instant {
    return this.#now;
  }

  get register(): Register {
    this.#signal.throwIfAborted();
    return this.#world.registers.register;
  }

  get database() {
    return this.register.database;
  }

  /** Runs something at the complaint's time. */
  at<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#signal.throwIfAborted();
    return this.#world.clock.at(this.#now, work);
  }

  async known() {
    const complaint = await readComplaint(this.database, this.reference);
    if (complaint === undefined) throw new Error(`There is no complaint ${this.reference}.`);
    return complaint;
  }

  /** Lets the relay deliver what waits, and the workflow do all that it can do now. */
  async deliver(): Promise<void> {
    for (;;) {
      const { delivered, failed, code } = await this.#world.relay.deliverBatch();
      if (failed > 0) throw new Error(`The relay could not deliver: ${code}`);
      if (delivered === 0) break;
    }
    await this.rest();
  }

  /** Ends when no workflow task and no activity is under way. @throws Error where the run has failed */
  async rest(): Promise<void> {
    const history = await eventually(`${this.reference} comes to rest`, async () => {
      const history = await this.history();
      return isQuiet(history) ? history : undefined;
    });
    const failure = failureOf(history);
    if (failure !== undefined) throw new Error(failure);
  }

  /** When the open timers fire, in the complaint's time, the earliest first. */
  async timers(): Promise<Instant[]> {
    const offset = this.#world.clock.offsetOf(this.reference);
    return openTimers(await this.history())
      .map(({ firesAt }) => firesAt - offset)
      .toSorted((one, other) => one - other);
  }

  /** Lets time pass until an instant at which nothing is planned. */
  async goTo(instant: Instant): Promise<void> {
    await this.#pass(instant);
    this.#hold(instant);
  }

  /**
   * Lets time pass until a timer has fired and everything that follows from it has happened.
   *
   * @param planned the instant that the timer was meant for: the server's own is a little later
   */
  async fire(timer: Instant, planned: Instant): Promise<void> {
    this.#hold(planned);
    await this.#pass(timer + afterTimer);
    await eventually(`the timers of ${this.reference} fire`, async () => {
      const [next] = await this.timers();
      return next === undefined || next > timer ? true : undefined;
    });
    await this.rest();
  }

  /** Ends the run where one is left: later stories must not wake it. */
  async end(): Promise<void> {
    if (isOver(await this.#handle.fetchHistory())) return;
    await this.#handle.terminate();
  }

  async history(): Promise<History> {
    this.#signal.throwIfAborted();
    return this.#handle.fetchHistory();
  }

  async #pass(instant: Instant): Promise<void> {
    const remaining = instant - (await this.#world.clock.serverNow(this.reference));
    if (remaining > 0) await this.#world.sleep(remaining);
  }

  /** Time never goes back. */
  #hold(instant: Instant): void {
    this.#now = Math.max(this.#now, instant);
    this.#world.clock.hold(this.reference, this.#now);
  }
}
