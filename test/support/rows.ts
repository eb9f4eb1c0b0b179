import type { Sandbox } from '../../src/sandbox/index.js';

/** The rows of a table as the sandbox holds them now. */
export const rows = <Row = Record<string, unknown>>(sandbox: Sandbox, table: string): Row[] =>
  (sandbox.snapshot().rows[table] ?? []) as Row[];

/** One of them, by id. */
export function row<Row = Record<string, unknown>>(sandbox: Sandbox, table: string, id: string): Row {
  const found = rows<Row & { id: string }>(sandbox, table).find((each) => each.id === id);
  if (!found) throw new Error(`no ${id} in ${table}`);
  return found;
}
