import type { WorkspaceResolveData } from '../../../generated/contracts.js';
import { clickUpError } from '../../runtime/errors.js';
import { unwrap } from '../api.js';
import { type AppUrl, readAppUrl } from '../app-url.js';
import type { Context } from '../context.js';
import { parseTaskReference } from '../references.js';
import { workspaceId } from '../workspace.js';
import { describe } from './resolve-answers.js';
import { findWorkspaces } from './resolve-locations.js';
import type { Candidate } from './resolve-names.js';
import { spaceOf, taskCandidate } from './resolve-tasks.js';

/** What a URL can name, the most telling first: a List's built-in view means the List. */
const kinds = ['task', 'goal', 'doc', 'list', 'folder', 'space', 'view', 'workspace'] as const;
type Kind = (typeof kinds)[number];

export const isUrl = (text: string) => /^(https?:\/\/|([\w-]+\.)?clickup\.com\/)/i.test(text);

/** The object that a ClickUp address names, with its name and path where one read gives them. */
export async function resolveUrl(ctx: Context, text: string, type: string | undefined): Promise<WorkspaceResolveData> {
  const url = readAppUrl(text);
  if (!url) throw notReadable(text);
  const kind = kinds.find((each) => url[each] !== undefined && (type === undefined || each === type));
  if (!kind) throw otherKind(text, url, type);
  const id = url[kind] ?? '';
  if (kind === 'task') return describe(await readTask(ctx, id, url.workspace));
  if (kind === 'workspace') {
    const { found } = await findWorkspaces(ctx, id);
    return found[0] ? describe(found[0]) : { type: kind, id };
  }
  return kind === 'list' || kind === 'folder' || kind === 'space'
    ? describe(await readPlace(ctx, kind, id))
    : { type: kind, id };
}

async function readTask(ctx: Context, word: string, workspace: string | undefined): Promise<Candidate> {
  const { kind, value } = parseTaskReference(word, { parameter: 'reference' });
  const query = kind === 'custom_id' ? { custom_task_ids: true, team_id: workspace ?? (await workspaceId(ctx)) } : {};
  const task = await unwrap(ctx.api.GET('/v2/task/{task_id}', { params: { path: { task_id: value }, query } }));
  return taskCandidate(task, await spaceOf(ctx, task));
}

interface WirePlace {
  name?: string;
  deleted?: boolean;
  folder?: { name?: string; hidden?: boolean };
  space?: { name?: string };
}

async function readPlace(ctx: Context, type: 'list' | 'folder' | 'space', id: string): Promise<Candidate> {
  const place: WirePlace = await {
    list: () => unwrap(ctx.api.GET('/v2/list/{list_id}', { params: { path: { list_id: id } } })),
    folder: () => unwrap(ctx.api.GET('/v2/folder/{folder_id}', { params: { path: { folder_id: id } } })),
    space: () => unwrap(ctx.api.GET('/v2/space/{space_id}', { params: { path: { space_id: id } } })),
  }[type]();
  if (place.deleted) ctx.note(`This ${type} is in the trash.`);
  const name = String(place.name);
  const folder = place.folder?.hidden ? undefined : place.folder?.name;
  return { type, id, name, path: [place.space?.name, folder, name].filter((part) => part !== undefined) };
}

const notReadable = (text: string) =>
  clickUpError('INVALID_PARAMETER', 'This is not an address of something in the ClickUp app', {
    suggestion:
      'Paste the link that "Copy link" gives, such as https://app.clickup.com/t/86c1x9k2p, or give the name instead.',
    details: { parameter: 'reference', value: text.slice(0, 200) },
  });

const otherKind = (text: string, url: AppUrl, type: string | undefined) => {
  const named = kinds.filter((kind: Kind) => url[kind] !== undefined).join(', ');
  return clickUpError('INVALID_PARAMETER', `This URL names ${named || 'nothing'}, but no ${type ?? 'object'}`, {
    suggestion: 'Leave type out, or paste another URL.',
    details: { parameter: 'type', value: type, url: text.slice(0, 200) },
  });
};
