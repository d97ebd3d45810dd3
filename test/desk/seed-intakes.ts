import type { ApiUnderTest } from '../api/api-server.ts';

/** What waits at a seeded desk: fictional people, ordinary words. */
const intakes: { name: string; body: Record<string, unknown> }[] = [
  {
    name: 'from a mail',
    body: {
      source: 'mail',
      channel: 'e-mail',
      procedure: 'opticourtage',
      received: '2026-11-13T08:42:00+01:00',
      message: {
        from: { name: 'Dominique Exemple', address: 'dominique.exemple@example.org' },
        to: 'reclamations@example.com',
        subject: 'Toujours pas remboursée',
        text: 'Bonjour,\n\nje vous ai écrit le 2 octobre au sujet de mes lunettes (contrat OPT 4471). Depuis, rien.\nJe demande le remboursement de 180 euros.\n\nDominique Exemple\n06 00 00 00 00',
        files: ['facture.pdf', 'photos.zip'],
      },
      fields: {
        complainant: { name: 'Dominique Exemple', email: 'dominique.exemple@example.org', phone: '06 00 00 00 00' },
        matter: 'le remboursement de vos lunettes',
        reason: 'Je vous ai écrit le 2 octobre au sujet de mes lunettes. Depuis, rien.',
        policyNumber: 'OPT 4471',
        solutionSought: 'Le remboursement de 180 euros.',
      },
      unread: ['complainant.address.lines', 'earlierWriting.on'],
    },
  },
  {
    name: 'the same by form',
    body: {
      source: 'form',
      channel: 'web-form',
      procedure: 'opticourtage',
      received: '2026-11-16T19:05:00+01:00',
      fields: {
        complainant: { name: 'Dominique Exemple', email: 'dominique.exemple@example.org' },
        matter: 'remboursement des lunettes',
        reason: 'Je n’ai pas de réponse à mon message.',
        policyNumber: 'OPT4471',
      },
    },
  },
  {
    name: 'perhaps a robot',
    body: {
      source: 'form',
      channel: 'web-form',
      procedure: 'alter-ego',
      received: '2026-11-16T03:12:00+01:00',
      suspicion: 'robot',
      fields: { complainant: { name: 'Claude Modèle', email: 'claude@example.org' }, reason: 'Votre site est lent.' },
    },
  },
  {
    name: 'in Dutch',
    body: {
      source: 'mail',
      channel: 'e-mail',
      procedure: 'optimco',
      received: '2026-11-09T10:00:00+01:00',
      message: { from: { address: 'noor@example.org' }, subject: 'Klacht', text: 'Ik ben niet tevreden over de afhandeling.' },
      fields: { complainant: { email: 'noor@example.org' }, reason: 'Ik ben niet tevreden over de afhandeling.', language: 'nl' },
      unread: ['complainant.name'],
    },
  },
  {
    name: 'of no known firm',
    body: {
      channel: 'e-mail',
      received: '2026-11-16',
      message: { text: 'Qui s’occupe de mon dossier ?' },
      unread: ['complainant.name'],
    },
  },
];

/** Has messages wait at the desk. @returns their ids by their names */
export async function seedIntakes(desk: Pick<ApiUnderTest, 'post'>): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, body } of intakes) {
    const answer = await desk.post('/api/intakes', body);
    if (answer.status !== 201) throw new Error(`${name}: ${answer.text}`);
    ids.set(name, answer.body.id as string);
  }
  return ids;
}
