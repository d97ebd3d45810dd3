import type { z } from 'zod';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { decisionBody, escalationBody, receivedBody } from '../schemas/message-bodies.ts';
import { checkDecisionDates, checkReceivedDates } from './dates.ts';
import {
  decisionContents,
  escalationContents,
  type MessageContents,
  receivedContents,
  type Surroundings,
} from './message-contents.ts';

/** One of the three kinds of messages: how it is read, and what it comes to. */
export interface MessageKind<Schema extends z.ZodType> {
  path: string;
  schema: Schema;
  check?: (body: z.output<Schema>, today: CivilDate) => void;
  contents: (body: z.output<Schema>, surroundings: Surroundings) => MessageContents;
}

export const decisions: MessageKind<typeof decisionBody> = {
  path: 'decisions',
  schema: decisionBody,
  check: checkDecisionDates,
  contents: decisionContents,
};
export const escalations: MessageKind<typeof escalationBody> = {
  path: 'escalations',
  schema: escalationBody,
  contents: escalationContents,
};
export const received: MessageKind<typeof receivedBody> = {
  path: 'received',
  schema: receivedBody,
  check: checkReceivedDates,
  contents: receivedContents,
};
