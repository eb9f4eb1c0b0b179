import { type Context, isObject, type JsonObject, param, type Routes } from '../context.js';
import { atLeast, spaceLevel } from '../domain/access.js';
import { findSpace } from '../domain/locate.js';
import { LONGEST_TAG } from '../domain/task-write.js';
import { fail, noAccess } from '../errors.js';
import type { PermissionLevel } from '../state/people.js';
import type { SpaceRow, TagRow } from '../state/places.js';

/** The Space of a tag route: an id that is no number is 400 here, unlike elsewhere. */
function tagSpace(ctx: Context, needs: PermissionLevel): SpaceRow {
  const id = param(ctx, 'space_id');
  if (!/^\d+$/.test(id)) throw fail(400, 'INPUT_002', 'Space ID invalid');
  return findSpace(ctx, id, needs);
}

function tagBody(ctx: Context): JsonObject {
  if (!isObject(ctx.body.tag)) throw fail(400, 'TAGS_020', 'Tag missing from body');
  return ctx.body.tag;
}

function readName(tag: JsonObject): string {
  const name = typeof tag.name === 'string' ? tag.name.trim().toLowerCase() : '';
  if (name === '' || name.length > LONGEST_TAG) throw fail(400, 'TAGS_020', 'Tag name invalid');
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

/** Carries a new name, or the loss of the tag, over to the tasks of the Space. */
function retag(ctx: Context, spaceId: string, from: string, to: string | null): void {
  for (const task of ctx.state.tasks.all()) {
    if (task.spaceId !== spaceId || !task.tags.includes(from)) continue;
    const rest = task.tags.filter((tag) => tag !== from && tag !== to);
    ctx.state.tasks.patch(task.id, { tags: to === null ? rest : [...rest, to] });
  }
}

/** Tags of a Space. */
export const spaceTags = {
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
      const fg = color(tag.tag_fg, '#ffffff');
      const bg = color(tag.tag_bg, '#595d66');
      ctx.state.tags.put({ id, spaceId: space.id, name, fg, bg, creatorId: ctx.user.id });
    }
    return {};
  },

  EditSpaceTag: (ctx) => {
    const space = tagSpace(ctx, 'edit');
    const body = tagBody(ctx);
    const before = ctx.state.tags.get(`${space.id}:${param(ctx, 'tag_name').toLowerCase()}`);
    if (!before) throw fail(404, 'TAGS_020', 'Tag not found');
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
    const name = param(ctx, 'tag_name').toLowerCase();
    if (ctx.state.tags.remove(`${space.id}:${name}`)) retag(ctx, space.id, name, null);
    return {};
  },
} satisfies Routes;
