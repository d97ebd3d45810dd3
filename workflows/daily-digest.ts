import { proxyActivities } from '@temporalio/workflow';
import type { DigestActivities } from '../activities/digest-activities.ts';

/** What the firm's Schedule starts the daily digest with: nothing personal, the procedure's id. */
export interface DigestInput {
  procedure: string;
}

/** What became of it, for the Temporal UI. */
export interface DigestSummary {
  /** The day in the firm's zone; null on a day on which the firm does not work. */
  day: string | null;
  /** Complainants who are reminded of the mediator's last day. */
  reminded: number;
  sent: number;
  /** Digests that no mail server took before their day was over. */
  overtaken: number;
}

/** Safe to run twice: a reminder is queued once for each complaint, a digest kept once for each person and day. */
const { findWorkingDay, remindOfMediation, writeDigests } = proxyActivities<DigestActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Safe to run twice: one row for each digest, with its finished bytes and a lease. It is tried until its day is over. */
const { sendDigest } = proxyActivities<DigestActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});

/**
 * A firm's morning: on a working day, remind the complainants whose time with the mediator ends soon, and tell each member of the
 * staff what is due, late, unassigned or waiting. Who has nothing to be told gets no mail.
 */
export async function dailyDigestWorkflow({ procedure }: DigestInput): Promise<DigestSummary> {
  const day = await findWorkingDay({ procedure });
  if (day === null) return { day, reminded: 0, sent: 0, overtaken: 0 };
  const reminded = await remindOfMediation({ procedure, day });
  const people = await writeDigests({ procedure, day });
  const results = await Promise.all(people.map((person) => sendDigest({ procedure, day, person })));
  const sent = results.filter((result) => result === 'sent').length;
  return { day, reminded, sent, overtaken: results.length - sent };
}
