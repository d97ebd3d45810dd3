/** What staff found out about two complaints that may be about the same. */
export const pairVerdicts = ['linked', 'apart'] as const;
export type PairVerdict = (typeof pairVerdicts)[number];

/** What came in and waits to be read, and which complaints belong together. */
export interface ArrivalTables {
  unread_message: { message: string; reference: string; at: Date };
  complaint_pair: { one: string; other: string; verdict: PairVerdict; at: Date; actor: string };
}
