import { addCalendarDays } from '../procedures/civil-dates.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { DayScale } from './day-scale.ts';
import { inRows } from './in-rows.ts';
import { element, escape } from './markup.ts';

/** A duty as a bar: from the day on which it began to run to its last day. */
export interface TimeLineBar {
  name: string;
  /** What a reader is told of it. */
  title: string;
  from: CivilDate;
  dueOn: CivilDate;
  /** The day on which it is done without anybody's doing. */
  sendOn?: CivilDate | undefined;
  /** The day of its evidence. */
  doneOn?: CivilDate | undefined;
  /** The day on which nothing of it was owed any more. */
  endedOn?: CivilDate | undefined;
  /** False while nothing has triggered it. */
  begun: boolean;
}

/** Something that came in, went out or was decided. */
export interface TimeLineMark {
  day: CivilDate;
  kind: 'in' | 'out' | 'decision';
  title: string;
}

/** A complaint's course as a picture. */
export interface TimeLinePicture {
  bars: readonly TimeLineBar[];
  marks: readonly TimeLineMark[];
  /** Drawn as a line while the complaint goes on. */
  today?: CivilDate | undefined;
  /** The days that count in its last limit. */
  counts: (day: CivilDate) => boolean;
  isHoliday: (day: CivilDate) => boolean;
  /** The room there is, in pixels. */
  width: number;
  words: {
    title: string;
    description: string;
    /** The lane of what came in, went out and was decided. */
    events: string;
    holiday: string;
    today: (day: CivilDate) => string;
    /** `14 oct.` */
    day: (day: CivilDate) => string;
  };
}

const nameWidth = 180;
const rowHeight = 28;
const barHeight = 14;
const laneRow = 18;
const markRoom = 15;
const axisHeight = 22;
const labelRoom = 50;
const edge = 12;

/**
 * Draws a complaint's time line: the duties as bars in the procedure's order, what happened above them, today as a line. It has no
 * colours of its own; its classes begin with `tl-`. What it shows must stand in a table beside it, for those who do not see it.
 */
export function drawTimeLine(picture: TimeLinePicture): string {
  return new Drawing(picture).draw();
}

class Drawing {
  readonly #picture: TimeLinePicture;
  readonly #scale: DayScale;
  readonly #lanes: ReturnType<typeof inRows<TimeLineMark & { x: number }>>;
  readonly #hasHolidays: boolean;

