import { randomUUID } from 'node:crypto';
import { eventually } from './eventually.ts';

/** The access token of every API in these tests. */
export const adminToken = 'fault-tests-only-0123456789';
export const sessionSecret = 'fault-tests-only-0123456789-0123456789';

/** Decisions with the texts that their letters need. */
export const decisions = {
  acknowledgeNow: { decision: 'acknowledge-now' },
  insurerAnswers: {
    decision: 'set-responsibility',
    responsibility: 'insurer',
    insurer: { name: 'Exemple Assurances', email: 'reclamations@example.com', address: ['1 rue Exemple', '75001 PARIS'] },
    reasons: 'Le contrat prévoit que l’assureur se prononce.',
  },
  uphold: {
    decision: 'resolve',
    outcome: 'upheld',
    reasons: 'Les faits sont établis.',
    measures: 'Nous corrigeons votre contrat.',
  },
} as const;
export type DecisionName = keyof typeof decisions;

/** A request that was answered, but not as expected. */
export class NotAccepted extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Staff at work with the admin API: what they were told is kept, they remember. */
export class Staff {
  readonly #url: string;
  readonly #accepted: Map<string, string[]>;

  /** @param accepted where is kept what was accepted: the ids of the messages, in that order, by reference */
  constructor(url: string, accepted: Map<string, string[]>) {
    this.#url = url;
    this.#accepted = accepted;
  }

  async untilThere(): Promise<this> {
    await eventually(`the API at ${this.#url} answers`, async () => (await fetch(`${this.#url}/healthz`)).ok);
    return this;
  }

  /**
   * Registers a complaint. @returns its reference
   * @param received a day in the firm's zone; now unless given
   */
  async complain({ key = randomUUID(), received }: { key?: string; received?: string } = {}): Promise<string> {
    const { reference } = await this.#post('/api/complaints', key, 201, complaint(received));
    const known = String(reference);
    if (!this.#accepted.has(known)) this.#accepted.set(known, []);
    return known;
  }

  /** Takes decisions one after the other. @returns the id of the last one's message */
  async decide(reference: string, name: DecisionName, key: string = randomUUID()): Promise<string> {
    const { id } = await this.#post(`/api/complaints/${reference}/decisions`, key, 202, decisions[name]);
    const ids = this.#accepted.get(reference) ?? [];
    if (!ids.includes(String(id))) this.#accepted.set(reference, [...ids, String(id)]);
    return String(id);
  }

  async #post(path: string, key: string, expected: number, body: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${adminToken}`,
        'content-type': 'application/json',
        'idempotency-key': key,
        connection: 'close',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    if (response.status !== expected)
      throw new NotAccepted(response.status, `${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }
}

function complaint(received: string | undefined) {
  return {
    procedure: 'opticourtage',
    channel: 'letter',
    ...(received === undefined ? {} : { received }),
    complainant: { name: 'Dominique Exemple', salutation: 'madam', email: 'dominique@example.org' },
    matter: 'la résiliation de votre contrat',
    reason: 'Mon contrat a été résilié sans préavis.',
  };
}
