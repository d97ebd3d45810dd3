import { type Request, type Response, Router } from 'express';
import { defaultEnvelope } from '../../../letters/pdf/envelope.ts';
import { testSheetPdf } from '../../../letters/pdf/test-sheet.ts';
import { zoneOfFirms } from '../../../procedures/zone-of-firms.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { lettersInTray, lettersNamed, type PostalLetter, recordTakenBack } from '../../../register/post-tray.ts';
import { type Caller, callerOf, mustMay, requireMaySomewhere } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { letterAsPdf, sendPdf } from '../../letters/pdf.ts';
import { notePrinting, printed } from '../../letters/printing.ts';
import { notFound } from '../../problems/problems.ts';
import { isId } from '../../requests/plain-values.ts';
import type { Handler } from '../../requests/routes.ts';
import { mostLettersAtOnce } from '../../schemas/letter-view.ts';
import { deskPage, formOf, languageOf, say, tellNext, valuesOf } from '../pages.ts';
import { fullDay } from '../words/days.ts';
import { markPosted } from './posting.ts';
import { firmsOfPost, showTray } from './tray.ts';

/** The post tray: what waits to be printed and posted, and a letter as a PDF. */
export function postPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/post', { get: tray(dependencies), post: markPosted(dependencies) });
  deskPage(router, '/desk/post/print.pdf', { post: print(dependencies) });
  deskPage(router, '/desk/post/taken-back', { post: takeBack(dependencies) });
  deskPage(router, '/desk/post/test-sheet.pdf', { get: testSheet(dependencies) });
  deskPage(router, '/desk/complaints/:reference/letters/:id.pdf', { get: letterAsPdf(dependencies) });
  return router;
}

function tray(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'read');
    await showTray(dependencies, request, response);
  };
}

/** Letters as one PDF: one, those that were ticked, or all that wait; records that they were printed. */
function print(dependencies: ApiDependencies): Handler {
  const { register, library } = dependencies;
  return async (request, response) => {
    requireMaySomewhere(response, 'post');
    const caller = callerOf(response);
    const sides = formOf(request)['sides'] === '2' ? 2 : 1;
    const letters = await chosen(dependencies, request, response);
    const fault = faultOf(request, response, letters);
    if (fault !== undefined) {
      const kept = { ticked: valuesOf(request, 'letter'), sides } as const;
      return showTray(dependencies, request, response, { faults: { letters: fault }, kept });
    }
    const language = languageOf(request, response);
    const isOf = (firm: string) => letters.some(({ complaint }) => complaint.procedure === firm);
    const day = civilDateAt(register.clock(), zoneOfFirms(library.allInForce().filter(({ id }) => isOf(id))));
    const title = say(request, response, 'post.file', { day: fullDay(day, language) });
    const bytes = await printed(dependencies, letters, { sides, language, title });
    await register.database.transaction().execute((queries) => notePrinting(queries, letters, caller, register.clock()));
    sendPdf(response, bytes, `${day}.pdf`);
  };
}

/** In the order of the page: what is due first lies on top. */
async function chosen({ register }: ApiDependencies, request: Request, response: Response): Promise<PostalLetter[]> {
  const caller = callerOf(response);
  const form = formOf(request);
  if (form['all'] !== undefined) return allReady(register.database, request, response);
  const ids = form['one'] === undefined ? valuesOf(request, 'letter') : [form['one']];
  const letters = await lettersNamed(register.database, caller.viewer, ids.filter(isId).slice(0, mostLettersAtOnce));
  for (const { complaint } of letters) mustMay(caller, 'post', complaint.procedure);
  return letters;
}

async function allReady(
  queries: Parameters<typeof lettersInTray>[0],
  request: Request,
  response: Response,
): Promise<PostalLetter[]> {
  const { viewer }: Caller = callerOf(response);
  const { firm } = request.query;
  const own = firmsOfPost(response);
  const procedures = typeof firm === 'string' && (own?.includes(firm) ?? true) ? [firm] : own;
  const { letters } = await lettersInTray(queries, { viewer, procedures, limit: mostLettersAtOnce });
  return letters.filter(({ held, content }) => !held && content !== undefined);
}

/** Why these cannot be printed, in words; undefined where they can. */
function faultOf(request: Request, response: Response, letters: readonly PostalLetter[]): string | undefined {
  const references = (some: readonly PostalLetter[]) => some.map(({ letter }) => letter.reference).join(', ');
  if (letters.length === 0) return say(request, response, 'post.fault.none');
  const others = letters.filter(({ letter, content }) => letter.state !== 'awaiting-post' || content === undefined);
  if (others.length > 0) return say(request, response, 'post.fault.print', { references: references(others) });
  const held = letters.filter((one) => one.held);
  if (held.length > 0) return say(request, response, 'post.fault.print.held', { references: references(held) });
  return undefined;
}

/** A letter that became needless after it was printed is no longer in the pile. */
function takeBack({ register }: ApiDependencies): Handler {
  return async (request, response) => {
    const caller = callerOf(response);
    const id = formOf(request)['letter'] ?? '';
    const [known] = isId(id) ? await lettersNamed(register.database, caller.viewer, [id]) : [];
    if (!known) throw notFound('There is no such letter.');
    mustMay(caller, 'post', known.complaint.procedure);
    const by = { at: register.clock(), actor: caller.actor };
    const taken = await recordTakenBack(register.database, { reference: known.letter.reference, id }, by);
    if (taken) tellNext(request, 'post.vain.told');
    response.redirect(303, '/desk/post');
  };
}

/** A sheet to fold, for trying out a firm's envelope. */
function testSheet({ library, register }: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'post');
    const { firm: asked } = request.query;
    const procedure = typeof asked === 'string' ? library.inForce(asked) : undefined;
    if (!procedure || !callerOf(response).may('post', procedure.id)) throw notFound('There is no such firm.');
    const { firm } = procedure;
    const sheet = { firm, envelope: firm.envelope ?? defaultEnvelope, language: languageOf(request, response) };
    const date = civilDateAt(register.clock(), firm.timeZone);
    sendPdf(response, await testSheetPdf({ ...sheet, date }), `${procedure.id}.pdf`);
  };
}
