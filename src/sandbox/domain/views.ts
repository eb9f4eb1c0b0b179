import type { Context } from '../context.js';
import { apiError } from '../errors.js';
import type { State } from '../state/index.js';
import type { PermissionLevel } from '../state/rights.js';
import type { ViewParentType, ViewRow } from '../state/views.js';
import { parentLevel } from './access.js';
import { requireLevel } from './locate.js';
import { builtInNumbers, defaultParts } from './view-parts.js';

const notFound = () => apiError(404, 'ACCESS_118', 'View not found');

/** The Workspace that a place belongs to; null when there is no such place (any more). */
function workspaceOf(state: State, type: ViewParentType, id: string): string | null {
  if (type === 7) return state.workspaces.has(id) ? id : null;
  const place = type === 4 ? state.spaces.get(id) : type === 5 ? state.folders.get(id) : state.lists.get(id);
  if (!place || place.deleted) return null;
  return 'workspaceId' in place ? place.workspaceId : (state.spaces.get(place.spaceId)?.workspaceId ?? null);
}

const names: Record<keyof typeof builtInNumbers, string> = {
  list: 'List',
  board: 'Board',
  calendar: 'Calendar',
  gantt: 'Gantt',
  conversation: 'Chat',
};

/** The views that every place has; changed ones are stored under the same id. */
export function builtInViews(state: State, type: ViewParentType, id: string): Record<string, ViewRow> {
  const workspaceId = workspaceOf(state, type, id) ?? '';
  const entries = Object.entries(builtInNumbers).map(([kind, number]) => {
    const viewId = `${type}-${id}-${number}`;
    const fresh: ViewRow = {
      id: viewId,
      workspaceId,
      parentType: type,
      parentId: id,
      name: names[kind as keyof typeof builtInNumbers],
      type: kind,
      parts: defaultParts,
      creatorId: null,
      dateCreated: 0,
      orderindex: number,
      protected: false,
    };
    return [kind, state.views.get(viewId) ?? fresh] as const;
  });
  return Object.fromEntries(entries);
}

export const isBuiltIn = (view: ViewRow): boolean => view.creatorId === null;

function builtInOf(state: State, id: string): ViewRow | undefined {
  const [, type, placeId = ''] = /^([4567])-(\d+)-\d+$/.exec(id) ?? [];
  if (!type) return undefined;
  return Object.values(builtInViews(state, Number(type) as ViewParentType, placeId)).find((view) => view.id === id);
}

/** Whether the text has the form of a view's id: `8cdxy-317`, or `6-<List>-1` for one that comes with its place. */
export const isViewId = (id: string): boolean => /^[a-z\d]+(-\d+){1,2}$/i.test(id);

/** A view by its id; 404 ACCESS_118 when there is none or it is out of reach. */
export function findView(ctx: Context, id: string, needs: PermissionLevel = 'read'): ViewRow {
  const view = ctx.state.views.get(id) ?? builtInOf(ctx.state, id);
  if (!view) throw notFound();
  const workspaceId = workspaceOf(ctx.state, view.parentType, view.parentId);
  if (workspaceId === null || !ctx.token.workspaceIds.includes(workspaceId)) throw notFound();
  const level = parentLevel(ctx.state, ctx.user, workspaceId, view.parentType, view.parentId);
  if (level === null) throw notFound();
  requireLevel(level, needs);
  return view;
}
