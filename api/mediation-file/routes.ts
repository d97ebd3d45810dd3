import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { complaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { message } from '../desk/words/words.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { mediationZip } from './archive.ts';
import { type MediationFile, readMediationFile } from './contents.ts';
import { mediationPdf } from './document.ts';

/** What a mediator or ombudsman is given of a complaint, as a document and as an archive with all files. */
export function mediationFileRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  const path = '/api/complaints/:reference/mediation-file';
  offer(router, `${path}.pdf`, { get: mediationFilePdf(dependencies) });
  offer(router, `${path}.zip`, { get: mediationFileZip(dependencies) });
  return router;
}

export function mediationFilePdf(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const file = await fileInPath(dependencies, request, response);
    const bytes = await mediationPdf(file);
    toBeSaved(response, file, 'pdf').type('application/pdf').send(Buffer.from(bytes));
  };
}

export function mediationFileZip(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const file = await fileInPath(dependencies, request, response);
    toBeSaved(response, file, 'zip').type('application/zip');
    if (request.method === 'HEAD') return void response.end();
    const archive = mediationZip(file, dependencies.register, dependencies.attachments);
    // An archive that breaks off has no directory: no program takes it for whole.
    await pipeline(archive, response).catch((fault: unknown) => {
      if ((fault as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw fault;
    });
  };
}

async function fileInPath(dependencies: ApiDependencies, request: Request, response: Response): Promise<MediationFile> {
  const { reference, procedure } = await complaintInPath(dependencies, request, response);
  return readMediationFile(dependencies.register, reference, procedure);
}

function toBeSaved(response: Response, { facts, language }: MediationFile, ending: string): Response {
  return response
    .attachment(`${facts.reference} ${message(language, 'mediationFile.fileName')}.${ending}`)
    .set({ 'Content-Security-Policy': "default-src 'none'; sandbox", 'Cache-Control': 'no-store' });
}
