import { acceptMessage, applyMessage } from '../../register/messages.ts';
import { token } from '../api/api-server.ts';
import { pdf, png } from '../attachments/samples.ts';
import type { DeskUnderTest } from './desk-server.ts';
import { seedIntakes } from './seed-intakes.ts';

/** What the seed has besides complaints: the addresses that pages are visited with. */
export interface Beside {
  /** By their names in seed-intakes.ts. */
  intakes: ReadonlyMap<string, string>;
  attachment: string;
  actions: string[];
}

/** Intakes that wait, a file, a note and a corrective action, for the complaints of the seed. */
export async function seedBeside(desk: DeskUnderTest, references: ReadonlyMap<string, string>): Promise<Beside> {
  const late = references.get('final answer late') ?? '';
  const intakes = await seedIntakes(desk);
  await seedFiles(desk, intakes.get('from a mail') ?? '');
  await seedArrivals(desk, references);
  await idOf(desk, `/api/complaints/${late}/notes`, {
    text: 'L’enregistrement de l’appel est retrouvé. Le conseiller confirme « tarif bloqué deux ans ».\nÀ voir avec la compagnie avant jeudi.',
  });
  const upheld = references.get('upheld and closed') ?? late;
  const open = await idOf(desk, '/api/actions', {
    procedure: 'opticourtage',
    title: 'Relire la lettre sur la franchise',
    owner: 'complaints-manager',
    dueOn: '2026-11-13',
    complaints: [upheld],
  });
  const done = await idOf(desk, '/api/actions', {
    procedure: 'opticourtage',
    title: 'Confirmer chaque facture reçue par un message',
    description: 'Trois réclamations en deux mois portent sur des factures classées dans un autre dossier.',
    owner: 'client-service',
    dueOn: '2027-01-29',
    complaints: [upheld],
  });
  await idOf(desk, `/api/actions/${done}/changes`, { change: 'done' });
  return { intakes, attachment: await attach(desk, late), actions: [open, done] };
}

/** What came with a mail: the mail itself, and what hung on it. */
async function seedFiles(desk: DeskUnderTest, intake: string): Promise<void> {
  const mail =
    'From: Dominique Exemple <dominique.exemple@example.org>\r\nSubject: Toujours pas =?utf-8?q?rembours=C3=A9e?=\r\n'.concat(
      'Date: Fri, 13 Nov 2026 08:42:00 +0100\r\n\r\nBonjour,\r\n',
    );
  const form = new FormData();
  form.append('files', new Blob([pdf]), 'facture.pdf');
  form.append('files', new Blob([png]), 'ordonnance.png');
  form.append('files', new Blob([mail]), 'message.eml');
  const init = { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: form };
  const { status, text, body } = await desk.send(`/api/intakes/${intake}/files`, init);
  if (status >= 300) throw new Error(`The files were not taken: ${status}: ${text}`);
  const [, infected] = (body as { items: { id: string }[] }).items;
  const found = { scan: 'infected' as const, signature: 'Win.Test.EICAR_HDB-1', scanned_at: new Date(desk.register.clock()) };
  await desk.register.database
    .updateTable('waiting_file')
    .set(found)
    .where('id', '=', infected?.id ?? '')
    .execute();
}

/** What came in by itself and nobody has read, a complaint that may be there twice, and two that are linked. */
async function seedArrivals(desk: DeskUnderTest, references: ReadonlyMap<string, string>): Promise<void> {
  const of = (name: string) => references.get(name) ?? '';
  const comes = async (reference: string, actor: string, text: string) => {
    const message = { signal: 'receive', body: { what: 'information' } } as const;
    const rulebook = await desk.library.rulebookOf(reference);
    const accepted = await acceptMessage(desk.register, { reference, message, texts: { text }, actor }, rulebook);
    if (!accepted.accepted) throw new Error(accepted.reason);
    await applyMessage(desk.register, { reference, id: accepted.id, signal: 'receive', message }, rulebook);
  };
  await comes(
    of('final answer late'),
    'mailbox',
    'Bonjour,\n\nvous trouverez ci-joint l’échéancier que le conseiller m’avait remis.\nQuand aurai-je votre réponse ?\n\nBaptiste Fictif',
  );
  await comes(of('final answer late'), 'complainant', 'Mon numéro de contrat exact est OPT-30977-B.');
  await idOf(desk, '/api/complaints', {
    procedure: 'opticourtage',
    channel: 'web-form',
    received: '2026-11-16',
    complainant: { name: 'Noé Essai', salutation: 'sir', email: 'noe.essai@example.org' },
    reason: 'Toujours aucune réponse à ma demande de la semaine dernière.',
  });
  await idOf(desk, `/api/complaints/${of('final answer late')}/relatives`, {
    reference: of('upheld and closed'),
    verdict: 'linked',
  });
}

async function idOf(desk: DeskUnderTest, path: string, body: unknown): Promise<string> {
  const { status, text, body: answer } = await desk.post(path, body);
  if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
  return (answer as { id: string }).id;
}

async function attach(desk: DeskUnderTest, reference: string): Promise<string> {
  const form = new FormData();
  form.append('files', new Blob(['Échéancier 2026 : 12 × 41,90 €\n'], { type: 'text/plain' }), 'Échéancier 2026.txt');
  const headers = { Authorization: `Bearer ${token}` };
  const { status, text, body } = await desk.send(`/api/complaints/${reference}/attachments`, {
    method: 'POST',
    headers,
    body: form,
  });
  if (status >= 300) throw new Error(`The file was not taken: ${status}: ${text}`);
  return (body as { items: { id: string }[] }).items[0]?.id ?? '';
}
