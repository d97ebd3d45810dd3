import type { Request, Response } from 'express';
import { addMovedAttachment, NoRoomLeft, sizeOfAttachments } from '../../register/attachments.ts';
import { lockComplaint } from '../../register/complaints.ts';
import { textsOfMessages } from '../../register/message-texts.ts';
import { acceptWithin, expectedSituation } from '../../register/messages.ts';
import { Erased } from '../../register/personal-texts.ts';
import { complaintOfToken, hasPrivatePage } from '../../register/private-pages.ts';
import { earlierRequest, messagesOf } from '../../register/queries.ts';
import type { Queries } from '../../register/register.ts';
import { doOnce, KeyUsedOtherwise } from '../../register/request-keys.ts';
import type { NewWaitingFile } from '../../register/waiting-files.ts';
import { networkOf } from '../access/network.ts';
import { systemCaller } from '../access/system-caller.ts';
import { sizeInWords } from '../desk/attachments/words-of-files.ts';
import { hindranceOf, saidOf } from '../form/hindrances.ts';
import { countOne } from '../form/rates.ts';
import { type RefusedFile, readSentForm, type SentForm } from '../form/reading.ts';
import { isLanguage, keepLanguage, sendPublicPage } from '../public/pages.ts';
import { publicMessage } from '../public/words/words.ts';
import { pathPart } from '../requests/routes.ts';
import { optionalText } from '../schemas/text.ts';
import { type Shown, showAct, textOfAct, withFiles } from './act-page.ts';
import { type Act, actsNow, whatOfAct } from './acts.ts';
import { readFormKey, subjectOf } from './form-key.ts';
import { offerOf } from './offer.ts';
import { sendNoPage, type Visit } from './visit.ts';

/** Far more than anybody has to say, and too little to fill a desk. */
const rates = {
  posts: { what: 'private page post from', most: 200, within: 600 },
  messages: { what: 'private page message to', most: 20, within: 3_600 },
};

/** Sends what somebody wrote on an act's page. The same form again is the same message; what is not sent is shown again as it was. */
export async function sendAct(act: Act, opened: Visit, request: Request, response: Response): Promise<void> {
  const { register, attachments, log } = opened.dependencies;
  const teller = { log, response };
  const hindrance = await hindranceOf(teller, () => countOne(register, rates.posts, networkOf(request)));
  const room = hindrance || !withFiles.includes(act) ? 'none' : await attachments.roomOf(opened.reference);
  const sent = await readSentForm(attachments, request, response, room);
  const { key, language, shown, text: typed = '' } = sent.fields;
  const page = [language, shown].find(isLanguage) ?? opened.page;
  const visit = { ...opened, page };
  const again = async (what: Shown) => {
    await attachments.discardUnlessEntered(sent.files);
    const lost = sent.files.length + sent.skipped > 0;
    await showAct(act, visit, request, response, {
      text: typed,
      key,
      ...what,
      ...noticeOf(visit, what, lost),
    });
  };
  if (isLanguage(language)) {
    keepLanguage(request, response, language);
    return again({});
  }
  if (hindrance) return again(stopped(visit, hindrance));
  const token = pathPart(request, 'token');
  let id: string | undefined;
  const unread = await hindranceOf(teller, async () => {
    id = await readFormKey(register.database, subjectOf(act, visit.situation), key);
  });
  if (unread) return again(stopped(visit, unread));
  if (id === undefined) return again({ key: undefined, status: 422, notice: said(visit, 'outdated') });
  const { text, error } = checked(act, visit, sent, typed);
  const refused = sent.refused.map((one) => refusedLine(visit, one));
  if (error !== undefined) return again({ status: 422, error: refused.length > 0 ? undefined : error, refused });
  let outcome: Outcome = 'sent';
  const form = { id, token, text, files: sent.files };
  const stoppedBy = await hindranceOf(teller, async () => {
    outcome = await deliver(act, visit, form);
  });
  if (stoppedBy) return again(stopped(visit, stoppedBy));
  await answer(outcome, { act, visit, request, response, refused, again });
}

/** What became of what was sent. */
type Outcome = 'sent' | 'not-now' | 'other-text' | 'no-room' | 'gone';

async function answer(
  outcome: Outcome,
  {
    act,
    visit,
    request,
    response,
    refused,
    again,
  }: {
    act: Act;
    visit: Visit;
    request: Request;
    response: Response;
    refused: readonly string[];
    again: (shown: Shown) => Promise<void>;
  },
): Promise<void> {
  const { base, page, procedure } = visit;
  switch (outcome) {
    case 'gone':
      return sendNoPage(request, response);
    case 'not-now':
      return again({ status: 409 });
    case 'other-text':
      return again({ status: 409, key: undefined, notice: said(visit, 'otherText') });
    case 'no-room':
      return again({ status: 422, refused: [publicMessage(page, 'privatePage.noRoom')] });
    case 'sent':
      if (refused.length === 0) return response.redirect(303, `${base}?sent=${act}`);
      sendPublicPage(request, response, {
        page: 'private-sent',
        title: publicMessage(page, `privatePage.${act}.done`),
        language: page,
        firm: procedure.firm,
        home: base,
        data: { base, refused },
      });
  }
}

