import { serverTime } from './pages.ts';

/** One export of the whole register. */
export interface ExportFigures {
  address: string;
  status: number;
  /** At the server's side, from the request to the last byte. */
  seconds: number;
}

/** What a regulator is given: every complaint ever. */
export const exportsOfAll: readonly string[] = ['/desk/register.csv', '/desk/register.xlsx'];

export async function measureExport(
  get: (address: string) => Promise<{ status: number }>,
  address: string,
): Promise<ExportFigures> {
  const { answer, milliseconds } = await serverTime(() => get(address));
  return {
    address,
    status: answer.status,
    seconds: Math.round(milliseconds / 100) / 10,
  };
}
