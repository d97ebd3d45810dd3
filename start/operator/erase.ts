import type { ErasureObstacle } from '../../procedures/erasure.ts';
import {
  type ErasureReason,
  type ErasureVerdict,
  erasableComplaints,
  erasePerson,
  erasureReasons,
  mayErase,
} from '../../register/erasure.ts';
import {
  BadCall,
  type Given,
  noWords,
  type OperatorCommand,
  type OperatorPlace,
  onlyWord,
  procedureFlag,
  textFlag,
} from './command.ts';

const aReference = 'a reference such as OPT-2026-000001';

/** Erases the person of one complaint, or lists whose person may be erased. */
export const erase: OperatorCommand = {
  usage: `erase REFERENCE --reason ${erasureReasons.join('|')}, or: erase REFERENCE --dry-run, or: erase --due [--procedure ID]`,
  about:
    "destroys what is personal of one closed complaint, for good; refused, with every reason and the first day, while it is open, within the mediator's period or a limitation period; --dry-run only says whether it may be done, --due lists those that may be erased",
  options: {
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
    due: { type: 'boolean' },
    procedure: { type: 'string' },
  },
  run: (place, given) => (given.flags['due'] === true ? listDue(place, given) : eraseOne(place, given)),
};

async function eraseOne(place: OperatorPlace, given: Given): Promise<0 | 1> {
  const { register, library, actor, say } = place;
  if (textFlag(given, 'procedure') !== undefined) throw new BadCall('--procedure goes with --due');
  const reference = await referenceGiven(place, given);
  const dry = given.flags['dry-run'] === true;
  const verdict = dry
    ? await mayErase(register, reference, library)
    : await erasePerson(register, { reference, actor, reason: reasonGiven(given) }, library);
  switch (verdict.outcome) {
    case 'refused':
      return refuse(place, reference, verdict);
    case 'erased-before':
      if (!verdict.keyIsBack) say(`${reference} was erased before.`);
      else if (dry) say(`${reference} was erased before and has its key again, from a backup: it would be erased again.`);
      else say(`${reference} was erased before and had its key again, from a backup: it is erased again.`);
      return 0;
    case 'allowed':
      if (dry) say(`${reference} may be erased. Nothing was changed.`);
      else sayErased(place, reference);
      return 0;
  }
}

function sayErased({ say, tell }: OperatorPlace, reference: string): void {
  say(`${reference} is erased. Its dates, duties and amounts stay, and its journal.`);
  tell('The bytes of its files go with the next sweep, within ten minutes where an API runs.');
  tell('Backups of the schema keys that are older than this still have its key: see docs/operate.md.');
  tell('Mails that are still in the mailbox, and files of `export --personal`, are not touched: delete them yourself.');
}

function refuse({ tell }: OperatorPlace, reference: string, verdict: Extract<ErasureVerdict, { outcome: 'refused' }>): 1 {
  tell(`${reference} is not erased:`);
  for (const obstacle of verdict.obstacles) tell(`  ${wordsOf(obstacle)}`);
  tell(
    verdict.firstDay === undefined
      ? 'Nobody can say yet from which day on it may be.'
      : `It may be erased from ${verdict.firstDay} on.`,
  );
  return 1;
}

function wordsOf(obstacle: ErasureObstacle): string {
  switch (obstacle.reason) {
    case 'open':
      return 'the complaint is open';
    case 'with-mediator':
      return 'it is with the mediator, whose opinion is not recorded yet';
    case 'in-court':
      return 'it went to court, and the register does not know how that ended';
    case 'still-owed':
      return `something is still owed: ${obstacle.duty}`;
    case 'message-waiting':
      return 'something was decided or came in that its workflow has not applied yet';
    case 'message-unread':
      return 'something came in that nobody has read: read it at the desk, and say so there';
    case 'relative-going-on':
      return `${obstacle.reference}, which belongs to it, is not over`;
    case 'mediator-period':
      return `the complainant can go to the mediator until ${obstacle.until}`;
    case 'limitation':
      return `somebody can go to court until ${obstacle.until} (${obstacle.period}: ${obstacle.source})`;
    case 'limitation-unknown':
      return "no limitation period of the firm's country is known: add a file to procedures/limitations";
  }
}

async function listDue(place: OperatorPlace, given: Given): Promise<0> {
  const { register, library, procedures, say } = place;
  noWords(given);
  const only = procedureFlag(place, given);
  let count = 0;
  for (const procedure of procedures.all().filter(({ id }) => only === undefined || id === only)) {
    for await (const { reference, closedOn } of erasableComplaints(register, procedure, library)) {
      say(`${reference}  closed on ${closedOn}`);
      count += 1;
    }
  }
  if (count === 0) say('Nobody may be erased today.');
  return 0;
}

async function referenceGiven({ register }: OperatorPlace, given: Given): Promise<string> {
  const reference = onlyWord(given, aReference);
  if (reference === undefined) throw new BadCall(`Whom to erase is missing; allowed: ${aReference}`);
  const known = await register.database
    .selectFrom('complaint')
    .select('reference')
    .where('reference', '=', reference)
    .executeTakeFirst();
  if (!known) throw new BadCall(`There is no complaint ${reference}.`);
  return reference;
}

function reasonGiven(given: Given): ErasureReason {
  const text = textFlag(given, 'reason');
  const reason = erasureReasons.find((one) => one === text);
  if (reason !== undefined) return reason;
  const wrong = text === undefined ? '--reason is missing' : `--reason is '${text}'`;
  throw new BadCall(`${wrong}; allowed: ${erasureReasons.join(', ')}`);
}
