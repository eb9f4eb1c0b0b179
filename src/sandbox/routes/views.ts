import { type Context, isObject, type JsonObject, param, type Routes } from '../context.js';
import { isMember } from '../domain/access.js';
import { findFolder, findList, findSpace, findWorkspace } from '../domain/locate.js';
import { workspaceOf } from '../domain/places.js';
import { pageOfTasks } from '../domain/task-query.js';
import { defaultParts, type PartName, taskViewTypes, viewTypes } from '../domain/view-parts.js';
import { tasksOfView } from '../domain/view-tasks.js';
import { builtInViews, findView, isBuiltIn, isViewId } from '../domain/views.js';
import { apiError, noAccess } from '../errors.js';
import { presentTask } from '../present/task.js';
import { presentView } from '../present/views.js';
import type { PermissionLevel } from '../state/rights.js';
import type { ViewParentType, ViewRow } from '../state/views.js';

interface Place {
  readonly type: ViewParentType;
  readonly id: string;
  readonly workspaceId: string;
}

function teamPlace(ctx: Context): Place {
  const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
  if (!isMember(ctx.state, ctx.user, workspace.id)) throw noAccess('can_read');
  return { type: 7, id: workspace.id, workspaceId: workspace.id };
}

function spacePlace(ctx: Context, needs: PermissionLevel): Place {
  const space = findSpace(ctx, param(ctx, 'space_id'), needs);
  return { type: 4, id: space.id, workspaceId: space.workspaceId };
}

function folderPlace(ctx: Context, needs: PermissionLevel): Place {
  const folder = findFolder(ctx, param(ctx, 'folder_id'), needs);
  return { type: 5, id: folder.id, workspaceId: workspaceOf(ctx.state, folder.spaceId) };
}

function listPlace(ctx: Context, needs: PermissionLevel): Place {
  const list = findList(ctx, param(ctx, 'list_id'), needs);
  return { type: 6, id: list.id, workspaceId: workspaceOf(ctx.state, list.spaceId) };
}

/** The views of a place: those that people made, and the ones that come with it. */
function viewsOf(ctx: Context, place: Place) {
  const own = ctx.state.views.by('parent', `${place.type}:${place.id}`).filter((view) => !isBuiltIn(view));
  const required = Object.entries(builtInViews(ctx.state, place.type, place.id));
  return {
    views: own.map(presentView),
    required_views: { ...Object.fromEntries(required.map(([kind, view]) => [kind, presentView(view)])), box: null },
  };
}

/** The conditions of a request. One status name in capitals makes ClickUp drop all of them in silence. */
function readFilters(ctx: Context, given: JsonObject): JsonObject {
  const filters = { ...defaultParts.filters, ...given };
  const fields = (Array.isArray(given.fields) ? given.fields : []).filter(isObject);
  const shouted = fields.some(
    ({ field, values }) =>
      field === 'status' &&
      Array.isArray(values) &&
      values.some((value) => typeof value === 'string' && value !== value.toLowerCase()),
  );
  if (shouted) ctx.note('a status name in capitals makes ClickUp drop all conditions of the view');
  return { ...filters, fields: shouted ? [] : fields };
}

/** All parts of a view; what the request leaves out goes back to its default. */
function readParts(ctx: Context): Record<string, JsonObject> {
  const parts: Record<string, JsonObject> = { ...defaultParts };
  for (const name of Object.keys(defaultParts) as PartName[]) {
    const given = ctx.body[name];
    if (!isObject(given)) continue;
    parts[name] = name === 'filters' ? readFilters(ctx, given) : { ...defaultParts[name], ...given };
  }
  return parts;
}

function readName(ctx: Context): string {
  const { name } = ctx.body;
  if (typeof name !== 'string' || name.trim() === '') throw apiError(400, 'INPUT_006', 'View name invalid');
  return name.trim();
}

/** A number makes a List view, whatever it meant. */
function readType(ctx: Context): string {
  const { type } = ctx.body;
  if (typeof type === 'number') {
    ctx.note('a number as type makes a list view');
    return 'list';
  }
  if (typeof type !== 'string' || !viewTypes.includes(type) || type === 'form') {
    throw apiError(400, 'INPUT_006', 'View type invalid');
  }
  return type;
}

function createView(ctx: Context, place: Place) {
  if ('parent' in ctx.body) ctx.note('parent has no effect on creation: the path says where the view goes');
  const view: ViewRow = {
    id: ctx.ids.short(),
    workspaceId: place.workspaceId,
    parentType: place.type,
    parentId: place.id,
    name: readName(ctx),
    type: readType(ctx),
    parts: readParts(ctx),
    creatorId: ctx.user.id,
    dateCreated: ctx.now,
    orderindex: ctx.state.views.count('parent', `${place.type}:${place.id}`),
    protected: false,
  };
  return { view: presentView(ctx.state.views.put(view)) };
}

function updateView(ctx: Context, view: ViewRow): ViewRow {
  const parts = readParts(ctx);
  const search = view.parts.filters?.search ?? '';
  if (isObject(ctx.body.filters) && (ctx.body.filters.search ?? search) !== search) {
    ctx.note('search can be set only when a view is created');
  }
  return ctx.state.views.put({
    ...view,
    name: readName(ctx),
    type: ctx.body.type === undefined ? view.type : readType(ctx),
    parts: { ...parts, filters: { ...parts.filters, search } },
  });
}

/** Views of every level. */
export const views = {
  GetTeamViews: (ctx) => viewsOf(ctx, teamPlace(ctx)),
  GetSpaceViews: (ctx) => viewsOf(ctx, spacePlace(ctx, 'read')),
  GetFolderViews: (ctx) => viewsOf(ctx, folderPlace(ctx, 'read')),
  GetListViews: (ctx) => viewsOf(ctx, listPlace(ctx, 'read')),

  CreateTeamView: (ctx) => createView(ctx, teamPlace(ctx)),
  CreateSpaceView: (ctx) => createView(ctx, spacePlace(ctx, 'edit')),
  CreateFolderView: (ctx) => createView(ctx, folderPlace(ctx, 'edit')),
  CreateListView: (ctx) => createView(ctx, listPlace(ctx, 'edit')),

  GetView: (ctx) => ({ view: presentView(findView(ctx, param(ctx, 'view_id'))) }),
  UpdateView: (ctx) => ({ view: presentView(updateView(ctx, findView(ctx, param(ctx, 'view_id'), 'edit'))) }),

  DeleteView: (ctx) => {
    const view = findView(ctx, param(ctx, 'view_id'), 'edit');
    if (isBuiltIn(view)) throw apiError(400, 'OAUTH_064', 'This view comes with its place and cannot be deleted');
    for (const comment of ctx.state.comments.by('parent', `view:${view.id}`)) ctx.state.comments.remove(comment.id);
    ctx.state.views.remove(view.id);
    return {};
  },

  GetViewTasks: (ctx) => {
    const invalid = apiError(400, 'PAGE_047', 'View does not show tasks');
    if (!isViewId(param(ctx, 'view_id'))) throw invalid;
    const view = findView(ctx, param(ctx, 'view_id'));
    if (!taskViewTypes.includes(view.type)) throw invalid;
    const { tasks, lastPage } = pageOfTasks(ctx, tasksOfView(ctx, view));
    return { tasks: tasks.map((task) => presentTask(ctx, task)), last_page: lastPage };
  },
} satisfies Routes;
