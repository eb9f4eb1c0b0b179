import { type Context, isObject, type JsonObject, param, type Routes } from '../context.js';
import { atLeast, spaceLevel } from '../domain/access.js';
import { findSpace, findTask } from '../domain/locate.js';
import { defaultColors, ensureTags, LONGEST_TAG } from '../domain/tags.js';
import { saveTask } from '../domain/task-events.js';
import { apiError, noAccess } from '../errors.js';
import type { SpaceRow, TagRow } from '../state/places.js';
import type { PermissionLevel } from '../state/rights.js';

/** The Space of a tag route: an id that is no number is 400 here, unlike elsewhere. */
function tagSpace(ctx: Context, needs: PermissionLevel): SpaceRow {
  const id = param(ctx, 'space_id');
  if (!/^\d+$/.test(id)) throw apiError(400, 'INPUT_002', 'Space ID invalid');
  return findSpace(ctx, id, needs);
}

function tagBody(ctx: Context): JsonObject {
  if (!isObject(ctx.body.tag)) throw apiError(400, 'TAGS_020', 'Tag missing from body');
  return ctx.body.tag;
}

function readName(tag: JsonObject): string {
  const name = typeof tag.name === 'string' ? tag.name.trim().toLowerCase() : '';
  if (name === '' || name.length > LONGEST_TAG) throw apiError(400, 'TAGS_020', 'Tag name invalid');
  return name;
}

const color = (value: unknown, fallback: string): string =>
  typeof value === 'string' && value !== '' ? value : fallback;

const present = (tag: TagRow) => ({
  name: tag.name,
  tag_fg: tag.fg,
  tag_bg: tag.bg,
  creator: tag.creatorId === null ? null : Number(tag.creatorId),
  project_id: tag.spaceId,
});

const tagName = (ctx: Context): string => param(ctx, 'tag_name').trim().toLowerCase();

/** Carries a new name, or the loss of the tag, over to the tasks of the Space. */
function retag(ctx: Context, spaceId: string, from: string, to: string | null): void {
  for (const task of ctx.state.tasks.all()) {
    if (task.spaceId !== spaceId || !task.tags.includes(from)) continue;
    const rest = task.tags.filter((tag) => tag !== from && tag !== to);
    ctx.state.tasks.patch(task.id, { tags: to === null ? rest : [...rest, to] });
  }
}

/** Tags of a Space, and those on its tasks. */
export const tags = {
  GetSpaceTags: (ctx) => {
    const space = tagSpace(ctx, 'read');
    return { tags: ctx.state.tags.by('space', space.id).map(present) };
  },

  CreateSpaceTag: (ctx) => {
    const space = tagSpace(ctx, 'edit');
    const tag = tagBody(ctx);
    const name = readName(tag);
    const id = `${space.id}:${name}`;
    if (!ctx.state.tags.has(id)) {
      const fg = color(tag.tag_fg, defaultColors.fg);
      const bg = color(tag.tag_bg, defaultColors.bg);
      ctx.state.tags.put({ id, spaceId: space.id, name, fg, bg, creatorId: ctx.user.id });
    }
    return {};
  },

  EditSpaceTag: (ctx) => {
    const space = tagSpace(ctx, 'edit');
    const body = tagBody(ctx);
    const before = ctx.state.tags.get(`${space.id}:${tagName(ctx)}`);
    if (!before) throw apiError(404, 'TAGS_020', 'Tag not found');
    const name = 'name' in body ? readName(body) : before.name;
    const fg = color(body.fg_color, before.fg);
    const bg = color(body.bg_color, before.bg);
    if (name !== before.name) {
      ctx.state.tags.remove(before.id);
      retag(ctx, space.id, before.name, name);
    }
    const after = ctx.state.tags.put({ ...before, id: `${space.id}:${name}`, name, fg, bg });
    return { tag: { name: after.name, fg_color: after.fg, bg_color: after.bg } };
  },

  DeleteSpaceTag: (ctx) => {
    const space = tagSpace(ctx, 'read');
    if (!atLeast(spaceLevel(ctx.state, ctx.user, space), 'edit')) throw noAccess('delete_tags', 'ACCESS_016');
    const name = tagName(ctx);
    if (ctx.state.tags.remove(`${space.id}:${name}`)) retag(ctx, space.id, name, null);
    return {};
  },

  AddTagToTask: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const [name] = ensureTags(ctx, task.spaceId, [tagName(ctx)]);
    if (name && !task.tags.includes(name)) saveTask(ctx, task, { tags: [...task.tags, name] });
    return {};
  },

  RemoveTagFromTask: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const name = tagName(ctx);
    if (task.tags.includes(name)) saveTask(ctx, task, { tags: task.tags.filter((tag) => tag !== name) });
    return {};
  },
} satisfies Routes;
