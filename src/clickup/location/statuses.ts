import { readable, rows, unwrap } from '../api.js';
import { spaceStatusesKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import { fold, sameName } from '../match-name.js';
import { type Id, objectId } from '../references.js';
import { workspaceId } from '../workspace.js';
import { listFacts } from './list-facts.js';
import type { SpaceStatuses, Statuses } from './model.js';

/** Reading more Lists than these would cost more than a misspelt status. */
const mostLists = 5;

/** The statuses of some Lists; undefined where they are many or one cannot be read. */
export async function statusesOfLists(ctx: Context, lists: readonly Id[]): Promise<Statuses | undefined> {
  if (lists.length > mostLists) return undefined;
  const ids = lists.map((list) => objectId('list', list, 'list_id'));
  const facts = await Promise.all(ids.map((id) => listFacts(ctx, id))).catch(() => []);
  if (facts.length === 0) return undefined;
  const place = `List ${facts.map(({ name }) => JSON.stringify(name)).join(' or ')}`;
  return { place, names: [...new Set(facts.flatMap(({ statuses }) => statuses))], areAll: true };
}

/** The statuses that Lists take over from these Spaces, or from all of the Workspace, unless they have their own. */
export async function statusesOfSpaces(ctx: Context, spaces: readonly Id[] = []): Promise<Statuses | undefined> {
  const wanted = spaces.map((space) => objectId('space', space, 'space_ids'));
  const all = await readSpaces(ctx).catch(() => []);
  const found = wanted.length > 0 ? all.filter(({ id }) => wanted.includes(id)) : all;
  if (found.length === 0) return undefined;
  const named = found.map(({ name }) => JSON.stringify(name)).join(' or ');
  const place = wanted.length > 0 ? `Space ${named}` : 'The Workspace';
  return { place, names: [...new Set(found.flatMap(({ statuses }) => statuses))], areAll: false };
}

async function readSpaces(ctx: Context): Promise<SpaceStatuses[]> {
  const team_id = await workspaceId(ctx);
  return ctx.cache.get(spaceStatusesKey(team_id), async () => {
    const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/space', { params: { path: { team_id } } }));
    return readable(ctx, rows(answer, 'spaces'), 'Spaces').map(({ id, name, statuses }) => ({
      id: String(id),
      name: String(name),
      statuses: (statuses ?? []).map(({ status }) => String(status)),
    }));
  });
}

/** The status that a name means: as it stands, else the only one that is the same without its emoji. */
export function statusMeant(name: string, names: readonly string[]): string | undefined {
  if (names.some((known) => fold(known) === fold(name))) return name;
  const found = names.filter((known) => sameName(known, name));
  return found.length === 1 ? found[0] : undefined;
}
