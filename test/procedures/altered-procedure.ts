import { loadProcedures, parseProcedure } from '../../procedures/load-procedures.ts';
import type { Procedure, ProcedureContent } from '../../procedures/schema.ts';

const opticourtage = (await loadProcedures()).get('opticourtage');

/** The procedure as its file has it. */
export function theProcedure(): Procedure {
  if (opticourtage === undefined) throw new Error('opticourtage is missing');
  return opticourtage;
}

/** The procedure with something in its data changed, as another firm might have it. */
export function alteredProcedure(change: (content: ProcedureContent) => void): Procedure {
  const content: ProcedureContent = JSON.parse(theProcedure().content);
  change(content);
  return parseProcedure(JSON.stringify(content));
}
