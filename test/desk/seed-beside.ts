import { token } from '../api/api-server.ts';
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
