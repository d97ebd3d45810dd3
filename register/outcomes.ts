import type { MessageOutcome } from '../workflows/domain/standing.ts';
import { readOutcome } from './messages.ts';
import { Notifications } from './notifications.ts';
import type { Register } from './register.ts';

/** Waits for what the workflow makes of an accepted message. */
export class Outcomes {
  readonly #register: Register;
  readonly #notifications: Notifications;

  constructor(register: Register) {
    this.#register = register;
    this.#notifications = new Notifications(register.url, 'message_settled');
  }

  async open(): Promise<void> {
    await this.#notifications.open();
  }

  async close(): Promise<void> {
    await this.#notifications.close();
  }

  /**
   * Waits until the message is applied or refused, but no longer than so many seconds.
   *
   * @returns what is known of it then: still `accepted` where the time ran out
   */
  async wait(reference: string, id: string, seconds: number): Promise<MessageOutcome | undefined> {
    const until = Date.now() + seconds * 1_000;
    for (;;) {
      // Subscribed before it is read, so that no notification falls between.
      const settled = this.#settled(id, Math.min(1_000, Math.max(0, until - Date.now())));
      const outcome = await readOutcome(this.#register.database, reference, id);
      if (outcome?.state !== 'accepted' || Date.now() >= until) {
        settled.cancel();
        return outcome;
      }
      await settled.promise;
    }
  }

  #settled(id: string, milliseconds: number): { promise: Promise<void>; cancel: () => void } {
    let finish: () => void = () => undefined;
    const promise = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const timer = setTimeout(finish, milliseconds);
    const unsubscribe = this.#notifications.subscribe((payload) => {
      if (payload === id) finish();
    });
    const cancel = () => {
      clearTimeout(timer);
      unsubscribe();
      finish();
    };
    return { promise: promise.finally(cancel), cancel };
  }
}
