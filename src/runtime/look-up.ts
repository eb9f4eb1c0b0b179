/** An object of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** A create as it was sent. */
export interface Sent {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Row;
  /** Addresses of the objects that the same call read, oldest first. */
  readonly seen: readonly string[];
}

/** Where the siblings of a new object are listed. */
export interface Page {
  readonly path: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** What lies in an object. */
export interface Inside extends Page {
  readonly read: string;
  rows(answer: unknown): readonly Row[] | undefined;
  /** When a row was created, by the server's clock in epoch ms; absent where a new object has nothing there. */
  created?(row: Row): number;
}

/** How it is found out whether a create whose answer was lost took effect: by a read that lists what it would have made. */
export interface LookUp {
  /** The operation that reads. */
  readonly read: string;
  /** The next page to read; undefined once the listing is complete, or where nothing says where to look. */
  page(sent: Sent, before: { rows: readonly Row[]; answer: unknown; index: number } | undefined): Page | undefined;
  /** What the answer lists; undefined where it is no such answer. */
  rows(answer: unknown, sent: Sent): readonly Row[] | undefined;
  /** Whether a row has what was sent, as far as ClickUp gives it back as it was. */
  isLike(row: Row, sent: Sent): boolean;
  /** When a row was created, by the server's clock in epoch ms. Absent where the API does not say. */
  created?(row: Row): number;
  /** Who created it; absent where the API does not say. */
  creator?(row: Row): unknown;
  /** The newest pages come first, so that what is older than the create ends the search. */
  readonly newestFirst?: true;
  /** Listings of what is in it: a new one has nothing there, or what was made with it. */
  inside?(row: Row): readonly Inside[];
  /** Nothing but a name tells such objects apart, so that one which is there is the one that was asked for. */
  readonly byName?: true;
  /** The read of one whole object, where its row lacks something that the answer to a create has. */
  readonly whole?: { readonly read: string; path(row: Row): Readonly<Record<string, string>> };
  /** The status of the answer to a create; default 200. */
  readonly status?: number;
  /** The answer that a create of this row would have had. */
  answer(row: Row, listing: unknown, sent: Sent): unknown;
  /** Ids of what an answered create made; default: the id in the answer. */
  made?(answer: unknown, sent: Sent): readonly unknown[];
}

/** Look-ups by the operation that creates, and the read that tells who the caller is. */
export interface LookUps {
  readonly rules: Readonly<Record<string, LookUp>>;
  /** Other operations that may be sent again: what they do twice is done once. */
  readonly repeatable: readonly string[];
  readonly me: { readonly read: string; id(answer: unknown): unknown };
}
