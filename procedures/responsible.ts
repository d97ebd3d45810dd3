import type { Procedure, StaffMember } from './schema.ts';

/**
 * Who answers for a complaint: the complaints manager; where it is about the manager, or the manager is too near to it, the first of
 * the others of whom that is not true. Nobody else left, it stays with the manager, since somebody must be told.
 *
 * @param barred the ids of staff with a conflict of interest
 * @throws RangeError where the procedure names no staff
 */
export function responsibleFor({ id, staff, complaintsManager }: Procedure, barred: readonly string[] = []): StaffMember {
  const manager = staff.find((person) => person.id === complaintsManager) ?? staff[0];
  if (!manager) throw new RangeError(`${id} names no staff`);
  return [manager, ...staff].find((person) => !barred.includes(person.id)) ?? manager;
}
