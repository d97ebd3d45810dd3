import type { ColumnType } from 'kysely';
import type { CivilDate } from '../../workflows/domain/time.ts';

/** An insurer as its complaints address is kept; plain, since it is no person. Days are those of the letters, in the firm's zone. */
export interface KeptInsurer {
  name: string;
  email?: string | undefined;
  address?: string[] | undefined;
  /** The language that the insurer is written to in; the firm's first where left out. */
  language?: string | undefined;
  validFrom?: CivilDate | undefined;
  validUntil?: CivilDate | undefined;
}

/** The tables of insurers, as the queries see them. */
export interface InsurerTables {
  insurer: {
    id: string;
    name: string;
    email: string | null;
    address: string[] | null;
    language: string | null;
    valid_from: CivilDate | null;
    valid_until: CivilDate | null;
    revision: number;
    changed_at: Date;
    changed_by: string;
  };
  insurer_change: {
    insurer: string;
    revision: number;
    at: Date;
    actor: string;
    before: ColumnType<KeptInsurer | null, string | null, never>;
    after: ColumnType<KeptInsurer, string, never>;
  };
}
