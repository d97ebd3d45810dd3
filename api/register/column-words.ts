import type { Language } from '../../letters/letter.ts';
import { classifiedAs } from '../../procedures/classification.ts';
import type { ColumnWords } from '../../register/export-columns.ts';
import { knownInsurers } from '../../register/insurers/insurers.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { nameOfStaff } from '../desk/parts/staff.ts';
import { domainWord } from '../desk/words/domain.ts';
import { message } from '../desk/words/words.ts';

type Parts = Pick<ApiDependencies, 'register' | 'directory' | 'classification'>;

/** The words of the register's columns in somebody's language. */
export async function columnWords({ register, directory, classification }: Parts, language: Language): Promise<ColumnWords> {
  const insurers = new Map((await knownInsurers(register.database, directory)).map(({ id, name }) => [id, name]));
  const known = new Map<string, string>();
  return (kind, code, procedure) => {
    switch (kind) {
      case 'procedures':
        return procedure.firm.name;
      case 'staff':
        return nameOfStaff(procedure, code, language);
      case 'products':
      case 'reasons':
      case 'causes':
        return classifiedAs(classification, kind, code, language);
      case 'insurers':
        return insurers.get(code) ?? code;
      case 'targets':
      case 'mediators':
      case 'answers':
        return message(language, `columns.${kind}.${code}`);
      default: {
        const word = known.get(`${kind} ${code}`) ?? domainWord(language, kind, code);
        known.set(`${kind} ${code}`, word);
        return word;
      }
    }
  };
}
