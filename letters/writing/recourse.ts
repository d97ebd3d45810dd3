import { datesOf, isWritten } from '../../procedures/complaint-dates.ts';
import { mediatorPeriod } from '../../procedures/plan-duties.ts';
import { addressIn, type RecourseBody, type RecourseDirectory, recourseFor, websiteIn } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { KnownComplaint } from '../../register/complaints.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { Language, Recourse, RecourseState } from '../letter.ts';

interface Question {
  directory: RecourseDirectory;
  complaint: KnownComplaint;
  procedure: Procedure;
}

/**
 * The ways on that are open to a complainant on a day, as letters name them.
 *
 * @param wroteToMediator the letter is about one that was meant for the mediator: named then, whoever wrote and about what
 */
export function recourseOf(question: Question, language: Language, on: CivilDate, wroteToMediator = false): Recourse {
  const { complaint, procedure } = question;
  const { facts, row } = complaint;
  const bodies = openBodies(question, on);
  const ofType = (type: RecourseBody['type']) => bodies.find((body) => body.type === type);
  const mediator = ofType('mediator') ?? (wroteToMediator ? mediatorOf(question) : undefined);
  const authority = ofType('data-protection-authority');
  const period = isWritten(facts) ? mediatorPeriod(procedure, datesOf(facts)) : undefined;
  return {
    consumer: row.capacity === 'consumer',
    ...(stateOf(facts) ? { state: stateOf(facts) } : {}),
    ...(mediator
      ? {
          mediator: {
            ...printed(mediator, language),
            free: mediator.free,
            needsWrittenComplaint: mediator.needsWrittenComplaint,
            from: period?.from,
            until: period?.until,
          },
        }
      : {}),
    ...(authority ? { authority: printed(authority, language) } : {}),
    court: ofType('court')?.name[language],
  };
}

/** The mediator that a complainant of that procedure can turn to, in whatever capacity: who has written to one is not asked. */
export function mediatorOf({ directory, procedure }: Pick<Question, 'directory' | 'procedure'>): RecourseBody | undefined {
  return directory.bodies.find((body) => body.type === 'mediator' && isNamed(procedure, body));
}

function openBodies({ directory, complaint, procedure }: Question, on: CivilDate): RecourseBody[] {
  const { facts, row } = complaint;
  const question = {
    kind: facts.kind,
    capacity: row.capacity as Parameters<typeof recourseFor>[1]['capacity'],
    country: procedure.firm.country,
    responsibility: facts.responsibility,
    on,
  };
  return recourseFor(directory, question).filter((body) => isNamed(procedure, body));
}

function isNamed(procedure: Procedure, { id }: RecourseBody): boolean {
  return procedure.recourse.some(({ body }) => body === id);
}

/** A court that has the matter closes the way to the mediator, and an opinion is given once. */
function stateOf({ escalations, mediator }: ComplaintFacts): RecourseState | undefined {
  if (escalations.includes('court')) return 'in-court';
  if (mediator === 'gave-opinion') return 'opinion-given';
  return escalations.includes('mediator') ? 'with-mediator' : undefined;
}

function printed(body: RecourseBody, language: Language) {
  return {
    name: body.name[language] ?? body.name.fr ?? body.id,
    addressLine: addressIn(body, language)?.slice(1).join(', '),
    website: websiteIn(body, language),
    email: body.email?.print ? body.email.address : undefined,
  };
}
