import type { Clock } from '../clock.js';
import type { LimitGrant, LimitQuestion, SharedLimit } from './shared-limit.js';
import type { LimitWindow } from './window.js';

/** How long a store may take to answer, and for how long one that failed is not asked. */
const patienceMs = 1_000;
const restMs = 5_000;

/** What a governor holds of a limit that it shares. */
export interface ShareNeeds {
  /** Requests that wait and could leave, of jobs and of others, and those under way. */
  wanted(): { jobs: number; others: number };
  underWay(): number;
  /** The share of the limit that jobs leave to others. */
  readonly kept?: number | undefined;
  /** Processes that there are, as far as that is known without the store. */
  processes?: (() => number) | undefined;
  window(): LimitWindow | undefined;
  /** Something changed: look who may go. */
  changed(): void;
}

/** A process's part in a limit that several share: what it was granted, and its share while the store is gone. */
export class Share {
  /** Granted and not used yet. */
  private held = 0;
  private isAsking = false;
  private isDue = false;
  private downUntil = 0;
  private processes = 1;
  /** Since when the store has nothing more to give, and until when. */
  private emptyUntil = 0;
  /** Sent in the window that is known, for the share without a store. */
  private sent = { reset_at: 0, count: 0 };
  /** The same, before it is known. */
  private loose = 0;
  private wasDown = false;
  /** A window in which others may still keep to their shares, without the store. */
  private mixed: number | undefined;

  constructor(
    private readonly store: SharedLimit | undefined,
    private readonly id: string,
    private readonly clock: Clock,
    private readonly needs: ShareNeeds,
  ) {}

  /** Whether the store decides; else the share does. */
  get isUp(): boolean {
    return this.store !== undefined && this.clock.now() >= this.downUntil;
  }

  /** Whether one request may leave. */
  mayGo(): boolean {
    if (this.isUp) return this.held > 0 && (this.needs.window()?.reset_at !== this.mixed || this.hasShareLeft());
    return this.hasShareLeft();
  }

  private hasShareLeft(): boolean {
    const window = this.needs.window();
    const processes = Math.max(this.processes, this.needs.processes?.() ?? 1);
    // Alone, what the answers say is the truth.
    if (!window || processes === 1) return true;
    return this.sentIn(window) < Math.max(1, Math.floor(window.limit / processes));
  }

  /** Whether the store may grant what is wanted. */
  isWorthAsking(): boolean {
    if (!this.isUp || this.held > 0 || this.clock.now() < this.emptyUntil) return false;
    const { jobs, others } = this.needs.wanted();
    return jobs + others > 0;
  }

  went(): void {
    if (this.held > 0) this.held--;
    const window = this.needs.window();
    if (!window) {
      this.loose++;
      return;
    }
    this.sent = { reset_at: window.reset_at, count: this.sentIn(window) + 1 };
    this.loose = 0;
  }

  /** When it is worth looking again, without an answer arriving first; 0 where nothing stands in the way. */
  opensAt(): number {
    if (this.isUp && this.held === 0) return this.emptyUntil;
    const window = this.needs.window();
    return window && !this.mayGo() ? window.opensAt : 0;
  }

  /** Tells the store what happened, and asks for what is needed. */
  async ask(): Promise<void> {
    if (!this.isUp) return;
    if (this.isAsking) {
      this.isDue = true;
      return;
    }
    this.isAsking = true;
    do {
      this.isDue = false;
      await this.once();
    } while (this.isDue && this.isUp);
    this.isAsking = false;
    this.needs.changed();
  }

  private async once(): Promise<void> {
    const now = this.clock.now();
    const present = this.needs.window();
    const { jobs, others } = now < this.emptyUntil ? { jobs: 0, others: 0 } : this.needs.wanted();
    const count = Math.max(0, jobs + others - this.held);
    const { kept } = this.needs;
    const question: LimitQuestion = {
      process: this.id,
      count,
      ...(kept !== undefined && { jobs: Math.min(jobs, count), kept }),
      underWay: this.needs.underWay() + this.held,
      ...(present && {
        window: {
          limit: present.limit,
          remaining: present.remaining,
          reset_at: present.reset_at,
          opensInMs: Math.max(0, present.opensAt - now),
        },
      }),
    };
    const grant = await this.inTime(question).catch(() => undefined);
    if (!grant) {
      this.downUntil = this.clock.now() + restMs;
      this.held = 0;
      this.emptyUntil = 0;
      this.wasDown = true;
      return;
    }
    if (this.wasDown) this.mixed = present?.reset_at;
    this.wasDown = false;
    this.processes = grant.processes;
    this.held += grant.granted;
    if (count > 0) this.emptyUntil = grant.granted > 0 ? 0 : this.clock.now() + Math.max(1, grant.againInMs);
  }

  private inTime(question: LimitQuestion): Promise<LimitGrant> {
    return new Promise((resolve, reject) => {
      const disarm = this.clock.alarm(patienceMs, () => reject(new Error('the store of the shared limit is silent')));
      Promise.resolve(this.store!.exchange(question)).then(resolve, reject).finally(disarm);
    });
  }

  private sentIn({ reset_at }: LimitWindow): number {
    return this.sent.reset_at === reset_at ? this.sent.count : this.loose;
  }
}
