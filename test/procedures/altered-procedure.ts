import { loadProcedures, parseProcedure } from '../../procedures/load-procedures.ts';
import type { Procedure, ProcedureContent } from '../../procedures/schema.ts';

const procedures = await loadProcedures();

/** A firm's procedure as its file has it. */
export function procedureOf(id: string): Procedure {
  const procedure = procedures.get(id);
  if (procedure === undefined) throw new Error(`${id} is missing`);
  return procedure;
}

/** The procedure of Opticourtage. */
export function theProcedure(): Procedure {
  return procedureOf('opticourtage');
}

/** The procedure of Opticourtage with something in its data changed, as another firm might have it. */
export function alteredProcedure(change: (content: ProcedureContent) => void): Procedure {
  const content: ProcedureContent = JSON.parse(theProcedure().content);
  change(content);
  return parseProcedure(JSON.stringify(content));
}
