import type { ListGetOptionsData, ListGetOptionsInput } from '../../../generated/contracts.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { workspaceId } from '../../clickup/workspace.js';
import { ClickUpError, type ErrorCode } from '../../runtime/errors.js';
import { includeSet } from '../include.js';

const sections = ['statuses', 'fields', 'members', 'tags', 'task_types'] as const;
type Section = (typeof sections)[number];

/** What may be written in a List; only the wanted sections are read. */
export async function listGetOptions(ctx: Context, input: ListGetOptionsInput): Promise<ListGetOptionsData> {
  const wanted = includeSet(input.include?.length ? input.include : sections, sections, 'section');
  const list_id = objectId('list', input.list_id, 'list_id');
  const params = { path: { list_id } };
  // The List first: an unknown id then costs one call, and the tags need its Space.
  const list = await unwrap(ctx.api.GET('/v2/list/{list_id}', { params }));
  const spaceId = list.space?.id;
  const when = <T>(section: Section, read: () => Promise<T>) => (wanted.has(section) ? read() : undefined);
  const [fields, members, tags, types] = await Promise.all([
    when('fields', () => unwrap(ctx.api.GET('/v2/list/{list_id}/field', { params }))),
    when('members', () => unwrap(ctx.api.GET('/v2/list/{list_id}/member', { params }))),
    when('tags', async () => (spaceId === undefined ? [] : spaceTags(ctx, String(spaceId)))),
    when('task_types', async () =>
      unwrap(ctx.api.GET('/v2/team/{team_id}/custom_item', { params: { path: { team_id: await workspaceId(ctx) } } })),
    ),
  ]);
  return {
    list: await ctx.project('place_ref', list),
    ...(list.space && { space: await ctx.project('place_ref', list.space) }),
    ...(wanted.has('statuses') && { statuses: await ctx.projectAll('status', rows(list, 'statuses')) }),
    ...(fields && { fields: readable(ctx, rows(fields, 'fields'), 'fields').map(fieldOf) }),
    ...(members && { members: await ctx.projectAll('user', rows(members, 'members')) }),
    ...(tags && { tags: tags.map(({ name }) => String(name)) }),
    ...(types && { task_types: withBuiltIn(await ctx.projectAll('task_type', rows(types, 'custom_items'))) }),
  };
}

/** The tags of the Space; none, with a note, where a guest sees the List but not its Space. */
async function spaceTags(ctx: Context, space_id: string) {
  try {
    const answer = await unwrap(ctx.api.GET('/v2/space/{space_id}/tag', { params: { path: { space_id } } }));
    return readable(ctx, rows(answer, 'tags'), 'tags', 'name');
  } catch (error) {
    if (!(error instanceof ClickUpError) || !notVisible.has(error.code)) throw error;
    ctx.note('tags are left out: the token sees this List, but not the tags of its Space.');
    return undefined;
  }
}

const notVisible: ReadonlySet<ErrorCode> = new Set(['RESOURCE_NOT_FOUND', 'FORBIDDEN']);

interface WireField {
  id?: string;
  name?: string;
  type?: string;
  required?: boolean | null;
  type_config?: object;
}

/** A field with the names of its options: drop-downs keep them in `name`, labels in `label`. */
function fieldOf({ id, name, type, required, type_config: config }: WireField) {
  const { options } = (config ?? {}) as { options?: { name?: string; label?: string }[] };
  const names = (options ?? []).map((option) => option.name ?? option.label ?? '').filter((text) => text !== '');
  return {
    id: String(id),
    name: String(name),
    type: String(type),
    ...(required && { required }),
    ...(names.length > 0 && { options: names }),
  };
}

/** Task and milestone exist everywhere, whether ClickUp lists them or not. */
function withBuiltIn(types: readonly { id: string; name: string }[]) {
  const builtIn = [
    { id: '0', name: 'Task' },
    { id: '1', name: 'Milestone' },
  ];
  return [...builtIn.filter(({ id }) => !types.some((type) => type.id === id)), ...types];
}
