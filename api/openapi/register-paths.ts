import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { exportQuery } from '../schemas/register-export.ts';
import { problemAnswers } from './answers.ts';

const disposition = z.object({ 'Content-Disposition': z.string() });

const about = `A row a complaint, of those firms for which you may export and of what the filters leave, in the order of the references. Who took it,
when and by which filters is kept on record. Columns that name people come with \`personal=true\`.`;

export function registerPaths(): ZodOpenApiPathsObject {
  return {
    '/api/register.csv': {
      get: {
        operationId: 'exportRegisterAsCsv',
        tags: ['Complaints'],
        summary: 'The register as CSV',
        description: `${about}\n\nRFC 4180, with a byte order mark; a text that begins like a formula is marked as text. In French and Dutch cells are parted by semicolons, as
spreadsheets there expect it.`,
        requestParams: { query: exportQuery },
        responses: {
          200: { description: 'The file, as it is read.', headers: disposition, content: { 'text/csv': { schema: z.string() } } },
          ...problemAnswers(403, 422),
        },
      },
    },
    '/api/register.xlsx': {
      get: {
        operationId: 'exportRegisterAsXlsx',
        tags: ['Complaints'],
        summary: 'The register as a workbook',
        description: `${about}\n\nDays are days and amounts numbers; every text is kept as text. Refused (422) where there are more complaints than a sheet has rows.`,
        requestParams: { query: exportQuery },
        responses: {
          200: {
            description: 'The workbook, as it is read.',
            headers: disposition,
            content: {
              'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
                schema: z.string().meta({ format: 'binary' }),
              },
            },
          },
          ...problemAnswers(403, 422),
        },
      },
    },
  };
}
