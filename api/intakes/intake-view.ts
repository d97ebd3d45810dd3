import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { PossibleDuplicate } from '../../register/intakes/duplicates.ts';
import { possibleDuplicates } from '../../register/intakes/duplicates.ts';
import { dutiesForeseen } from '../../register/intakes/first-limit.ts';
import type { KnownIntake, ListedIntake } from '../../register/intakes/intakes.ts';
import type { Viewer } from '../../register/viewer.ts';
import { intakeFileView } from '../attachments/attachment-view.ts';
import { limitView } from '../complaints/complaint-view.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfIntake } from '../paths.ts';
import type { IntakeList, IntakeView } from '../schemas/intakes.ts';
import { missingOf } from './missing.ts';

/** An intake as a list shows it. */
export function listedIntake({ receivedAt, decidedAt: _decidedAt, ...intake }: ListedIntake): IntakeList['items'][number] {
  return { ...intake, received: receivedAt.toISOString(), links: { self: pathOfIntake(intake.id) } };
}

/** An intake with its clock, what it lacks, and what it may repeat. */
export async function intakeView(dependencies: ApiDependencies, intake: KnownIntake, viewer: Viewer): Promise<IntakeView> {
  const { row, message, files, fields, statement, events } = intake;
  const procedure = row.procedure === null ? undefined : dependencies.library.inForce(row.procedure);
  const { deadlines, missing } = clockOfIntake(procedure, intake);
  return {
    id: row.id,
    number: row.number,
    source: row.source,
    channel: row.channel as IntakeView['channel'],
    procedure: row.procedure,
    suspicion: row.suspicion,
    received: row.received_at.toISOString(),
    receivedOn: row.received_on,
    dueOn: row.due_on,
    unread: row.unread,
    state: row.state,
    complaint: row.complaint,
    links: { self: pathOfIntake(row.id) },
    ...(message === undefined ? {} : { message }),
    files: files.map((file) => intakeFileView(row.id, file)),
    fields,
    ...(statement === undefined ? {} : { statement }),
    deadlines,
    missing,
    duplicates: await duplicatesOfIntake(dependencies, intake, viewer),
    course: events.map((event) => ({ ...event, at: event.at.toISOString() })),
  };
}

/** The limits that it would have if it were registered as it stands, and what the procedure asks for besides. */
function clockOfIntake(
  procedure: Procedure | undefined,
  { row, fields, files }: KnownIntake,
): Pick<IntakeView, 'deadlines' | 'missing'> {
  if (!procedure) return { deadlines: [], missing: [] };
  const receivedOn = civilDateAt(row.received_at.getTime(), procedure.firm.timeZone);
  const duties = dutiesForeseen(procedure, { channel: row.channel, fields, receivedOn });
  return {
    deadlines: duties.map(({ duty, dueOn, limits }) => ({ duty, dueOn, limits: limits.map(limitView) })),
    missing: missingOf(procedure, fields, row.state === 'waiting' ? files : undefined),
  };
}

/** Of one that waits, what it may repeat. */
async function duplicatesOfIntake(
  { register }: ApiDependencies,
  { row, fields }: KnownIntake,
  viewer: Viewer,
): Promise<PossibleDuplicate[]> {
  if (row.state !== 'waiting' || row.procedure === null || row.received_on === null) return [];
  const question = { marked: fields, procedure: row.procedure, receivedOn: row.received_on, intake: row.id };
  return possibleDuplicates(register.database, question, viewer);
}
