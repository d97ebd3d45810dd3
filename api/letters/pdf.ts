import type { Response } from 'express';
import { letterPdf } from '../../letters/pdf/pdf.ts';
import { sheetOf } from '../../letters/writing/sheet.ts';
import { readLetterContent } from '../../register/letters.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { readFields } from '../requests/read-fields.ts';
import type { Handler } from '../requests/routes.ts';
import { pdfQuery } from '../schemas/letter-view.ts';
import { letterInPath } from './letter-in-path.ts';

/** A letter as it is posted and archived, made of what was kept: the same letter gives the same bytes. */
export function letterAsPdf(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { letter, procedure } = await letterInPath(dependencies, request, response);
    const { standard = 'ua-1' } = readFields(pdfQuery, request.query);
    const content = await readLetterContent(dependencies.register.database, letter);
    sendPdf(
      response,
      await letterPdf(sheetOf(letter, content, procedure), { standard }),
      `${letter.reference}-${letter.kind}.pdf`,
    );
  };
}

/** Sends a PDF to be looked at, with a name for whoever keeps it. Browsers show it with styles of their own, in a frame of theirs. */
export function sendPdf(response: Response, bytes: Uint8Array, name: string): void {
  response
    .set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'")
    .set('Content-Disposition', `inline; filename="${name}"`)
    .set('Cache-Control', 'no-store')
    .type('application/pdf')
    .send(Buffer.from(bytes));
}
