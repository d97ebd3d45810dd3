/** The longest that a name may be: what every file system, ZIP tool and mail program takes. */
const mostCharacters = 100;
const mostBytes = 200;

/** Names that Windows keeps for devices, whatever follows the first dot. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A file's name as it may be shown, kept and given to any system: the last part of a path, in composed Unicode, without control
 * characters, marks of writing direction or invisible ones, and with an extension of what the file is, whatever it called itself.
 *
 * @param given as the client sent it
 * @param extensions those that fit the file's type, the usual one first
 */
export function safeName(given: string, extensions: readonly [string, ...string[]]): string {
  const name = withoutDevices(tidied(lastPart(given)));
  const { stem, extension } = parted(name, extensions);
  return `${shortened(stem, extension)}.${extension}`;
}

function lastPart(given: string): string {
  return given.split(/[/\\]/).at(-1) ?? '';
}

function tidied(name: string): string {
  return (
    name
      .normalize('NFC')
      // Separators are spaces; controls, marks of direction, invisible and private characters are nothing.
      .replace(/[\p{Z}\t\r\n]+/gu, ' ')
      .replace(/[\p{C}\u{fffd}\u{115f}\u{1160}\u{3164}\u{ffa0}]/gu, '')
      // One letter bears a few marks at most; towers of them hide what stands above.
      .replace(/(\p{M}{3})\p{M}+/gu, '$1')
      .replace(/[<>:"|?*%]/g, '_')
      .replace(/ {2,}/g, ' ')
      .replace(/^[. ~-]+|[. ]+$/g, '')
  );
}

function withoutDevices(name: string): string {
  return deviceName.test(name) ? `_${name}` : name;
}

function parted(name: string, extensions: readonly [string, ...string[]]): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  const ending = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  return extensions.includes(ending) ? { stem: name.slice(0, dot), extension: ending } : { stem: name, extension: extensions[0] };
}

function shortened(stem: string, extension: string): string {
  const roomForCharacters = mostCharacters - extension.length - 1;
  const roomForBytes = mostBytes - extension.length - 1;
  let kept = '';
  let characters = 0;
  for (const { segment } of graphemes.segment(stem)) {
    characters += 1;
    if (characters > roomForCharacters || Buffer.byteLength(kept + segment) > roomForBytes) break;
    kept += segment;
  }
  return kept.replace(/[. ]+$/, '') || 'document';
}
