import { isAdmin, type Who } from '../access/managing.js';
import type { Deps } from '../deps.js';
import type { AuditRow } from '../store/rows.js';

/** What to look for; entries newest first. */
export interface AuditQuery {
  /** Name of an event, such as `link_created`. */
  event?: string | undefined;
  /** Part of an id, a name of a tool or an outcome in the entry, whatever its case. */
  text?: string | undefined;
  /** Unix milliseconds: from then on, and before then. */
  from?: number | undefined;
  to?: number | undefined;
  /** Entries before this number, for the next page. */
  before?: number | undefined;
}

const pageSize = 500;

/** Entries that fit, newest first, read page by page: an admin sees all of the Workspace, others what they did. */
export async function* searchAudit({ store }: Deps, who: Who, query: AuditQuery): AsyncGenerator<AuditRow> {
  const tenant_id = who.tenant.id;
  const { event, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = query;
  const text = query.text?.toLowerCase();
  const isSeen = ({ data }: AuditRow) =>
    isAdmin(who) || data.actor === who.grant.person_id || data.person === who.grant.person_id;
  const fits = (row: AuditRow) =>
    isSeen(row) &&
    row.at < to &&
    (text === undefined || `${row.event} ${JSON.stringify(row.data)}`.toLowerCase().includes(text));
  let before = query.before ?? Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = await store.as({ tenant: tenant_id }, (tx) =>
      tx.find(
        'audit',
        { tenant_id, seq: { before }, ...(event !== undefined && { event }) },
        { by: 'seq', descending: true, limit: pageSize },
      ),
    );
    for (const row of rows) {
      if (row.at < from) return;
      if (fits(row)) yield row;
    }
    if (rows.length < pageSize) return;
    before = rows.at(-1)!.seq;
  }
}

/** The first of them, and whether there are more. */
export async function firstOf<Row>(rows: AsyncIterable<Row>, limit: number): Promise<{ rows: Row[]; more: boolean }> {
  const found: Row[] = [];
  for await (const row of rows) {
    if (found.length === limit) return { rows: found, more: true };
    found.push(row);
  }
  return { rows: found, more: false };
}

/** A line of the export: the whole entry, with what proves its place in the chain. */
export const auditLine = ({ seq, at, event, data, previous, hash }: AuditRow): string =>
  `${JSON.stringify({ seq, timestamp: new Date(at).toISOString(), event, data, previous, hash })}\n`;
