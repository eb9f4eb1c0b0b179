import type { WorkspaceResolveData } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { readAppUrl } from '../app-url.js';
import type { Context } from '../context.js';
import { workspaceId } from '../workspace.js';
import { notFound, theOnly } from './resolve-answers.js';
import { findLocations, withoutWorkspace } from './resolve-locations.js';
import { readingsOf } from './resolve-names.js';
import { isUrl } from './resolve-url.js';

/** Where things lie. */
export interface Place {
  type: 'space' | 'folder' | 'list';
  id: string;
}

/** The Space, Folder or List of a name, a path such as "Engineering / Platform", an id or an address. */
export async function findPlace(ctx: Context, workspace: string, value: string, parameter: string): Promise<Place> {
  const text = value.trim();
  return isUrl(text) ? placeOf(text, parameter) : ((await theOnlyPlace(ctx, workspace, text, parameter)) as Place);
}

/** The id of the Space, Folder or List of that name or path; says in `resolved` which one that is. */
export async function findNamedPlace(ctx: Context, type: Place['type'], value: string, parameter: string) {
  const { id, path } = await theOnlyPlace(ctx, await workspaceId(ctx), value.trim(), parameter, type);
  ctx.resolved(parameter, `${path} (${id})`);
  return id;
}

async function theOnlyPlace(
  ctx: Context,
  workspace: string,
  text: string,
  parameter: string,
  type?: Place['type'],
): Promise<WorkspaceResolveData> {
  const readings = await withoutWorkspace(ctx, readingsOf(text));
  const { found, known } = await findLocations(ctx, workspace, readings, type);
  if (found.length > 0) return theOnly(text, found, parameter);
  const name = readings.at(-1)?.at(-1) ?? text;
  throw notFound(text, name, known, `${known.length} ${type ? `${type}s` : 'Spaces, Folders and Lists'}`, parameter);
}

function placeOf(text: string, parameter: string): Place {
  const url = readAppUrl(text) ?? {};
  for (const type of ['list', 'folder', 'space'] as const) if (url[type]) return { type, id: url[type] };
  throw invalidInput('This URL names no Space, Folder or List', {
    parameter,
    value: text,
    suggestion: 'Open the place in ClickUp and copy its address, or give its path: "Engineering / Platform".',
  });
}
