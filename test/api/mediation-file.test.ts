import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readMediationFile } from '../../api/mediation-file/contents.ts';
import { mediationHtml } from '../../api/mediation-file/document.ts';
import { pdf, png } from '../attachments/samples.ts';
import { type ApiUnderTest, registered, startApi, token } from './api-server.ts';
import { received, sendLetter, writeLetter } from './drive.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const headers = { Authorization: `Bearer ${token}` };

async function bytesOf(path: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const answer = await fetch(`${api.url}${path}`, { headers });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** The files of a ZIP, by name, as its directory says. */
function unzipped(zip: Buffer): Record<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files: Record<string, Buffer> = {};
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [number, number, number];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(begin, begin + zip.readUInt32LE(at + 20));
    files[name] = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content;
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

async function attach(reference: string, files: [name: string, content: Uint8Array][]): Promise<string[]> {
  const form = new FormData();
  for (const [name, content] of files) form.append('files', new Blob([content]), name);
  const { body } = await api.send(`/api/complaints/${reference}/attachments`, { method: 'POST', headers, body: form });
  return body.items.map(({ id }: { id: string }) => id);
}

/** A complaint with letters, something received, notes, and files of which one is in quarantine. */
async function course(changes: Record<string, unknown> = {}): Promise<string> {
  const reference = await registered(api, changes);
  const acknowledgement = await writeLetter(api, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
  await sendLetter(api, reference, acknowledgement);
  await writeLetter(api, reference, { duty: 'final-response', kind: 'upheld', way: 'post' });
  await received(api, reference, { what: 'information', text: 'Voici <b>ma</b> quittance.\n\nMerci & bonne journée.' });
  await api.post(`/api/complaints/${reference}/notes`, { text: 'Une note entre nous.' });
  const [, , bad] = await attach(reference, [
    ['quittance.pdf', pdf],
    ['photo.png', png],
    ['piege.pdf', Buffer.concat([pdf, Buffer.from('x')])],
  ]);
  await api.register.database
    .updateTable('attachment')
    .set({ scan: 'infected', signature: 'Test', scanned_at: new Date() })
    .where('id', '=', bad as string)
    .execute();
  return reference;
}

describe('The mediation file', () => {
  test('as an archive has the document, each letter as it left, the attachments and their digests', async () => {
    const reference = await course();
    const { status, headers: sent, bytes } = await bytesOf(`/api/complaints/${reference}/mediation-file.zip`);
    expect([status, sent.get('content-type')]).toEqual([200, 'application/zip']);
    expect(sent.get('content-disposition')).toContain(`filename*=UTF-8''${reference}%20dossier%20de%20m%C3%A9diation.zip`);
    const { 'SHA256SUMS.txt': list, ...others } = unzipped(bytes);
    const today = new Date().toISOString().slice(0, 10);
    expect(Object.keys(others)).toEqual([
      `${reference} dossier de médiation.pdf`,
      `courriers/01 ${today} Accusé de réception.pdf`,
      `courriers/01 ${today} Accusé de réception.eml`,
      'pieces-jointes/01 quittance.pdf',
      'pieces-jointes/02 photo.png',
    ]);
    expect(others['pieces-jointes/01 quittance.pdf']?.equals(pdf)).toBe(true);
    expect(others[`courriers/01 ${today} Accusé de réception.eml`]?.toString('latin1')).toContain('Bonjour \xe9');
    for (const name of Object.keys(others).filter((one) => one.endsWith('.pdf') && !one.startsWith('pieces')))
      expect(others[name]?.subarray(0, 5).toString()).toBe('%PDF-');
    const lines = Object.entries(others).map(
      ([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`,
    );
    expect(list?.toString()).toBe(lines.join(''));
  });

  test('as a document has the complaint, what was received, letters, course and attachments, and nothing internal', async () => {
    const reference = await course({ arguments: 'Mes arguments.', policyNumber: 'P-123' });
    const { status, bytes } = await bytesOf(`/api/complaints/${reference}/mediation-file.pdf`);
    expect([status, bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    const html = mediationHtml(await readMediationFile(api.register, reference, await api.library.procedureOf(reference)));
    const parts = [
      'Dominique Exemple',
      'P-123',
      'Mes lunettes ne sont pas remboursées.',
      'Mes arguments.',
      '« réclamation » reçue',
      'Voici &lt;b&gt;ma&lt;/b&gt; quittance.</p><p>Merci &amp; bonne journée.',
      'quittance.pdf',
      'photo.png',
      'non analysé par un antivirus',
      'Réclamation enregistrée',
      'Lettre partie par e-mail',
      'Pièce jointe ajoutée',
    ];
    for (const part of parts) expect(html).toContain(part);
    for (const part of ['Une note entre nous', 'piege.pdf', 'quarantaine', 'Lettre écrite']) expect(html).not.toContain(part);
    expect(html.match(/Pièce jointe ajoutée/g)).toHaveLength(2);
  });

  test('says nothing of letters to staff, and names the country of an address', async () => {
    const reference = await registered(api, {
      complainant: {
        name: 'Alex Modèle',
        email: 'alex.modele@example.org',
        address: { lines: ['1 rue de l’Exemple'], postcode: '1050', town: 'Bruxelles', country: 'BE' },
      },
    });
    const alert = await writeLetter(api, reference, { duty: 'final-response', kind: 'breach-alert', way: 'e-mail' });
    await api.register.database.updateTable('letter').set({ recipient: 'staff' }).where('id', '=', alert).execute();
    await sendLetter(api, reference, alert);
    const html = mediationHtml(await readMediationFile(api.register, reference, await api.library.procedureOf(reference)));
    expect(html).toContain('Bruxelles, Belgique');
    expect(html).not.toContain('Lettre partie');
  });

  test.each([
    ['nl', 'optimco', 'Bemiddelingsdossier', 'De klacht in het kort'],
    ['en', 'opticourtage', 'Mediation file', 'The complaint in brief'],
  ])('is in the language of the complaint: %s', async (language, procedure, title, heading) => {
    const reference = await registered(api, { procedure, language });
    const html = mediationHtml(await readMediationFile(api.register, reference, await api.library.procedureOf(reference)));
    expect(html).toContain(`${title} ${reference}`);
    expect(html).toContain(heading);
    expect((await bytesOf(`/api/complaints/${reference}/mediation-file.pdf`)).status).toBe(200);
  });

  test('breaks off where a file cannot be read, so that no program takes it for whole', async () => {
    const reference = await course();
    await api.register.database
      .updateTable('attachment')
      .set({ stored_as: createHash('sha256').update(reference).digest('hex') })
      .where('reference', '=', reference)
      .where('type', '=', 'png')
      .execute();
    await expect(bytesOf(`/api/complaints/${reference}/mediation-file.zip`)).rejects.toThrow();
  });

  test('of a person who was erased is gone; of no complaint there is none', async () => {
    const reference = await registered(api);
    await api.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    expect((await bytesOf(`/api/complaints/${reference}/mediation-file.zip`)).status).toBe(410);
    expect((await bytesOf('/api/complaints/OPT-2026-999999/mediation-file.pdf')).status).toBe(404);
  });
});