  constructor(picture: TimeLinePicture) {
    this.#picture = picture;
    const days = daysOf(picture);
    this.#scale = new DayScale({
      from: addCalendarDays(days[0] ?? '2000-01-01', -1),
      until: addCalendarDays(days.at(-1) ?? '2000-01-01', 2),
      counts: picture.counts,
      room: picture.width - nameWidth - edge,
      left: nameWidth,
    });
    const marks = picture.marks.map((mark) => ({ ...mark, x: this.#scale.middleOf(mark.day) }));
    this.#lanes = inRows(
      marks.toSorted((one, other) => one.x - other.x),
      markRoom,
    );
    this.#hasHolidays = this.#scale.days.some(picture.isHoliday);
  }

  draw(): string {
    const { bars, words } = this.#picture;
    const top = this.#top;
    const lane = top + this.#lanes.rows * laneRow + 6;
    const height = lane + bars.length * rowHeight + 8;
    const width = Math.ceil(Math.max(this.#scale.right + edge, nameWidth + labelRoom * 3));
    return element(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        class: 'tl',
        role: 'img',
        'aria-labelledby': 'tl-title tl-description',
      },
      [
        element('title', { id: 'tl-title' }, escape(words.title)),
        element('desc', { id: 'tl-description' }, escape(words.description)),
        hatching,
        ...this.#days(height),
        ...this.#axis(),
        text(nameWidth - 8, top + 13, 'tl-name tl-lane', words.events, 'end'),
        ...this.#lanes.placed.map(({ mark, row }) => drawMark(mark, top + row * laneRow + laneRow / 2)),
        ...bars.map((bar, place) => this.#bar(bar, lane + place * rowHeight)),
        ...this.#today(height),
      ].join('\n'),
    );
  }

  /** Above the lane: today's date, Mondays, and where there are any the holidays. */
  get #top(): number {
    return 18 + axisHeight + (this.#hasHolidays ? 14 : 0);
  }

  /** Days that do not count are grey. */
  #days(height: number): string[] {
    const { counts, isHoliday } = this.#picture;
    const top = 18 + axisHeight - 6;
    return this.#scale.days
      .filter((day) => !counts(day))
      .map((day) =>
        element('rect', {
          x: this.#scale.leftOf(day),
          y: top,
          width: this.#scale.rightOf(day) - this.#scale.leftOf(day),
          height: height - top - 4,
          class: isHoliday(day) ? 'tl-free tl-holiday' : 'tl-free',
        }),
      );
  }

  #axis(): string[] {
    const { words, isHoliday } = this.#picture;
    const labels: string[] = [];
    const write = (days: readonly CivilDate[], y: number, label: (day: CivilDate) => string, room: number, kind: string) => {
      let end = nameWidth - room;
      for (const day of days) {
        const x = this.#scale.leftOf(day);
        if (x - end < room || x + room - 12 > this.#scale.right + edge) continue;
        labels.push(text(x, y, kind, label(day)));
        end = x;
      }
    };
    write(this.#scale.days.filter(isMonday), 32, words.day, labelRoom, 'tl-day');
    if (this.#hasHolidays)
      write(
        this.#scale.days.filter(isHoliday),
        46,
        (day) => `${words.day(day)}, ${words.holiday}`,
        labelRoom * 1.7,
        'tl-day tl-free-day',
      );
    return labels;
  }

  #bar(bar: TimeLineBar, y: number): string {
    const { today = bar.dueOn } = this.#picture;
    const top = y + (rowHeight - barHeight) / 2;
    const start = this.#scale.leftOf(bar.from);
    const due = this.#scale.rightOf(bar.dueOn < bar.from ? bar.from : bar.dueOn);
    const stopped = bar.doneOn ?? bar.endedOn ?? (today < bar.from ? bar.from : today);
    const reached = this.#scale.rightOf(stopped);
    const isOpen = bar.doneOn === undefined && bar.endedOn === undefined;
    const rect = (kind: string, from: number, until: number, fill?: string) =>
      until > from
        ? element('rect', {
            x: from,
            y: top,
            width: Math.round((until - from) * 10) / 10,
            height: barHeight,
            rx: 2,
            class: kind,
            fill,
          })
        : '';
    const parts = [text(nameWidth - 8, y + rowHeight / 2 + 4, 'tl-name', shortened(bar.name), 'end')];
    if (!bar.begun) parts.push(rect('tl-bar tl-dotted', start, due));
    else {
      parts.push(rect('tl-bar tl-open', start, due));
      parts.push(rect(`tl-bar ${bar.doneOn ? 'tl-done' : bar.endedOn ? 'tl-ended' : 'tl-run'}`, start, Math.min(reached, due)));
      if (bar.endedOn === undefined && reached > due) parts.push(rect('tl-bar tl-late', due, reached, 'url(#tl-late)'));
      if (isOpen && bar.sendOn) parts.push(this.#tick(bar.sendOn, top));
      if (bar.doneOn) parts.push(checkMark(reached - 7, y + rowHeight / 2));
      parts.push(element('line', { x1: due, x2: due, y1: top - 3, y2: top + barHeight + 3, class: 'tl-due' }));
    }
    return told(bar.title, parts.join(''));
  }

  #tick(sendOn: CivilDate, top: number): string {
    const x = this.#scale.middleOf(sendOn);
    return element('line', { x1: x, x2: x, y1: top + 1, y2: top + barHeight - 1, class: 'tl-send' });
  }

  #today(height: number): string[] {
    const { today, words } = this.#picture;
    if (today === undefined || !this.#scale.shows(today)) return [];
    const x = this.#scale.middleOf(today);
    const isRight = x > (nameWidth + this.#scale.right) / 2;
    return [
      element('line', { x1: x, x2: x, y1: 16, y2: height - 4, class: 'tl-today' }),
      text(x, 12, 'tl-today-day', words.today(today), isRight ? 'end' : 'start'),
    ];
  }
}

/** What is late is hatched, so that it can be told without colours. */
const hatching =
  '<defs><pattern id="tl-late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="tl-late-ground"/><line x1="0" y1="0" x2="0" y2="6" class="tl-late-line"/></pattern></defs>';

function daysOf({ bars, marks, today }: TimeLinePicture): CivilDate[] {
  const ofBars = bars.flatMap(({ from, dueOn, doneOn, endedOn }) => [from, dueOn, doneOn, endedOn]);
  return [...ofBars, ...marks.map(({ day }) => day), today].filter((day) => day !== undefined).toSorted();
}

/** ▽ came in, △ went out, ◆ was decided. */
function drawMark({ x, kind, title }: TimeLineMark & { x: number }, y: number): string {
  const r = 6;
  const shapes: Record<TimeLineMark['kind'], string> = {
    in: `M${x - r} ${y - r + 1}L${x + r} ${y - r + 1}L${x} ${y + r}Z`,
    out: `M${x - r} ${y + r - 1}L${x + r} ${y + r - 1}L${x} ${y - r}Z`,
    decision: `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`,
  };
  return told(title, element('path', { d: shapes[kind], class: `tl-mark tl-${kind}` }));
}

/** The same shapes for the legend. */
export function legendMark(kind: TimeLineMark['kind']): string {
  const drawn = drawMark({ x: 8, day: '', kind, title: '' }, 8);
  return element('svg', { viewBox: '0 0 16 16', width: 16, height: 16, class: 'tl-key', 'aria-hidden': 'true' }, drawn);
}

function checkMark(x: number, y: number): string {
  return element('path', { d: `M${x - 4} ${y}L${x - 1} ${y + 3.5}L${x + 4.5} ${y - 4}`, class: 'tl-check' });
}

/** The pointer is told what it is on; links stand in the table beneath, for everybody. */
function told(title: string, drawn: string): string {
  return element('g', {}, title === '' ? drawn : `<title>${escape(title)}</title>${drawn}`);
}

function text(x: number, y: number, kind: string, words: string, anchor: 'start' | 'end' = 'start'): string {
  return element('text', { x, y, class: kind, 'text-anchor': anchor === 'end' ? 'end' : undefined }, escape(words));
}

const longestName = 27;

/** What has no room stands in full in its title and in the table. */
function shortened(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1).trimEnd()}…`;
}

function isMonday(day: CivilDate): boolean {
  return new Date(`${day}T12:00:00Z`).getUTCDay() === 1;
}
