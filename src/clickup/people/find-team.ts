import { readable, rows, unwrap } from '../api.js';
import { teamsKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import { matchName, sameName } from '../match-name.js';
import { workspaceId } from '../workspace.js';

/** The id of the Team (user group) of that name or @handle. */
export async function findNamedTeam(ctx: Context, name: string, parameter: string): Promise<string> {
  const teams = await allTeams(ctx);
  const word = name.trim().replace(/^@/, '');
  const byHandle = teams.filter(({ handle }) => handle && sameName(handle, word));
  const isName = teams.some((team) => sameName(team.name, word));
  const [only] = byHandle;
  const team = !isName && only && byHandle.length === 1 ? only : matchName(word, teams, among(parameter, 'Team'));
  ctx.resolved(parameter, `${team.name} (${team.id})`);
  return team.id;
}

/** The id of the custom role of that name. */
export async function findNamedRole(ctx: Context, name: string, parameter: string): Promise<string> {
  const path = { team_id: await workspaceId(ctx) };
  const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/customroles', { params: { path } }));
  const roles = readable(ctx, rows(answer, 'custom_roles'), 'custom roles').map((role) => ({
    id: String(role.id),
    name: String(role.name),
  }));
  const role = matchName(name, roles, among(parameter, 'custom role'));
  ctx.resolved(parameter, `${role.name} (${role.id})`);
  return role.id;
}

async function allTeams(ctx: Context) {
  const team_id = await workspaceId(ctx);
  return ctx.cache.get(teamsKey(team_id), async () => {
    const answer = await unwrap(ctx.api.GET('/v2/group', { params: { query: { team_id } } }));
    return readable(ctx, rows(answer, 'groups'), 'Teams').map(({ id, name, handle }) => ({
      id: String(id),
      name: String(name),
      handle: handle ?? undefined,
    }));
  });
}

const among = (parameter: string, noun: string) => ({ parameter, noun, place: 'The Workspace' });
