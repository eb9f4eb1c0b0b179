import { type Call, untilEnded } from './call.js';
import type { Clock } from './clock.js';
import { ClickUpError } from './errors.js';

/** A kind of value worth keeping between calls. */
export interface CacheRule {
  ttlMs: number;
  /** Operations after which such a value may no longer be true. */
  droppedBy?: readonly string[];
}

/** What a value is kept under; `Value` is its type. */
export interface CacheKey<Value> extends CacheRule {
  readonly name: string;
  /** Never set: carries the type. */
  readonly value?: Value;
}

/** A key for values of one type. */
export const cacheKey = <Value>(name: string, rule: CacheRule): CacheKey<Value> => ({ name, ...rule });

/** The cache as one call sees it. */
export interface CallCache {
  /** The value, loaded if it is not at hand; calls that ask at the same time load it once. */
  get<Value>(key: CacheKey<Value>, load: () => Promise<Value>): Promise<Value>;
  /** The value if it is at hand; undefined while it loads, once it is dropped, and before anyone asked. */
  peek<Value>(key: CacheKey<Value>): Value | undefined;
}

interface Entry {
  until: number;
  droppedBy: readonly string[];
  pending: Promise<unknown>;
  loaded?: unknown;
}

/** Enough for the places and people of a large Workspace. */
const defaultLimit = 1_000;

/** What several calls know together: bounded in number and in time, least recently used first to go. */
export class Cache {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly clock: Clock,
    private readonly limit = defaultLimit,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** The cache for one call, whose end ends its waiting, and no other's. */
  for(call: Pick<Call, 'onAbort'>): CallCache {
    return {
      get: (key, load) => untilEnded(call, this.load(key, load)),
      peek: (key) => this.fresh(key.name)?.loaded as never,
    };
  }

  /** Keeps what is known without a load, in place of what was. */
  put<Value>(key: CacheKey<Value>, value: Value): void {
    const until = this.clock.now() + key.ttlMs;
    this.entries.delete(key.name);
    this.makeRoom();
    this.entries.set(key.name, {
      until,
      droppedBy: key.droppedBy ?? [],
      pending: Promise.resolve(value),
      loaded: value,
    });
  }

  /** Forgets what an operation may have changed. */
  invalidate(operation: string): void {
    for (const [name, { droppedBy }] of this.entries) if (droppedBy.includes(operation)) this.entries.delete(name);
  }

  private load<Value>(key: CacheKey<Value>, load: () => Promise<Value>): Promise<Value> {
    const known = this.fresh(key.name);
    if (known) {
      return (known.pending as Promise<Value>).catch((error: unknown) => {
        if (!isLoadersOwn(error)) throw error;
        return this.load(key, load);
      });
    }
    const pending = load();
    const entry: Entry = { until: this.clock.now() + key.ttlMs, droppedBy: key.droppedBy ?? [], pending };
    this.makeRoom();
    this.entries.set(key.name, entry);
    pending.then(
      (value) => {
        entry.loaded = value;
      },
      () => {
        if (this.entries.get(key.name) === entry) this.entries.delete(key.name);
      },
    );
    return pending;
  }

  private fresh(name: string): Entry | undefined {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    this.entries.delete(name);
    if (this.clock.now() >= entry.until) return undefined;
    // A Map keeps the order in which entries were set: the first is the one that was not used for longest.
    this.entries.set(name, entry);
    return entry;
  }

  private makeRoom(): void {
    const now = this.clock.now();
    for (const [name, { until }] of this.entries) if (now >= until) this.entries.delete(name);
    for (const name of this.entries.keys()) {
      if (this.entries.size < this.limit) return;
      this.entries.delete(name);
    }
  }
}

/** Ends of the call that happened to load, which must not end the calls that only waited with it. */
const isLoadersOwn = (error: unknown) => error instanceof ClickUpError && ['CANCELLED', 'TIMEOUT'].includes(error.code);
