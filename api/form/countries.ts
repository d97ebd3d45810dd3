import type { Language } from '../../register/complaint-content.ts';
import { publicMessage } from '../public/words/words.ts';

/** Every country of ISO 3166-1, but for the parts of France that share its post. */
const codes =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GG GH GI GL GM GN GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MR MS MT MU MV MW MX MY MZ NA NE NF NG NI NL NO NP NR NU NZ OM PA PE PG PH PK PL PN PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WS YE ZA ZM ZW'.split(
    ' ',
  );

/** France, with its parts overseas, and Belgium come first, then every other country by its name. */
export function countriesIn(language: Language): { value: string; words: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const named = (value: string) => ({ value, words: names.of(value) ?? value });
  const others = codes.filter((code) => code !== 'FR' && code !== 'BE').map(named);
  return [
    { value: 'FR', words: publicMessage(language, 'form.france') },
    named('BE'),
    ...others.toSorted((one, other) => one.words.localeCompare(other.words, language)),
  ];
}

/** A country's name, as an address has it. */
export function countryIn(language: Language, code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code) : code;
}
