/** Marks that would cover each other stand one under the other: each with the row that it stands in. `room` is what a mark needs from its `x` on. */
export function inRows<Mark extends { x: number }>(
  marks: readonly Mark[],
  room: (mark: Mark) => number,
): { rows: number; placed: { mark: Mark; row: number }[] } {
  const ends: number[] = [];
  const placed = marks.map((mark) => {
    const free = ends.findIndex((end) => mark.x >= end);
    const row = free >= 0 ? free : ends.length;
    ends[row] = mark.x + room(mark);
    return { mark, row };
  });
  return { rows: Math.max(1, ends.length), placed };
}
