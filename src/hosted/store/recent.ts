import type { Clock } from '../../runtime/clock.js';
import { Lru } from '../lru.js';
import type { Changes } from './changes.js';

interface Kept<Value> {
  value: Value;
  tenant: string;
  /** The count of changes at which reading began. */
  read: number;
  until: number;
}

export interface RecentOptions {
  changes: Changes;
  clock: Pick<Clock, 'now'>;
  /** So long it is taken as it was read; 0 reads every time. */
  ttlMs: number;
  most: number;
}

/** What was read from the store a moment ago, until its tenant changes. What was not found is looked for every time. */
export class Recent<Value extends object | string> {
  private readonly kept: Lru<Kept<Value>>;

  constructor(private readonly options: RecentOptions) {
    this.kept = new Lru(options.most);
  }

  async get(
    key: string,
    read: () => Promise<Value | undefined>,
    tenantOf: (value: Value) => string,
  ): Promise<Value | undefined> {
    const { changes, clock, ttlMs } = this.options;
    if (ttlMs === 0 || !changes.isHeard()) return read();
    const found = this.kept.peek(key);
    if (found && clock.now() < found.until && !changes.since(found.tenant, found.read)) return found.value;
    const began = changes.now;
    const until = clock.now() + ttlMs;
    const value = await read();
    if (value === undefined) this.kept.forget(key);
    else this.kept.put(key, { value, tenant: tenantOf(value), read: began, until });
    return value;
  }
}
