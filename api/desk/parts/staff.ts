import type { Language } from '../../../letters/letter.ts';
import type { Procedure, StaffMember } from '../../../procedures/schema.ts';

/** Somebody of a firm's staff, in the reader's language where the procedure has it. */
export function staffName({ name, translations }: StaffMember, language: Language): string {
  return translations?.[language]?.name ?? name;
}

/** The name behind an id; the id itself for somebody who has left. */
export function nameOfStaff({ staff }: Pick<Procedure, 'staff'>, id: string, language: Language): string {
  const member = staff.find((one) => one.id === id);
  return member === undefined ? id : staffName(member, language);
}
