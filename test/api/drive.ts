import { randomUUID } from 'node:crypto';
import { closeComplaint } from '../../register/course.ts';
import { recordLetterSent } from '../../register/evidence.ts';
import { keepLetter } from '../../register/letters.ts';
import { applyMessage } from '../../register/messages.ts';
import type { DutyName } from '../../workflows/domain/duties.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { Message } from '../../workflows/domain/messages.ts';
import { readMessage } from '../../workflows/domain/read-message.ts';
import type { ApiUnderTest } from './api-server.ts';

// What the workflow would do, by the register's own functions.

/** Applies everything that was accepted for a complaint, in order. */
export async function applyAccepted({ register, library }: ApiUnderTest, reference: string): Promise<void> {
  const rows = await register.database
    .selectFrom('message')
    .selectAll()
    .where('reference', '=', reference)
    .where('state', '=', 'accepted')
    .orderBy('position')
    .execute();
  for (const { id, signal, body } of rows)
    await applyMessage(
      register,
      { reference, id, signal, message: readMessage(signal, body) },
      await library.rulebookOf(reference),
    );
}

/** Applies a message that was sent by hand, past the API. */
export async function applyByHand({ register, library }: ApiUnderTest, reference: string, message: Message): Promise<string> {
  const id = randomUUID();
  await applyMessage(register, { reference, id, signal: message.signal, message }, await library.rulebookOf(reference));
  return id;
}

/** Writes a letter of a duty; by post it then waits in the post tray. */
export async function writeLetter(
  { register, library }: ApiUnderTest,
  reference: string,
  { duty, occasion = 'first', kind, way }: { duty: DutyName; occasion?: string; kind: LetterKind; way: 'e-mail' | 'post' },
): Promise<string> {
  const id = randomUUID();
  const rules = await library.rulebookOf(reference);
  await keepLetter(
    register,
    { reference, duty, occasion, kind },
    {
      id,
      recipient: 'complainant',
      language: 'fr',
      way,
      letterDate: rules.dayOf(register.clock()),
      content: {
        subject: `${reference} – Accusé de réception`,
        html: '<!doctype html><html lang="fr"><body><p style="color: #1b2430">Chère Dominique Exemple, « réclamation » reçue.</p></body></html>',
        text: 'Chère Dominique Exemple, « réclamation » reçue.\n',
        to: { name: 'Dominique Exemple' },
      },
      ...(way === 'e-mail'
        ? { message: { id: `<${id}@example.org>`, bytes: Buffer.from('Subject: test\r\n\r\nBonjour \xe9', 'latin1') } }
        : {}),
    },
  );
  return id;
}

/** Records that the mail server has a letter. */
export async function sendLetter({ register, library }: ApiUnderTest, reference: string, id: string): Promise<void> {
  const evidence = { sentAt: register.clock(), actor: 'doleance' };
  await recordLetterSent(register, id, evidence, await library.rulebookOf(reference));
}

/** Withdraws a complaint and brings it to its end. */
export async function closeByWithdrawal(api: ApiUnderTest, reference: string): Promise<void> {
  const occasion = await applyByHand(api, reference, { signal: 'decide', body: { decision: 'withdraw' } });
  await sendLetter(
    api,
    reference,
    await writeLetter(api, reference, { duty: 'decision-notice', occasion, kind: 'withdrawal', way: 'e-mail' }),
  );
  await closeComplaint(api.register, reference);
}

/** Posts a decision that must be allowed, and applies it. */
export async function decided(api: ApiUnderTest, reference: string, body: Record<string, unknown>): Promise<void> {
  await taken(api, reference, 'decisions', body);
}

/** Posts something received that must be allowed, and applies it. */
export async function received(api: ApiUnderTest, reference: string, body: Record<string, unknown>): Promise<void> {
  await taken(api, reference, 'received', body);
}

async function taken(api: ApiUnderTest, reference: string, path: string, body: Record<string, unknown>): Promise<void> {
  const { status, text } = await api.post(`/api/complaints/${reference}/${path}`, body);
  if (status !== 202) throw new Error(`not accepted: ${text}`);
  await applyAccepted(api, reference);
}

/** Decides a complaint, or the part that the body names, and sends its answer. */
export async function answer(api: ApiUnderTest, reference: string, body: Record<string, unknown>): Promise<void> {
  await decided(api, reference, body);
  const letter: { duty: DutyName; kind: LetterKind } =
    body['part'] === 'gdpr'
      ? { duty: 'gdpr-response', kind: 'gdpr-answer' }
      : { duty: 'final-response', kind: body['outcome'] as LetterKind };
  await sendLetter(api, reference, await writeLetter(api, reference, { ...letter, way: 'e-mail' }));
}
