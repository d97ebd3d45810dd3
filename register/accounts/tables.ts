import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely';

interface ApiTokenTable {
  id: string;
  name: string;
  account: string | null;
  digest: Buffer;
  ending: string;
  capabilities: string[];
  firms: string[];
  created_at: Date;
  created_by: string;
  expires_at: Date;
  last_used_at: Generated<Date | null>;
  revoked_at: Generated<Date | null>;
  revoked_by: Generated<string | null>;
}

interface AccountChangeTable {
  number: GeneratedAlways<number>;
  at: Date;
  actor: string;
  event: string;
  account: string | null;
  token: string | null;
  detail: ColumnType<Record<string, unknown>, string, string>;
  recorded_at: GeneratedAlways<Date>;
  previous: GeneratedAlways<Buffer>;
  hash: GeneratedAlways<Buffer>;
}

/** Tokens, what happened to accounts and tokens, and how often somebody tried to sign in. */
export interface TokenTables {
  api_token: ApiTokenTable;
  account_change: AccountChangeTable;
  try_count: { what: string; who: Buffer; tries: number; ends_at: Date };
}

export type ApiTokenRow = Selectable<ApiTokenTable>;
