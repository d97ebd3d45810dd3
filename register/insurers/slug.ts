/** What a name without a Latin letter or digit is made into. */
export const nameless = 'insurer';

/** A name as small letters, digits and hyphens, without accents, fifty characters at most: what is written alike is one. */
export function slugOfName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  return plain === '' ? nameless : plain;
}
