import type { CivilDate } from '../workflows/domain/time.ts';
import { element, escape } from './markup.ts';

/** Something that came in, went out or was decided. */
export interface TimeLineMark {
  day: CivilDate;
  kind: 'in' | 'out' | 'decision';
  title: string;
}

/** What is too near each other for marks of its own, at the place of its first. */
interface Cluster {
  x: number;
  marks: readonly TimeLineMark[];
}

/** In the order of their rows. */
const kinds: readonly TimeLineMark['kind'][] = ['in', 'decision', 'out'];
const radius = 6;
const markRoom = 2 * radius + 1;
const countRoom = 9;

/** The kinds that there are, each with its marks; marks of one day, or as good as one, are one mark with their number. */
export function happeningsByKind(
  marks: readonly TimeLineMark[],
  at: (day: CivilDate) => number,
): { kind: TimeLineMark['kind']; clusters: Cluster[] }[] {
  return kinds
    .map((kind) => ({
      kind,
      clusters: clustersOf(
        marks.filter((mark) => mark.kind === kind),
        at,
      ),
    }))
    .filter(({ clusters }) => clusters.length > 0);
}

function clustersOf(marks: readonly TimeLineMark[], at: (day: CivilDate) => number): Cluster[] {
  const clusters: Cluster[] = [];
  for (const mark of marks.toSorted((one, other) => at(one.day) - at(other.day))) {
    const x = at(mark.day);
    const last = clusters.at(-1);
    if (last && x - last.x < markRoom + (last.marks.length > 1 ? countRoom : 0))
      clusters[clusters.length - 1] = { x: last.x, marks: [...last.marks, mark] };
    else clusters.push({ x, marks: [mark] });
  }
  return clusters;
}

/** ▽ came in, △ went out, ◆ was decided. */
export function drawCluster(
  { x, marks }: Cluster,
  { kind, y, day }: { kind: TimeLineMark['kind']; y: number; day: (day: CivilDate) => string },
): string {
  const r = radius;
  const shapes: Record<TimeLineMark['kind'], string> = {
    in: `M${x - r} ${y - r + 1}L${x + r} ${y - r + 1}L${x} ${y + r}Z`,
    out: `M${x - r} ${y + r - 1}L${x + r} ${y + r - 1}L${x} ${y - r}Z`,
    decision: `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`,
  };
  const title = marks.map((mark) => `${day(mark.day)}, ${mark.title}`).join('\n');
  const drawn = element('path', { d: shapes[kind], class: `tl-mark tl-${kind}` });
  const count = marks.length === 1 ? '' : element('text', { x: x + r + 1, y: y + 4, class: 'tl-count' }, String(marks.length));
  return element('g', {}, `<title>${escape(title)}</title>${drawn}${count}`);
}
