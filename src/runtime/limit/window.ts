import type { RateLimit } from '../envelope.js';
import { longestWindowMs } from '../headers.js';

/** ClickUp's window: https://developer.clickup.com/docs/rate-limits */
export const minuteMs = 60_000;

/** Window lengths that services use, in ms. */
const usualWindows = [1_000, 5_000, 10_000, 15_000, 20_000, 30_000, 60_000, 300_000, 600_000, 3_600_000];

/** Reset times come in whole seconds, rounded down or up: this much later the new window has surely begun. */
const secondMs = 1_000;

/** However long a server asks to wait: after this a single request looks whether it still means it. */
export const longestRestMs = 300_000;

/** A window of a service, as far as its answers tell. */
export interface LimitWindow {
  remaining: number;
  limit: number;
  /** The end by the service's clock, which also tells windows apart. */
  reset_at: number;
  /** When the next one has surely begun, by ours. */
  opensAt: number;
  /** Whether that is earlier than the service says. */
  isCut: boolean;
}

/** What an answer said of the window, and when. */
export interface Heard {
  figures: RateLimit;
  /** Milliseconds until the reset. */
  leftMs: number;
  /** Whether by the service's own clock. */
  isDated: boolean;
  now: number;
}

/** Learns what a service allows from its answers, and believes no reset that would stop a client for good. */
export class WindowWatch {
  present: LimitWindow | undefined;
  /** The most that the service grants in a window, as it said last. */
  limit: number | undefined;
  /** True while resets beyond the longest rest are not believed: a request that did not wait for one got through. */
  private doubtsFar = false;

  /** Ends a window whose time is over. */
  pass(now: number): void {
    if (!this.present || now < this.present.opensAt) return;
    this.doubtsFar ||= this.present.isCut;
    this.present = undefined;
  }

  /** After a refusal far resets are believed again. */
  refused(): void {
    this.doubtsFar = false;
  }

  /** Takes the figures of an answer; false where they cannot be believed. */
  hear({ figures, leftMs, isDated, now }: Heard): boolean {
    if (!(leftMs <= (this.doubtsFar ? longestRestMs : longestWindowMs))) return false;
    const { remaining, limit, reset_at } = figures;
    this.limit = limit;
    const { present } = this;
    if (present && reset_at <= present.reset_at) {
      // Answers overtake each other: the least that one of them left is what is left.
      present.remaining = Math.min(present.remaining, remaining);
      present.limit = limit;
    } else if (present && now < present.opensAt && remaining <= present.remaining) {
      Object.assign(present, { reset_at, remaining, limit });
    } else {
      const wait = opening(leftMs, remaining === limit - 1, isDated);
      this.present = { remaining, limit, reset_at, opensAt: now + wait, isCut: wait === longestRestMs };
    }
    return true;
  }

  /** A request that may have counted, and whose answer said nothing of it. */
  missed(): void {
    if (this.present && this.present.remaining > 0) this.present.remaining--;
  }
}

/**
 * Milliseconds until the next window counts. When the window was opened by our own request, its length shows (what is
 * left, give or take the rounding of one or two clocks) and the end is known to the millisecond.
 */
function opening(left: number, isFirst: boolean, isDated: boolean): number {
  const rounding = isDated ? 2 * secondMs : secondMs;
  const length = isFirst ? usualWindows.find((ms) => Math.abs(left - ms) < rounding) : undefined;
  if (length !== undefined) return Math.min(Math.max(left, length) + 25, longestRestMs);
  // Without a Date the clocks may differ by anything; in a minute every window of ClickUp's is over. One that began now
  // and seems to end a little earlier is one of a minute, too.
  const believable = isFirst ? minuteMs - 5 * secondMs : minuteMs + secondMs;
  const isDoubtful = !isDated && (left <= 0 || left > believable);
  return isDoubtful ? minuteMs + 25 : Math.min(left + secondMs, longestRestMs);
}
