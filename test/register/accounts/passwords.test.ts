import { expect, test } from '@jest/globals';
import { faultOfPassword, hashPassword, isPassword, makePassword } from '../../../register/accounts/passwords.ts';

const cheap = { N: 1024, r: 8, p: 1 };
const person = { login: 'camille.exemple', name: 'Camille Exemple' };

test('a password is known again, however its accents are composed, and kept with a salt of its own', async () => {
  const [one, other] = [await hashPassword('été à la mer', cheap), await hashPassword('été à la mer', cheap)];
  expect(one).not.toBe(other);
  expect(await isPassword('été à la mer'.normalize('NFD'), one)).toBe(true);
  expect(await isPassword('ete a la mer', one)).toBe(false);
});

test('a password is kept at the cost of now, and known again at the cost that it was kept at', async () => {
  const kept = await hashPassword('une phrase à retenir');
  expect(kept).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(await isPassword('une phrase à retenir', kept)).toBe(true);
});

test('nobody has no password: every one is wrong', async () => {
  for (const kept of [undefined, null, '', 'scrypt$1024$8$1$$'])
    expect([kept, await isPassword('', kept).catch(() => 'fault')]).toEqual([kept, false]);
});

test.each([
  ['onze caract', 'too-short'],
  ['x'.repeat(201), 'too-long'],
  ['aaaaaaaaaaaaaaaa', 'too-plain'],
  ['abcdefghijklmnop', 'too-plain'],
  ['Camille Exemple 2026', 'is-the-name'],
  ['mot de passe 1234', 'is-the-name'],
  ['une phrase à retenir', undefined],
  ['éàüîôç-ñ-ß-œ', undefined],
])('%j is %s', (password, fault) => {
  expect(faultOfPassword(password, person)).toBe(fault);
});

test('a made password may be somebody’s, and is another each time', () => {
  const made = Array.from({ length: 20 }, makePassword);
  expect(new Set(made).size).toBe(20);
  for (const password of made) expect([password, faultOfPassword(password, person)]).toEqual([password, undefined]);
});
