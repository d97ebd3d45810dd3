import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { addedIntakeFiles, attachmentsForm } from '../schemas/attachments.ts';
import { intakeBody, intakeDecision, intakeList, intakesQuery, intakeView } from '../schemas/intakes.ts';
import { json, problemAnswers } from './answers.ts';
import { fileContent, formExamples } from './attachment-paths.ts';
import type { Examples } from './examples.ts';
import { etag, idempotencyKey, idPart, ifMatch, nextLink, replayed } from './parameters.ts';

const newIntakes: Examples = {
  mail: {
    summary: 'A message that another system read, with what it could read of it',
    value: {
      source: 'mail',
      channel: 'e-mail',
      procedure: 'opticourtage',
      message: {
        from: { name: 'Dominique Exemple', address: 'dominique.exemple@example.org' },
        subject: 'Mes lunettes ne sont pas remboursées',
        text: 'Bonjour,\n\nvoilà deux mois que j’attends le remboursement de mes lunettes.\n\nDominique Exemple',
      },
      fields: {
        complainant: { name: 'Dominique Exemple', email: 'dominique.exemple@example.org' },
        reason: 'Voilà deux mois que j’attends le remboursement de mes lunettes.',
      },
      unread: ['policyNumber', 'complainant.address'],
    },
  },
  suspect: {
    summary: 'A form that a robot may have filled in: nothing is sent before somebody confirms it',
    value: {
      source: 'form',
      channel: 'web-form',
      procedure: 'opticourtage',
      suspicion: 'robot',
      fields: { complainant: { name: 'Claude Exemple' }, reason: 'Je ne suis pas d’accord.' },
    },
  },
};

const decisions: Examples = {
  register: {
    summary: 'It is a complaint: what was not read is given now',
    value: {
      decision: 'register',
      fields: {
        complainant: { name: 'Dominique Exemple', email: 'dominique.exemple@example.org' },
        reason: 'Deux mois d’attente.',
      },
    },
  },
  complete: {
    summary: 'What could be found out meanwhile; it waits on',
    value: { decision: 'complete', fields: { complainant: { name: 'Dominique Exemple' }, reason: 'Deux mois d’attente.' } },
  },
  confirm: { summary: 'A person wrote it', value: { decision: 'confirm' } },
  add: {
    summary: 'It belongs to a complaint that is there already',
    value: { decision: 'add-to-complaint', reference: 'OPT-2026-000001' },
  },
  duplicate: {
    summary: 'The same complaint came a second time',
    value: { decision: 'link-as-duplicate', reference: 'OPT-2026-000001' },
  },
  redirect: { summary: 'It is for another firm of the house', value: { decision: 'redirect', procedure: 'almena' } },
  handOver: {
    summary: 'No complaint, but somebody has to see to it',
    value: {
      decision: 'hand-over',
      desk: 'le service sinistres',
      handedTo: 'gestionnaire de permanence',
      statement: 'Demande d’attestation, sans aucune insatisfaction.',
    },
  },
  advertising: {
    summary: 'Nobody waits for an answer',
    value: { decision: 'not-a-complaint', statement: 'Message publicitaire envoyé en nombre.' },
  },
  answered: {
    summary: 'No complaint: its sender is told why, and how to contest that',
    value: {
      decision: 'answer-as-no-complaint',
      statement: 'La personne demande une attestation et ne se plaint de rien.',
      reasons: 'Vous nous demandez une attestation d’assurance.',
      whoAnswers: 'le service clients',
    },
  },
  takeUpAgain: {
    summary: 'It waits again, with its clock from its receipt',
    value: { decision: 'take-up-again', statement: 'La personne a confirmé par téléphone qu’elle se plaint du délai.' },
  },
};

const intakePath = z.object({ id: idPart });
const tags = ['Intakes'];

export const intakePaths: ZodOpenApiPathsObject = {
  '/api/intakes': {
    post: {
      operationId: 'keepIntake',
      tags,
      summary: 'Keep something that arrived, for staff to look at',
      description: `For what may be a complaint, or not, or not yet complete: mailboxes, forms, other systems. Once this is answered it is kept, and the
clock runs from \`received\`. No field of it is refused for what stands in it. The same \`origin\` is the same intake of a firm, and the same Idempotency-Key the same intake.`,
      requestParams: { header: z.object({ 'Idempotency-Key': idempotencyKey }) },
      requestBody: { required: true, content: { 'application/json': { schema: intakeBody, examples: newIntakes } } },
      responses: {
        201: json('Kept.', intakeView, z.object({ Location: z.string(), ETag: etag, 'Idempotency-Replayed': replayed })),
        ...problemAnswers(400, 403, 413, 415, 422),
      },
    },
    get: {
      operationId: 'listIntakes',
      tags,
      summary: 'List what waits, the nearest limit first',
      description: 'Or, by `state`, what has been decided, the latest first.',
      requestParams: { query: intakesQuery },
      responses: { 200: json('One page.', intakeList, z.object({ Link: nextLink })), ...problemAnswers(422) },
    },
  },
  '/api/intakes/{id}': {
    get: {
      operationId: 'readIntake',
      tags,
      summary: 'Read an intake: what came, what was read of it, its clock, what it may repeat',
      requestParams: { path: intakePath },
      responses: { 200: json('The intake.', intakeView, z.object({ ETag: etag })), ...problemAnswers(400, 404, 410) },
    },
  },
  '/api/intakes/{id}/files': {
    post: {
      operationId: 'addIntakeFiles',
      tags,
      summary: 'Add files to an intake that waits',
      description:
        'Several in one form, in the field `files`: all are added, or none. They are attached to the complaint that the intake becomes, or is added to.',
      requestParams: { path: intakePath, header: z.object({ 'Idempotency-Key': idempotencyKey }) },
      requestBody: { required: true, content: { 'multipart/form-data': { schema: attachmentsForm, examples: formExamples } } },
      responses: {
        201: json('The files that were added.', addedIntakeFiles, z.object({ 'Idempotency-Replayed': replayed })),
        ...problemAnswers(400, 403, 404, 409, 410, 415, 422),
      },
    },
  },
  '/api/intakes/{id}/files/{file}': {
    get: {
      operationId: 'readIntakeFile',
      tags,
      summary: 'A file that came with an intake',
      description: 'To be saved, never to be shown. One in quarantine is never given out (403).',
      requestParams: { path: z.object({ id: idPart, file: idPart }) },
      responses: { 200: { description: 'The file.', content: fileContent }, ...problemAnswers(400, 403, 404, 410) },
    },
  },
  '/api/intakes/{id}/decisions': {
    post: {
      operationId: 'decideIntake',
      tags,
      summary: 'Register an intake, complete it, add it to a complaint, redirect it, or say why it is no complaint',
      description: `\`register\` answers with the complaint's address in \`Location\`. Nothing is ever lost: what is no complaint needs a statement that is kept, and
can be taken up again with its clock from its receipt.`,
      requestParams: { path: intakePath, header: z.object({ 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch }) },
      requestBody: { required: true, content: { 'application/json': { schema: intakeDecision, examples: decisions } } },
      responses: {
        200: json(
          'Done.',
          intakeView,
          z.object({ Location: z.string().optional(), ETag: etag, 'Idempotency-Replayed': replayed }),
        ),
        204: { description: 'Done; it is with another firm now, whose intakes you do not see.' },
        ...problemAnswers(400, 403, 404, 409, 410, 412, 413, 415, 422),
      },
    },
  },
};
