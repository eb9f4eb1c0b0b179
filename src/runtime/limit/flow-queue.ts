import { FairQueue, strides, type Waiting } from './fair-queue.js';

/** What stands in the queue, for a call of somebody; calls of nobody in particular are those of one. */
export interface FlowWaiting extends Waiting {
  readonly call: { readonly flow?: string };
}

interface Flow<W extends FlowWaiting> {
  readonly queue: FairQueue<W>;
  /** What it may still take in this round. */
  credit: number;
}

/**
 * Who goes next among callers that share one limit: deficit round robin. In each round a caller may take one request, or
 * half of a job's, however many it has waiting; between its own calls it is as fair as `FairQueue` is.
 */
export class FlowQueue<W extends FlowWaiting> {
  private readonly flows = new Map<string, Flow<W>>();
  /** Names of those that wait; the first is asked next. */
  private round: string[] = [];

  get size(): number {
    let sum = 0;
    for (const { queue } of this.flows.values()) sum += queue.size;
    return sum;
  }

  /** Calls that have requests waiting. */
  get calls(): number {
    let sum = 0;
    for (const { queue } of this.flows.values()) sum += queue.calls;
    return sum;
  }

  add(waiter: W): void {
    const name = nameOf(waiter);
    let flow = this.flows.get(name);
    if (!flow) {
      flow = { queue: new FairQueue(), credit: 0 };
      this.flows.set(name, flow);
      this.round.push(name);
    }
    flow.queue.add(waiter);
  }

  /** Takes out the next of those that may go. */
  take(mayGo: (waiter: W) => boolean): W | undefined {
    for (let passed = 0; passed < this.round.length; ) {
      const name = this.round[0]!;
      const flow = this.flows.get(name)!;
      const next = flow.queue.peek(mayGo);
      if (next && flow.credit >= strides[next.lane]) {
        flow.credit -= strides[next.lane];
        flow.queue.take((waiter) => waiter === next);
        this.forgetEmpty(name);
        return next;
      }
      // Who cannot use its turn gets nothing for it, and gains nothing by waiting.
      if (next) flow.credit += 1;
      passed = next ? 0 : passed + 1;
      this.round.push(this.round.shift()!);
    }
    return undefined;
  }

  /** Takes out all that fit; their places are free. */
  remove(fits: (waiter: W) => boolean): W[] {
    return [...this.flows].flatMap(([name, { queue }]) => {
      const gone = queue.remove(fits);
      this.forgetEmpty(name);
      return gone;
    });
  }

  /** All that wait: caller by caller, of each in the order of their turns. */
  *[Symbol.iterator](): Iterator<W> {
    for (const name of this.round) yield* this.flows.get(name)!.queue;
  }

  private forgetEmpty(name: string): void {
    if (this.flows.get(name)?.queue.size !== 0) return;
    this.flows.delete(name);
    this.round = this.round.filter((other) => other !== name);
  }
}

const nameOf = ({ call }: FlowWaiting): string => call.flow ?? '';
