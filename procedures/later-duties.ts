import type { ProcedureContent } from './schema.ts';

type Default = ProcedureContent['defaults'][number];

const both: Default['kinds'] = ['classic', 'gdpr'];
const reason = 'this version was kept before Doléance had the duty';

/** The limits of duties that Doléance did not have when the first versions were kept. */
const laterDuties: Default[] = [
  { duty: 'complaint-copy', kinds: both, within: 1, unit: 'monToFriDays', from: 'decision', reason },
  { duty: 'redirecting', kinds: both, within: 5, unit: 'monToFriDays', from: 'decision', reason },
  { duty: 'sending-on', kinds: both, within: 5, unit: 'monToFriDays', from: 'decision', reason },
  { duty: 'invitation-to-write', kinds: both, within: 2, unit: 'monToFriDays', from: 'decision', reason },
  { duty: 'reminder-to-write', kinds: both, within: 10, unit: 'monToFriDays', from: 'invitation', reason },
  { duty: 'never-written', kinds: both, within: 10, unit: 'monToFriDays', from: 'reminder', reason },
  { duty: 'mandate-request', kinds: both, within: 2, unit: 'monToFriDays', from: 'decision', reason },
  { duty: 'mediation-reminder', kinds: ['classic'], within: 5, unit: 'monToFriDays', from: 'mediator-period', reason },
];

/** A kept version's defaults, with one for each duty that it does not know yet: its complaints can come to that duty all the same. */
export function withLaterDuties(defaults: Default[]): Default[] {
  return [...defaults, ...laterDuties.filter(({ duty }) => !defaults.some((known) => known.duty === duty))];
}
