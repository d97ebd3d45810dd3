import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../letters/letter.ts';
import { setSpaces } from '../../letters/typography.ts';
import type { AreaWords } from '../desk/words/area.ts';

/**
 * Says a message in a language.
 *
 * @param key the area and the message's name: `myDay.title`
 * @param values what stands in it
 * @throws RangeError where there is no such message
 */
export type Messages = (language: Language, key: string, values?: Record<string, unknown>) => string;

/** What says the messages of these areas. */
export function messagesOf(areas: Record<string, AreaWords>): Messages {
  const formats = new Map<string, IntlMessageFormat>();
  const compile = (language: Language, key: string): IntlMessageFormat => {
    const [area = '', ...name] = key.split('.');
    const words = areas[area]?.[language][name.join('.')];
    if (words === undefined) throw new RangeError(`There is no message '${key}' in '${language}'.`);
    // Words are written with plain spaces; nothing in a message is markup.
    const text = setSpaces(language === 'fr' ? markElisions(words) : words, language);
    const format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    formats.set(`${language} ${key}`, format);
    return format;
  };
  return (language, key, values = {}) => {
    const format = formats.get(`${language} ${key}`) ?? compile(language, key);
    return String(format.format((language === 'fr' ? withElisions(values) : values) as Record<string, string>));
  };
}

/** What people and firms are called by. */
const names = ['firm', 'name', 'who'];
const beforeNames = new RegExp(`\\b(d|qu)e \\{(${names.join('|')})\\}`, 'gi');

/** 'de {firm}' becomes 'd' with what follows of it: 'de 123 Courtage', but 'd’Almena'. Names alone: a reference is no word. */
function markElisions(words: string): string {
  return words.replace(beforeNames, '$1{after_$2}');
}

function withElisions(values: Record<string, unknown>): Record<string, unknown> {
  const elided: Record<string, unknown> = { ...values };
  for (const name of names.filter((one) => one in values)) {
    const text = String(values[name]);
    elided[`after_${name}`] = /^(?:[aàâäæeéèêëiîïoôöœuùûü]|y(?![aeiouy])|h[eéèiœ])/i.test(text) ? `’${text}` : `e ${text}`;
  }
  return elided;
}
