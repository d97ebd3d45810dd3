import Handlebars from 'handlebars';
import { formatDate } from '../format.ts';
import type { Language } from '../letter.ts';
import type { AddressOnLetter, Envelope } from './envelope.ts';
import { letterPdf } from './pdf.ts';

/** Whose sheet is tried out. */
export interface TestSheet {
  firm: { name: string; address: readonly string[]; country: string };
  envelope: Envelope;
  language: Language;
  /** The day that the file bears. */
  date: string;
}

/**
 * A sheet to print, fold and slide into the firm's envelope: the fullest address, the frame that is seen however the sheet slides, and
 * the frame of all that may be seen; in the language of whoever tries it.
 *
 * @throws NotTypeset
 */
export function testSheetPdf({ firm, envelope, language, date }: TestSheet): Promise<Uint8Array> {
  const { title, steps, frames, wrong } = words[language];
  const heading = `${title} – ${envelopes[envelope][language]}`;
  const html = document({
    language,
    heading,
    letterhead: [firm.name, ...firm.address],
    day: formatDate(date, language),
    steps,
    paragraphs: [frames, wrong],
  });
  return letterPdf(
    {
      reference: heading,
      language,
      html,
      letterDate: date,
      to: { ...(fullest[firm.country] ?? french), home: firm.country },
      envelope,
      author: firm.name,
      windowShown: true,
    },
    { standard: 'ua-1' },
  );
}

const document = Handlebars.compile(
  `<html lang="{{language}}"><head><title>{{heading}}</title></head><body>
<header><p class="letterhead">{{#each letterhead}}{{#if @first}}<strong>{{this}}</strong>{{else}}<br>{{this}}{{/if}}{{/each}}</p><p class="day">{{day}}</p></header>
<main><h1>{{heading}}</h1><ol>{{#each steps}}<li>{{this}}</li>{{/each}}</ol>{{#each paragraphs}}<p>{{this}}</p>{{/each}}</main></body></html>`,
  { strict: true },
);

/** As many lines as a window takes. */
const french: Omit<AddressOnLetter, 'home'> = {
  name: 'Madame Dominique Exemple-Martin',
  lines: ['Appartement 12', 'Bâtiment C, résidence des Tilleuls', '145 boulevard de la République', 'BP 40012', '75011 Paris'],
};
const fullest: Record<string, Omit<AddressOnLetter, 'home'>> = {
  BE: {
    name: 'Mevrouw Dominique Voorbeeld',
    lines: ['Residentie De Linden', 'Blok C', 'Lange Voorbeeldstraat 145 bus 12', '2000 Antwerpen'],
  },
};

const envelopes: Record<Envelope, Record<Language, string>> = {
  'france-dl': { fr: 'enveloppe DL, 110 × 220 mm', nl: 'omslag DL, 110 × 220 mm', en: 'DL envelope, 110 × 220 mm' },
  'belgium-114x229': { fr: 'enveloppe 114 × 229 mm', nl: 'omslag 114 × 229 mm', en: '114 × 229 mm envelope' },
};

const words: Record<Language, { title: string; steps: string[]; frames: string; wrong: string }> = {
  fr: {
    title: 'Feuille d’essai',
    steps: [
      'Imprimez cette feuille à 100 %, sans l’ajuster à la page.',
      'Pliez-la aux deux repères de la marge gauche, l’adresse à l’extérieur.',
      'Glissez-la dans l’enveloppe, puis faites-la bouger dans tous les sens.',
    ],
    frames:
      'L’adresse est dans le cadre plein : elle doit rester visible en entier. Rien d’autre que les cadres ne doit paraître dans la fenêtre.',
    wrong:
      'Si l’adresse est coupée, l’enveloppe n’a pas les mesures attendues, ou l’imprimante réduit la page. L’enveloppe du cabinet est indiquée dans sa procédure (firm.envelope).',
  },
  nl: {
    title: 'Proefblad',
    steps: [
      'Druk dit blad af op 100 %, zonder het aan de pagina aan te passen.',
      'Vouw het bij de twee streepjes in de linkermarge, met het adres aan de buitenkant.',
      'Steek het in de omslag en laat het naar alle kanten schuiven.',
    ],
    frames:
      'Het adres staat in het volle kader: het moet helemaal zichtbaar blijven. Niets anders dan de kaders mag in het venster verschijnen.',
    wrong:
      'Wordt het adres afgesneden, dan heeft de omslag andere maten of verkleint de printer de pagina. De omslag van het kantoor staat in zijn procedure (firm.envelope).',
  },
  en: {
    title: 'Test sheet',
    steps: [
      'Print this sheet at 100 %, without fitting it to the page.',
      'Fold it at the two marks in the left margin, with the address outside.',
      'Slide it into the envelope, and let it move in every direction.',
    ],
    frames:
      'The address stands in the solid frame: it must stay visible as a whole. Nothing but the frames may show in the window.',
    wrong:
      'If the address is cut off, the envelope has other measures, or the printer shrinks the page. The firm’s envelope is named in its procedure (firm.envelope).',
  },
};
