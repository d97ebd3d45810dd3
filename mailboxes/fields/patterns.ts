/** Longer lines hold no phone number, address or contract that anybody could tell; each pattern sees one short line at a time. */
const mostLine = 300;
/** So many lines are looked at. */
const mostLines = 1_000;

/** The lines of a text that may say something. */
export function shortLines(text: string): string[] {
  return text
    .split('\n', mostLines)
    .map((line) => line.replace(/^(> ?)+/, '').trim())
    .filter((line) => line !== '' && line.length <= mostLine);
}

const phoneLabel = /\b(t[ée]l|gsm|mobile|portable|phone|telefoon|mob|tel)/i;
const numberCandidate = /[+(]?\d[\d ().\/\u00a0\u202f-]{6,24}\d/g;
const otherNumber = /\b(iban|contrat|police|polis|policy|contract|sinistre|schade|claim|dossier|siret|siren|n°|nr|r[ée]f)/i;

/** The first number that a text gives as a telephone number, as it is written. */
export function phoneIn(lines: readonly string[]): string | undefined {
  const labelled = lines.filter((line) => phoneLabel.test(line));
  const others = lines.filter((line) => !phoneLabel.test(line) && !otherNumber.test(line));
  for (const line of [...labelled, ...others]) {
    const found = (line.match(numberCandidate) ?? []).map((one) => one.trim()).find(isPhoneNumber);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** As it is dialled at home in France and Belgium, or with the country. */
function isPhoneNumber(candidate: string): boolean {
  const digits = candidate.replace(/\(0\)/g, '').replace(/\D/g, '');
  if (/^(\+|\(\+|00)/.test(candidate)) return digits.length >= 9 && digits.length <= 15;
  return /^0[1-9]/.test(digits) && (digits.length === 10 || digits.length === 9);
}

const policyLabel =
  /\b(?:contrat|police|polis|polisnummer|policy|contract|adh[ée]sion)(?:\s{1,3}(?:d[’']assurance|number|nummer|num[ée]ro))?[ \u00a0]{0,3}(?:n[°ºo]\.?|nr\.?|num[ée]ro|nummer|number|no\.?|#)?[ \u00a0]{0,3}[:.]?[ \u00a0]{0,3}([A-Z0-9][A-Z0-9\/._-]{3,39})/gi;
const claimLabel =
  /\b(?:sinistre|schadegeval|schadedossier|schadenummer|claim)(?:\s{1,3}(?:number|nummer|num[ée]ro))?[ \u00a0]{0,3}(?:n[°ºo]\.?|nr\.?|num[ée]ro|nummer|number|no\.?|#)?[ \u00a0]{0,3}[:.]?[ \u00a0]{0,3}([A-Z0-9][A-Z0-9\/._-]{3,39})/gi;

/** The number of the contract, where the text calls it one. */
export function policyNumberIn(lines: readonly string[]): string | undefined {
  return labelledNumber(lines, policyLabel);
}

export function claimNumberIn(lines: readonly string[]): string | undefined {
  return labelledNumber(lines, claimLabel);
}

function labelledNumber(lines: readonly string[], label: RegExp): string | undefined {
  for (const line of lines) {
    for (const [, found = ''] of line.matchAll(label)) {
      const number = found.replace(/[._\/-]+$/, '');
      if (/\d.*\d.*\d/.test(number)) return number;
    }
  }
  return undefined;
}

/** A postal address as it stands under a name. */
export interface AddressRead {
  lines: string[];
  postcode: string;
  town: string;
  country: 'FR' | 'BE';
}

const townOf = {
  FR: /^(?:F-?)?(\d{5}) ([\p{L}][\p{L}\d’'. -]{1,50})$/u,
  BE: /^(?:B-?)?(\d{4}) ([\p{L}][\p{L}’'. -]{1,50})$/u,
} as const;
const street = /^\d{1,4}\s?(?:bis|ter|[a-z])?[ ,]+\p{L}|\p{L}[ ,]+\d{1,4}\s?[a-z]?(?:[ ,]+(?:bus|bte|boîte|box)\s?\w{1,6})?$/iu;

/** An address: a line with the postcode and the town, after one with a street and a number, or on one line with it. */
export function addressIn(lines: readonly string[]): AddressRead | undefined {
  for (const [place, line] of lines.entries()) {
    const inOne = line.split(/ ?, ?/);
    const last = inOne.at(-1) ?? '';
    const before = inOne.length > 1 ? inOne.slice(0, -1).join(', ') : (lines[place - 1] ?? '');
    for (const country of ['FR', 'BE'] as const) {
      const [, postcode, town] = townOf[country].exec(last) ?? [];
      if (postcode !== undefined && town !== undefined && before.length <= 100 && street.test(before))
        return { lines: [before], postcode, town: town.trim(), country };
    }
  }
  return undefined;
}
