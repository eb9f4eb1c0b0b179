/** What a request that waits is for: someone who looks, someone who changes a thing, or a job of many requests. */
export type Lane = 'read' | 'write' | 'bulk';

/** How far apart the turns of one call lie: a job has one for two of a call that somebody waits for. */
export const strides: Readonly<Record<Lane, number>> = { read: 1, write: 1, bulk: 2 };

/** What stands in the queue, for the call that it belongs to. */
export interface Waiting {
  readonly call: object;
  readonly lane: Lane;
}

interface Place<W> {
  readonly waiter: W;
  readonly turn: number;
}

/**
 * Who goes next among calls that wait side by side: start-time fair queueing. Calls take turns, however many requests each
 * of them has waiting; a job's turns come less often, and yet always come.
 */
export class FairQueue<W extends Waiting> {
  private places: Place<W>[] = [];
  /** The turn of whoever went last. */
  private present = 0;
  private lastTurn = new WeakMap<object, number>();
  private perCall = new Map<object, number>();

  get size(): number {
    return this.places.length;
  }

  /** Calls that have requests waiting. */
  get calls(): number {
    return this.perCall.size;
  }

  add(waiter: W): void {
    const { call, lane } = waiter;
    const turn = Math.max(this.present, this.lastTurn.get(call) ?? 0) + strides[lane];
    this.lastTurn.set(call, turn);
    this.perCall.set(call, (this.perCall.get(call) ?? 0) + 1);
    let [from, to] = [0, this.places.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.places[middle]!.turn <= turn) from = middle + 1;
      else to = middle;
    }
    this.places.splice(from, 0, { waiter, turn });
  }

  /** The next of those that may go. */
  peek(mayGo: (waiter: W) => boolean): W | undefined {
    return this.places.find(({ waiter }) => mayGo(waiter))?.waiter;
  }

  /** Takes out the next of those that may go. */
  take(mayGo: (waiter: W) => boolean): W | undefined {
    const index = this.places.findIndex(({ waiter }) => mayGo(waiter));
    if (index < 0) return undefined;
    const [{ waiter, turn }] = this.places.splice(index, 1) as [Place<W>];
    this.present = Math.max(this.present, turn);
    this.forget(waiter);
    return waiter;
  }

  /** Takes out all that fit; their places are free. */
  remove(fits: (waiter: W) => boolean): W[] {
    const gone = this.places.filter(({ waiter }) => fits(waiter)).map(({ waiter }) => waiter);
    if (gone.length === 0) return gone;
    this.places = this.places.filter(({ waiter }) => !gone.includes(waiter));
    for (const waiter of gone) this.forget(waiter);
    return gone;
  }

  /** All that wait, in the order of their turns. */
  *[Symbol.iterator](): Iterator<W> {
    for (const { waiter } of this.places) yield waiter;
  }

  private forget({ call }: W): void {
    const left = (this.perCall.get(call) ?? 0) - 1;
    if (left > 0) this.perCall.set(call, left);
    else this.perCall.delete(call);
  }
}
