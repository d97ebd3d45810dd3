import { expect } from '@jest/globals';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';
import { testWith } from '../../helpers/programs.ts';

/* Who complains by the web form gets a dated copy, and with every letter the address of a page of their own. */

const test = testWith('Temporal test server');
const { complainAs } = lifecycleOfFile();
const byForm = complainAs({ procedure: 'opticourtage', channel: 'web-form', received: '2026-05-13 18:30' });
const page = /http:\/\/127\.0\.0\.1\/c\/[a-z2-7]{26}/;

test('a complaint by the web form is copied to its author at once, whole and dated; the acknowledgement keeps its own day', async () => {
  const complaint = await byForm();
  expect(await complaint.letters()).toEqual(['complaint-copy sent 2026-05-13']);
  const copy = await complaint.textOf('complaint-copy');
  expect(copy).toContain('13 mai 2026');
  expect(copy).toMatch(page);
  expect(await complaint.openDuties()).toContain('acknowledgement');
  await complaint.goTo('2026-05-27 10:30');
  const [address] = page.exec(copy) ?? [];
  expect(await complaint.textOf('acknowledgement')).toContain(address);
});

test('without a mailbox there is no copy: the page after the form is printed instead', async () => {
  const complaint = await byForm({ content: { email: undefined } });
  expect(await complaint.letters()).toEqual([]);
});
