import { lastDayOf, workingDayFrom } from '../../procedures/counting.ts';
import { insurerReplyBy } from '../../procedures/insurer-reply.ts';
import { defaultNewDate, latestGdprExtension, mediatorPeriod, planDuties, planOwnDuty } from '../../procedures/plan-duties.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Duty, DutyName } from '../../workflows/domain/duties.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';

/** The part of the made-up complaint that a letter belongs to, each with its own clock. */
export type Part = 'classic' | 'gdpr';

const sentOn = '2026-05-12';
const receivedOn = '2026-05-13';

/**
 * The made-up complaint under one firm's procedure: written on 12 May 2026, received on Wednesday 13 May 2026. Every day in it is
 * planned as a real one would be.
 */
export class GalleryCase {
  readonly procedure: Procedure;
  readonly sentOn = sentOn;
  readonly receivedOn = receivedOn;
  /** When the answer went out, and when the complainant disagreed with it. */
  readonly answeredOn: CivilDate;
  readonly disagreedOn: CivilDate;
  readonly #duties: Record<Part, Duty[]>;

  constructor(procedure: Procedure) {
    this.procedure = procedure;
    this.answeredOn = this.workingDay('2026-06-05');
    this.disagreedOn = this.workingDay('2026-06-09');
    const plan = (kind: Part) => planDuties(procedure, { reference: this.reference, kind, receivedOn, sentOn });
    this.#duties = { classic: plan('classic'), gdpr: plan('gdpr') };
  }

  get reference(): string {
    return `${this.procedure.prefix}-2026-000123`;
  }

  /** A duty of the complaint's own dates; nothing where neither text nor law gives it a limit. */
  duty(name: DutyName, part: Part = 'classic'): Duty | undefined {
    return this.#duties[part].find(({ duty }) => duty === name);
  }

  /** By when the complaint is answered. */
  answerBy(part: Part = 'classic'): CivilDate | undefined {
    return (part === 'gdpr' ? this.duty('gdpr-response', part) : this.duty('final-response'))?.dueOn;
  }

  /** By when a complaint that was only spoken is answered; nothing where everything begins with its writing. */
  spokenAnswerBy(): CivilDate | undefined {
    if (this.procedure.oral.taken === 'invited-to-write') return undefined;
    const plan = planDuties(this.procedure, { reference: this.reference, kind: 'classic', receivedOn, oral: true });
    return plan.find(({ duty }) => duty === 'final-response')?.dueOn;
  }

  /** The day on which Doléance sends the letter of a duty by itself. */
  sendingDay(name: DutyName, part: Part = 'classic'): CivilDate {
    return this.duty(name, part)?.sendOn ?? this.workingDay('2026-05-20');
  }

  /** The last day of a duty that something gave rise to on that day. */
  dueAfter(duty: DutyName, from: CivilDate): CivilDate {
    return planOwnDuty(this.procedure, { reference: this.reference, duty, occasion: 'gallery', from }).dueOn;
  }

  insurerReplyBy(from: CivilDate): CivilDate {
    const answerBy = this.answerBy();
    return insurerReplyBy(this.procedure, { from, answerBy: answerBy !== undefined && answerBy >= from ? answerBy : undefined });
  }

  newDate(from: CivilDate): CivilDate {
    return defaultNewDate(this.procedure, from);
  }

  /** The last day to which the answer about personal data can be put off. */
  latestGdprExtension(): CivilDate | undefined {
    return latestGdprExtension(this.procedure, { receivedOn, sentOn });
  }

  mediatorPeriod(): ReturnType<typeof mediatorPeriod> {
    return mediatorPeriod(this.procedure, { receivedOn, sentOn });
  }

  /** That day, or the next one on which somebody works. */
  workingDay(date: CivilDate): CivilDate {
    return workingDayFrom(date, this.procedure.calendar.days);
  }

  workingDaysAfter(date: CivilDate, days: number): CivilDate {
    return lastDayOf(date, days, 'monToFriDays', this.procedure.calendar.days);
  }
}
