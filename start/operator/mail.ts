import { WorkflowNotFoundError } from '@temporalio/client';
import { holdMail, holdOf, mailHolds, ownHoldOf, registerBehind, releaseMail } from '../../register/mail-holds.ts';
import { releaseAndBeginAnew } from '../../register/reconcile.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import {
  BadCall,
  type Given,
  noWords,
  type OperatorCommand,
  type OperatorPlace,
  onlyWord,
  procedureGiven,
  textFlag,
} from './command.ts';

const whose = 'a procedure such as opticourtage, or a reference such as OPT-2026-000001';

/** Holds mail back. */
export const hold: OperatorCommand = {
  usage: 'hold PROCEDURE|REFERENCE --reason TEXT',
  about: 'holds back all outgoing mail of a firm, or of one complaint; time limits go on',
  options: { reason: { type: 'string' } },
  run: async (place, given) => {
    const mail = await mailGiven(place, given);
    const reason = textFlag(given, 'reason')?.trim();
    if (!reason || reason.length > 200) throw new BadCall('--reason is missing; allowed: 1 to 200 characters, nothing personal');
    const held = await holdMail(place.register, { ...mail, reason, actor: place.actor });
    place.say(
      held
        ? `The mail of ${nameOf(mail)} is held. Time limits go on; release it with: release ${nameOf(mail)}`
        : `The mail of ${nameOf(mail)} is held already.`,
    );
    return 0;
  },
};

/** Lets held mail go. */
export const release: OperatorCommand = {
  usage: 'release PROCEDURE|REFERENCE',
  about: 'lets held mail go, within five minutes',
  run: async (place, given) => {
    const mail = await mailGiven(place, given);
    const held = await ownHoldOf(place.register.database, mail);
    if (held?.reason === registerBehind && mail.reference !== undefined)
      await beginAnew(place, { ...mail, reference: mail.reference });
    else await releaseMail(place.register, { ...mail, actor: place.actor });
    const stillHeld = await holdOf(place.register.database, mail);
    place.say(
      held
        ? `The mail of ${nameOf(mail)} is released${stillHeld ? '.' : ', and leaves within five minutes.'}`
        : `The mail of ${nameOf(mail)} is not held.`,
    );
    if (stillHeld) place.say(`All mail of ${stillHeld.procedure} is still held: ${stillHeld.reason}`);
    return 0;
  },
};

/**
 * What the run knows is from before a restore, and it may be busy with a letter that nobody has decided any more: it is ended while its
 * mail is still held.
 */
async function beginAnew({ temporal, register, actor }: OperatorPlace, mail: MailOf & { reference: string }): Promise<void> {
  await temporal.client.workflow
    .getHandle(workflowIdOf(mail.reference))
    .terminate('the register was put back to an earlier day: another run takes up what it has')
    .catch((fault: unknown) => {
      if (!(fault instanceof WorkflowNotFoundError)) throw fault;
    });
  await releaseAndBeginAnew(register, { ...mail, actor });
}

/** Lists what is held. */
export const holds: OperatorCommand = {
  usage: 'holds',
  about: 'lists the mail that is held, since when, by whom and why',
  run: async ({ register, say }, given) => {
    noWords(given);
    const inForce = await mailHolds(register.database);
    for (const { procedure, reference, heldAt, heldBy, reason } of inForce)
      say(`${reference ?? procedure}  since ${new Date(heldAt).toISOString()}  by ${heldBy}  ${reason}`);
    if (inForce.length === 0) say('Nothing is held.');
    return 0;
  },
};

interface MailOf {
  procedure: string;
  reference?: string;
}

function nameOf({ procedure, reference }: MailOf): string {
  return reference ?? procedure;
}

async function mailGiven(place: OperatorPlace, given: Given): Promise<MailOf> {
  const word = onlyWord(given, whose);
  if (word === undefined) throw new BadCall(`Whose mail is missing; allowed: ${whose}`);
  if (!/^[A-Z]+-\d/.test(word)) return { procedure: (await isKept(place, word)) ? word : procedureGiven(place, word) };
  const row = await place.register.database
    .selectFrom('complaint')
    .select('procedure')
    .where('reference', '=', word)
    .executeTakeFirst();
  if (!row) throw new BadCall(`There is no complaint ${word}.`);
  return { procedure: row.procedure, reference: word };
}

/** Complaints run on versions of a procedure whose file may be gone. */
async function isKept({ register }: OperatorPlace, procedure: string): Promise<boolean> {
  const kept = await register.database
    .selectFrom('procedure_version')
    .select('version')
    .where('procedure', '=', procedure)
    .executeTakeFirst();
  return kept !== undefined;
}
