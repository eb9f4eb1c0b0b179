import { invalidInput } from '../../runtime/errors.js';
import type { Context } from '../context.js';
import { type Id, objectId } from '../references.js';
import { workspaceId } from '../workspace.js';

interface LocationInput {
  list_id?: Id | undefined;
  folder_id?: Id | undefined;
  space_id?: Id | undefined;
}

/** Where views lie: one place, or without any the Everything level of the Workspace. */
export type ViewLocation = { at: 'list' | 'folder' | 'space' | 'workspace'; id: string };

export async function viewLocation(ctx: Context, input: LocationInput): Promise<ViewLocation> {
  const given = (['list', 'folder', 'space'] as const).filter((at) => input[`${at}_id`] !== undefined);
  const [at, other] = given;
  if (other !== undefined) {
    throw invalidInput(`${at}_id and ${other}_id cannot be combined`, {
      parameter: `${other}_id`,
      value: input[`${other}_id`],
      suggestion: 'Give one place; a view belongs to exactly one.',
    });
  }
  if (at === undefined) return { at: 'workspace', id: await workspaceId(ctx) };
  const parameter = `${at}_id` as const;
  return { at, id: objectId(at, input[parameter], parameter) ?? '' };
}
