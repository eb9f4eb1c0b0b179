/** What a row is to do. */
export interface Order {
  row: string;
  seed: number;
  /** When it has to end, in Unix ms, however far it came. */
  endsAt: number;
}

/** A line of the table. */
export interface Line {
  what: string;
  figures: string;
  isFine: boolean;
}

/** How much was done, where it was less than wanted. */
export const doneOf = (done: number, wanted: number, noun: string): string =>
  done < wanted ? `${done} of ${wanted} ${noun} in the time there was` : `${done} ${noun}`;
