import type { AttachmentFault, Attachments } from '../../attachments/attachments.ts';
import { BadCall, type Given, type OperatorCommand, type OperatorPlace, onlyWord } from './command.ts';

/** Checks the files of complaints, or clears them up. */
export const attachments: OperatorCommand = {
  usage: 'attachments verify|sweep',
  about:
    'verify reads every attached file and names what is missing, damaged or changed; sweep scans what waits for it and removes the bytes that nobody may read or knows',
  run: async (place, given) => {
    const act = actOf(given);
    return act(await place.openAttachments(), place);
  },
};

type Act = (attachments: Attachments, place: OperatorPlace) => Promise<0 | 1>;

/** @throws BadCall */
function actOf(given: Given): Act {
  const acts: Record<string, Act> = { verify, sweep };
  const word = onlyWord(given, 'attachments verify|sweep') ?? '';
  const act = Object.hasOwn(acts, word) ? acts[word] : undefined;
  if (!act) throw new BadCall(`${word === '' ? 'A word is missing' : `'${word}' is not known`}; allowed: verify, sweep`);
  return act;
}

const faults: Record<AttachmentFault['fault'], string> = {
  missing: 'the storage does not have its bytes',
  damaged: 'its bytes were changed or cut off, or are not its own',
  changed: 'its content is not the one that was attached',
};

async function verify(attachments: Attachments, { say }: OperatorPlace): Promise<0 | 1> {
  let read = 0;
  let wrong = 0;
  const count = () => {
    read += 1;
  };
  for await (const { of, attachment, fault } of attachments.verify(count)) {
    wrong += 1;
    say(`${ownerOf(of)}, attachment ${attachment}: ${faults[fault]}`);
  }
  say(wrong === 0 ? `All ${read} attached files are whole.` : `${wrong} of ${read} attached files are not whole.`);
  return wrong === 0 ? 0 : 1;
}

function ownerOf(owner: AttachmentFault['of']): string {
  if ('reference' in owner) return owner.reference;
  return 'intake' in owner ? `intake ${owner.intake}` : `draft ${owner.draft}`;
}

async function sweep(attachments: Attachments, { say }: OperatorPlace): Promise<0 | 1> {
  const { scanned, infected, notScanned, forgotten } = await attachments.sweep();
  const scans = attachments.scans
    ? `${scanned} files scanned, ${infected} of them put into quarantine, ${notScanned} without a result`
    : 'no scanner is set: nothing was scanned';
  say(`${scans}. ${forgotten} files removed that were taken away or whose person was erased.`);
  const { unfinished, orphans, left } = await attachments.tidy();
  say(`${unfinished} unfinished files and ${orphans} that the register does not know removed.`);
  if (left === 0) return 0;
  say(`${left} files are not known to the register, more than it knows: none was removed. Is this the right storage for it?`);
  return 1;
}
