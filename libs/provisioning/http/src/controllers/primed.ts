/**
 * Reads the first item now and gives all of them later, so that a source that fails at once fails here. Ending the
 * result early ends the source.
 */
export const primed = async <T>(source: AsyncIterable<T>): Promise<AsyncIterable<T>> => {
  const iterator = source[Symbol.asyncIterator]();
  let first: IteratorResult<T> | null = await iterator.next();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        const held = first;
        first = null;
        return held === null ? iterator.next() : Promise.resolve(held);
      },
      return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    }),
  };
};
