/** The middle value; of two in the middle, the mean. @throws RangeError where there is none */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/**
 * The value below which so many of a hundred lie, between neighbours in proportion.
 *
 * @throws RangeError where there is no value
 */
export function percentile(values: readonly number[], of100: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = ((sorted.length - 1) * of100) / 100;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('no values');
  return below + (above - below) * (place - Math.floor(place));
}

/** How much the second number grows with the first: the slope of the line that lies closest. @throws RangeError below two points */
export function slope(points: readonly (readonly [number, number])[]): number {
  if (points.length < 2) throw new RangeError('a slope needs two points');
  const mean = (place: 0 | 1) => points.reduce((sum, point) => sum + point[place], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const together = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return together / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** To so many significant figures; what is measured has no more. */
export function rounded(value: number, figures = 3): number {
  return Number(value.toPrecision(figures));
}
