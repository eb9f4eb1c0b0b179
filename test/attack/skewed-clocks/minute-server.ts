import type { Clock } from '../../../src/runtime/clock.js';

export const windowMs = 60_000;

/** How a server tells the time. */
export interface Manner {
  /** Milliseconds by which its clock is ahead. */
  aheadMs: number;
  /** Whether answers carry `Date`. */
  date: boolean;
}

/** A server that lets so many requests through in each minute, and counts those that it refuses. */
export class MinuteServer {
  refused = 0;
  private opened = Number.NEGATIVE_INFINITY;
  private used = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limit: number,
    private readonly manner: Manner,
  ) {}

  readonly fetch = async (): Promise<Response> => {
    const now = this.clock.now();
    if (now >= this.opened + windowMs) {
      this.opened = now;
      this.used = 0;
    }
    this.used++;
    const isRefused = this.used > this.limit;
    if (isRefused) this.refused++;
    const { aheadMs, date } = this.manner;
    const headers = {
      'X-RateLimit-Limit': String(this.limit),
      'X-RateLimit-Remaining': String(Math.max(0, this.limit - this.used)),
      'X-RateLimit-Reset': String(Math.ceil((this.opened + windowMs + aheadMs) / 1000)),
      ...(date && { Date: new Date(now + aheadMs).toUTCString() }),
    };
    return isRefused ? refusal(headers) : task(headers);
  };
}

export const task = (headers: Record<string, string>): Response =>
  Response.json({ id: '86c131205', name: 'One' }, { headers });

export const refusal = (headers: Record<string, string>): Response =>
  Response.json({ err: 'Rate limit reached', ECODE: 'APP_002' }, { status: 429, headers });
