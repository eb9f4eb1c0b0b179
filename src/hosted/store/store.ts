import type { OpenNotices } from '../nodes/nodes.js';
import type { Changes } from './changes.js';
import type { AccessRow, GrantRow, Rows, TableName, TenantRow } from './rows.js';

/** What a column must be: a value, one of several, or a moment before another. */
export type Condition<Value> =
  | Value
  | { in: readonly Value[] }
  | (Value extends number | null ? { before: number } : never);

/** Rows that are meant: those of which every column named is as said. */
export type Where<Row> = { readonly [Column in keyof Row]?: Condition<Row[Column]> };

export interface Order<Row> {
  by: keyof Row & string;
  descending?: boolean;
  limit?: number;
}

/** One transaction. A change says which rows it changed, so that of two who try the same one is told that it came too late. */
export interface Tx {
  /** Adds a row; false where there is one of that key. */
  insert<Name extends TableName>(table: Name, row: Rows[Name]): Promise<boolean>;
  find<Name extends TableName>(table: Name, where: Where<Rows[Name]>, order?: Order<Rows[Name]>): Promise<Rows[Name][]>;
  /** Changes rows and gives them as they are then. */
  update<Name extends TableName>(
    table: Name,
    where: Where<Rows[Name]>,
    set: Partial<Rows[Name]>,
  ): Promise<Rows[Name][]>;
  /** Counts calls of ways in, by id, up and notes when the last one was; nobody who keeps rows needs to know. */
  countUses(uses: readonly Use[]): Promise<void>;
  /** Removes rows and gives them. */
  remove<Name extends TableName>(table: Name, where: Where<Rows[Name]>): Promise<Rows[Name][]>;
  /**
   * Removes records from before a moment, and gives how many. A job goes as a whole: not while a record of it is younger, nor
   * while somebody holds its lease at `now`.
   */
  removeRecords(of: { before: number; now: number }): Promise<number>;
  /** Waits until no other transaction that asked for this name is under way; the next one waits for the end of this. */
  alone(name: string): Promise<void>;
}

/** Whose rows are seen: those of one tenant, or, for sign-in, look-ups by secret and jobs, all. */
export type Scope = { tenant: string } | 'server';

/** Calls of a way in. */
export interface Use {
  id: string;
  calls: number;
  /** When the last one was. */
  at: number;
}

/** A way in with what it leads to: where the person was disconnected since, that is gone. */
export interface Found {
  access: AccessRow;
  tenant?: TenantRow | undefined;
  grant?: GrantRow | undefined;
}

/** Keeps everything that outlives a request. */
export interface Store {
  /** Runs work in one transaction; what it throws undoes it. */
  as<Result>(scope: Scope, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Looks a way in up by the hash of its secret, in one go. */
  lookUp(hash: string): Promise<Found | undefined>;
  /** The grant of an id in a tenant, in one go. */
  findGrant(of: Pick<GrantRow, 'id' | 'tenant_id'>): Promise<GrantRow | undefined>;
  /** What this and other processes changed of tenants, grants and ways in. */
  readonly changes: Changes;
  /** Texts to all processes that work with it, on the way on which they hear of changes. Absent where there is one process. */
  readonly notices?: OpenNotices | undefined;
  close(): Promise<void>;
}

/** The one row that is meant, if there is one. */
export async function findOne<Name extends TableName>(
  tx: Tx,
  table: Name,
  where: Where<Rows[Name]>,
): Promise<Rows[Name] | undefined> {
  return (await tx.find(table, where))[0];
}
