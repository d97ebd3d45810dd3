import type { CivilDate } from '../workflows/domain/time.ts';
import type { Amount, Language } from './letter.ts';

const months: Record<Language, readonly string[]> = {
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  nl: [
    'januari',
    'februari',
    'maart',
    'april',
    'mei',
    'juni',
    'juli',
    'augustus',
    'september',
    'oktober',
    'november',
    'december',
  ],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

const noBreak = '\u00a0';

/**
 * A civil date in words: `1er mai 2026`, `1 mei 2026`, `1 May 2026`. The day is never parted from its month at a line's end.
 *
 * @throws RangeError when it is no day of the calendar
 */
export function formatDate(date: CivilDate, language: Language): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const name = months[language][Number(month) - 1];
  if (year === undefined || name === undefined || !isDayOfMonth(Number(year), Number(month), Number(day)))
    throw new RangeError('Not a day of the calendar; a civil date is written YYYY-MM-DD.');
  const number = language === 'fr' && day === '01' ? '1er' : String(Number(day));
  return `${number}${noBreak}${name} ${Number(year)}`;
}

/** The same day a year later, 28 February for a 29 February. */
export function aYearAfter(date: CivilDate): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = isDayOfMonth(year + 1, month, day) ? day : 28;
  return [String(year + 1).padStart(4, '0'), String(month).padStart(2, '0'), String(last).padStart(2, '0')].join('-');
}

function isDayOfMonth(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const currencySigns: Record<string, string> = { EUR: '€', GBP: '£', USD: '$' };

/**
 * An amount of money, unbroken: `1 250,50 €`, `1.250,50 euro`, `€1,250.50`.
 *
 * @throws RangeError when the cents are no whole number or the currency is no ISO 4217 code
 */
export function formatAmount({ cents, currency }: Amount, language: Language): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError('An amount is a whole number of cents.');
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError('A currency is an ISO 4217 code such as EUR.');
  const sign = cents < 0 ? '-' : '';
  const whole = String(Math.trunc(Math.abs(cents) / 100));
  const rest = String(Math.abs(cents) % 100).padStart(2, '0');
  const symbol = currencySigns[currency];
  switch (language) {
    case 'fr':
      return `${sign}${grouped(whole, noBreak)},${rest}${noBreak}${symbol ?? currency}`;
    case 'nl':
      return `${sign}${grouped(whole, '.')},${rest}${noBreak}${currency === 'EUR' ? 'euro' : currency}`;
    case 'en':
      return `${sign}${symbol ?? `${currency}${noBreak}`}${grouped(whole, ',')}.${rest}`;
  }
}

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** Numbering plans: the code that comes first abroad, the countries where numbers are dialled without it, and the groups of digits. */
const plans: { code: string; countries: readonly string[]; groups: (digits: string) => readonly number[] | undefined }[] = [
  // France and its overseas departments share one way of dialling: ten digits, the first a 0.
  ...['33', '262', '590', '594', '596'].map((code) => ({
    code,
    countries: ['FR', 'GP', 'BL', 'MF', 'GF', 'MQ', 'RE', 'YT'],
    groups: (digits: string) => (digits.length === 9 ? [1, 2, 2, 2, 2] : undefined),
  })),
  {
    code: '32',
    countries: ['BE'],
    groups: (digits) => {
      if (digits.length === 9 && digits.startsWith('4')) return [3, 2, 2, 2];
      if (digits.length !== 8) return undefined;
      return /^[2349]/.test(digits) ? [1, 3, 2, 2] : [2, 2, 2, 2];
    },
  },
];

/**
 * A phone number as the reader dials it: `01 57 96 90 60` at home, `+33 1 57 96 90 60` abroad.
 *
 * @param phone E.164
 * @param country the reader's, ISO 3166-1 alpha-2; unknown counts as abroad
 * @throws RangeError when the number is not E.164
 */
export function formatPhone(phone: string, country: string | undefined): string {
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) throw new RangeError('A phone number is written in E.164.');
  const plan = plans.find(({ code }) => phone.startsWith(`+${code}`));
  const digits = phone.slice(1 + (plan?.code.length ?? 0));
  const groups = plan?.groups(digits);
  if (!plan || !groups) return phone;
  const parts = split(digits, groups);
  const home = country !== undefined && plan.countries.includes(country);
  return home ? `0${parts.join(' ')}` : `+${plan.code} ${parts.join(' ')}`;
}

function split(digits: string, groups: readonly number[]): string[] {
  let start = 0;
  return groups.map((length) => digits.slice(start, (start += length)));
}
