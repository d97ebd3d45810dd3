import type { Language } from '../../../letters/letter.ts';

/** Those of our firms' clients. */
const usual = ['FR', 'BE', 'GP', 'LU', 'MQ', 'GF', 'RE', 'NL', 'DE', 'CH', 'GB'];

/**
 * The countries that an address can be in, ours first, then every other one by its name.
 *
 * @param chosen stands among the first, whatever it is
 */
export function countriesToChoose(chosen: string, language: Language): { value: string; words: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const named = (value: string) => ({ value, words: names.of(value) ?? value });
  const first = [...new Set([...usual, chosen])].filter((code) => /^[A-Z]{2}$/.test(code));
  const others = europeAndBeyond.filter((code) => !first.includes(code)).map(named);
  return [...first.map(named), ...others.toSorted((one, other) => one.words.localeCompare(other.words))];
}

const europeAndBeyond = [
  'AT',
  'BG',
  'CA',
  'CY',
  'CZ',
  'DK',
  'EE',
  'ES',
  'FI',
  'GR',
  'HR',
  'HU',
  'IE',
  'IS',
  'IT',
  'LT',
  'LV',
  'MA',
  'MC',
  'MT',
  'NO',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
  'TN',
  'DZ',
  'TR',
  'US',
  'AU',
  'BR',
  'CI',
  'CM',
  'SN',
  'CD',
  'MF',
  'BL',
  'YT',
  'PM',
  'NC',
  'PF',
  'WF',
];
