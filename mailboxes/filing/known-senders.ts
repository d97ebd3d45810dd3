import { readComplaint, readContent } from '../../register/complaints.ts';
import { readLetterContent } from '../../register/letters.ts';
import { lettersToInsurer } from '../../register/mail-in.ts';
import { Erased } from '../../register/personal-texts.ts';
import type { Queries } from '../../register/register.ts';

/** As whom a complaint knows somebody who writes about it. */
export type KnownSender = 'complainant' | 'insurer';

/**
 * As whom a complaint knows an address: the complainant or who writes for them, or an insurer that a letter about it was mailed to.
 *
 * @returns undefined where it does not know it, or its person was erased
 */
export async function senderKnownTo(queries: Queries, reference: string, address: string): Promise<KnownSender | undefined> {
  try {
    const complaint = await readComplaint(queries, reference);
    if (!complaint) return undefined;
    const { complainant, representative } = await readContent(queries, complaint.facts);
    if ([complainant.email, representative?.email].some((email) => isSame(email, address))) return 'complainant';
    for (const letter of await lettersToInsurer(queries, reference)) {
      const { to } = await readLetterContent(queries, letter);
      if (isSame(to.email, address)) return 'insurer';
    }
    return undefined;
  } catch (fault) {
    if (fault instanceof Erased) return undefined;
    throw fault;
  }
}

function isSame(known: string | undefined, address: string): boolean {
  return known !== undefined && known.trim().toLowerCase() === address.trim().toLowerCase();
}
