/** The register, filtered as a figure of the statistics counts: `null` stands for those of which nothing is known. */
export function registerLink(filter: Record<string, string | readonly string[] | null | undefined>): string {
  const given = Object.entries(filter).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    if (value === null) return [[name, 'none']];
    return [value].flat().map((one): [string, string] => [name, one]);
  });
  return `/desk/register?${new URLSearchParams(given).toString()}`;
}
