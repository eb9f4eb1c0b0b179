import { type Context, param, type Routes } from '../context.js';
import { findFolder, findList, findSpace, findTaskById, findWorkspace } from '../domain/locate.js';
import { apiError, notAuthorized } from '../errors.js';
import type { WebhookRow } from '../state/webhooks.js';
import { webhookEvents } from '../webhooks/events.js';
import { deliverable, registrable } from '../webhooks/policy.js';

const number = (id: string | null): number | null => (id === null ? null : Number(id));

const present = (hook: WebhookRow) => ({
  id: hook.id,
  userid: Number(hook.userId),
  team_id: Number(hook.workspaceId),
  endpoint: hook.endpoint,
  client_id: hook.clientId,
  events: hook.events.includes('*') ? '*' : hook.events,
  task_id: hook.taskId,
  list_id: number(hook.listId),
  folder_id: number(hook.folderId),
  space_id: number(hook.spaceId),
  health: { status: hook.status, fail_count: hook.failCount },
  secret: hook.secret,
});

/** The webhook of the path; one that somebody else made is as unknown as any other. */
function findWebhook(ctx: Context): WebhookRow {
  const hook = ctx.state.webhooks.get(param(ctx, 'webhook_id'));
  if (!hook || hook.userId !== ctx.user.id || !ctx.token.workspaceIds.includes(hook.workspaceId)) throw notAuthorized();
  return hook;
}

/** Without a protocol it is https. */
function readEndpoint(ctx: Context): string {
  const { endpoint: given } = ctx.body;
  const endpoint = typeof given === 'string' && !/^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? `https://${given}` : given;
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) throw apiError(400, 'OAUTH_194', 'Webhook URL invalid');
  if (!registrable(endpoint, ctx.webhooks)) throw apiError(400, 'OAUTH_194', 'Specified URL not allowed');
  if (!deliverable(endpoint, ctx.webhooks)) {
    ctx.note('The sandbox sends events to this machine alone; its option webhooks.allow (--webhook-host) adds hosts');
  }
  return endpoint;
}

function readEvents(ctx: Context): string[] {
  const { events } = ctx.body;
  if (events === '*') return ['*'];
  const names = Array.isArray(events) ? events.map(String) : [];
  if (names.includes('*')) return ['*'];
  const stranger = names.find((name) => !webhookEvents.has(name));
  if (names.length === 0 || stranger !== undefined)
    throw apiError(400, 'INPUT_006', `Webhook events invalid ${stranger ?? ''}`.trim());
  return [...new Set(names)];
}

/** The one object that the webhook is about, where the body names one. */
function readScope(ctx: Context) {
  const id = (key: string, find: (ctx: Context, id: string) => { id: string }): string | null => {
    const value = ctx.body[key];
    return value === undefined || value === null ? null : find(ctx, String(value)).id;
  };
  return {
    taskId: id('task_id', findTaskById),
    listId: id('list_id', findList),
    folderId: id('folder_id', findFolder),
    spaceId: id('space_id', findSpace),
  };
}

const same = (a: WebhookRow, b: Omit<WebhookRow, 'id' | 'secret'>): boolean =>
  a.userId === b.userId &&
  a.endpoint === b.endpoint &&
  a.taskId === b.taskId &&
  a.listId === b.listId &&
  a.folderId === b.folderId &&
  a.spaceId === b.spaceId &&
  [...a.events].sort().join() === [...b.events].sort().join();

/** Webhooks of the token's user. */
export const webhooks = {
  GetWebhooks: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const own = ctx.state.webhooks.by('workspace', workspace.id).filter((hook) => hook.userId === ctx.user.id);
    return { webhooks: own.map(present) };
  },

  CreateWebhook: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const row = {
      workspaceId: workspace.id,
      userId: ctx.user.id,
      clientId: ctx.token.clientId,
      endpoint: readEndpoint(ctx),
      events: readEvents(ctx),
      ...readScope(ctx),
      status: 'active' as const,
      failCount: 0,
    };
    if (ctx.state.webhooks.by('workspace', workspace.id).some((hook) => same(hook, row))) {
      throw apiError(400, 'OAUTH_171', 'Webhook configuration already exists');
    }
    const secret = ctx.ids.secret(64, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
    const hook = ctx.state.webhooks.put({ ...row, id: ctx.ids.uuid(), secret });
    return { id: hook.id, webhook: present(hook) };
  },

  UpdateWebhook: (ctx) => {
    const hook = findWebhook(ctx);
    const { endpoint, events, status } = ctx.body;
    if (status !== undefined && status !== 'active') ctx.note('status takes only active; others are ignored');
    const after = ctx.state.webhooks.patch(hook.id, {
      ...(endpoint === undefined ? {} : { endpoint: readEndpoint(ctx) }),
      ...(events === undefined ? {} : { events: readEvents(ctx) }),
      ...(status === 'active' ? { status, failCount: 0 } : {}),
    });
    return { id: after.id, webhook: present(after) };
  },

  DeleteWebhook: (ctx) => {
    ctx.state.webhooks.remove(findWebhook(ctx).id);
    return {};
  },
} satisfies Routes;
