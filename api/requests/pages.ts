/** A filter that may be given several times, as a list; undefined where it was not given. */
export function several<Value>(given: Value | Value[] | undefined): Value[] | undefined {
  return given === undefined ? undefined : ([given].flat() as Value[]);
}

/** The address of the next page of a list: the filters as they were given, with its place. */
export function nextPage(path: string, query: Record<string, unknown>, place: { cursor: string } | { offset: number }): string {
  const given = Object.entries({ ...query, ...place }).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return `${path}?${new URLSearchParams(given).toString()}`;
}
