/** Marks that would cover each other stand one under the other: each with the row that it stands in. */
export function inRows<Mark extends { x: number }>(
  marks: readonly Mark[],
  room: number,
): { rows: number; placed: { mark: Mark; row: number }[] } {
  const ends: number[] = [];
  const placed = marks.map((mark) => {
    const free = ends.findIndex((end) => mark.x - end >= room);
    const row = free >= 0 ? free : ends.length;
    ends[row] = mark.x;
    return { mark, row };
  });
  return { rows: Math.max(1, ends.length), placed };
}
