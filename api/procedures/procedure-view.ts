import type { RecourseBody, RecourseDirectory } from '../../procedures/recourse.ts';
import type { Procedure, StaffMember } from '../../procedures/schema.ts';
import type { BodyView, ProcedureInFull, RuleView } from '../schemas/procedures.ts';

/** The links of a procedure. */
export function linksOf(id: string): ProcedureInFull['links'] {
  const self = `/api/procedures/${id}`;
  return { self, deadlines: `${self}/deadlines`, versions: `${self}/versions` };
}

/** The same for one of its versions, whose name has a sign that a path does not take as it is. */
export function linksOfVersion(id: string, version: string): ProcedureInFull['links'] {
  return { ...linksOf(id), self: `${linksOf(id).versions}/${encodeURIComponent(version)}` };
}

/** Staff without their mailboxes. */
export function staffOf(staff: StaffMember[]): ProcedureInFull['staff'] {
  return staff.map(({ id, name, role }) => ({ id, name, role }));
}

/** A procedure as data: its rules, whoever set them, and where each of its statements comes from. */
export function procedureInFull(procedure: Procedure, directory: RecourseDirectory): ProcedureInFull {
  const { id, version, prefix, firm, text, channels, oral, whoMayComplain, complaint, requiredFacts, complaintsManager } =
    procedure;
  const { firstContact, levels, sensitiveSenders, routing, pointOfContact, approves, letters, usualTimes } = procedure;
  const { steps, promises, aims } = procedure;
  return {
    id,
    version,
    prefix,
    firm,
    text,
    calendar: procedure.calendar.id,
    regulators: procedure.regulators.map((regulator) => ({ id: regulator.id, name: namesOf(regulator.name) })),
    channels,
    oral,
    whoMayComplain,
    complaint,
    requiredFacts,
    firstContact,
    rules: rulesOf(procedure),
    levels,
    sensitiveSenders,
    routing,
    pointOfContact,
    approves,
    letters,
    usualTimes,
    steps,
    promises,
    aims,
    recourse: procedure.recourse.flatMap(({ body }) => bodyView(directory.bodies.find((one) => one.id === body))),
    signs: Object.fromEntries(
      Object.entries(procedure.signs).filter((entry): entry is [string, 'case-handler'] => entry[1] !== undefined),
    ),
    staff: staffOf(procedure.staff),
    complaintsManager,
    links: linksOf(id),
  };
}

function rulesOf({ timeLimits, regulators, defaults }: Procedure): RuleView[] {
  return [
    ...timeLimits.map((rule) => ({ source: 'procedure' as const, ...rule })),
    ...regulators.flatMap((regulator) =>
      regulator.limits.map(({ source, ...rule }) => ({ source: regulator.id, law: source, ...rule })),
    ),
    ...defaults.map((rule) => ({ source: 'ours' as const, ...rule })),
  ];
}

/** A body as letters name it; a mailbox that letters do not print is not shown here either. */
function bodyView(body: RecourseBody | undefined): BodyView[] {
  if (body === undefined) return [];
  const { id, type, name, address, website, email, appliesTo, needsWrittenComplaint, period, source, status } = body;
  return [
    {
      id,
      type,
      name: namesOf(name),
      address,
      website,
      email: email?.print ? email.address : undefined,
      kinds: appliesTo.kinds,
      capacities: appliesTo.capacities,
      responsibilities: appliesTo.responsibilities,
      needsWrittenComplaint,
      period: period && {
        withoutAnswerWithin: period.withoutAnswerWithin && spanText(period.withoutAnswerWithin),
        until: spanText(period.until),
      },
      source,
      status,
    },
  ];
}

function spanText({ within, unit }: { within: number; unit: string }): string {
  return `${within} ${unit}`;
}

function namesOf(names: Partial<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
