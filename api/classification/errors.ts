import { type ClassificationList, offered } from '../../procedures/classification.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { currentDirectory } from '../../register/insurers/insurers.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { FieldError } from '../problems/problem.ts';
import { invalidFields } from '../problems/problems.ts';

/** What is said of a complaint, or of an action, by ids; blank is nothing. */
export interface GivenClassification {
  product?: string | null | undefined;
  reasonCategory?: string | null | undefined;
  rootCause?: string | null | undefined;
  insurer?: string | null | undefined;
}

const lists: readonly [field: 'product' | 'reasonCategory' | 'rootCause', list: ClassificationList][] = [
  ['product', 'products'],
  ['reasonCategory', 'reasons'],
  ['rootCause', 'causes'],
];

/**
 * Refuses ids that stand in no list; what a complaint has already may stay, whatever has become of the list since.
 *
 * @throws Problem 422
 */
export async function requireClassified(
  dependencies: Pick<ApiDependencies, 'classification' | 'directory' | 'register'>,
  given: GivenClassification,
  { procedure, before = {} }: { procedure: Procedure; before?: GivenClassification },
): Promise<void> {
  const { classification, register } = dependencies;
  const today = civilDateAt(register.clock(), procedure.firm.timeZone);
  const errors: FieldError[] = [];
  for (const [field, list] of lists) {
    const known = offered(classification, list, today).map(({ id }) => id);
    const id = given[field];
    if (isNew(id, before[field]) && !known.includes(id))
      errors.push({ path: field, code: 'not-known', message: `is not in the list; allowed: ${known.join(', ')}` });
  }
  if (isNew(given.insurer, before.insurer)) {
    const { insurers } = await currentDirectory(dependencies);
    if (!insurers.some(({ id }) => id === given.insurer))
      errors.push({
        path: 'insurer',
        code: 'not-known',
        message: `is not in the directory; allowed: ${insurers.map(({ id }) => id).join(', ')}`,
      });
  }
  if (errors.length > 0) throw invalidFields(errors);
}

function isNew(id: string | null | undefined, before: string | null | undefined): id is string {
  return id !== undefined && id !== null && id !== '' && id !== before;
}
