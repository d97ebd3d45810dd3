/**
 * The characters that a TrueType font has glyphs for, read from its character map (formats 4 and 12, the ones that fonts of today hold).
 *
 * @throws RangeError for a file that holds no such map
 */
export function charactersOf(font: Buffer): Set<number> {
  const map = table(font, 'cmap');
  const characters = new Set<number>();
  for (let index = 0; index < map.readUInt16BE(2); index++) {
    const part = map.subarray(map.readUInt32BE(4 + index * 8 + 4));
    const format = part.readUInt16BE(0);
    if (format === 4) addSegments(part, characters);
    if (format === 12) addGroups(part, characters);
  }
  if (characters.size === 0) throw new RangeError('The font has no character map.');
  return characters;
}

function table(font: Buffer, wanted: string): Buffer {
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const entry = font.subarray(12 + index * 16, 28 + index * 16);
    if (entry.toString('latin1', 0, 4) === wanted)
      return font.subarray(entry.readUInt32BE(8), entry.readUInt32BE(8) + entry.readUInt32BE(12));
  }
  throw new RangeError(`The font has no table ${wanted}.`);
}

/** Format 4: segments of the first 65,536 characters, each with a shift or a list of glyphs. */
function addSegments(part: Buffer, characters: Set<number>): void {
  const twice = part.readUInt16BE(6);
  const [ends, starts, shifts, lists] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice];
  for (let at = 0; at < twice; at += 2) {
    const [start, end] = [part.readUInt16BE(starts + at), part.readUInt16BE(ends + at)];
    const [shift, list] = [part.readUInt16BE(shifts + at), part.readUInt16BE(lists + at)];
    for (let character = start; character <= end && character < 0xffff; character++) {
      const glyph = list === 0 ? (character + shift) & 0xffff : part.readUInt16BE(lists + at + list + 2 * (character - start));
      if (glyph !== 0) characters.add(character);
    }
  }
}

/** Format 12: groups of characters beyond those too. */
function addGroups(part: Buffer, characters: Set<number>): void {
  for (let index = 0; index < part.readUInt32BE(12); index++) {
    const at = 16 + index * 12;
    for (let character = part.readUInt32BE(at); character <= part.readUInt32BE(at + 4); character++) characters.add(character);
  }
}
