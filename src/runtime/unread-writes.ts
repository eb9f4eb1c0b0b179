import { type Call, hasWritten } from './call.js';
import { type ClickUpError, clickUpError } from './errors.js';

/** Counts the writes of a client that follow each other without a read, and refuses more than so many. */
export class UnreadWrites {
  private count = 0;
  /** Calls under way that may write. */
  private readonly admitted = new Set<Call>();

  constructor(private readonly most: number) {}

  /** Lets a call write; throws where that would be one too many. */
  admit(call: Call): void {
    const count = this.count + this.admitted.size;
    if (count >= this.most) throw tooMany(count, this.most);
    this.admitted.add(call);
  }

  /** A read that worked is what was waited for. */
  async read<Data>(answering: Promise<Data>): Promise<Data> {
    const data = await answering;
    this.count = 0;
    return data;
  }

  /** Counts a call that wrote, or may have, once it ends. */
  async write<Data>(call: Call, answering: Promise<Data>): Promise<Data> {
    try {
      return await answering;
    } finally {
      if (this.admitted.delete(call) && hasWritten(call)) this.count++;
    }
  }
}

const tooMany = (count: number, most: number): ClickUpError =>
  clickUpError(
    'POLICY_DENIED',
    `${count} writes in a row were not read back, and CLICKUP_MAX_UNVERIFIED_WRITES is ${most}`,
    {
      suggestion: 'Nothing was sent. Read what was written, with any tool that reads, and call again.',
      details: { rule: 'CLICKUP_MAX_UNVERIFIED_WRITES' },
    },
  );
