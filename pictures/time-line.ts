import { addCalendarDays } from '../procedures/civil-dates.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { DayScale } from './day-scale.ts';
import { drawCluster, happeningsByKind, type TimeLineMark } from './happenings.ts';
import { inRows } from './in-rows.ts';
import { element, escape } from './markup.ts';
import { textWidth, wrapped } from './text-width.ts';

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
    /** What came in, went out and was decided, each in a row of its own. */
    kinds: Record<TimeLineMark['kind'], string>;
    holidays: string;
    today: (day: CivilDate) => string;
    /** `14 oct.` */
    day: (day: CivilDate) => string;
  };
}

const nameWidth = 180;
const nameRoom = nameWidth - 8;
const nameSize = 12;
const nameLine = 13;
const rowHeight = 28;
const barHeight = 14;
const laneRow = 18;
const labelSize = 11;
const labelGap = 10;
const holidayRow = 13;
const edge = 12;
const todayLine = 12;
const todayHeight = 18;
/** A done bar that is too short for its tick has it beside it. */
const tickRoom = 14;

/**
 * Draws a complaint's time line: the duties as bars in the procedure's order, what happened above them, today as a line. It has no
 * colours of its own; its classes begin with `tl-`. What it shows must stand in a table beside it, for those who do not see it.
 */
export function drawTimeLine(picture: TimeLinePicture): string {
  return new Drawing(picture).draw();
}

/** A label of the axis, from its left edge on. */
interface Label {
  day: CivilDate;
  words: string;
  x: number;
  width: number;
}

/** A bar with its name in lines, and where its row begins. */
interface Row {
  bar: TimeLineBar;
  name: string[];
  y: number;
  height: number;
}

