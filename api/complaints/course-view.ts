import { datesOf, isWritten } from '../../procedures/complaint-dates.ts';
import { mediatorPeriod } from '../../procedures/plan-duties.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { ComplaintRow } from '../../register/tables.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import { partsOf } from '../../workflows/domain/parts.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import type { ComplaintView } from '../schemas/complaint-view.ts';
import type { ComplaintInFull } from './complaint-in-full.ts';

type Course = Pick<
  ComplaintView,
  | 'treatedBy'
  | 'oral'
  | 'writing'
  | 'linkedTo'
  | 'mandate'
  | 'barred'
  | 'responsibility'
  | 'acknowledgedAt'
  | 'recordedResult'
  | 'proposal'
  | 'answeredAt'
  | 'gdpr'
  | 'closing'
  | 'closure'
  | 'mediator'
  | 'mediatorPeriod'
>;

/** How a complaint came in, who treats it, what was decided, and where it can go on; what is not so is left out. */
export function courseView({ row, facts }: Pick<ComplaintInFull, 'row' | 'facts'>, procedure: Procedure): Course {
  const { oral, writing, linkedTo, mandate, barred, responsibility, recordedResult, proposal, closing, closure, mediator } =
    facts;
  return withoutAbsent({
    treatedBy: procedure.levels?.find(({ level }) => level === facts.level)?.treatedBy,
    oral,
    writing,
    linkedTo,
    mandate,
    barred,
    responsibility,
    acknowledgedAt: instant(facts.acknowledgedAt),
    recordedResult,
    proposal,
    answeredAt: instant(facts.answeredAt),
    gdpr: gdprView(facts),
    closing,
    closure,
    mediator,
    mediatorPeriod: periodView(row, facts, procedure),
  });
}

function gdprView({ gdpr }: ComplaintFacts): Course['gdpr'] {
  if (!gdpr) return undefined;
  const { result, answeredAt, extendedTo } = gdpr;
  return withoutAbsent({ outcome: result?.outcome, answeredAt: instant(answeredAt), extendedTo });
}

/** Consumers alone can go to a consumer mediator, with something in writing, and about anything but personal data. */
function periodView({ capacity }: ComplaintRow, facts: ComplaintFacts, procedure: Procedure): Course['mediatorPeriod'] {
  if (capacity !== 'consumer' || !isWritten(facts) || !partsOf(facts.kind).includes('classic')) return undefined;
  return mediatorPeriod(procedure, datesOf(facts));
}

function instant(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

/** The fields that are there. */
type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function withoutAbsent<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>;
}
