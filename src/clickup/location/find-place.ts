import { invalidInput } from '../../runtime/errors.js';
import { readAppUrl } from '../app-url.js';
import type { Context } from '../context.js';
import { notFound, theOnly } from './resolve-answers.js';
import { findLocations } from './resolve-locations.js';
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
  if (isUrl(text)) return placeOf(text, parameter);
  const readings = readingsOf(text);
  const { found, known } = await findLocations(ctx, workspace, readings, undefined);
  if (found.length === 0) {
    const name = readings.at(-1)?.at(-1) ?? text;
    throw notFound(text, name, known, `${known.length} Spaces, Folders and Lists`, parameter);
  }
  return theOnly(text, found, parameter) as Place;
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
