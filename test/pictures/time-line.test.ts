import { describe, expect, test } from '@jest/globals';
import { DayScale } from '../../pictures/day-scale.ts';
import { textWidth } from '../../pictures/text-width.ts';
import { drawTimeLine, type TimeLinePicture } from '../../pictures/time-line.ts';

const monToFri = (day: string) => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());

const words = {
  title: 'Calendrier',
  description: 'Le tableau dit la même chose.',
  kinds: { in: 'Reçu', out: 'Parti', decision: 'Décidé' },
  holidays: 'Jours fériés',
  today: (day: string) => `Aujourd’hui ${day}`,
  day: (day: string) => day.slice(5),
};

function picture(changes: Partial<TimeLinePicture> = {}): TimeLinePicture {
  return {
    bars: [
      { name: 'Accusé', title: 'Accusé, fait', from: '2026-05-13', dueOn: '2026-05-27', doneOn: '2026-05-15', begun: true },
      {
        name: 'Réponse',
        title: 'Réponse, en retard',
        from: '2026-05-13',
        dueOn: '2026-05-29',
        sendOn: '2026-05-28',
        begun: true,
      },
      { name: 'Transmission', title: 'Pas encore', from: '2026-05-13', dueOn: '2026-05-20', begun: false },
    ],
    marks: [
      { day: '2026-05-13', kind: 'in', title: 'Reçue' },
      { day: '2026-05-15', kind: 'out', title: 'Accusé parti' },
      { day: '2026-05-15', kind: 'decision', title: 'Décidé' },
    ],
    today: '2026-06-03',
    counts: monToFri,
    isHoliday: (day) => day === '2026-05-25',
    width: 800,
    words,
    ...changes,
  };
}

describe('Days in a picture', () => {
  test('have room where they count, and three pixels where they do not', () => {
    const scale = new DayScale({ from: '2026-05-13', until: '2026-05-18', counts: monToFri, room: 600, left: 180 });
    expect([scale.leftOf('2026-05-13'), scale.rightOf('2026-05-13')]).toEqual([180, 196]);
    expect(scale.rightOf('2026-05-16') - scale.leftOf('2026-05-16')).toBeCloseTo(3);
    expect(scale.right).toBeCloseTo(180 + 4 * 16 + 2 * 3);
  });

  test.each([
    ['2026-02-15', 16],
    ['2026-03-01', 15.3],
    ['2026-05-01', 6.8],
    ['2026-12-31', 2.2],
  ])('shrink until all of them have room: until %s to %s pixels', (until, perDay) => {
    const scale = new DayScale({ from: '2026-01-01', until, counts: monToFri, room: 700, left: 180 });
    expect(scale.right).toBeLessThanOrEqual(880);
    expect(scale.perDay).toBe(perDay);
  });

  test('shrink to two pixels and no further', () => {
    const scale = new DayScale({ from: '2024-01-01', until: '2026-12-31', counts: monToFri, room: 600, left: 0 });
    expect(scale.perDay).toBe(2);
  });

  test('beyond its edges stand at its edges', () => {
    const scale = new DayScale({ from: '2026-05-13', until: '2026-05-18', counts: monToFri, room: 600, left: 180 });
    expect(scale.leftOf('2026-01-01')).toBe(180);
    expect(scale.rightOf('2027-01-01')).toBe(scale.right);
  });
});

describe('The time line', () => {
  const drawn = drawTimeLine(picture());

  test('is an image with a title and a description, and no style attribute or link', () => {
    expect(drawn).toContain('role="img"');
    expect(drawn).toContain('<title id="tl-title">Calendrier</title>');
    expect(drawn).toContain('<desc id="tl-description">');
    expect(drawn).not.toMatch(/style=|<a /);
  });

  test('shows what is done, late, not begun and planned', () => {
    const kinds = ['tl-done', 'tl-check', 'tl-late', 'tl-dotted', 'tl-send', 'tl-due'];
    for (const kind of kinds)
      expect([kind, drawn]).toEqual([kind, expect.stringMatching(new RegExp(`class="[^"]*\\b${kind}\\b`))]);
  });

  test('hatches only what is late', () => {
    const inTime = picture({ today: '2026-05-20' });
    expect(drawTimeLine(inTime)).not.toContain('fill="url(#tl-late)"');
    expect(drawn.match(/fill="url\(#tl-late\)"/g)).toHaveLength(1);
  });

  test('says today’s date while the complaint goes on', () => {
    expect(drawn).toContain('Aujourd’hui 2026-06-03');
    const { today, ...ended } = picture();
    expect(drawTimeLine(ended)).not.toContain('tl-today');
  });

  test('has a named row for each kind of happening, and marks of one day in it as one with their number', () => {
    const marks: TimeLinePicture['marks'] = [
      { day: '2026-05-15', kind: 'out', title: 'Accusé parti' },
      { day: '2026-05-13', kind: 'in', title: 'Reçue' },
      { day: '2026-05-15', kind: 'out', title: 'Demande partie' },
      { day: '2026-05-20', kind: 'out', title: 'Rappel' },
    ];
    const several = drawTimeLine(picture({ marks }));
    expect(several.match(/class="tl-mark tl-out"/g)).toHaveLength(2);
    expect(several).toContain('<title>05-15, Accusé parti\n05-15, Demande partie</title>');
    expect(several.match(/class="tl-count">(\d)</g)).toEqual(['class="tl-count">2<']);
    expect([...several.matchAll(/tl-lane" text-anchor="end">([^<]+)/g)].map(([, words]) => words)).toEqual(['Reçu', 'Parti']);
  });

  test('dates Mondays, and every holiday on a day that would count, also of one week', () => {
    const dates = (drawn: string) => [...drawn.matchAll(/class="tl-day">([^<]+)/g)].map(([, words]) => words);
    expect(dates(drawn)).toContain('05-18');
    expect(dates(drawn)).not.toContain('05-19');
    const holidays = ['2026-05-21', '2026-05-22', '2026-05-23', '2026-05-25'];
    const many = dates(drawTimeLine(picture({ isHoliday: (day) => holidays.includes(day) })));
    expect(many.filter((day) => holidays.includes(`2026-${day}`))).toEqual(['05-25', '05-21', '05-22', '05-25']);
  });

  test('writes a long name in full, in lines that the column holds', () => {
    const [first] = picture().bars;
    const name = 'Réponse à la demande relative aux données personnelles';
    const lines = [
      ...drawTimeLine(picture({ bars: first ? [{ ...first, name }] : [] })).matchAll(/class="tl-name"[^>]*>([^<]+)/g),
    ];
    const words = lines.map(([, line = '']) => line);
    expect(words.join(' ')).toBe(name);
    for (const line of words) expect(textWidth(line, 12)).toBeLessThanOrEqual(172);
  });

  test('holds what a name says as text', () => {
    const [first] = picture().bars;
    const name = '<script>&';
    expect(drawTimeLine(picture({ bars: first ? [{ ...first, name }] : [] }))).toContain('&lt;script&gt;&amp;');
  });
});
