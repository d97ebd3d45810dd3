import { expect } from '@jest/globals';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';
import { testWith } from '../../helpers/programs.ts';

/* A complaint with a part about personal data, from somebody without e-mail: every letter waits to be posted. */

const test = testWith('Temporal test server');
const { complainAs } = lifecycleOfFile();
const byPost = complainAs({
  procedure: 'opticourtage',
  kind: 'classic-and-gdpr',
  received: '2026-05-13 18:30',
  content: { email: undefined },
});

test('once one part is answered, only the other is acknowledged, and its letter does the duty', async () => {
  const complaint = await byPost();
  await complaint.decide({ decision: 'acknowledge-now' });
  await complaint.post(await complaint.letter('gdpr-acknowledgement'), '2026-05-14 12:00');
  await complaint.decide({ decision: 'resolve', outcome: 'rejected', part: 'classic' });
  expect((await complaint.duty('acknowledgement')).doneAt).toBeUndefined();
  await complaint.post(await complaint.letter('rejected'), '2026-05-15 12:00');
  expect((await complaint.letter('acknowledgement')).state).toBe('superseded');
  expect((await complaint.duty('acknowledgement')).doneAt).toBeDefined();
  await complaint.decide({ decision: 'resolve', outcome: 'upheld', part: 'gdpr' });
  await complaint.post(await complaint.letter('gdpr-answer'), '2026-05-18 12:00');
  expect(await complaint.facts()).toMatchObject({ stage: 'closed' });
  expect(await complaint.breaches()).toEqual([]);
});
