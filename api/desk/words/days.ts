import type { Language } from '../../../letters/letter.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import type { CivilDate, Instant } from '../../../workflows/domain/time.ts';

const locales: Record<Language, string> = { fr: 'fr-FR', nl: 'nl-BE', en: 'en-GB' };

const short = formats({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const full = formats({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** A day as a table has it: `mar. 14 oct. 2026`, `di 14 okt 2026`, `Wed 14 Oct 2026`. */
export function shortDay(day: CivilDate, language: Language): string {
  return inWords(short, day, language);
}

/** A day as a sentence has it: `mardi 14 octobre 2026`. */
export function fullDay(day: CivilDate, language: Language): string {
  return inWords(full, day, language);
}

/** A moment on the clocks of a zone: `mar. 14 oct. 2026, 09:30`. */
export function momentInWords(instant: Instant, zone: string, language: Language): string {
  const time = new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone });
  return `${shortDay(civilDateAt(instant, zone), language)}, ${time.format(instant)}`;
}

function formats(parts: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> {
  const of = (locale: string) => new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' });
  return { fr: of(locales.fr), nl: of(locales.nl), en: of(locales.en) };
}

function inWords(format: Record<Language, Intl.DateTimeFormat>, day: CivilDate, language: Language): string {
  const words = format[language].format(Date.parse(`${day}T00:00:00Z`));
  const numbered = language === 'fr' ? words.replace(/(^|\s)1(\s)/, '$11er$2') : words;
  return numbered.replace(/^(\S+),/, '$1');
}
