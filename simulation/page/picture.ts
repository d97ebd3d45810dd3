import { sourceWords } from '../../letters/rule-words.ts';
import { capitalised, dutyWords } from '../../letters/words.ts';
import { inRows } from '../../pictures/in-rows.ts';
import { element, escape } from '../../pictures/markup.ts';
import { wrapped } from '../../pictures/text-width.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import type { Story, Told, ToldDuty } from '../timeline.ts';
import { Axis } from './axis.ts';
import type { PageDates } from './dates.ts';
import { drawMark, type Mark, markRadius, markRoom, shapeOf } from './marks.ts';
import type { PageWords } from './words.ts';

/** What a picture is drawn with. */
export interface Drawing {
  story: Story;
  procedure: Procedure;
  language: Language;
  words: PageWords;
  dates: PageDates;
  /** What a happening is called, with its date. */
  titleOf: (told: Told) => string;
}

const padding = 16;
const axisHeight = 34;
const laneGap = 14;
const labelHeight = 17;
const rowHeight = 2 * markRadius + 4;
const barHeight = 12;
/** The sizes of a lane's name, which is bold, and of the small print, in pixels; as `styles.ts` has them. */
const nameSize = 12.5;
const limitSize = 11.5;
const lineHeight = 15;

/** Draws a story as bars from when a duty was owed to its last day, with marks for what happened. */
export function drawPicture(drawing: Drawing, width: number): string {
  return new Picture(drawing, width).draw();
}

/** The duties that a story has something to tell of, or that ran with a day in sight. */
export function shownDuties({ duties, told }: Story): ToldDuty[] {
  const hasSomething = ({ duty, occasion }: ToldDuty) =>
    told.some(({ about, occasion: of }) => 'duty' in about && about.duty === duty && belongs(of, occasion));
  return duties.filter((duty) => hasSomething(duty) || duty.doneAt !== undefined || answers.includes(duty.duty));
}

const answers: readonly string[] = ['acknowledgement', 'final-response', 'gdpr-response'];

/** An alert's occasion goes on after the duty's own. */
function belongs(of: string | undefined, occasion: string): boolean {
  return of === occasion || of?.startsWith(`${occasion}/`) === true;
}

class Picture {
  readonly #drawing: Drawing;
  readonly #width: number;
  readonly #axis: Axis;
  readonly #parts: string[] = [];
  readonly #placed = new Set<Told>();
  #y = axisHeight;

  constructor(drawing: Drawing, width: number) {
    this.#drawing = drawing;
    this.#width = width;
    const { story } = drawing;
    const from = Math.min(...story.told.map(({ instant }) => instant));
    const last = Math.max(story.endedAt, ...story.told.map(({ instant }) => instant), ...shownDuties(story).map(lastDayOf));
    const margin = (last - from) * 0.02;
    this.#axis = new Axis({ from: from - margin, until: last + margin }, { left: padding, right: width - padding });
  }

  draw(): string {
    const { story, words } = this.#drawing;
    const file = story.told.filter(({ about }) => ['received', 'level-raised', 'closed'].includes(about.event));
    this.#lane(words.lanes.complaint, this.#marksOf(file));
    const decided = story.told.filter(({ about }) => about.event === 'decision-applied' || about.event === 'decision-refused');
    if (decided.length > 0) this.#lane(words.lanes.decisions, this.#marksOf(decided));
    for (const duty of shownDuties(story)) this.#duty(duty);
    const rest = story.told.filter((told) => !this.#placed.has(told) && told.about.event !== 'reminder');
    if (rest.length > 0) this.#lane(words.events['letter-sent'], this.#marksOf(rest));
    const reminders = story.told.filter(({ about }) => about.event === 'reminder');
    if (reminders.length > 0) this.#lane(words.lanes.reminders, this.#marksOf(reminders));
    const height = Math.ceil(this.#y + laneGap / 2);
    return element(
      'svg',
      {
        viewBox: `0 0 ${this.#width} ${height}`,
        width: this.#width,
        height,
        class: 'picture',
        role: 'img',
        'aria-labelledby': 'caption',
      },
      `${this.#background(height)}${this.#parts.join('\n')}`,
    );
  }

  #background(height: number): string {
    const { procedure, dates, words } = this.#drawing;
    const holidays = this.#axis
      .holidays(procedure, dates)
      .map(({ x, width, day }) =>
        element(
          'rect',
          { x, y: axisHeight - 8, width, height: height - axisHeight, class: 'holiday' },
          `<title>${escape(`${dates.dayWithWeekday(day)}: ${words.legend.holiday}`)}</title>`,
        ),
      );
    const ticks = this.#axis
      .ticks(dates, procedure.firm.timeZone)
      .map(
        ({ x, label }) =>
          element('line', { x1: x, x2: x, y1: axisHeight - 10, y2: height - 8, class: 'grid' }) +
          element('text', { x, y: 18, class: 'tick' }, escape(label)),
      );
    return [...holidays, ...ticks].join('\n');
  }

  #lane(label: string, marks: Mark[]): void {
    this.#name(label);
    this.#y += labelHeight;
    this.#marks(marks);
  }

  /** What a lane is called, in as many lines as the picture's width asks for; `#y` stays at the last of them. */
  #name(words: string): void {
    this.#y += laneGap;
    for (const [place, line] of wrapped(words, this.#width - 2 * padding, nameSize, true).entries()) {
      if (place > 0) this.#y += lineHeight;
      this.#parts.push(element('text', { x: padding, y: this.#y + 8, class: 'lane' }, escape(line)));
    }
  }

