import type { Language } from '../../../letters/letter.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { dutiesForeseen, isOwedAtOnce } from '../../../register/intakes/first-limit.ts';
import type { ListedIntake } from '../../../register/intakes/intakes.ts';
import type { Instant } from '../../../workflows/domain/time.ts';
import { type LimitBadge, limitBadge } from './limit-badge.ts';

/** The first limit that an intake would have; undefined while nobody knows its firm. */
export function intakeBadge(
  { channel, receivedOn, dueOn }: Pick<ListedIntake, 'channel' | 'receivedOn' | 'dueOn'>,
  procedure: Procedure | undefined,
  now: Instant,
  language: Language,
): LimitBadge | undefined {
  if (!procedure || receivedOn === null || dueOn === null) return undefined;
  const today = civilDateAt(now, procedure.firm.timeZone);
  const foreseen = dutiesForeseen(procedure, { channel, fields: {}, receivedOn });
  const duty = foreseen.find((one) => isOwedAtOnce(one) && one.dueOn === dueOn);
  const known = duty ?? { duty: 'acknowledgement' as const, dueOn, limits: [] };
  return limitBadge({ duty: known, begun: true, today, procedure, language, dates: { receivedOn } });
}
