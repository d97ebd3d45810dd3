import { afterAll, beforeAll, expect } from '@jest/globals';
import type { MessageTexts } from '../../register/complaint-content.ts';
import { type ComplaintCase, type Lifecycle, openLifecycle } from '../helpers/lifecycle.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';

/*
 * Nothing personal in Temporal: every word below is said to the register by the complainant, by staff or by the mail server, and none of
 * them may be found in what Temporal keeps.
 */

const test = testWith('Temporal test server');

const complainant = { name: 'Zéphyrine Quatrebarbes', email: 'zephyrine@quatrebarbes.example' };
const texts: MessageTexts = {
  reasons: 'Raisonsecrète du cabinet',
  measures: 'Mesuresecrète du cabinet',
  insurer: { name: 'Assureursecret', email: 'plaintes@assureursecret.example', reference: 'DOSSIERSECRET' },
  answer: 'Réponsesecrète',
  text: 'Désaccordsecret',
  situation: 'Situationsecrète',
  statement: 'Constatsecret',
  whoAnswers: 'le service Guichetsecret',
  rightFirm: { name: 'Confrèresecret', email: 'accueil@confreresecret.example' },
  missingFacts: ['la Piècesecrète'],
  doneBy: '2027-06-30',
};
const representative = { name: 'Camille Portevoix', salutation: 'lawyer', email: 'cabinet@portevoix.example' } as const;
const laterRepresentative = { name: 'Sacha Avouésecret', salutation: 'lawyer', email: 'etude@avouesecret.example' } as const;
const words = [
  'Zéphyrine',
  'Quatrebarbes',
  'quatrebarbes.example',
  'Essais',
  'résiliation',
  'Raisonsecrète',
  'Mesuresecrète',
  'Assureursecret',
  'DOSSIERSECRET',
  'Réponsesecrète',
  'Désaccordsecret',
  'Situationsecrète',
  'Constatsecret',
  'Guichetsecret',
  'Confrèresecret',
  'confreresecret.example',
  'Piècesecrète',
  'Portevoix',
  'Avouésecret',
  'avouesecret.example',
  'not wanted here',
];

let lifecycle: Lifecycle | undefined;
beforeAll(async () => {
  const program = outsideProgram('Temporal test server');
  if (program !== undefined) lifecycle = await openLifecycle('skipping', { program });
}, 60_000);
afterAll(() => lifecycle?.close());

test('no word of the complainant, of staff or of the mail server stands in a history, its payloads, attributes, summaries or failures', async () => {
  if (lifecycle === undefined) throw new Error('no server');
  const complaint = await lifecycle.complain({ received: '2026-05-13 18:30', content: complainant });
  const histories: unknown[] = [await complaint.history()];
  await complaint.decide({ decision: 'acknowledge-now' });
  await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' }, texts);
  await complaint.receive('enquiry', texts.text);
  await complaint.decide({ decision: 'answer-enquiry' }, texts);
  histories.push(await withTroubles(lifecycle, complaint));
  await complaint.receive('disagreement', texts.text);
  histories.push(await complaint.history());

  histories.push(...(await waysOn(lifecycle)));

  const kept = histories.map(readable).join('\n');
  // The search would find what is there: the reference, a code of the mail server, a letter's kind.
  const findable = [complaint.reference, 'mail-server-said-451', 'upheld', 'receive: disagreement'];
  expect(findable.filter((word) => !kept.includes(word))).toEqual([]);
  expect(words.filter((word) => kept.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
});

/** A lawyer's complaint told by telephone and written later; two that are none of the firm's; one about personal data. */
async function waysOn(lifecycle: Lifecycle): Promise<unknown[]> {
  const wanted = { received: '2026-05-13 18:30', content: complainant };
  const spoken = await lifecycle.complain({
    ...wanted,
    procedure: '123-courtage',
    oral: 'taken',
    mandate: 'missing',
    sender: 'lawyer',
    representative,
  });
  await spoken.receive('mandate', texts.text);
  await spoken.decide({ decision: 'name-representative', mandate: 'missing' }, { representative: laterRepresentative });
  await spoken.receive('written-complaint', texts.text);
  await spoken.decide({ decision: 'interim-reply-now', newDate: '2026-07-01' }, texts);
  await spoken.decide({ decision: 'request-information' }, texts);
  await spoken.decide({ decision: 'record-result', outcome: 'upheld' }, texts);
  await spoken.decide({ decision: 'resolve', outcome: 'upheld', proposed: true }, texts);
  await spoken.decide({ decision: 'send-back' }, texts);
  const elsewhere = await lifecycle.complain({ ...wanted, procedure: 'alter-ego' });
  await elsewhere.decide({ decision: 'redirect' }, texts);
  const request = await lifecycle.complain({ ...wanted, procedure: 'optimco' });
  await request.decide({ decision: 'classify', as: 'not-a-complaint' }, texts);
  const data = await lifecycle.complain({ ...wanted, kind: 'gdpr' });
  await data.decide({ decision: 'extend-gdpr', newDate: '2026-07-10' }, texts);
  return Promise.all([spoken, elsewhere, request, data].map((complaint) => complaint.history()));
}

/** The answer is refused for a while, in words that hold the address, and goes by post in the end. */
async function withTroubles({ mail }: Lifecycle, complaint: ComplaintCase) {
  mail.refusal = () => 451;
  await complaint.sayAndPass({ signal: 'decide', body: { decision: 'resolve', outcome: 'upheld' } }, texts);
  await complaint.passUntil('2026-05-13 18:40');
  const during = await complaint.pendingFailures();
  mail.refusal = () => undefined;
  await complaint.passUntil('2026-05-13 19:40');
  await complaint.rest();
  return { history: await complaint.history(), during };
}

/** All text there is: JSON, with each payload read as the text that it encodes. */
function readable(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) =>
    key === 'data' && typeof part === 'string' ? Buffer.from(part, 'base64').toString('utf8') : part,
  );
}
