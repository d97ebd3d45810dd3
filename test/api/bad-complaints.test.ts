import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FieldFault } from '../../api/problems/field-faults.ts';
import { type ApiUnderTest, complaintBody, startApi } from './api-server.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  api.setClock('2026-05-13T16:30:00Z');
});
afterAll(() => api.close());

const person = (changes: Record<string, unknown>) => ({ complainant: { name: 'Dominique Exemple', ...changes } });
const address = (changes: Record<string, unknown>) => person({ address: { lines: ['Rue 1'], country: 'FR', ...changes } });

const representative = (changes: Record<string, unknown>) => ({ representative: { name: 'Camille Exemple', ...changes } });
const manager = 'complaints-manager';

const wrong: [what: string, changes: Record<string, unknown>, path: string, message: RegExp, code: FieldFault][] = [
  ['no procedure', { procedure: undefined }, 'procedure', /missing/, 'missing'],
  ['an unknown procedure', { procedure: 'nobody' }, 'procedure', /not known; allowed: .*opticourtage/, 'not-known'],
  ['a procedure that is no text', { procedure: 7 }, 'procedure', /must be a text/, 'wrong-type'],
  ['an unknown kind', { kind: 'other' }, 'kind', /allowed: classic, gdpr, classic-and-gdpr/, 'not-allowed'],
  ['no channel', { channel: undefined }, 'channel', /missing; allowed: web-form/, 'missing'],
  ['an unknown channel', { channel: 'pigeon' }, 'channel', /not allowed/, 'not-allowed'],
  ['no reason', { reason: undefined }, 'reason', /missing/, 'missing'],
  ['a blank reason', { reason: ' \n ' }, 'reason', /empty/, 'empty'],
  ['a reason that is too long', { reason: 'é'.repeat(20_001) }, 'reason', /20000 characters at most/, 'too-long'],
  ['a NUL in the reason', { reason: 'a\u0000b' }, 'reason', /control characters/, 'characters'],
  ['an escape in the reason', { reason: 'a\u001b[31mb' }, 'reason', /control characters/, 'characters'],
  ['half a character in the reason', { reason: 'a\ud800b' }, 'reason', /broken characters/, 'characters'],
  ['a field that is not known', { colour: 'red' }, 'colour', /not known here/, 'unknown-field'],
  ['a field of the complainant that is not known', person({ zip: '1' }), 'complainant.zip', /not known here/, 'unknown-field'],
  ['no complainant', { complainant: undefined }, 'complainant', /missing/, 'missing'],
  ['a complainant that is a text', { complainant: 'Dominique' }, 'complainant', /must be an object/, 'wrong-type'],
  ['no name', { complainant: {} }, 'complainant.name', /missing/, 'missing'],
  ['a name with a NUL', person({ name: 'D\u0000' }), 'complainant.name', /control characters/, 'characters'],
  ['a name that is too long', person({ name: 'x'.repeat(201) }), 'complainant.name', /200 characters/, 'too-long'],
  ['an unknown salutation', person({ salutation: 'duke' }), 'complainant.salutation', /allowed: madam, sir/, 'not-allowed'],
  ['an e-mail address without a domain', person({ email: 'dominique' }), 'complainant.email', /no e-mail address/, 'no-email'],
  [
    'an e-mail address with a space',
    person({ email: 'dominique @example.org' }),
    'complainant.email',
    /no e-mail address/,
    'no-email',
  ],
  [
    'an e-mail address with a header',
    person({ email: 'd@example.org\r\nBcc: x@example.org' }),
    'complainant.email',
    /no e-mail address/,
    'no-email',
  ],
  [
    'two e-mail addresses',
    person({ email: 'd@example.org,e@example.org' }),
    'complainant.email',
    /no e-mail address/,
    'no-email',
  ],
  ['a telephone number with letters', person({ phone: 'call me' }), 'complainant.phone', /no telephone number/, 'no-phone'],
  [
    'a telephone number of too many digits',
    person({ phone: '+33 123456789012345' }),
    'complainant.phone',
    /no telephone number/,
    'no-phone',
  ],
  ['an address without a country', address({ country: undefined }), 'complainant.address.country', /missing/, 'missing'],
  ['a country that does not exist', address({ country: 'XQ' }), 'complainant.address.country', /no country/, 'wrong-form'],
  ['an address without lines', address({ lines: [] }), 'complainant.address.lines', /at least 1/, 'too-few'],
  [
    'a line of the address that is a number',
    address({ lines: ['Rue 1', 2] }),
    'complainant.address.lines.1',
    /must be a text/,
    'wrong-type',
  ],
  ['a language that the firm does not write in', { language: 'nl' }, 'language', /allowed: fr/, 'firm-language'],
  ['an unknown sender', { sender: 'alien' }, 'sender', /not allowed/, 'not-allowed'],
  ['an unknown capacity', { capacity: 'alien' }, 'capacity', /allowed: consumer, professional/, 'not-allowed'],
  [
    'a case handler whom nobody knows',
    { caseHandler: 'nobody' },
    'caseHandler',
    /allowed: complaints-manager, client-service/,
    'not-known',
  ],
  [
    'a web form that the firm does not have',
    { procedure: 'optimco', channel: 'web-form' },
    'channel',
    /no web form/,
    'no-web-form',
  ],
  [
    'a day of sending of what was only said',
    { channel: 'phone', sent: '2026-05-12' },
    'sent',
    /'written-complaint'/,
    'only-said',
  ],
  [
    'a letter that was solved at once',
    { channel: 'letter', solvedAtOnce: 'x' },
    'solvedAtOnce',
    /by phone or in a meeting/,
    'only-for-spoken',
  ],
  [
    'a complaint about staff whom nobody knows',
    { concernedStaff: [manager, 'nobody'] },
    'concernedStaff.1',
    /allowed: complaints-/,
    'not-known',
  ],
  [
    'a case handler whom the complaint is about',
    { concernedStaff: [manager], caseHandler: manager },
    'caseHandler',
    /about this person/,
    'conflict',
  ],
  ['a link to nonsense', { linkedTo: 'the other one' }, 'linkedTo', /no reference; write it like OPT-/, 'no-reference'],
  [
    'a link to a complaint that does not exist',
    { linkedTo: 'OPT-2026-999999' },
    'linkedTo',
    /no complaint of this firm/,
    'no-reference',
  ],
  ['a representative without a name', representative({ name: '' }), 'representative.name', /empty/, 'empty'],
  [
    'a representative whose telephone has letters',
    representative({ phone: 'x' }),
    'representative.phone',
    /no telephone number/,
    'no-phone',
  ],
  [
    'a representative whose telephone has too many digits',
    representative({ phone: '+33 123456789012345' }),
    'representative.phone',
    /no telephone number/,
    'no-phone',
  ],
  [
    'an unknown mandate',
    representative({ mandate: 'perhaps' }),
    'representative.mandate',
    /allowed: recorded, missing/,
    'not-allowed',
  ],
  ['a receipt in the future', { received: '2026-05-13T19:30:00+02:00' }, 'received', /future/, 'in-the-future'],
  ['a receipt tomorrow', { received: '2026-05-14' }, 'received', /future/, 'in-the-future'],
  ['a receipt without an offset', { received: '2026-05-13T10:00:00' }, 'received', /with its offset/, 'no-day'],
  ['a receipt on a day that does not exist', { received: '2026-02-30' }, 'received', /with its offset/, 'no-day'],
  ['a receipt at an hour that does not exist', { received: '2026-05-13T25:00:00Z' }, 'received', /with its offset/, 'no-day'],
  ['a receipt long ago', { received: '2016-05-12' }, 'received', /too far back; allowed: from 2016-05-13/, 'too-far-back'],
  ['a sending after the receipt', { received: '2026-05-12', sent: '2026-05-13' }, 'sent', /after 2026-05-12/, 'after-receipt'],
  ['a sending long ago', { sent: '1026-05-13' }, 'sent', /too far back/, 'too-far-back'],
  [
    'an earlier writing after the receipt',
    { received: '2026-05-12', earlierWriting: { on: '2026-05-13' } },
    'earlierWriting.on',
    /after 2026-05-12/,
    'after-receipt',
  ],
  [
    'an earlier writing long ago',
    { earlierWriting: { on: '2016-05-12' } },
    'earlierWriting.on',
    /from 2016-05-13 on/,
    'too-far-back',
  ],
  ['an earlier writing on no day', { earlierWriting: { on: 'once' } }, 'earlierWriting.on', /no day of the calendar/, 'no-day'],
  ['an earlier writing without its day', { earlierWriting: { to: 'La compagnie' } }, 'earlierWriting.on', /missing/, 'missing'],
  [
    'an earlier writing to somebody who is no text',
    { earlierWriting: { on: '2026-05-12', to: 7 } },
    'earlierWriting.to',
    /must be a text/,
    'wrong-type',
  ],
  [
    'an earlier writing of what was only said',
    { channel: 'meeting', earlierWriting: { on: '2026-05-12' } },
    'earlierWriting',
    /register the written complaint itself/,
    'only-said',
  ],
  ['a sending that is no day', { sent: 'yesterday' }, 'sent', /no day of the calendar/, 'no-day'],
];

test.each(wrong)('%s is refused with its path, and nothing is registered', async (_what, changes, path, message, code) => {
  const { status, headers, body } = await api.post('/api/complaints', complaintBody(changes));
  expect(status).toBe(422);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body.errors).toEqual([{ path, code, message: expect.stringMatching(message) }]);
  expect((await api.get('/api/complaints')).body.items).toEqual([]);
});

test('every wrong field is named at once', async () => {
  const { body } = await api.post('/api/complaints', { complainant: { email: 'x' }, received: 4, more: true });
  expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    'channel',
    'complainant.email',
    'complainant.name',
    'more',
    'procedure',
    'reason',
    'received',
  ]);
});
