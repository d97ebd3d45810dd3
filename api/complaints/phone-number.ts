/** How countries of our firms' clients are dialled from abroad; at home a 0 stands in place of it. */
const callingCodes: Record<string, string> = {
  BE: '32',
  CH: '41',
  DE: '49',
  FR: '33',
  GB: '44',
  GF: '594',
  GP: '590',
  MQ: '596',
  NL: '31',
  RE: '262',
};

/** A number as E.164 writes it; a home number of a country that is not known here keeps its digits alone. */
export function phoneNumber(typed: string, country: string): string {
  const digits = typed
    .replace(/\(0\)/g, '')
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+');
  if (digits.startsWith('+')) return digits;
  const code = callingCodes[country];
  return code !== undefined && digits.startsWith('0') ? `+${code}${digits.slice(1)}` : digits;
}

/** What is said of one that is none. */
export const noPhoneNumber = 'is no telephone number; write it like +33 1 23 45 67 89';

/** E.164 has 15 digits at most. */
export function isPhoneNumber(number: string): boolean {
  return /^\+?\d{4,15}$/.test(number);
}
