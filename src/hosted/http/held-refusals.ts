import type { Clock } from '../../runtime/clock.js';
import { Lru } from '../lru.js';

/** So many calls of one link or key are refused at once in a second; each further one waits for a second first. */
const promptly = 10;
const holdMs = 1_000;

/** Links and keys whose refusals are counted, and refusals that wait at a time: one beyond them does not wait. */
const mostCounted = 20_000;
const mostHeld = 2_000;

/**
 * Holds back the refusals of who goes on calling without heeding them. A client has only so many requests under way, so
 * that it sends fewer, and leaves the server to others.
 */
export class HeldRefusals {
  private readonly counted = new Lru<{ since: number; count: number }>(mostCounted);
  private held = 0;

  constructor(private readonly clock: Pick<Clock, 'now' | 'sleep'>) {}

  /** Fulfilled when a call by this link or key may be refused. */
  async hold(access: string): Promise<void> {
    const now = this.clock.now();
    const own = this.counted.get(access, () => ({ since: now, count: 0 }));
    if (now - own.since >= holdMs) Object.assign(own, { since: now, count: 0 });
    own.count += 1;
    if (own.count <= promptly || this.held >= mostHeld) return;
    this.held += 1;
    try {
      await this.clock.sleep(holdMs);
    } finally {
      this.held -= 1;
    }
  }
}
