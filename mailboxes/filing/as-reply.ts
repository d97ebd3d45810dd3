import { addAttachments, NoRoomLeft } from '../../register/attachments.ts';
import { takeMail } from '../../register/mail-in.ts';
import { acceptWithin } from '../../register/messages.ts';
import { Erased } from '../../register/personal-texts.ts';
import type { Refusal } from '../../workflows/domain/messages.ts';
import { newPartFirst } from '../fields/history.ts';
import { shortened } from '../reading/tidy-text.ts';
import { keepFiles } from './files.ts';
import { Notes, type RefusedFile } from './notes.ts';
import type { Filed, Filing, FilingParts } from './parts.ts';

/** As long as a text that a complaint receives may be; the rest is in the message itself. */
const mostText = 20_000;

/**
 * Gives a reply of the complainant, or of who writes for them, to its complaint as information, with its files and the message itself.
 *
 * @returns undefined where the complaint cannot take it: then it is kept as an intake, so that nothing of it is lost
 */
export async function fileAsReply(
  { register, library, attachments }: FilingParts,
  { arrived, mail, mark, procedure }: Filing,
  reference: string,
): Promise<Filed | undefined> {
  const rulebook = await library.rulebookOf(reference);
  const room = await attachments.roomOf(reference);
  const given = { raw: arrived.raw, whole: arrived.whole, files: mail.files };
  const files = await keepFiles(
    (file) => attachments.take(reference, file, room),
    given,
    (unwanted) => attachments.discard(unwanted),
  ).catch(unlessErased);
  if (!files) return undefined;
  const { kept, refused, withMessage } = files;
  if (!withMessage || refused.some((file) => file.refused === 'no-room')) {
    await attachments.discard(kept);
    return undefined;
  }
  const texts = { text: textOf(mail.text, refused, procedure.firm.languages[0] ?? 'fr') };
  const filed = await register.database
    .transaction()
    .execute(async (queries): Promise<Filed> => {
      const now = register.clock();
      if (!(await takeMail(queries, { procedure: procedure.id, mark, became: 'information' }, now)))
        return { became: 'taken-before' };
      const message = {
        reference,
        message: { signal: 'receive', body: { what: 'information' } },
        texts,
        actor: 'mailbox',
      } as const;
      const acceptance = await acceptWithin(queries, message, rulebook, { now });
      if (!acceptance.accepted) throw new NotReceived(acceptance.reason);
      const most = attachments.limits.complaintBytes;
      await addAttachments(queries, { reference, files: kept, actor: 'mailbox', most }, now);
      return { became: 'information', reference };
    })
    .catch(async (fault: unknown) => {
      await attachments.discard(kept);
      if (fault instanceof NotReceived || fault instanceof NoRoomLeft || fault instanceof Erased) return undefined;
      throw fault;
    });
  if (filed?.became === 'taken-before') await attachments.discard(kept);
  return filed;
}

function textOf(text: string, refused: readonly RefusedFile[], language: 'fr' | 'nl' | 'en'): string {
  const notes = new Notes(language);
  const whole = newPartFirst(text);
  if (whole.length > mostText) notes.say('cut');
  if (text === '') notes.say('empty');
  notes.refused(refused, true);
  return notes.under(shortened(whole, mostText));
}

/** The complaint does not take the message by its rules. */
class NotReceived extends Error {
  constructor(reason: Refusal) {
    super(reason);
    this.name = 'NotReceived';
  }
}

function unlessErased(fault: unknown): undefined {
  if (!(fault instanceof Erased)) throw fault;
}
