import { loadProcedures } from '../../../procedures/load-procedures.ts';
import { type ComplaintDates, planDuties } from '../../../procedures/plan-duties.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import type { ComplaintKind } from '../../../workflows/domain/complaint.ts';

const procedures = await loadProcedures();

export function firm(id: string): Procedure {
  const procedure = procedures.get(id);
  if (procedure === undefined) throw new Error(`${id} is missing`);
  return procedure;
}

/** How letters name one of a firm's staff, at the beginning of a sentence or within it. */
export function nameOf({ staff }: Procedure, id: string, language: 'fr' | 'nl' | 'en' = 'fr'): RegExp {
  const member = staff.find((one) => one.id === id);
  if (member === undefined) throw new Error(`${id} is missing`);
  return new RegExp((member.translations?.[language] ?? member).name, 'i');
}

/** The same as a signature: name, function, firm, at the end of the letter. */
export function signatureOf(procedure: Procedure, id: string, language: 'fr' | 'nl' | 'en' = 'fr'): RegExp {
  return new RegExp(`${nameOf(procedure, id, language).source}\\s*\\n.+\\n${procedure.firm.name}\\s*$`);
}

/** The duties from the start, each with its limits, the strictest first: `{ acknowledgement: ['2026-05-27 acpr', …] }`. */
export function planned(procedure: Procedure, complaint: ComplaintDates & { kind?: ComplaintKind }): Record<string, string[]> {
  const duties = planDuties(procedure, { reference: `${procedure.prefix}-2026-000001`, kind: 'classic', ...complaint });
  return Object.fromEntries(duties.map(({ duty, limits }) => [duty, limits.map(({ source, dueOn }) => `${dueOn} ${source}`)]));
}
