import type { components } from '../../../generated/api.js';
import { invalidInput } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import { objectAt, readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { findPlace, type Place } from '../location/find-place.js';
import { readingsOf } from '../location/resolve-names.js';
import { matchName, type Named, sameName } from '../match-name.js';
import { workspaceId } from '../workspace.js';
import type { ViewLocation } from './location.js';

type WireView = components['schemas']['View'];

/** The views of one place: those that people made, and those that every place has. */
export async function viewsOf(
  ctx: Context,
  location: ViewLocation,
): Promise<{ made: WireView[]; builtIn: WireView[] }> {
  const answer = await readViews(ctx, location);
  // Every kind of built-in view has a key of its own, null where the place has none.
  const builtIn = Object.values(objectAt(answer, 'required_views') ?? {}).filter(isView);
  const known = new Set(builtIn.map(({ id }) => id));
  const made = readable(ctx, rows(answer, 'views'), 'views').filter(({ id }) => !known.has(id));
  return { made, builtIn };
}

/** The id of a view: by its path ("Sprint 24 / Board"), or by its name where it is one of the Everything level. */
export async function findNamedView(ctx: Context, value: string, parameter: string): Promise<string> {
  const text = value.trim();
  const workspace = await workspaceId(ctx);
  const everything = await viewNames(ctx, { at: 'workspace', id: workspace });
  const parts = readingsOf(text).find(({ length }) => length > 1);
  const isAtTop = everything.some(({ name }) => sameName(name, text));
  if (!isAtTop && !parts) throw notAtTop(text, everything, parameter);
  const view =
    isAtTop || !parts
      ? matchName(text, everything, { parameter, noun: 'view', place: 'The Everything level' })
      : await viewAt(ctx, await findPlace(ctx, workspace, parts.slice(0, -1).join(' / '), parameter), parts, parameter);
  ctx.resolved(parameter, `${view.name} (${view.id})`);
  return view.id;
}

async function viewAt(ctx: Context, { type, id }: Place, parts: readonly string[], parameter: string) {
  const views = await viewNames(ctx, { at: type, id });
  return matchName(parts.at(-1) ?? '', views, { parameter, noun: 'view', place: `The ${nouns[type]}` });
}

const notAtTop = (name: string, views: readonly Named[], parameter: string) =>
  invalidInput(`No view of the Everything level is called ${JSON.stringify(name)}`, {
    parameter,
    value: name,
    allowed: views.map((view) => view.name),
    suggestion: withHint(
      'Put the path of its place before: "Sprint 24 / Board"',
      'view.list',
      'shows the views of a place',
    ),
  });

const nouns = { space: 'Space', folder: 'Folder', list: 'List' } as const;

async function viewNames(ctx: Context, location: ViewLocation) {
  const { made, builtIn } = await viewsOf(ctx, location);
  return [...made, ...builtIn].map(({ id, name }) => ({ id: String(id), name: String(name) }));
}

const isView = <T>(value: T): value is T & WireView =>
  typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';

function readViews(ctx: Context, { at, id }: ViewLocation) {
  switch (at) {
    case 'list':
      return unwrap(ctx.api.GET('/v2/list/{list_id}/view', { params: { path: { list_id: id } } }));
    case 'folder':
      return unwrap(ctx.api.GET('/v2/folder/{folder_id}/view', { params: { path: { folder_id: id } } }));
    case 'space':
      return unwrap(ctx.api.GET('/v2/space/{space_id}/view', { params: { path: { space_id: id } } }));
    default:
      return unwrap(ctx.api.GET('/v2/team/{team_id}/view', { params: { path: { team_id: id } } }));
  }
}
