import type { RecourseBody } from '../../letters/letter.ts';
import { linesUnderName } from '../../letters/writing/people.ts';
import { recourseOf } from '../../letters/writing/recourse.ts';
import type { Insurer } from '../../register/complaint-content.ts';
import { wasAnswered } from '../../workflows/domain/parts.ts';
import type { Contents } from './contents.ts';
import type { Visit } from './visit.ts';

/** Somebody to turn to. */
interface Body {
  name: string;
  address: string | undefined;
  email: string | undefined;
  website: string | undefined;
  /** Where the website is. */
  link: string | undefined;
}

/** The ways on from a complaint, with their details. */
export interface WaysOn {
  mediator: (Body & { when: MediatorTime; from: string | undefined; until: string | undefined; free: boolean }) | undefined;
  /** The mediator or the court has it, or the mediator has said what it thinks. */
  state: 'with-mediator' | 'opinion-given' | 'in-court' | undefined;
  authority: Body | undefined;
  insurer: (Body & { reference: string | undefined }) | undefined;
  court: string | undefined;
}

/** `anyTime`: nobody knows a last day, or from which day on (Belgium). `afterWriting`: it hears who has written to the firm. */
type MediatorTime = 'over' | 'later' | 'now' | 'anyTime' | 'afterAnswer' | 'afterWriting';

/** The ways on that are open on this day; what is past or not theirs is not among them. */
export function waysOnOf(visit: Visit, { texts }: Pick<Contents, 'texts'>): WaysOn {
  const { dependencies, complaint, situation, procedure, page, today } = visit;
  const { facts } = situation;
  const { directory } = dependencies;
  const recourse = recourseOf({ directory, complaint: { ...complaint, facts }, procedure }, page, today);
  const { state, mediator, authority, court, consumer } = recourse;
  const insurer = facts.insurerNamedBy === undefined ? undefined : texts.get(facts.insurerNamedBy)?.insurer;
  const isGone = state !== undefined && state !== 'open';
  return {
    mediator:
      mediator && consumer && !isGone
        ? {
            ...bodyOf(mediator),
            when: timeOf(mediator, {
              today,
              isAnswered: wasAnswered(facts) || facts.secondTreatment !== undefined || facts.closure !== undefined,
            }),
            from: mediator.from,
            until: mediator.until,
            free: mediator.free !== false,
          }
        : undefined,
    state: isGone ? state : undefined,
    authority: authority && bodyOf(authority),
    insurer: insurer && insurerBody(insurer),
    court,
  };
}

function timeOf(
  { from, until, needsWrittenComplaint }: NonNullable<ReturnType<typeof recourseOf>['mediator']>,
  { today, isAnswered }: { today: string; isAnswered: boolean },
): MediatorTime {
  if (until !== undefined && until < today) return 'over';
  if (isAnswered) return until === undefined && from === undefined ? 'anyTime' : 'now';
  if (from !== undefined) return from > today ? 'later' : 'now';
  if (until !== undefined) return 'afterAnswer';
  return needsWrittenComplaint === true ? 'afterWriting' : 'anyTime';
}

function bodyOf({ name, addressLine, email, website }: RecourseBody): Body {
  const link = website === undefined ? undefined : /^https?:\/\//.test(website) ? website : `https://${website}`;
  return {
    name: capitalised(name),
    address: addressLine,
    email,
    website: link?.replace(/^https?:\/\//, '').replace(/\/$/, ''),
    link,
  };
}

function insurerBody(insurer: Insurer): NonNullable<WaysOn['insurer']> {
  const { name, email, reference } = insurer;
  return { name, address: linesUnderName(insurer)?.join(', '), email, website: undefined, link: undefined, reference };
}

/** A name that stands by itself: the directory has it as in the middle of a sentence. */
function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
