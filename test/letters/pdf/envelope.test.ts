import { describe, expect, test } from '@jest/globals';
import { type Envelope, type SheetBox, windowLines, windows } from '../../../letters/pdf/envelope.ts';

/** In millimetres, as makers of envelopes give them: the window's distance from the right and the lower edge. */
const envelopes: Record<
  Envelope,
  { width: number; height: number; window: { width: number; height: number; right: number; bottom: number } }
> = {
  'france-dl': { width: 220, height: 110, window: { width: 100, height: 35, right: 20, bottom: 20 } },
  'belgium-114x229': { width: 229, height: 114, window: { width: 100, height: 40, right: 15, bottom: 30 } },
};

/** A4, folded twice. */
const sheet = { width: 210, height: 99 };

/** Where on the sheet the window is while the sheet lies so far from the envelope's left and upper edges. */
function seen(envelope: Envelope, slid: { right: number; down: number }): SheetBox {
  const { width, height, window } = envelopes[envelope];
  return {
    left: width - window.right - window.width - slid.right,
    top: height - window.bottom - window.height - slid.down,
    width: window.width,
    height: window.height,
  };
}

function slides(envelope: Envelope): SheetBox[] {
  const [right, down] = [envelopes[envelope].width - sheet.width, envelopes[envelope].height - sheet.height];
  return [0, right].flatMap((one) => [0, down].map((other) => seen(envelope, { right: one, down: other })));
}

const right = ({ left, width }: SheetBox) => left + width;
const bottom = ({ top, height }: SheetBox) => top + height;

describe.each(Object.keys(envelopes) as Envelope[])('in the window of %s', (envelope) => {
  const { always, ever } = windows[envelope];

  test('the address is seen whole, however the sheet slides', () => {
    for (const box of slides(envelope)) {
      expect(always.left).toBeGreaterThanOrEqual(box.left);
      expect(always.top).toBeGreaterThanOrEqual(box.top);
      expect(right(always)).toBeLessThanOrEqual(right(box));
      expect(bottom(always)).toBeLessThanOrEqual(bottom(box));
    }
  });

  test('everything that may be seen is kept free of all else', () => {
    for (const box of slides(envelope)) {
      expect(ever.left).toBeLessThanOrEqual(box.left);
      expect(ever.top).toBeLessThanOrEqual(box.top);
      expect(right(ever)).toBeGreaterThanOrEqual(Math.min(right(box), sheet.width));
      expect(bottom(ever)).toBeGreaterThanOrEqual(bottom(box));
    }
  });
});

describe('the lines of an address', () => {
  test.each([
    [
      'in France, street and town are in capitals and unpunctuated; the name stays as it is written',
      { name: 'Dominique Exemple-Martin', lines: ['12, rue de l’Église', '10200 Bar-sur-Aube'], home: 'FR' },
      ['Dominique Exemple-Martin', '12 RUE DE L ÉGLISE', '10200 BAR SUR AUBE'],
    ],
    [
      'what stands above the street stays as it is written, what stands beneath it does not',
      { name: 'Dominique Exemple', lines: ['Appt. 4, bât. B', '3 bis, rue d’Ulm', 'Le Bourg', '97139 Les Abymes'], home: 'FR' },
      ['Dominique Exemple', 'Appt. 4, bât. B', '3 BIS RUE D ULM', 'LE BOURG', '97139 LES ABYMES'],
    ],
    [
      'without a number in the street, the line above the town is taken for it',
      { name: 'Almena', lines: ['Service Réclamations', 'Chemin de Pennel', '97139 Les Abymes'], home: 'FR' },
      ['Almena', 'Service Réclamations', 'CHEMIN DE PENNEL', '97139 LES ABYMES'],
    ],
    [
      'in Belgium they stay as they are written',
      { name: 'Dominique Voorbeeld', lines: ['Voorbeeldstraat 1 bus 2', '2000 Antwerpen'], home: 'BE' },
      ['Dominique Voorbeeld', 'Voorbeeldstraat 1 bus 2', '2000 Antwerpen'],
    ],
    [
      'from Belgium to France they are French',
      { name: 'Dominique Exemple', lines: ['12 rue des Lilas', '75011 Paris', 'FRANCE'], home: 'BE' },
      ['Dominique Exemple', '12 RUE DES LILAS', '75011 PARIS', 'FRANCE'],
    ],
    [
      'from France to Belgium they are Belgian',
      { name: 'Dominique Exemple', lines: ['Rue de la Loi 1', '1000 Bruxelles', 'BELGIQUE'], home: 'FR' },
      ['Dominique Exemple', 'Rue de la Loi 1', '1000 Bruxelles', 'BELGIQUE'],
    ],
    [
      'a foreign town with five digits is no French one',
      { name: 'Max Beispiel', lines: ['Beispielstr. 1', '10115 Berlin', 'ALLEMAGNE'], home: 'FR' },
      ['Max Beispiel', 'Beispielstr. 1', '10115 Berlin', 'ALLEMAGNE'],
    ],
    ['somebody whose address is unknown has a name', { name: 'Dominique Exemple', lines: [], home: 'FR' }, ['Dominique Exemple']],
  ])('%s', (_, address, lines) => {
    expect(windowLines(address)).toEqual(lines);
  });

  test('of more than seven, those under the name are drawn together', () => {
    const lines = ['Service', 'Étage 2', 'Aile B', 'Bâtiment C', '12 rue des Lilas', 'BP 5', '75011 Paris', 'FRANCE'];
    expect(windowLines({ name: 'N', lines, home: 'BE' })).toEqual([
      'N',
      'Service, Étage 2, Aile B',
      'Bâtiment C',
      '12 RUE DES LILAS',
      'BP 5',
      '75011 PARIS',
      'FRANCE',
    ]);
  });
});
