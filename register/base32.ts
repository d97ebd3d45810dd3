const digits = 'abcdefghijklmnopqrstuvwxyz234567';

/** Bytes in small letters and digits, without padding (RFC 4648): fit for addresses and for typing. */
export function inBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((part) => digits[Number.parseInt(part.padEnd(5, '0'), 2)]).join('');
}
