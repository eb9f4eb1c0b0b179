interface Waiting<Value> {
  key: string;
  found(value: Value | undefined): void;
  failed(error: unknown): void;
}

export interface TogetherOptions<Value> {
  /** Reads the values of several keys; a key of which there is none is left out. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Value>>;
  /** Keys in one reading. */
  most: number;
  /** Readings at a time. */
  atOnce: number;
}

/**
 * Reads values one by one where there is time, and several at once where there is not: whoever comes while enough readings
 * are under way shares the next one, so that a busy process asks as seldom as it has to.
 */
export function together<Value>({ read, most, atOnce }: TogetherOptions<Value>) {
  let waiting: Waiting<Value>[] = [];
  let running = 0;
  const next = async (): Promise<void> => {
    if (running === atOnce || waiting.length === 0) return;
    const batch = waiting.slice(0, most);
    waiting = waiting.slice(most);
    running += 1;
    try {
      const values = await read([...new Set(batch.map(({ key }) => key))]);
      for (const { key, found } of batch) found(values.get(key));
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
    running -= 1;
    void next();
  };
  return (key: string): Promise<Value | undefined> =>
    new Promise((found, failed) => {
      waiting.push({ key, found, failed });
      void next();
    });
}
