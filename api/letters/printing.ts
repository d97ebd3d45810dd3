import type { Language } from '../../letters/letter.ts';
import { lettersPdf } from '../../letters/pdf/pdf.ts';
import { sheetOf } from '../../letters/writing/sheet.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { lettersNamed, type PostalLetter, recordPrinting } from '../../register/post-tray.ts';
import type { Queries } from '../../register/register.ts';
import { type Caller, callerOf, mustMay } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import { erased, invalidFields } from '../problems/problems.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import type { Handler } from '../requests/routes.ts';
import { printBody } from '../schemas/letter-view.ts';
import { sendPdf } from './pdf.ts';

/** Letters from the post tray as one PDF, in the order in which they are named; records that they were printed. */
export function printing(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const caller = callerOf(response);
    const { letters: ids, sides = 1 } = readFields(printBody, request.body);
    const letters = await lettersToPrint(dependencies, caller, ids);
    const bytes = await printed(dependencies, letters, {
      sides,
      language: 'en',
      title: `Letters to be posted: ${letters.length}`,
    });
    const asked = { route: 'POST /api/letters/print', body: { letters: ids, sides } };
    await once(register, request, response, asked, async (queries) => {
      await notePrinting(queries, letters, caller, register.clock());
      return {};
    });
    sendPdf(response, bytes, 'letters.pdf');
  };
}

/**
 * The letters of these ids.
 *
 * @throws Problem 422 where one is none that the caller may see, 403 where they post nothing for its firm, 410 where its person has been erased
 */
async function lettersToPrint(
  { register }: Pick<ApiDependencies, 'register'>,
  caller: Caller,
  ids: readonly string[],
): Promise<PostalLetter[]> {
  const letters = await lettersNamed(register.database, caller.viewer, ids);
  const known = new Set(letters.map(({ letter }) => letter.id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw invalidFields([{ path: `letters.${unknown}`, code: 'not-known', message: 'is the id of no letter' }]);
  for (const { complaint } of letters) mustMay(caller, 'post', complaint.procedure);
  return letters;
}

/** @throws Problem 410 where a letter's person has been erased */
export async function printed(
  { library, register }: Pick<ApiDependencies, 'library' | 'register'>,
  letters: readonly PostalLetter[],
  { sides, language, title }: { sides: 1 | 2; language: Language; title: string },
): Promise<Uint8Array> {
  const sheets = [];
  for (const { letter, complaint, content } of letters) {
    if (!content) throw erased();
    sheets.push(sheetOf(letter, content, await library.version(complaint.procedure_version)));
  }
  const zone = (await firstProcedure(library, letters))?.firm.timeZone ?? 'UTC';
  const author = [...new Set(sheets.map((sheet) => sheet.author))].join(', ');
  const date = civilDateAt(register.clock(), zone);
  return lettersPdf(sheets, { standard: 'ua-1', title, language, author, date, sides });
}

async function firstProcedure(library: ApiDependencies['library'], [first]: readonly PostalLetter[]) {
  return first && library.version(first.complaint.procedure_version);
}

/**
 * Records that the letters were printed.
 *
 * @throws Problem 409 where one does not wait for the post, or is held back
 */
export async function notePrinting(
  queries: Queries,
  letters: readonly PostalLetter[],
  { actor }: Caller,
  at: number,
): Promise<void> {
  const held = letters.filter((one) => one.held);
  if (held.length > 0) throw notToBePrinted('mail-held', `Held back: ${references(held)}.`);
  const noted = await recordPrinting(
    queries,
    letters.map(({ letter }) => letter.id),
    { at, actor },
  );
  const others = letters.filter(({ letter }) => !noted.includes(letter.id));
  if (others.length > 0) throw notToBePrinted('letter-not-waiting', `These do not wait for the post: ${references(others)}.`);
}

function notToBePrinted(kind: 'mail-held' | 'letter-not-waiting', detail: string): Problem {
  return new Problem(409, { kind, detail });
}

function references(letters: readonly PostalLetter[]): string {
  return letters.map(({ letter }) => letter.reference).join(', ');
}
