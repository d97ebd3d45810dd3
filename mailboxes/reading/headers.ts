/** More of a message's head is never looked at; bytes. */
const mostBytes = 256 * 1024;

/** The headers of a message as they stand, unfolded, in their order; names in small letters. */
export class Headers {
  readonly #lines: readonly { name: string; value: string }[];

  constructor(lines: readonly { name: string; value: string }[]) {
    this.#lines = lines;
  }

  /** The first of this name, which is the one that was written last. */
  get(name: string): string | undefined {
    return this.#lines.find((line) => line.name === name)?.value;
  }

  all(name: string): string[] {
    return this.#lines.filter((line) => line.name === name).map(({ value }) => value);
  }

  has(name: string): boolean {
    return this.#lines.some((line) => line.name === name);
  }
}

/** Where the head of a message ends: the place of its body; the whole where there is none. */
export function endOfHead(raw: Buffer): number {
  const withReturn = raw.indexOf('\n\r\n');
  const bare = raw.indexOf('\n\n');
  if (withReturn >= 0 && (bare < 0 || withReturn < bare)) return withReturn + 3;
  return bare >= 0 ? bare + 2 : raw.length;
}

/** Reads the headers of a message, of a returned one, or of a part of a notice of delivery. */
export function readHeaders(raw: Buffer): Headers {
  const head = raw.subarray(0, Math.min(endOfHead(raw), mostBytes)).toString('utf8');
  const lines: { name: string; value: string }[] = [];
  for (const line of head.split(/\r?\n/)) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.value += ` ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) lines.push({ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() });
  }
  return new Headers(lines);
}

/** The numbers of messages that a header names, in angle brackets (RFC 5322, 3.6.4); the last ones where there are many. */
export function messageIdsIn(value: string | undefined): string[] {
  if (value === undefined) return [];
  const ids: string[] = [];
  for (const piece of value.slice(-20_000).split('<').slice(1)) {
    const id = piece.slice(0, Math.max(0, piece.indexOf('>'))).trim();
    if (id !== '' && id.length <= 500 && id.includes('@') && !/\s/.test(id)) ids.push(`<${id}>`);
  }
  return ids.slice(-50);
}
