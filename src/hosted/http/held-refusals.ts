import type { Clock } from '../../runtime/clock.js';
import { Lru } from '../lru.js';

/** So many refusals of one link or key are answered at once, and after them one in so many milliseconds. */
const promptly = 10;
const everyMs = 100;

/** A refusal waits for its turn no longer than this, far less than what clients give a call. */
const mostHoldMs = 10_000;

/** Links and keys whose refusals are counted, and refusals that wait at a time: one beyond them does not wait. */
const mostCounted = 20_000;
const mostHeld = 2_000;

/**
 * Holds back the refusals of who goes on calling without heeding them. A client has only so many requests under way, so
 * that it sends fewer; as they are answered one by one, its next ones do not arrive all together, and leave the server to
 * others.
 */
export class HeldRefusals {
  /** When the turn of the next refusal is, by link or key. */
  private readonly turns = new Lru<{ at: number }>(mostCounted);
  private held = 0;

  constructor(private readonly clock: Pick<Clock, 'now' | 'sleep'>) {}

  /** Fulfilled when a call by this link or key may be refused, with how many milliseconds it waited. */
  async hold(access: string): Promise<number> {
    const now = this.clock.now();
    const turn = this.turns.get(access, () => ({ at: 0 }));
    turn.at = Math.max(turn.at, now - promptly * everyMs) + everyMs;
    const waitMs = Math.min(turn.at - now, mostHoldMs);
    turn.at = now + waitMs;
    if (waitMs <= 0 || this.held >= mostHeld) return 0;
    this.held += 1;
    try {
      await this.clock.sleep(waitMs);
    } finally {
      this.held -= 1;
    }
    return waitMs;
  }
}
