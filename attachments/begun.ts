/**
 * Reads the first part before it gives anything, so that what cannot be read is known before its answer begins. Whoever stops reading,
 * also before the first part, closes the content: a generator that has not begun yet would leave it open.
 */
export async function begun<Part>(content: AsyncGenerator<Part, void, void>): Promise<AsyncIterableIterator<Part>> {
  let first: IteratorResult<Part, void> | undefined = await content.next();
  const parts: AsyncIterableIterator<Part> = {
    next: async () => {
      const part = first ?? (await content.next());
      first = undefined;
      return part;
    },
    return: () => content.return(),
    [Symbol.asyncIterator]: () => parts,
  };
  return parts;
}