/** Keeps the message with its files in one transaction, or nothing of it. */
async function deliver(
  act: Act,
  visit: Visit,
  { id, token, text, files }: { id: string; token: string; text: string | undefined; files: readonly NewWaitingFile[] },
): Promise<Outcome> {
  const { reference, dependencies, procedure, rulebook } = visit;
  const { register, attachments } = dependencies;
  const { actor } = systemCaller('complainant', [procedure.id]);
  const request = JSON.stringify([text, files.map(({ name, sha256 }) => [name, sha256])]);
  const requestKey = { actor, route: `private page, ${act}`, key: id, request };
  try {
    if (await earlierRequest(register.database, requestKey)) {
      await attachments.discard(files);
      return 'sent';
    }
    await countOne(register, rates.messages, reference);
    const { repeated } = await doOnce(register, requestKey, {
      about: reference,
      work: async (queries) => {
        const now = register.clock();
        await requireOffered(queries, act, visit, { token, now });
        const message = { signal: 'receive', body: { what: whatOfAct[act] } } as const;
        const texts = text === undefined ? {} : { text };
        const acceptance = await acceptWithin(queries, { reference, message, texts, actor }, rulebook, { now });
        if (!acceptance.accepted) throw new NotNow();
        await enterFiles(queries, visit, files, actor, now);
        return { message: acceptance.id };
      },
    });
    if (repeated) await attachments.discard(files);
    return 'sent';
  } catch (fault) {
    const outcome = outcomeOf(fault);
    await attachments.discardUnlessEntered(files);
    if (outcome === undefined) throw fault;
    return outcome;
  }
}

/**
 * What the page does not offer is not sent either: an offer that is over or is another one now, an answer that nobody has seen. Holds the
 * complaint until the transaction ends, so that nothing of that changes before it is sent.
 *
 * @throws NotNow @throws Gone where the link was revoked meanwhile, or has had its time @throws Erased
 */
async function requireOffered(
  queries: Queries,
  act: Act,
  { reference, procedure, rulebook, page, situation: seen }: Visit,
  { token, now }: { token: string; now: number },
): Promise<void> {
  const complaint = await lockComplaint(queries, reference);
  const today = rulebook.dayOf(now);
  const isTheirs = (await complaintOfToken(queries, token)) === reference;
  if (!isTheirs || !hasPrivatePage(complaint, procedure, today)) throw new Gone();
  const situation = await expectedSituation(queries, complaint, rulebook, now);
  if (subjectOf(act, situation).decision !== subjectOf(act, seen).decision) throw new NotNow();
  const messages = await messagesOf(queries, reference);
  const texts = await textsOfMessages(queries, reference);
  const offer = offerOf({ facts: situation.facts, messages, texts, today }, page);
  // Whoever asks twice is heard twice.
  if (act !== 'ask' && !actsNow(situation, offer).includes(act)) throw new NotNow();
}

class NotNow extends Error {}
class Gone extends Error {}

function outcomeOf(fault: unknown): Outcome | undefined {
  if (fault instanceof NotNow) return 'not-now';
  if (fault instanceof KeyUsedOtherwise) return 'other-text';
  if (fault instanceof NoRoomLeft) return 'no-room';
  return fault instanceof Erased || fault instanceof Gone ? 'gone' : undefined;
}

async function enterFiles(
  queries: Queries,
  { reference, dependencies }: Visit,
  files: readonly NewWaitingFile[],
  actor: string,
  now: number,
): Promise<void> {
  if (files.length === 0) return;
  const size = files.reduce((sum, file) => sum + file.size, await sizeOfAttachments(queries, reference));
  if (size > dependencies.attachments.limits.complaintBytes) throw new NoRoomLeft();
  for (const { key, ...file } of files) {
    const at = new Date(now);
    const scannedAt = file.result.scan === 'not-scanned' ? null : at;
    const moved = { file, ownKey: key, addedBy: actor, addedAt: at, scannedAt, from: 'private-page' as const };
    await addMovedAttachment(queries, { reference, moved, actor }, now);
  }
}

/** The text as it is kept, or what is wrong with it. */
function checked(act: Act, { page }: Visit, sent: SentForm, typed: string): { text: string | undefined; error?: string } {
  const rule = textOfAct[act];
  if (rule === 'none') return { text: undefined };
  const read = optionalText().safeParse(typed.replace(/\r\n?/g, '\n'));
  if (!read.success) return { text: undefined, error: publicMessage(page, 'privatePage.tooLong') };
  const text = read.data === '' ? undefined : read.data;
  const isEnough = text !== undefined || rule === 'optional' || (rule === 'or-files' && sent.files.length > 0);
  return isEnough ? { text } : { text, error: publicMessage(page, `privatePage.${act}.empty`) };
}

function refusedLine({ dependencies, page }: Visit, { name, refused }: RefusedFile): string {
  const { fileBytes, complaintBytes, files } = dependencies.attachments.limits;
  const values = { name, file: sizeInWords(fileBytes, page), all: sizeInWords(complaintBytes, page), files };
  return publicMessage(page, `form.refused.${refused}`, values);
}

function said({ page }: Visit, name: 'outdated' | 'otherText'): Shown['notice'] {
  return { kind: 'soon', words: publicMessage(page, `privatePage.${name}`) };
}

function stopped({ page }: Visit, hindrance: Parameters<typeof saidOf>[1]): Shown {
  const { status, retryAfter } = hindrance;
  return { status, retryAfter, notice: { kind: 'late', words: saidOf(page, hindrance) } };
}

/** Files that were chosen cannot be put back into a form: they are to be chosen again. */
function noticeOf({ page }: Visit, { notice }: Shown, lostFiles: boolean): Pick<Shown, 'notice'> {
  if (!lostFiles) return {};
  const words = publicMessage(page, 'form.skipped');
  return { notice: notice ? { ...notice, words: `${notice.words} ${words}` } : { kind: 'soon', words } };
}
