import { createDocument } from 'zod-openapi';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { complaintChanged } from '../schemas/events.ts';
import { actingPaths } from './acting-paths.ts';
import { arrivalPaths } from './arrival-paths.ts';
import { attachmentPaths } from './attachment-paths.ts';
import { complaintPaths } from './complaint-paths.ts';
import { intakePaths } from './intake-paths.ts';
import { letterPaths } from './letter-paths.ts';
import { mediationFilePaths } from './mediation-file-paths.ts';
import { messagePaths } from './message-paths.ts';
import { otherPaths } from './other-paths.ts';
import { privatePagePaths } from './private-page-paths.ts';
import { registerPaths } from './register-paths.ts';
import { statisticsPaths } from './statistics-paths.ts';

const about = `Doléance keeps the promises of a complaints procedure: one durable workflow per complaint acknowledges, forwards
and answers in time, and brings the staff's decisions to the complainant as letters.

Register a complaint, look at its \`deadlines\` and \`allowedDecisions\`, then decide. What is answered with 201 or 202 is kept.
A decision is applied by the complaint's workflow a moment later; \`Prefer: wait=10\` waits for that.

Days are civil dates in the firm's zone, instants are UTC. Problems are RFC 9457.`;

/**
 * The OpenAPI document, made from the very schemas that requests are read with.
 *
 * @param today a day that has begun in every firm's zone: the examples' dates lie ahead of it
 */
export function openApiDocument(publicUrl: string, today: CivilDate): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Doléance, the admin API', version: '1', description: about },
    servers: [{ url: publicUrl }],
    security: [{ token: [] }],
    tags: [
      { name: 'Complaints' },
      { name: 'Decisions' },
      { name: 'Letters' },
      { name: 'Attachments' },
      { name: 'Intakes' },
      { name: 'Statistics' },
      { name: 'Corrective actions' },
      { name: 'Procedures' },
      { name: 'About' },
    ],
    paths: {
      ...complaintPaths(today),
      ...messagePaths(today),
      ...actingPaths(today),
      ...letterPaths,
      ...attachmentPaths,
      ...mediationFilePaths,
      ...intakePaths,
      ...arrivalPaths,
      ...privatePagePaths,
      ...registerPaths(),
      ...statisticsPaths(today),
      ...otherPaths,
    },
    components: {
      schemas: { ComplaintChanged: complaintChanged },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The access token that `npm start` prints, or one that you were given.',
        },
      },
    },
  });
}
