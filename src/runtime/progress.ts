import type { CallOptions } from './call.js';
import type { Clock } from './clock.js';
import { notifySafely } from './notify.js';

/** How often a wait is told again, with what is left of it: clients reset their own timeouts when they hear something. */
const remindMs = 10_000;
/** A shorter wait is over before anybody has read of it. */
const worthTellingMs = 1_000;

/** Tells the caller of one call how far it is, and while it waits for the rate limit how long that will take. */
export class Progress {
  private done = 0;
  private total = 0;
  private waitEnds = 0;
  private disarm = () => {};

  constructor(
    private readonly listener: NonNullable<CallOptions['onProgress']>,
    private readonly clock: Clock,
  ) {}

  /** What was sent before a wait began is answered during it, and must not hide it. */
  advance(done: number, total: number, message?: string): void {
    this.done = done;
    this.total = total;
    notifySafely(() => this.listener(done, total, this.waiting() ?? message));
  }

  /** The call waits until then, in epoch ms. */
  waitsUntil(at: number): void {
    this.close();
    this.waitEnds = at;
    if (!this.waiting()) return;
    this.advance(this.done, this.total);
    this.disarm = this.clock.alarm(remindMs, () => this.waitsUntil(at));
  }

  /** Must be called when the call ends: releases the timer. */
  close(): void {
    this.disarm();
  }

  private waiting(): string | undefined {
    const left = this.waitEnds - this.clock.now();
    if (left < worthTellingMs) return undefined;
    const soFar = this.total > 0 ? `, ${this.done} of ${this.total} done` : '';
    return `waiting ${Math.ceil(left / 1000)} s for ClickUp's rate limit${soFar}`;
  }
}
