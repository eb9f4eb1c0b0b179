import { type Context, isObject, param, type Routes } from '../context.js';
import { isAdmin } from '../domain/access.js';
import { findWorkspace } from '../domain/locate.js';
import { enterpriseOnly, failV3, noAccess } from '../errors.js';
import { planIncludes } from '../plans.js';
import type { AuditRow } from '../state/audit-log.js';

const MOST_ROWS = 1000;

const present = (ctx: Context, row: AuditRow) => ({
  eventId: row.id,
  eventType: row.eventType,
  eventStatus: 'success',
  eventTime: row.date,
  workspaceId: row.workspaceId,
  userId: row.userId,
  userEmail: ctx.state.users.get(row.userId)?.email ?? null,
  resourceType: row.objectType,
  resourceId: row.objectId,
});

function matches(ctx: Context, row: AuditRow): boolean {
  const filter = isObject(ctx.body.filter) ? ctx.body.filter : {};
  const list = (value: unknown): string[] | null => (Array.isArray(value) ? value.map(String) : null);
  const email = ctx.state.users.get(row.userId)?.email ?? '';
  return (
    (list(filter.userId)?.includes(row.userId) ?? true) &&
    (list(filter.userEmail)?.includes(email) ?? true) &&
    (filter.eventType === undefined || [filter.eventType].flat().includes(row.eventType)) &&
    (typeof filter.startTime !== 'number' || row.date >= filter.startTime) &&
    (typeof filter.endTime !== 'number' || row.date <= filter.endTime)
  );
}

/** The audit log: owners and admins of an Enterprise Workspace, newest first. */
export const auditLog = {
  queryAuditLog: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
    if (!planIncludes(ctx.plan, 'enterprise')) throw enterpriseOnly();
    if (!isAdmin(ctx.state, ctx.user, workspace.id)) throw noAccess('can_see_audit_logs');
    const page = isObject(ctx.body.pagination) ? ctx.body.pagination : {};
    const size = Number(page.pageRows ?? 25);
    if (!Number.isInteger(size) || size < 1 || size > MOST_ROWS)
      throw failV3(400, `pageRows must be 1 to ${MOST_ROWS}`);
    const forward = page.pageDirection === 'after';
    const all = forward ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const limit = typeof page.pageTimestamp === 'number' ? page.pageTimestamp : all;
    // Every line there is so far is about the hierarchy.
    const asked = ctx.body.applicability ?? 'hierarchy-activity';
    const rows = ctx.state.auditLog
      .by('workspace', workspace.id)
      .filter((row) => asked === 'hierarchy-activity' && matches(ctx, row))
      .filter((row) => (forward ? row.date > limit : row.date < limit))
      .reverse();
    return { data: rows.slice(0, size).map((row) => present(ctx, row)) };
  },
} satisfies Routes;
