import { formatPhone } from '../../letters/format.ts';
import { contactOf, inLanguage } from '../../letters/writing/people.ts';
import type { Visit } from './visit.ts';

/** Who answers for the complaint, and how that person is reached. */
export interface Contact {
  name: string;
  role: string;
  email: string;
  phone: string | undefined;
  /** For a link: `+33123456789`. */
  dialled: string | undefined;
  hours: string | undefined;
}

export function contactOn({ complaint, procedure, page }: Pick<Visit, 'complaint' | 'procedure' | 'page'>): Contact {
  const person = contactOf({ complaint, procedure });
  const { name, role } = inLanguage(person, page);
  const { phone, hours } = procedure.defaultContact;
  return {
    name,
    role,
    email: person.email,
    phone: phone === undefined ? undefined : formatPhone(phone, procedure.firm.country),
    dialled: phone,
    hours,
  };
}
