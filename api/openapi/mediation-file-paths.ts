import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { problemAnswers } from './answers.ts';
import { referencePart } from './parameters.ts';

const path = '/api/complaints/{reference}/mediation-file';

export const mediationFilePaths: ZodOpenApiPathsObject = {
  [`${path}.pdf`]: {
    get: file('readMediationFileAsPdf', 'The file for the mediator or ombudsman, as one document', 'application/pdf'),
  },
  [`${path}.zip`]: {
    get: file(
      'readMediationFileAsZip',
      'The file for the mediator or ombudsman, with every letter and attachment',
      'application/zip',
    ),
  },
};

function file(operationId: string, summary: string, type: string): ZodOpenApiOperationObject {
  return {
    operationId,
    tags: ['Attachments'],
    summary,
    description:
      "In the complaint's language: the complaint, the letters that have left, the course of events, the attachments and an index. Without internal notes, letters to staff and files in quarantine.",
    requestParams: { path: z.object({ reference: referencePart }) },
    responses: {
      200: { description: 'The file.', content: { [type]: { schema: z.string().meta({ format: 'binary' }) } } },
      ...problemAnswers(400, 404, 410),
    },
  };
}
