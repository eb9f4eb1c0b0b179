import { type Call, untilEnded } from './call.js';
import type { Clock } from './clock.js';
import { ClickUpError } from './errors.js';
import type { Metrics } from './metrics.js';

/** A kind of value worth keeping between calls. */
export interface CacheRule {
  /** Milliseconds; Infinity for what stays true, which nobody who wants things fresh means. */
  ttlMs: number;
  /** Operations after which such a value may no longer be true. */
  droppedBy?: readonly string[];
}

/** How much a cache keeps at most. */
export interface CacheBounds {
  /** Values. */
  entries?: number;
  /** Characters of those values whose key says how long they are. */
  characters?: number;
  /** Milliseconds, however long a key would have it kept; 0 keeps nothing. */
  ttlMs?: number | undefined;
}

/** What a value is kept under; `Value` is its type. */
export interface CacheKey<Value> extends CacheRule {
  readonly name: string;
  /** Roughly how many characters a value holds, where that may be much. */
  readonly lengthOf?: (value: Value) => number;
  /** Never set: carries the type. */
  readonly value?: Value;
}

/** A key for values of one type. */
export const cacheKey = <Value>(
  name: string,
  rule: CacheRule & Pick<CacheKey<Value>, 'lengthOf'>,
): CacheKey<Value> => ({ name, ...rule });

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
  length: number;
  pending: Promise<unknown>;
  loaded?: unknown;
}

/** Enough for the places and people of a large Workspace, and for some long Docs. */
const defaults = { entries: 1_000, characters: 16_000_000, ttlMs: Number.POSITIVE_INFINITY };

/** What the cache has to know of a call, and what it notes of it. */
type Asking = Pick<Call, 'onAbort' | 'isFresh' | 'leansOnCache'>;

/** What several calls know together: bounded in number, length and time, least recently used first to go. */
export class Cache {
  private readonly entries = new Map<string, Entry>();
  private readonly bounds: typeof defaults;
  private characters = 0;

  constructor(
    private readonly clock: Clock,
    { entries, characters, ttlMs }: CacheBounds = {},
    private readonly metrics?: Pick<Metrics, 'cached'>,
  ) {
    this.bounds = {
      entries: entries ?? defaults.entries,
      characters: characters ?? defaults.characters,
      ttlMs: ttlMs ?? defaults.ttlMs,
    };
  }

  get size(): number {
    return this.entries.size;
  }

  /** Characters of what is kept, as far as keys say how long their values are. */
  get length(): number {
    return this.characters;
  }

  /** The cache for one call, whose end ends its waiting, and no other's. */
  for(call: Asking): CallCache {
    // What this call has read itself is fresh enough for it.
    let own: Set<string> | undefined;
    const isGood = ({ name, ttlMs }: Pick<CacheKey<never>, 'name' | 'ttlMs'>) =>
      own?.has(name) || ttlMs === Number.POSITIVE_INFINITY;
    return {
      get: (key, load) => {
        const { name } = key;
        if (call.isFresh && !isGood(key)) this.drop(name);
        const known = this.fresh(name);
        if (known && !isGood(key)) call.leansOnCache = true;
        this.metrics?.cached(known !== undefined);
        if (!known) {
          own ??= new Set();
          own.add(name);
        }
        return untilEnded(call, this.load(key, load));
      },
      peek: (key) => (call.isFresh && !isGood(key) ? undefined : (this.fresh(key.name)?.loaded as never)),
    };
  }

  /** Keeps what is known without a load, in place of what was. */
  put<Value>(key: CacheKey<Value>, value: Value): void {
    this.drop(key.name);
    this.makeRoom();
    const entry = this.entryOf(key, Promise.resolve(value));
    this.entries.set(key.name, entry);
    this.arrived(key, entry, value);
  }

  /** Forgets what an operation may have changed; all, where nobody knows what it does. */
  invalidate(operation: string | undefined): void {
    for (const [name, { droppedBy }] of this.entries) {
      if (operation === undefined || droppedBy.includes(operation)) this.drop(name);
    }
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
    const entry = this.entryOf(key, pending);
    this.makeRoom();
    this.entries.set(key.name, entry);
    pending.then(
      (value) => this.arrived(key, entry, value),
      () => {
        if (this.entries.get(key.name) === entry) this.drop(key.name);
      },
    );
    return pending;
  }

  private entryOf({ ttlMs, droppedBy = [] }: CacheRule, pending: Promise<unknown>): Entry {
    const kept = ttlMs === Number.POSITIVE_INFINITY ? ttlMs : Math.min(ttlMs, this.bounds.ttlMs);
    return { until: this.clock.now() + kept, droppedBy, length: 0, pending };
  }

  private arrived<Value>({ name, lengthOf }: CacheKey<Value>, entry: Entry, value: Value): void {
    entry.loaded = value;
    if (!lengthOf || this.entries.get(name) !== entry) return;
    try {
      entry.length = lengthOf(value);
    } catch {
      // A value in another form than expected is for its reader to refuse; nobody hears of a failure here.
      this.drop(name);
      return;
    }
    this.characters += entry.length;
    for (const [other, { length }] of this.entries) {
      if (this.characters <= this.bounds.characters) return;
      if (length > 0) this.drop(other);
    }
  }

  private drop(name: string): void {
    this.characters -= this.entries.get(name)?.length ?? 0;
    this.entries.delete(name);
  }

  private fresh(name: string): Entry | undefined {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    if (this.clock.now() >= entry.until) {
      this.drop(name);
      return undefined;
    }
    // A Map keeps the order in which entries were set: the first is the one that was not used for longest.
    this.entries.delete(name);
    this.entries.set(name, entry);
    return entry;
  }

  private makeRoom(): void {
    const now = this.clock.now();
    for (const [name, { until }] of this.entries) if (now >= until) this.drop(name);
    for (const name of this.entries.keys()) {
      if (this.entries.size < this.bounds.entries) return;
      this.drop(name);
    }
  }
}

/** Ends of the call that happened to load, which must not end the calls that only waited with it. */
const isLoadersOwn = (error: unknown) => error instanceof ClickUpError && ['CANCELLED', 'TIMEOUT'].includes(error.code);
