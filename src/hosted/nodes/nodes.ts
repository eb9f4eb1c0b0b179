/** Texts to everybody who listens on the same channel, the sender too, in the order in which they were sent. */
export interface Notices {
  /** Rejects where nobody can be reached; what was sent meanwhile is not heard later. */
  send(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the channel on which nodes hear each other. */
export type OpenNotices = (hear: (text: string) => void) => Notices;

/** How often a node says that it lives, for how long its own word counts, and after what silence it is gone. */
const every = { beatMs: 400, trustMs: 1_000, goneMs: 30_000 } as const;

/** Workspaces in one notice, and characters of a name in one: PostgreSQL takes no notice of 8,000 bytes. */
const mostTold = 200;
const longestName = 4_000;

export interface NodesOptions {
  /** Absent where there are no others. */
  open?: OpenNotices | undefined;
  /** Tells this node from others. */
  id: string;
  /** Hears that another node, or this one, changed something in these Workspaces. */
  onChange?: ((tenants: readonly string[]) => void) | undefined;
  /** Hears that changes may have been missed. */
  onGap?: (() => void) | undefined;
  /** Hears the name of a request that its client cancels, wherever that is under way. */
  onCancel?: ((name: string) => void) | undefined;
  /** Milliseconds that only ever grow. */
  now?: (() => number) | undefined;
}

/**
 * The nodes that serve the same people: how many there are, and in which Workspaces something changed. Each hears its own word
 * too, on the same way as those of others: while it does, it has heard whatever they said before.
 */
export class Nodes {
  private readonly notices: Notices | undefined;
  private readonly seen = new Map<string, number>();
  private readonly now: () => number;
  private heardSelfAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: NodesOptions) {
    this.now = options.now ?? (() => performance.now());
    this.notices = options.open?.((text) => this.hear(text));
  }

  /** Nodes that were heard of lately, this one included. While nothing is heard, nobody is taken to be gone. */
  get count(): number {
    if (this.isHeard) for (const [id, at] of this.seen) if (this.now() - at > every.goneMs) this.seen.delete(id);
    return Math.max(1, this.seen.size);
  }

  /** Whether a change that another node told of a second ago is known here. */
  get isHeard(): boolean {
    return !this.notices || this.now() - this.heardSelfAt < every.trustMs;
  }

  /** Tells the others that something changed. Rejects where they cannot be told. */
  async changed(tenants: readonly string[]): Promise<void> {
    for (let at = 0; at < tenants.length; at += mostTold)
      await this.notices?.send(`change ${tenants.slice(at, at + mostTold).join(' ')}`);
  }

  /** Has the others cancel a request. Rejects where they cannot be told. */
  async cancel(name: string): Promise<void> {
    const told = Buffer.from(name).toString('base64url');
    if (this.count > 1 && told.length <= longestName) await this.notices?.send(`cancel ${told}`);
  }

  /** Says that this node lives, from now on. */
  start(onFailure: (error: unknown) => void): void {
    if (!this.notices) return;
    let hasFailed = false;
    const beat = () =>
      this.beat().then(
        () => {
          hasFailed = false;
        },
        (error: unknown) => {
          if (!hasFailed) onFailure(error);
          hasFailed = true;
        },
      );
    void beat();
    this.timer = setInterval(beat, every.beatMs).unref();
  }

  async beat(): Promise<void> {
    await this.notices?.send(`beat ${this.options.id}`);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.notices?.send(`bye ${this.options.id}`).catch(() => undefined);
    await this.notices?.close();
  }

  private hear(text: string): void {
    const [word, ...names] = text.split(' ');
    const [id = ''] = names;
    if (word === 'change') this.options.onChange?.(names);
    if (word === 'cancel') this.options.onCancel?.(Buffer.from(id, 'base64url').toString());
    if (word === 'bye') this.seen.delete(id);
    if (word !== 'beat') return;
    this.seen.set(id, this.now());
    if (id !== this.options.id) return;
    if (!this.isHeard) this.options.onGap?.();
    this.heardSelfAt = this.now();
  }
}
