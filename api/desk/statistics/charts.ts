import Handlebars from 'handlebars';

/** A series of a chart: one value for each place, null where there is none. */
export interface Series {
  name: string;
  values: readonly (number | null)[];
}

interface Chart {
  /** What the picture shows, for who cannot see it; the table beside it has the figures. */
  title: string;
  /** One for each place on the axis. */
  labels: readonly string[];
  series: readonly Series[];
  /** As the axis shows a value. */
  inWords: (value: number) => string;
  /** The highest value of the axis, where it is not the highest of all. */
  most?: number | undefined;
}

const width = 720;
const height = 240;
const left = 52;
const right = 8;
const top = 12;
const bottom = 36;
const plotWidth = width - left - right;
const plotHeight = height - top - bottom;

/** Columns beside each other at each place. Series are told apart by filling, not by colour alone. */
export function columnChart(chart: Chart): Handlebars.SafeString {
  const most = niceMost(chart);
  const step = plotWidth / Math.max(1, chart.labels.length);
  const column = Math.max(1, Math.min(28, (step - 4) / chart.series.length));
  const drawn = chart.series.flatMap(({ values }, series) =>
    values.flatMap((value, place) => {
      if (value === null || value === 0) return [];
      const tall = (value / most) * plotHeight;
      const x = left + step * place + (step - column * chart.series.length) / 2 + column * series;
      return [
        `<rect class="series-${series + 1}" x="${short(x)}" y="${short(top + plotHeight - tall)}" width="${short(column - 1)}" height="${short(tall)}"/>`,
      ];
    }),
  );
  return framed(chart, most, drawn.join(''));
}

/** A line for each series, with a mark of its own at each value. */
export function lineChart(chart: Chart): Handlebars.SafeString {
  const most = niceMost(chart);
  const step = plotWidth / Math.max(1, chart.labels.length);
  const drawn = chart.series.map(({ values }, series) => {
    const points = values.map((value, place) =>
      value === null ? null : { x: left + step * (place + 0.5), y: top + plotHeight - (value / most) * plotHeight },
    );
    // A month without a value breaks the line.
    const path = points
      .map((point, place) => (point ? `${points[place - 1] ? 'L' : 'M'}${short(point.x)} ${short(point.y)}` : ''))
      .join('');
    const marks = points.map((point) => (point ? mark(series, point) : '')).join('');
    return `<path class="line-${series + 1}" d="${path}"/>${marks}`;
  });
  return framed(chart, most, drawn.join(''));
}

function mark(series: number, { x, y }: { x: number; y: number }): string {
  const name = `class="mark-${series + 1}"`;
  if (series === 0) return `<circle ${name} cx="${short(x)}" cy="${short(y)}" r="3.5"/>`;
  if (series === 1) return `<rect ${name} x="${short(x - 3.5)}" y="${short(y - 3.5)}" width="7" height="7"/>`;
  return `<path ${name} d="M${short(x)} ${short(y - 4.5)}l4.5 8h-9z"/>`;
}

function framed({ title, labels, inWords }: Chart, most: number, drawn: string): Handlebars.SafeString {
  const lines = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const y = short(top + plotHeight * (1 - part));
    return `<line class="grid" x1="${left}" x2="${width - right}" y1="${y}" y2="${y}"/><text class="value" x="${left - 6}" y="${y}" dy="4">${escaped(inWords(most * part))}</text>`;
  });
  const step = plotWidth / Math.max(1, labels.length);
  const every = Math.ceil(labels.length / 12);
  const places = labels.map((label, place) =>
    place % every === 0
      ? `<text class="place" x="${short(left + step * (place + 0.5))}" y="${height - bottom + 18}">${escaped(label)}</text>`
      : '',
  );
  return new Handlebars.SafeString(
    `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${lines.join('')}${places.join('')}${drawn}</svg>`,
  );
}

/** The axis ends at a round number whose quarters are whole. */
function niceMost({ series, most }: Chart): number {
  if (most !== undefined) return most;
  const highest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  for (let power = 1; ; power *= 10) {
    const fitting = [4, 8, 12, 20, 28, 32].map((step) => step * power).find((step) => step >= highest);
    if (fitting !== undefined) return fitting;
  }
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return Handlebars.escapeExpression(text);
}
