import type { UserFindData, UserFindInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { members } from '../../clickup/people/members.js';
import { rankPeople } from '../../clickup/people/rank-people.js';
import { objectId } from '../../clickup/references.js';
import { taskId } from '../../clickup/task/ids.js';
import { workspaceId } from '../../clickup/workspace.js';
import { clickUpError } from '../../runtime/errors.js';
import { roleName } from '../../runtime/scalars.js';

interface WireUser {
  id?: number | string;
  username?: string | null;
  email?: string | null;
  role?: number;
}

/** People by name or e-mail, best match first; everybody without a query. Several matches are an answer, not an error. */
export async function userFind(ctx: Context, input: UserFindInput): Promise<UserFindData> {
  const people = (await peopleInScope(ctx, input)).map(personOf);
  const query = input.query?.trim() ?? '';
  const users = query === '' ? people : rankPeople(query, people);
  if (users.length === 0 && people.length > 0) {
    ctx.note(`Nobody fits ${JSON.stringify(query)}; without query, all ${people.length} are listed.`);
  }
  return { users, searched: people.length };
}

async function peopleInScope(ctx: Context, input: UserFindInput): Promise<readonly WireUser[]> {
  if (input.list_id !== undefined && input.task_id !== undefined) {
    throw clickUpError('INVALID_PARAMETER', 'list_id and task_id exclude each other', {
      suggestion: 'Give one of the two, or neither for the whole Workspace.',
      details: { parameter: 'task_id' },
    });
  }
  if (input.task_id !== undefined) {
    const task_id = await taskId(ctx, input.task_id, 'task_id');
    const answer = await unwrap(ctx.api.GET('/v2/task/{task_id}/member', { params: { path: { task_id } } }));
    return withRoles(ctx, readable(ctx, rows(answer, 'members'), 'people'));
  }
  if (input.list_id !== undefined) {
    const list_id = objectId('list', input.list_id, 'list_id');
    const answer = await unwrap(ctx.api.GET('/v2/list/{list_id}/member', { params: { path: { list_id } } }));
    return withRoles(ctx, readable(ctx, rows(answer, 'members'), 'people'));
  }
  // Read afresh rather than remembered: somebody who was just invited should be found.
  const teams = readable(ctx, rows(await unwrap(ctx.api.GET('/v2/team')), 'teams'), 'Workspaces');
  const isOnly = teams.length === 1 && ctx.givenWorkspaceId === undefined;
  const workspace = isOnly ? String(teams[0]?.id) : await workspaceId(ctx);
  const team = teams.find(({ id }) => String(id) === workspace);
  if (!team) {
    throw clickUpError('RESOURCE_NOT_FOUND', `The token does not reach Workspace ${workspace}`, {
      suggestion: withHint('Give one of the Workspaces it reaches', 'workspace.list', 'names them'),
      details: { parameter: 'workspace_id', workspaces: teams.map(({ id, name }) => ({ id: String(id), name })) },
    });
  }
  return readable(ctx, rows(team, 'members'), 'people', 'user').flatMap(({ user }) => (user ? [user] : []));
}

/** Answers about a List or a task leave roles out, which the Workspace knows. */
async function withRoles(ctx: Context, people: readonly WireUser[]): Promise<readonly WireUser[]> {
  const everyone = await members(ctx).catch(() => []);
  const roles = new Map(everyone.map(({ id, role }) => [id, role]));
  return people.map((person) => {
    const role = person.role ?? roles.get(Number(person.id));
    return { ...person, ...(role !== undefined && { role }) };
  });
}

function personOf({ id, username, email, role }: WireUser) {
  return {
    id: String(id),
    ...(username && { username }),
    ...(email && { email }),
    ...(role !== undefined && { role: roleName(role) }),
  };
}
