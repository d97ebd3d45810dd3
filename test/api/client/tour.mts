import { setTimeout as pause } from 'node:timers/promises';
import createClient from 'openapi-fetch';
// Generated for the test that runs this, as a user generates it.
import type { components, paths } from './doleance.ts';

/*
 * The README's tour by a client that knows nothing but the generated types. It prints one line of JSON: what it saw at the end.
 */

const [url = '', token = ''] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });

/** What an answer holds. @throws Error with the problem, where it is one */
function of<Data>({ data, error, response }: { data?: Data; error?: unknown; response: Response }): Data {
  if (data === undefined) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return data;
}

// 1. Register a complaint.
const complaint = of(
  await client.POST('/api/complaints', {
    params: { header: { 'Idempotency-Key': `tour-${Date.now()}` } },
    body: {
      procedure: 'opticourtage',
      channel: 'letter',
      complainant: { name: 'Dominique Exemple', salutation: 'madam', email: 'dominique.exemple@example.org' },
      matter: 'la résiliation de votre contrat d’assurance automobile',
      reason: 'J’ai demandé la résiliation de mon contrat en septembre et les cotisations sont toujours prélevées.',
    },
  }),
);
const path = { reference: complaint.reference };

async function decide(body: components['schemas']['Decision']): Promise<void> {
  const { state } = of(
    await client.POST('/api/complaints/{reference}/decisions', { params: { path, header: { Prefer: 'wait=30' } }, body }),
  );
  if (state !== 'applied') throw new Error(`${body.decision} is still ${state}`);
}

/** Waits until a letter has left, as staff would. */
async function untilSent(kind: components['schemas']['Letter']['kind']): Promise<void> {
  for (let times = 0; times < 600; times += 1) {
    const { letters } = of(await client.GET('/api/complaints/{reference}', { params: { path } }));
    if (letters.some((letter) => letter.kind === kind && letter.state === 'sent')) return;
    await pause(200);
  }
  throw new Error(`${kind} was never sent`);
}

async function untilClosed(): Promise<void> {
  for (let times = 0; times < 600; times += 1) {
    if (of(await client.GET('/api/complaints/{reference}', { params: { path } })).stage === 'closed') return;
    await pause(200);
  }
  throw new Error('never closed');
}

// 2. Acknowledge it now.
await decide({ decision: 'acknowledge-now' });
await untilSent('acknowledgement');

// 3. It is the insurer's responsibility; the letters can be seen before.
const forwarding = {
  decision: 'set-responsibility',
  responsibility: 'insurer',
  insurer: { name: 'Exemple Assurances', email: 'reclamations@example.com', address: ['1 rue de l’Exemple', '75009 PARIS'] },
  reasons: 'La date de la résiliation relève de la décision de l’assureur, à qui vous aviez adressé votre demande.',
} as const satisfies components['schemas']['Decision'];
const preview = of(
  await client.POST('/api/complaints/{reference}/decisions/preview', {
    params: { path },
    body: { ...forwarding, insurer: { ...forwarding.insurer, address: [...forwarding.insurer.address] } },
  }),
);
await decide({ ...forwarding, insurer: { ...forwarding.insurer, address: [...forwarding.insurer.address] } });
await untilSent('forwarding-notice');

// 4. Answer.
await decide({
  decision: 'resolve',
  outcome: 'upheld',
  reasons: 'Votre demande de résiliation est parvenue à l’assureur le 12 septembre. Elle n’a pas été enregistrée.',
  measures: 'Votre contrat est résilié à cette date.',
  redress: { cents: 12050, currency: 'EUR', paidBy: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) },
});
await untilClosed();

// 5. The complainant disagrees.
of(
  await client.POST('/api/complaints/{reference}/received', {
    params: { path, header: { Prefer: 'wait=30' } },
    body: { what: 'disagreement', text: 'La somme ne couvre pas mes frais.' },
  }),
);
await untilSent('recourse-details');

// 6. Look at it.
const file = of(await client.GET('/api/complaints/{reference}', { params: { path } }));
const found = of(await client.GET('/api/complaints', { params: { query: { procedure: 'opticourtage' } } }));
process.stdout.write(
  `${JSON.stringify({
    reference: file.reference,
    stage: file.stage,
    previewed: preview.items.map(({ kind }) => kind),
    sent: file.letters.filter(({ state }) => state === 'sent').map(({ kind }) => kind),
    listed: found.items.map(({ reference }) => reference),
  })}\n`,
);
