/**
 * Keeps what must be known after a call, and where it is durable after a crash: which calls were begun, and how they ended.
 * A record is plain JSON.
 *
 * @example
 * const clickup = createClickUp({ apiKey: 'pk_...', store: memoryStore() });
 */
export interface Store {
  /** Every record of a stream that is kept, oldest first; to be looked at at once, since more may come. */
  read(stream: string): Promise<readonly unknown[]>;
  /** Adds records together; they outlive the process, as far as this store does, once the promise is fulfilled. */
  append(stream: string, ...records: readonly object[]): Promise<void>;
  /** Forgets a stream. */
  drop?(stream: string): Promise<void>;
  /** Runs work while nobody else who uses the same store runs work of the same name. */
  exclusively<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Whether somebody runs work of this name now; where it is absent, nobody can tell. */
  isBusy?(name: string): Promise<boolean>;
}

/** What several thousand calls leave; the oldest go first. */
const mostRecords = 10_000;

/** How streams are called that are kept from their beginning, until they are dropped: half of a job would do the other half again. */
export const wholePrefix = 'job-';
export const isWhole = (stream: string): boolean => stream.startsWith(wholePrefix);

/**
 * A store that lives as long as its process.
 *
 * @example
 * const store = memoryStore();
 * const [first, second] = ['pk_1', 'pk_2'].map((apiKey) => createClickUp({ apiKey, store }));
 */
export function memoryStore(): Store {
  const streams = new Map<string, unknown[]>();
  const queue = queues();
  return {
    read: async (stream) => streams.get(stream) ?? [],
    async append(stream, ...added) {
      const records = streams.get(stream) ?? [];
      streams.set(stream, records);
      // A copy, as a file would keep it.
      records.push(...added.map((record) => JSON.parse(JSON.stringify(record))));
      if (records.length > mostRecords && !isWhole(stream)) records.splice(0, records.length - mostRecords);
    },
    async drop(stream) {
      streams.delete(stream);
    },
    exclusively: (name, work) => queue(name, work),
    isBusy: async (name) => queue.isBusy(name),
  };
}

/** Runs work of the same name one after the other, in order of arrival. */
export function queues() {
  const last = new Map<string, Promise<unknown>>();
  const run = <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(name, mine);
    const forget = () => {
      if (last.get(name) === mine) last.delete(name);
    };
    mine.then(forget, forget);
    return mine;
  };
  return Object.assign(run, { isBusy: (name: string): boolean => last.has(name) });
}
