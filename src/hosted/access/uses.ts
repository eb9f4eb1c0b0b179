import type { Clock } from '../../runtime/clock.js';
import type { Log } from '../log/log.js';
import type { AccessRow } from '../store/rows.js';
import type { Store, Use } from '../store/store.js';

/** After one write the next waits so long, and takes what was called meanwhile. */
const pauseMs = 1_000;

/** Counts the calls of ways in. The first is written at once, those that follow together: a busy link costs no write for each call. */
export class Uses {
  private waiting = new Map<string, Use>();
  private writing: Promise<void> | undefined;
  private pause: NodeJS.Timeout | undefined;

  constructor(private readonly deps: { store: Store; clock: Pick<Clock, 'now'>; log: Log }) {}

  note({ id }: Pick<AccessRow, 'id'>): void {
    const calls = (this.waiting.get(id)?.calls ?? 0) + 1;
    this.waiting.set(id, { id, calls, at: this.deps.clock.now() });
    if (!this.writing && !this.pause) void this.write();
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    await this.writing;
    await this.write();
    clearTimeout(this.pause);
    this.pause = undefined;
  }

  private async write(): Promise<void> {
    const uses = [...this.waiting.values()];
    this.waiting = new Map();
    if (uses.length === 0) return;
    const { store, log } = this.deps;
    this.writing = store
      .as('server', (tx) => tx.countUses(uses))
      .catch((error: unknown) => log.warn(`${uses.length} ways in were used and not counted: ${String(error)}`));
    await this.writing;
    this.writing = undefined;
    this.pause = setTimeout(() => {
      this.pause = undefined;
      void this.write();
    }, pauseMs).unref();
  }
}
