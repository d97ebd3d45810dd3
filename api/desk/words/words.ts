import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../../letters/letter.ts';
import { setSpaces } from '../../../letters/typography.ts';
import { areas } from './all.ts';

const formats = new Map<string, IntlMessageFormat>();

/**
 * A message of the desk in somebody's language.
 *
 * @param key the area and the message's name: `myDay.title`
 * @param values what stands in it (ICU MessageFormat)
 * @throws RangeError where there is no such message
 */
export function message(language: Language, key: string, values: Record<string, unknown> = {}): string {
  const format = formats.get(`${language} ${key}`) ?? compile(language, key);
  return String(format.format(values as Record<string, string>));
}

function compile(language: Language, key: string): IntlMessageFormat {
  const [area = '', ...name] = key.split('.');
  const words = (areas as Record<string, Record<Language, Record<string, string>>>)[area]?.[language]?.[name.join('.')];
  if (words === undefined) throw new RangeError(`The desk has no message '${key}' in '${language}'.`);
  // Words are written with plain spaces; nothing in a message is markup.
  const format = new IntlMessageFormat(setSpaces(words, language), language, undefined, { ignoreTag: true });
  formats.set(`${language} ${key}`, format);
  return format;
}
