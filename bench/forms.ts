import { randomUUID } from 'node:crypto';
import { TypedSearchAttributes } from '@temporalio/common';
import { decisionExamples } from '../api/openapi/decision-examples.ts';
import { complaintExamples } from '../api/openapi/examples.ts';
import type { TemporalClient } from '../start/temporal-client.ts';
import type { Standing } from '../workflows/domain/standing.ts';
import { taskQueue } from '../workflows/messages.ts';
import { searchAttributesOf } from '../workflows/search-attributes.ts';
import type { SignalSent } from './history.ts';
import type { HttpClient } from './http.ts';
import { type FormName, queueOf } from './roles/messages.ts';

/** How a form's lifecycles are begun and led on. */
export interface Form {
  name: FormName;
  /** @returns the workflow's id, which is the complaint's reference */
  begin(): Promise<string>;
  /** Staff decide, for the first, second or third time (0, 1, 2). */
  decide(workflow: string, place: number): Promise<void>;
}

/** Doléance as staff use it: through the API, which needs the relay to reach the workflow. */
export function wholeForm(api: HttpClient): Form {
  const today = new Date().toISOString().slice(0, 10);
  const complaint = complaintExamples(today)['byEmail']?.value;
  const { acknowledge, insurerResponsible, upheld } = decisionExamples(today);
  const decisions = [acknowledge, insurerResponsible, upheld];
  return {
    name: 'whole',
    async begin() {
      const { reference } = (await api.accepted('/api/complaints', complaint)) as { reference: string };
      return reference;
    },
    async decide(workflow, place) {
      await api.accepted(`/api/complaints/${workflow}/decisions`, decisions[place]?.value);
    },
  };
}

/** What the forms without register and API are led on with: the signals of a complaint that was recorded, and its first standing. */
export interface Recorded {
  signals: SignalSent[];
  standing: Standing;
}

/** A form that is signalled directly, with the same signals in the same order. */
export function signalledForm(name: 'bare' | 'empty', { client }: TemporalClient, { signals, standing }: Recorded): Form {
  const type = name === 'bare' ? 'bareWorkflow' : 'complaintWorkflow';
  const { facts, duties } = standing;
  const signalAt = (place: number) => {
    const signal = signals[place];
    if (signal === undefined) throw new Error(`The recorded complaint had no signal ${place}.`);
    return signal;
  };
  const prefix = `${name.slice(0, 3).toUpperCase()}-${randomUUID().slice(0, 4)}`;
  let begun = 0;
  return {
    name,
    async begin() {
      const workflowId = `${prefix}-${String((begun += 1)).padStart(6, '0')}`;
      const first = signalAt(0);
      await client.workflow.signalWithStart(type, {
        workflowId,
        taskQueue: queueOf(name, taskQueue),
        args: [{ reference: workflowId }],
        signal: first.name,
        signalArgs: [first.body],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        typedSearchAttributes: new TypedSearchAttributes(searchAttributesOf(facts, duties)),
        ...(name === 'bare'
          ? {}
          : { staticSummary: `${facts.procedure}, ${facts.kind} complaint received on ${facts.receivedOn}` }),
      });
      return workflowId;
    },
    async decide(workflow, place) {
      const { name: signal, body } = signalAt(place + 1);
      await client.workflow.getHandle(workflow).signal(signal, body);
    },
  };
}
