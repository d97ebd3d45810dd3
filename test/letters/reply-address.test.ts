import { expect, test } from '@jest/globals';
import { readReplyAddress, replyAddress } from '../../letters/reply-address.ts';

const tag = { reference: 'OPT-2026-000123', mark: 'abcdefghijklmnop' };

test('the address of an answer says to which complaint it belongs', () => {
  const address = replyAddress('reclamations@example.org', tag);
  expect(address).toBe('reclamations+opt-2026-000123-abcdefghijklmnop@example.org');
  expect(readReplyAddress(address)).toEqual(tag);
});

test.each([
  ['in capitals, as some programs write it', 'RECLAMATIONS+OPT-2026-000123-ABCDEFGHIJKLMNOP@EXAMPLE.ORG', tag],
  ['with blanks about it', ' reclamations+opt-2026-000123-abcdefghijklmnop@example.org ', tag],
  ['a number beyond a million', 'r+opt-2026-1000001-abcdefghijklmnop@example.org', { ...tag, reference: 'OPT-2026-1000001' }],
])('it is read %s', (_, address, read) => expect(readReplyAddress(address)).toEqual(read));

test.each([
  ['no tag', 'reclamations@example.org'],
  ['a tag of somebody’s own', 'reclamations+assurances@example.org'],
  ['a reference without its mark', 'reclamations+opt-2026-000123@example.org'],
  ['a mark cut short', 'reclamations+opt-2026-000123-abcdefgh@example.org'],
  ['a tag before another address', 'r+opt-2026-000123-abcdefghijklmnop@example.org@example.com'],
])('%s is no address of an answer', (_, address) => expect(readReplyAddress(address)).toBeUndefined());

test('what is no address cannot be answered at', () =>
  expect(() => replyAddress('reclamations', tag)).toThrow('The address of the mailbox is none.'));
