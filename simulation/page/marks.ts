import { element, escape } from '../../pictures/markup.ts';
import type { About } from '../timeline.ts';

/** A happening as it stands in the picture; its number leads to its row in the table. */
export interface Mark {
  number: number;
  x: number;
  about: About;
  /** What a reader is told of it: the date and what happened. */
  title: string;
}

/** Half of a mark's width, in pixels. */
export const markRadius = 9;
/** So far apart two marks stand in one row at least. */
export const markRoom = 2 * markRadius + 2;

/** The shape says what it is, besides the colour: a circle to the complainant, a square to an insurer, a diamond decides. */
export function drawMark({ number, x, about, title }: Mark, y: number): string {
  const label = element('text', { x, y: y + 3.6, class: `n ${classOf(about)}` }, String(number));
  return element('a', { href: `#n${number}` }, `<title>${escape(title)}</title>${shapeOf(about, x, y)}${label}`);
}

/** The same shape without a number, for the legend. */
export function shapeOf(about: Pick<About, 'event'> & { to?: unknown }, x: number, y: number): string {
  const r = markRadius;
  const kind = classOf(about);
  switch (kind) {
    case 'insurer':
      return element('rect', { x: x - r + 1, y: y - r + 1, width: 2 * r - 2, height: 2 * r - 2, rx: 2, class: `m ${kind}` });
    case 'decision':
    case 'refused':
      return element('path', {
        d: `M${x} ${y - r - 2}L${x + r + 2} ${y}L${x} ${y + r + 2}L${x - r - 2} ${y}Z`,
        class: `m ${kind}`,
      });
    case 'breach':
      return element('path', {
        d: `M${x} ${y - r - 2}L${x + r + 2} ${y + r - 1}L${x - r - 2} ${y + r - 1}Z`,
        class: `m ${kind}`,
      });
    case 'mediator':
      return element('path', {
        d: `M${x - r} ${y - 4}L${x} ${y - r - 1}L${x + r} ${y - 4}L${x + r - 3} ${y + r - 1}L${x - r + 3} ${y + r - 1}Z`,
        class: `m ${kind}`,
      });
    default:
      return element('circle', { cx: x, cy: y, r, class: `m ${kind}` });
  }
}

/** How a mark looks. */
function classOf(about: Pick<About, 'event'> & { to?: unknown }): string {
  switch (about.event) {
    case 'letter-sent':
      return String(about.to);
    case 'decision-applied':
      return 'decision';
    case 'decision-refused':
      return 'refused';
    case 'breach':
    case 'reminder':
      return about.event;
    default:
      return 'file';
  }
}
