import type { Reads, Wire } from './row.js';

const readers = { space: 'GetSpace', folder: 'GetFolder', list: 'GetList', task: 'GetTask' } as const;

/** A place or a task by the word for it; undefined for any other word, and where it cannot be read. */
export async function readObject(reads: Reads, word: string | undefined, id: string): Promise<Wire | undefined> {
  const reader = readers[word as keyof typeof readers] as (typeof readers)[keyof typeof readers] | undefined;
  return reader && reads.get(reader, { [`${word}_id`]: id });
}
