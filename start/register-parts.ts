import { readFileSync } from 'node:fs';
import type { DkimKey } from '../letters/mime.ts';
import { type Classification, loadClassification } from '../procedures/classification.ts';
import { loadProcedures } from '../procedures/load-procedures.ts';
import { loadQuestionnaires, type Questionnaire } from '../procedures/questionnaires.ts';
import { loadRecourseDirectory, type RecourseDirectory } from '../procedures/recourse.ts';
import { migrate } from '../register/migrate.ts';
import { ProcedureLibrary } from '../register/procedure-library.ts';
import { openRegister, type Register } from '../register/register.ts';
import { backfillStatistics } from '../register/statistics/backfill.ts';
import type { Environment } from './environment.ts';

/** The register with its tables up to date, and the procedures that it runs. */
export interface RegisterParts {
  register: Register;
  library: ProcedureLibrary;
  directory: RecourseDirectory;
  classification: Classification;
  questionnaires: Questionnaire[];
}

/** Reads the procedures first, so that a mistake in one is told before anything is opened. @throws ProcedureFilesError */
export async function openRegisterParts(url: string, environment: Pick<Environment, 'PROCEDURES_DIR'>): Promise<RegisterParts> {
  const procedures = await loadProcedures(environment.PROCEDURES_DIR);
  const directory = await loadRecourseDirectory(environment.PROCEDURES_DIR);
  const classification = await loadClassification(environment.PROCEDURES_DIR);
  const questionnaires = await loadQuestionnaires(environment.PROCEDURES_DIR);
  const register = openRegister(url, { connections: 20 });
  await migrate(register);
  const library = new ProcedureLibrary(register, procedures);
  await library.keepCurrent();
  await backfillStatistics(register, (id) => library.inForce(id)?.firm.timeZone);
  return { register, library, directory, classification, questionnaires };
}

/** The key that signs letters, where one is set. */
export function dkimKey(
  environment: Pick<Environment, 'DKIM_DOMAIN' | 'DKIM_SELECTOR' | 'DKIM_PRIVATE_KEY_FILE'>,
): DkimKey | undefined {
  const { DKIM_DOMAIN: domainName, DKIM_SELECTOR: keySelector, DKIM_PRIVATE_KEY_FILE: file } = environment;
  if (domainName === undefined || keySelector === undefined || file === undefined) return undefined;
  return { domainName, keySelector, privateKey: readFileSync(file, 'utf8') };
}