class Drawing {
  readonly #picture: TimeLinePicture;
  readonly #scale: DayScale;
  /** Those that count, as `weekday` numbers them. */
  readonly #weekdays: ReadonlySet<number>;
  readonly #lanes: ReturnType<typeof happeningsByKind>;
  readonly #holidays: ReturnType<typeof inRows<Label>>;
  readonly #rows: readonly Row[];
  /** The line that Mondays stand on: the second one where today is shown. */
  readonly #mondayLine: number;
  /** Where the days begin under their labels. */
  readonly #top: number;
  readonly #height: number;

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
    this.#weekdays = new Set(this.#scale.days.filter(picture.counts).map(weekday));
    this.#lanes = happeningsByKind(picture.marks, (day) => this.#scale.middleOf(day));
    const holidays = this.#scale.days.filter((day) => this.#isFree(day));
    this.#holidays = inRows(
      holidays.map((day) => this.#label(day)),
      ({ width }) => width + labelGap,
    );
    this.#mondayLine = 14 + (this.#todayShown === undefined ? 0 : todayHeight);
    this.#top = this.#mondayLine + 6 + (holidays.length > 0 ? this.#holidays.rows * holidayRow : 0);
    const firstRow = this.#top + 4 + this.#lanes.length * laneRow + 4;
    this.#rows = rowsOf(picture.bars, firstRow);
    this.#height = this.#rows.reduce((end, { y, height }) => Math.max(end, y + height), firstRow) + 8;
  }

  draw(): string {
    const { words } = this.#picture;
    const height = this.#height;
    const width = Math.ceil(Math.max(this.#scale.right + edge, nameWidth + 150));
    const [line, day] = this.#today();
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
        ...this.#days(),
        line,
        ...this.#mondays(),
        ...this.#holidayLabels(),
        day,
        ...this.#happenings(),
        ...this.#rows.map((row) => this.#bar(row)),
      ]
        .filter((part) => part !== '')
        .join('\n'),
    );
  }

  /** A holiday on a weekday that would else count: Saturdays do in some limits. */
  #isFree(day: CivilDate): boolean {
    return this.#picture.isHoliday(day) && this.#weekdays.has(weekday(day));
  }

  /** A day's label begins at its left edge, or ends at the picture's. */
  #label(day: CivilDate): Label {
    const words = this.#picture.words.day(day);
    const width = textWidth(words, labelSize);
    return { day, words, width, x: Math.min(this.#scale.leftOf(day), this.#scale.right + edge - width) };
  }

  /** Days that do not count are grey; where the weeks are too narrow for that, only holidays are. */
  #days(): string[] {
    const { counts } = this.#picture;
    return this.#scale.days
      .filter((day) => !counts(day) && (this.#scale.showsWeeks || this.#isFree(day)))
      .map((day) =>
        element('rect', {
          x: this.#scale.leftOf(day),
          y: this.#top,
          width: Math.round((this.#scale.rightOf(day) - this.#scale.leftOf(day)) * 10) / 10,
          height: this.#height - this.#top - 4,
          class: 'tl-free',
        }),
      );
  }

  /** As many Mondays as have room. */
  #mondays(): string[] {
    const drawn: string[] = [];
    let end = nameWidth - edge;
    for (const { day, words, x, width } of this.#scale.days.filter(isMonday).map((each) => this.#label(each))) {
      const left = this.#scale.leftOf(day);
      if (left < end || x < left) continue;
      if (!this.#scale.showsWeeks) drawn.push(upright(left, this.#top, this.#height - 4, 'tl-week'));
      drawn.push(text(x, this.#mondayLine, 'tl-day', words));
      end = x + width + labelGap;
    }
    return drawn;
  }

  /** Every holiday is dated, one under the other where they are near, each with a line down to its day. */
  #holidayLabels(): string[] {
    const { rows, placed } = this.#holidays;
    if (placed.length === 0) return [];
    const lineOf = (row: number) => this.#mondayLine + (row + 1) * holidayRow;
    return [
      text(nameRoom, lineOf((rows - 1) / 2), 'tl-day', this.#picture.words.holidays, 'end'),
      ...placed.map(({ mark, row }) => upright(this.#scale.middleOf(mark.day), lineOf(row), this.#top, 'tl-to-day')),
      ...placed.map(({ mark, row }) => text(mark.x, lineOf(row), 'tl-day', mark.words)),
    ];
  }

  #happenings(): string[] {
    const { day, kinds } = this.#picture.words;
    return this.#lanes.flatMap(({ kind, clusters }, place) => {
      const y = this.#top + 4 + place * laneRow + laneRow / 2;
      return [
        text(nameRoom, y + 4, 'tl-name tl-lane', kinds[kind], 'end'),
        ...clusters.map((cluster) => drawCluster(cluster, { kind, y, day })),
      ];
    });
  }

  #bar({ bar, name, y, height }: Row): string {
    const { today = bar.dueOn } = this.#picture;
    const middle = y + height / 2;
    const top = middle - barHeight / 2;
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
    const firstLine = middle + 4 - ((name.length - 1) * nameLine) / 2;
    const parts = name.map((line, place) => text(nameRoom, firstLine + place * nameLine, 'tl-name', line, 'end'));
    if (!bar.begun) parts.push(rect('tl-bar tl-dotted', start, due));
    else {
      parts.push(rect('tl-bar tl-open', start, due));
      parts.push(rect(`tl-bar ${bar.doneOn ? 'tl-done' : bar.endedOn ? 'tl-ended' : 'tl-run'}`, start, Math.min(reached, due)));
      if (bar.endedOn === undefined && reached > due) parts.push(rect('tl-bar tl-late', due, reached, 'url(#tl-late)'));
      if (isOpen && bar.sendOn) parts.push(upright(this.#scale.middleOf(bar.sendOn), top + 1, top + barHeight - 1, 'tl-send'));
      parts.push(upright(due, top - 3, top + barHeight + 3, 'tl-due'));
      if (bar.doneOn) parts.push(checkMark({ start, due, reached, y: middle }));
    }
    return told(bar.title, parts.join(''));
  }

  get #todayShown(): CivilDate | undefined {
    const { today } = this.#picture;
    return today !== undefined && this.#scale.shows(today) ? today : undefined;
  }

  /** Its line, and its date above all labels. */
  #today(): [line: string, day: string] {
    const today = this.#todayShown;
    if (today === undefined) return ['', ''];
    const x = this.#scale.middleOf(today);
    const isRight = x > (nameWidth + this.#scale.right) / 2;
    return [
      upright(x, todayLine + 4, this.#height - 4, 'tl-today'),
      text(x, todayLine, 'tl-today-day', this.#picture.words.today(today), isRight ? 'end' : 'start'),
    ];
  }
}

/** Rows are as high as their names are long. */
function rowsOf(bars: readonly TimeLineBar[], from: number): Row[] {
  let y = from;
  return bars.map((bar) => {
    const name = wrapped(bar.name, nameRoom, nameSize);
    const height = Math.max(rowHeight, name.length * nameLine + 4);
    const row = { bar, name, y, height };
    y += height;
    return row;
  });
}

/** What is late is hatched, so that it can be told without colours. */
const hatching =
  '<defs><pattern id="tl-late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="tl-late-ground"/><line x1="0" y1="0" x2="0" y2="6" class="tl-late-line"/></pattern></defs>';

function daysOf({ bars, marks, today }: TimeLinePicture): CivilDate[] {
  const ofBars = bars.flatMap(({ from, dueOn, doneOn, endedOn }) => [from, dueOn, doneOn, endedOn]);
  return [...ofBars, ...marks.map(({ day }) => day), today].filter((day) => day !== undefined).toSorted();
}

/** Within what is done, or where that is too short, beside it. */
function checkMark({ start, due, reached, y }: { start: number; due: number; reached: number; y: number }): string {
  const isBeside = reached > due || reached - start < tickRoom;
  const x = isBeside ? Math.max(reached, due) + 8 : reached - 7;
  const kind = isBeside ? 'tl-check tl-check-beside' : 'tl-check';
  return element('path', { d: `M${x - 4} ${y}L${x - 1} ${y + 3.5}L${x + 4.5} ${y - 4}`, class: kind });
}

/** The pointer is told what it is on; links stand in the table beneath, for everybody. */
function told(title: string, drawn: string): string {
  return element('g', {}, title === '' ? drawn : `<title>${escape(title)}</title>${drawn}`);
}

function text(x: number, y: number, kind: string, words: string, anchor: 'start' | 'end' = 'start'): string {
  return element('text', { x, y, class: kind, 'text-anchor': anchor === 'end' ? 'end' : undefined }, escape(words));
}

function upright(x: number, from: number, until: number, kind: string): string {
  return element('line', { x1: x, x2: x, y1: from, y2: until, class: kind });
}

function isMonday(day: CivilDate): boolean {
  return weekday(day) === 1;
}

/** 0 is Sunday. */
function weekday(day: CivilDate): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay();
}
