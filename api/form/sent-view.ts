import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import { readComplaint, readContent } from '../../register/complaints.ts';
import { privateTokenOf } from '../../register/private-tokens.ts';
import type { Queries } from '../../register/register.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { momentInWords } from '../desk/words/days.ts';
import { contactOn } from '../private-page/contact.ts';
import { publicMessage } from '../public/words/words.ts';

/** What somebody reads who has sent a complaint. */
export async function sentView(
  queries: Queries,
  reference: string,
  { procedure, page, publicUrl, showsLink }: { procedure: Procedure; page: Language; publicUrl: string; showsLink: boolean },
): Promise<Record<string, unknown>> {
  const complaint = await readComplaint(queries, reference);
  if (!complaint) throw new Error('There is no such complaint.');
  const { row, facts } = complaint;
  const content = await readContent(queries, facts);
  // Whoever writes for somebody else sees that person's file once the mandate has been shown.
  const isTheirs = facts.mandate !== 'missing';
  return {
    reference,
    received: momentInWords(row.received_at.getTime(), procedure.firm.timeZone, page),
    email: isTheirs ? content.complainant.email : undefined,
    isTheirs,
    letters: lettersDue(complaint.duties, page),
    contact: contactOn({ complaint, procedure, page }),
    privatePage: isTheirs && showsLink ? `${publicUrl}/c/${await privateTokenOf(queries, reference)}` : undefined,
  };
}

const told = ['acknowledgement', 'interim-reply', 'final-response', 'gdpr-response'];

/** The letters that come next, and the last day of each. */
function lettersDue(duties: readonly { duty: string; dueOn: CivilDate }[], page: Language): { letter: string; day: CivilDate }[] {
  return duties
    .filter(({ duty }) => told.includes(duty))
    .toSorted((one, other) => one.dueOn.localeCompare(other.dueOn))
    .map(({ duty, dueOn }) => ({ letter: publicMessage(page, `formPages.start.date.${duty}`), day: dueOn }));
}