  #duty(duty: ToldDuty): void {
    const { language } = this.#drawing;
    this.#name(capitalised(dutyWords[language][duty.duty]));
    for (const line of this.#limitLines(duty)) {
      this.#y += lineHeight;
      this.#parts.push(element('text', { x: padding, y: this.#y + 8, class: 'limit' }, escape(line)));
    }
    this.#y += labelHeight;
    this.#bar(duty, this.#y + markRadius - barHeight / 2);
    const own = this.#drawing.story.told.filter(
      (told) => 'duty' in told.about && told.about.duty === duty.duty && belongs(told.occasion, duty.occasion),
    );
    this.#marks(this.#marksOf(own));
  }

  /** Each last day with who set it. */
  #limitLines({ limits, dueOn }: ToldDuty): string[] {
    const { words, dates, language } = this.#drawing;
    const byDay = new Map<string, string[]>();
    for (const limit of limits) byDay.set(limit.dueOn, [...(byDay.get(limit.dueOn) ?? []), sourceWords[language][limit.source]]);
    if (byDay.size === 0) byDay.set(dueOn, []);
    const days = [...byDay].map(([day, sources]) => {
      const whole = dates.dayWithWeekday(day);
      return sources.length === 0 ? whole : `${whole} (${[...new Set(sources)].join(', ')})`;
    });
    return wrapped(words.lastDay(days), this.#width - 2 * padding, limitSize);
  }

  /** From when it was owed to its last day; what went on beyond it is late. */
  #bar(duty: ToldDuty, y: number): void {
    const { story } = this.#drawing;
    const due = duty.dueAt;
    const stopped = duty.doneAt ?? duty.fellAwayAt ?? story.endedAt;
    const start = Math.min(duty.owedFrom, due);
    this.#stretch(start, due, y, 'open');
    this.#stretch(start, Math.min(stopped, due), y, 'run');
    if (stopped > due) this.#stretch(due, stopped, y, 'late');
    for (const { dueAt } of duty.limits) {
      const x = this.#axis.x(dueAt);
      this.#parts.push(element('line', { x1: x, x2: x, y1: y - 5, y2: y + barHeight + 5, class: 'due' }));
    }
  }

  #stretch(from: Instant, until: Instant, y: number, kind: string): void {
    const x = this.#axis.x(from);
    const width = Math.max(0, Math.round((this.#axis.x(until) - x) * 10) / 10);
    if (width > 0) this.#parts.push(element('rect', { x, y, width, height: barHeight, rx: 2, class: `bar ${kind}` }));
  }

  #marksOf(told: readonly Told[]): Mark[] {
    return told.map((one) => {
      this.#placed.add(one);
      return {
        number: this.#drawing.story.told.indexOf(one) + 1,
        x: this.#axis.x(one.instant),
        about: one.about,
        title: this.#drawing.titleOf(one),
      };
    });
  }

  #marks(marks: readonly Mark[]): void {
    const { rows, placed } = inRows(marks, () => markRoom);
    for (const { mark, row } of placed) this.#parts.push(drawMark(mark, this.#y + markRadius + row * rowHeight));
    this.#y += rows * rowHeight;
  }
}

function lastDayOf({ limits, dueAt }: ToldDuty): Instant {
  return Math.max(dueAt, ...limits.map((limit) => limit.dueAt));
}

/** What is late is hatched, so that it can be told in print and without colours; once for all pictures of a page. */
export const hatching =
  '<svg width="0" height="0" class="hidden" aria-hidden="true"><defs><pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="late-ground"/><line x1="0" y1="0" x2="0" y2="6" class="late-line"/></pattern></defs></svg>';

/** What the marks and bars mean. */
export function legend({ legend: words }: PageWords): string {
  const shape = (about: Parameters<typeof shapeOf>[0]) =>
    element('svg', { viewBox: '0 0 24 24', width: 20, height: 20, 'aria-hidden': 'true' }, shapeOf(about, 12, 12));
  const bar = (kind: string) =>
    element(
      'svg',
      { viewBox: '0 0 30 20', width: 30, height: 20, 'aria-hidden': 'true' },
      element('rect', { x: 1, y: 4, width: 28, height: barHeight, rx: 2, class: `bar ${kind}` }),
    );
  const line = element(
    'svg',
    { viewBox: '0 0 12 20', width: 12, height: 20, 'aria-hidden': 'true' },
    element('line', { x1: 6, x2: 6, y1: 1, y2: 19, class: 'due' }),
  );
  const holiday = element(
    'svg',
    { viewBox: '0 0 12 20', width: 12, height: 20, 'aria-hidden': 'true' },
    element('rect', { x: 2, y: 0, width: 8, height: 20, class: 'holiday' }),
  );
  const entries: [string, string][] = [
    [bar('run'), words.inTime],
    [bar('open'), words.open],
    [bar('late'), words.late],
    [line, words.lastDay],
    [holiday, words.holiday],
    ...(['complainant', 'insurer', 'mediator', 'staff'] as const).map((to): [string, string] => [
      shape({ event: 'letter-sent', to }),
      words.letterTo[to],
    ]),
    [shape({ event: 'decision-applied' }), words.decision],
    [shape({ event: 'decision-refused' }), words.refused],
    [shape({ event: 'reminder' }), words.reminder],
    [shape({ event: 'breach' }), words.breach],
  ];
  return element('ul', { class: 'legend' }, entries.map(([drawn, meaning]) => `<li>${drawn} ${escape(meaning)}</li>`).join('\n'));
}
