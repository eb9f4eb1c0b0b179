import type { ListListData, ListListInput } from '../../../generated/contracts.js';
import { omitUndefined, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { requireArgument } from '../arguments.js';
import { choose } from '../route.js';

/** Lists that are read one by one for one answer: half a minute's requests on most plans. */
const mostRead = 50;

/** A List as ClickUp lists it; what it lies in and its statuses come with the List alone. */
interface WireList {
  id: string;
  folder?: { name?: string; hidden?: boolean };
}

/** Lists of a Folder, or those directly in a Space; in depth each with its statuses, and of a Space those in Folders too. */
export async function listList(ctx: Context, input: ListListInput): Promise<ListListData> {
  const { in_depth = false, detail } = input;
  const found = await listsOf(ctx, input);
  if (!in_depth) return { lists: await ctx.projectAll('list_row', found, detail) };
  const read = await Promise.all(found.slice(0, mostRead).map(({ id }) => readList(ctx, id)));
  if (found.length > read.length)
    ctx.note(`${found.length - read.length} Lists are listed without their statuses; clickup_list_get has them.`);
  const whole = [...read, ...found.slice(mostRead)].map((list) => ({
    ...list,
    folder: list.folder?.hidden ? undefined : list.folder?.name,
  }));
  return { lists: await ctx.projectAll('list_in_depth', detail && detail !== 'concise' ? read : whole, detail) };
}

async function listsOf(ctx: Context, input: ListListInput): Promise<WireList[]> {
  const { archived, in_depth } = input;
  const query = omitUndefined({ archived });
  const common = ['archived', 'in_depth', 'detail'];
  const branch = choose(input, [
    { when: ['folder_id'], takes: ['folder_id', ...common] },
    { when: ['space_id'], takes: ['space_id', ...common] },
  ]);
  if (branch === 0) {
    const folder_id = objectId('folder', requireArgument(input, 'folder_id'), 'folder_id');
    const answer = await unwrap(ctx.api.GET('/v2/folder/{folder_id}/list', { params: { path: { folder_id }, query } }));
    return rows(answer, 'lists') as WireList[];
  }
  const space_id = objectId('space', requireArgument(input, 'space_id'), 'space_id');
  const params = { path: { space_id }, query };
  const [own, folders] = await Promise.all([
    unwrap(ctx.api.GET('/v2/space/{space_id}/list', { params })),
    in_depth ? unwrap(ctx.api.GET('/v2/space/{space_id}/folder', { params })) : { folders: [] },
  ]);
  const inFolders = (rows(folders, 'folders') as { lists?: WireList[] }[]).flatMap(({ lists = [] }) => lists);
  return [...(rows(own, 'lists') as WireList[]), ...inFolders];
}

const readList = async (ctx: Context, list_id: string): Promise<WireList> =>
  (await unwrap(ctx.api.GET('/v2/list/{list_id}', { params: { path: { list_id } } }))) as WireList;
