import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { ComplaintFacts } from './domain/complaint.ts';
import type { DutyStatus } from './domain/duties.ts';
import type { Decision, Escalation, Notice, Received } from './domain/messages.ts';

/** The queue that the workers poll. */
export const taskQueue = 'complaints';

/** What a complaint's workflow is started with. */
export interface ComplaintInput {
  /** The complaint's reference, and so the workflow's id. */
  reference: string;
  /** Milliseconds that the server's clock is ahead of the complaint's, in a simulation of another date. */
  clockOffset?: number;
}

/** A message with its id in the register; without one it was sent by hand. */
export type Numbered<Body> = Body & { messageId?: string };

/** Staff have decided. */
export const decideSignal = defineSignal<[Numbered<Decision>]>('decide');

/** The complaint goes on to the insurer, the mediator or the court. */
export const escalateSignal = defineSignal<[Numbered<Escalation>]>('escalate');

/** Something has come in. */
export const receiveSignal = defineSignal<[Numbered<Received | Notice>]>('receive');

/** How the complaint stands, without anything personal. */
export interface ComplaintStatus {
  facts: ComplaintFacts;
  openDuties: DutyStatus[];
  waitingMessages: number;
}
export const getStatusQuery = defineQuery<ComplaintStatus>('getStatus');

/** The id of a complaint's workflow. */
export function workflowIdOf(reference: string): string {
  return reference;
}
