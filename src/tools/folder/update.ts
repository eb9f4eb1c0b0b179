import type { FolderUpdateData, FolderUpdateInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { clickUpError } from '../../runtime/errors.js';
import { partialFailure } from '../partial-failure.js';

/** Renames a Folder, moves it, or both; the name goes first. */
export async function folderUpdate(ctx: Context, input: FolderUpdateInput): Promise<FolderUpdateData> {
  const folder_id = objectId('folder', input.folder_id, 'folder_id');
  const params = { path: { folder_id } };
  const position = omitUndefined({
    parent_folder_id: objectId('folder', input.parent_folder_id, 'parent_folder_id'),
    space_id: objectId('space', input.space_id, 'space_id'),
    position: input.position,
  });
  const renames = input.name !== undefined;
  const moves = Object.keys(position).length > 0;
  if (!renames && !moves) throw nothingToDo();
  if (position.parent_folder_id === folder_id) throw intoItself(folder_id);

  const { name } = input;
  const renamed =
    name === undefined ? undefined : await unwrap(ctx.api.PUT('/v2/folder/{folder_id}', { params, body: { name } }));
  if (moves) {
    const move = unwrap(ctx.api.PUT('/v2/folder/{folder_id}/position', { params, body: position }));
    await (renames ? move.catch((error) => Promise.reject(partialFailure(error, renamedOnly))) : move);
  }
  // The answer of a move is undocumented, so the Folder is read afterwards.
  const folder = moves && !ctx.dryRun ? await unwrap(ctx.api.GET('/v2/folder/{folder_id}', { params })) : renamed;
  return {
    folder: await ctx.project('folder', { id: folder_id, name: name ?? '', ...folder }),
    renamed: renames,
    moved: moves,
  };
}

const renamedOnly = { done: 'The Folder was renamed', rest: 'moved', details: { renamed: true } };

const nothingToDo = () =>
  clickUpError('MISSING_PARAMETER', 'Nothing to change: neither a name nor a place is given', {
    suggestion: 'Give name to rename the Folder, or parent_folder_id, space_id or position to move it.',
    details: { parameter: 'name' },
  });

const intoItself = (id: string) =>
  clickUpError('INVALID_PARAMETER', 'A Folder cannot be moved into itself', {
    suggestion: withHint('Give another parent_folder_id', 'folder.list', 'names the Folders of a Space'),
    details: { parameter: 'parent_folder_id', value: id },
  });
