import { auditTables } from './audit-log.js';
import { chatTables } from './chat.js';
import { commentTables } from './comments.js';
import { docTables } from './docs.js';
import { goalTables } from './goals.js';
import { peopleTables } from './people.js';
import { placeTables } from './places.js';
import { rightTables } from './rights.js';
import { taskTables } from './tasks.js';
import { timeEntryTables } from './time-entries.js';
import { viewTables } from './views.js';
import { webhookTables } from './webhooks.js';

/** Everything the sandbox knows, one table per kind of object. */
export const createState = () => ({
  ...peopleTables(),
  ...rightTables(),
  ...placeTables(),
  ...taskTables(),
  ...timeEntryTables(),
  ...commentTables(),
  ...goalTables(),
  ...docTables(),
  ...chatTables(),
  ...viewTables(),
  ...webhookTables(),
  ...auditTables(),
});

export type State = ReturnType<typeof createState>;

/** Rows of every table by table name; plain JSON. */
export type StateRows = { readonly [table: string]: readonly unknown[] };

interface AnyTable {
  all(): unknown[];
  load(rows: readonly unknown[]): void;
}

const tablesOf = (state: State): Array<[string, AnyTable]> =>
  Object.entries(state as unknown as Record<string, AnyTable>);

/** The rows themselves, as they stand in the tables. */
export function rowsOf(state: State): StateRows {
  return Object.fromEntries(tablesOf(state).map(([name, table]) => [name, table.all()]));
}

/** A deep copy of all rows as they are now; those of a table are copied when they are first looked at, because most never are. */
export function saveState(state: State): StateRows {
  const saved: StateRows = {};
  for (const [name, rows] of Object.entries(rowsOf(state))) {
    let copy: unknown[] | undefined;
    const get = () => (copy ??= structuredClone(rows) as unknown[]);
    Object.defineProperty(saved, name, { enumerable: true, get });
  }
  return saved;
}

/** Replaces all rows by a deep copy of `rows`; a table that `rows` does not mention becomes empty. */
export function loadState(state: State, rows: StateRows): void {
  for (const [name, table] of tablesOf(state)) table.load(rows[name] ? structuredClone(rows[name]) : []);
}
