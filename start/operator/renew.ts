import { setTimeout as pause } from 'node:timers/promises';
import { takeUpAgain } from '../../register/reconcile.ts';
import { noWords, numberFlag, type OperatorCommand, procedureFlag } from './command.ts';

/** Has open complaints go on in new runs, so that old histories, and the patches for them, end within weeks. */
export const renew: OperatorCommand = {
  usage: 'renew [--procedure ID] [--older-than DAYS] [--per-second N]',
  about: 'continues open complaints in new runs, each at a quiet moment, so that patches of workflow code can go',
  options: { procedure: { type: 'string' }, 'older-than': { type: 'string' }, 'per-second': { type: 'string' } },
  run: async (place, given) => {
    noWords(given);
    const procedure = procedureFlag(place, given);
    const perSecond = numberFlag(given, 'per-second', 10);
    const startedBefore = given.flags['older-than'] === undefined ? undefined : daysAgo(numberFlag(given, 'older-than', 1));
    let renewed = 0;
    for (const reference of await openRuns(place, { procedure, startedBefore })) {
      await takeUpAgain(place.register, reference, 'renew', place.actor);
      renewed += 1;
      await pause(1_000 / perSecond);
    }
    place.say(
      `${renewed} ${renewed === 1 ? 'complaint goes' : 'complaints go'} on in a new run, each as soon as nothing of it is under way.`,
    );
    return 0;
  },
};

/** What is not closed, and has a run that began before that instant. */
async function openRuns(
  { register, temporal }: Parameters<OperatorCommand['run']>[0],
  { procedure, startedBefore }: { procedure: string | undefined; startedBefore: string | undefined },
): Promise<string[]> {
  const began = startedBefore === undefined ? '' : ` AND StartTime < '${startedBefore}'`;
  const which = procedure === undefined ? '' : ` AND ComplaintProcedure = '${procedure}'`;
  const query = `WorkflowType = 'complaintWorkflow' AND ExecutionStatus = 'Running'${which}${began}`;
  const running: string[] = [];
  for await (const { workflowId } of temporal.client.workflow.list({ query })) running.push(workflowId);
  const open = await register.database.selectFrom('complaint').select('reference').where('closed_at', 'is', null).execute();
  const known = new Set(open.map(({ reference }) => reference));
  return running.filter((reference) => known.has(reference));
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}
