import { clickUpError } from '../runtime/errors.js';
import { workspacesKey } from './account-keys.js';
import { readable, rows, unwrap } from './api.js';
import type { Context } from './context.js';
import { matchName } from './match-name.js';

/** The Workspace to work in: the one that the call or the settings name, or the only one the token reaches. */
export async function workspaceId(ctx: Context): Promise<string> {
  if (ctx.givenWorkspaceId !== undefined) return ctx.givenWorkspaceId;
  const workspaces = await authorizedWorkspaces(ctx);
  if (workspaces.length === 1) return String(workspaces[0]!.id);
  const candidates = workspaces.map(({ id, name }) => ({ id: String(id), name }));
  throw clickUpError(
    workspaces.length === 0 ? 'FORBIDDEN' : 'AMBIGUOUS_REFERENCE',
    workspaces.length === 0 ? 'The token reaches no Workspace' : `The token reaches ${workspaces.length} Workspaces`,
    {
      suggestion: 'Set CLICKUP_WORKSPACE_ID once, or pass workspace_id where a tool takes it.',
      details: { parameter: 'workspace_id', candidates },
    },
  );
}

/** The id of the Workspace of that name; says in `resolved` which one that is. */
export async function findNamedWorkspace(ctx: Context, name: string, parameter: string): Promise<string> {
  const workspaces = (await authorizedWorkspaces(ctx)).map((one) => ({ id: String(one.id), name: String(one.name) }));
  const workspace = matchName(name, workspaces, { parameter, noun: 'Workspace', place: 'The token' });
  ctx.resolved(parameter, `${workspace.name} (${workspace.id})`);
  return workspace.id;
}

/** The Workspaces of the token, with their members; remembered for a few minutes. */
export async function authorizedWorkspaces(ctx: Context) {
  const read = async () => rows(await unwrap(ctx.api.GET('/v2/team')), 'teams');
  return readable(ctx, await ctx.cache.get(workspacesKey, read), 'Workspaces');
}
