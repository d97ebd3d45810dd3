/** The points at which the ordinary complaint waits for staff, by the activity after which it does, and at last its end. */
const milestones = ['takeUp', 'sendLetter acknowledgement', 'sendLetter forwarding-notice', 'closeComplaint'] as const;

/** How many there are. */
export const lastMilestone = milestones.length - 1;

/** Which milestone a complaint has come to with that activity; undefined where it is none. */
export function milestoneOf(label: string): number | undefined {
  const place = milestones.findIndex((milestone) => milestone === label);
  return place < 0 ? undefined : place;
}

/** Where each lifecycle under way has come to. */
export class Milestones {
  readonly #reached = new Map<string, Set<number>>();
  readonly #waiting = new Map<string, () => void>();

  /** Notes it; the same again changes nothing. */
  note(workflow: string, milestone: number): void {
    const reached = this.#reached.get(workflow) ?? new Set<number>();
    this.#reached.set(workflow, reached.add(milestone));
    this.#waiting.get(`${workflow} ${milestone}`)?.();
  }

  /** Ends once a lifecycle has come to a milestone. @throws Error after the limit, naming both */
  async until(workflow: string, milestone: number, limitSeconds: number): Promise<void> {
    if (this.#reached.get(workflow)?.has(milestone)) return;
    const key = `${workflow} ${milestone}`;
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((reached, failed) => {
        this.#waiting.set(key, reached);
        const words = `${workflow} did not come to '${milestones[milestone]}' within ${limitSeconds} s`;
        timer = setTimeout(() => failed(new Error(words)), limitSeconds * 1000);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(key);
    }
  }

  /** Forgets a lifecycle that has ended. */
  forget(workflow: string): void {
    this.#reached.delete(workflow);
  }
}
