import type { Queryable } from '../../db/database.js';
import { clickUpError, invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { type MarkKind, markedTasks, markKinds } from './marked-tasks.js';
import { Params } from './params.js';

export const placeKinds = ['workspace', 'space', 'folder', 'list'] as const;
export type PlaceKind = (typeof placeKinds)[number];
export const scopeKinds = [...placeKinds, ...markKinds] as const;
export type ScopeKind = PlaceKind | MarkKind;
/** All but the whole Workspace. */
export const projectKinds = ['space', 'folder', 'list', ...markKinds] as const;

export const isMark = (kind: ScopeKind): kind is MarkKind => markKinds.some((each) => each === kind);

/** A part of the Workspace, by what it is called. The id of a tag is its name, that of a field's value `name=value`, in small letters. */
export interface Scope {
  kind: ScopeKind;
  id: string;
  name: string;
}

interface Place extends Scope {
  kind: PlaceKind;
  path: string;
  archived: boolean;
}

const placesSql = `
  SELECT 'space' AS kind, space_id AS id, name, name AS path, archived FROM cu.spaces WHERE workspace_id = $1 AND deleted_at IS NULL
  UNION ALL
  SELECT 'folder', f.folder_id, f.name, concat_ws(' / ', s.name, f.name), f.archived
  FROM cu.folders f LEFT JOIN cu.spaces s USING (workspace_id, space_id) WHERE f.workspace_id = $1 AND f.deleted_at IS NULL
  UNION ALL
  SELECT 'list', l.list_id, l.name, concat_ws(' / ', s.name, f.name, l.name), l.archived
  FROM cu.lists l LEFT JOIN cu.spaces s USING (workspace_id, space_id) LEFT JOIN cu.folders f USING (workspace_id, folder_id)
  WHERE l.workspace_id = $1 AND l.deleted_at IS NULL`;

/** Every Space, Folder and List that was not deleted, with its path. */
export const placesOf = (db: Queryable, workspaceId: string): Promise<Place[]> =>
  db.query<Place>(placesSql, [workspaceId]);

/** Those among which the wanted one is, if it is: only this program knows the small letters of all scripts. */
const placesLike = (db: Queryable, workspaceId: string, id: string, word: string): Promise<Place[]> =>
  db.query<Place>(
    `SELECT * FROM (${placesSql}) AS places WHERE id = $2 OR strpos(lower(name), $3) > 0 OR octet_length(name) > length(name)`,
    [workspaceId, id, word],
  );

/**
 * The place that somebody means by an id, a name, the end of a path such as "Engineering / Bugs", or the alias of a project; or, as
 * "tag:vip" and "field:Client=Acme", the tasks that are marked so. Throws where there is none or there are several.
 */
export async function findScope(
  db: Queryable,
  workspaceId: string,
  given: string,
  { kinds = projectKinds, parameter = 'scope' }: { kinds?: readonly ScopeKind[]; parameter?: string } = {},
): Promise<Scope> {
  const project = await db.query<{ kind: ScopeKind; id: string; name: string | null }>(
    'SELECT scope_kind AS kind, scope_id AS id, scope_name AS name FROM cu.projects WHERE workspace_id = $1 AND alias = $2',
    [workspaceId, given.trim().toLowerCase()],
  );
  const mark = markOf(given, kinds);
  if (mark) return findMark(db, workspaceId, mark, parameter);
  const [known] = project;
  if (known && isMark(known.kind) && kinds.includes(known.kind))
    return { kind: known.kind, id: known.id, name: known.name ?? known.id };
  const wanted = project[0]?.id ?? given;
  const words = partsOf(wanted);
  const isOfKind = ({ kind }: Place): boolean => kinds.includes(kind);
  const isMeant = ({ kind, id, path }: Place): boolean =>
    project[0] ? kind === project[0].kind && id === wanted : id === wanted || endsWith(partsOf(path), words);
  const found = (await placesLike(db, workspaceId, wanted, words.at(-1)!)).filter(
    (place) => isOfKind(place) && isMeant(place),
  );
  const live = found.filter(({ archived }) => !archived);
  const [only, ...others] = live.length > 0 ? live : found;
  if (only && others.length === 0) return { kind: only.kind, id: only.id, name: only.name };
  if (!only) {
    const all = (await placesOf(db, workspaceId)).filter(isOfKind);
    throw notFound(given, { parameter, kinds, all, onlySpace: await onlySpaceOf(db, workspaceId) });
  }
  throw clickUpError('AMBIGUOUS_REFERENCE', `"${given}" is the name of ${others.length + 1} places`, {
    suggestion: 'Pass the id, or more of the path.',
    details: {
      parameter,
      value: given,
      candidates: [only, ...others].map(({ kind, id, path }) => ({ kind, id, path })),
    },
  });
}

interface Mark {
  kind: MarkKind;
  text: string;
}

/** Tasks by what they have, where they are named so, or where nothing else is asked for. */
function markOf(given: string, kinds: readonly ScopeKind[]): Mark | undefined {
  const [, prefix, text = ''] = /^\s*(tag|field)\s*:\s*(.+?)\s*$/is.exec(given) ?? [];
  const named = prefix && (prefix.toLowerCase() === 'tag' ? 'tag' : 'custom_field');
  if (named) return kinds.includes(named) ? { kind: named, text } : undefined;
  const [only] = kinds;
  return only !== undefined && kinds.length === 1 && isMark(only) ? { kind: only, text: given.trim() } : undefined;
}

async function findMark(db: Queryable, workspaceId: string, { kind, text }: Mark, parameter: string): Promise<Scope> {
  const id = kind === 'tag' ? text.toLowerCase() : fieldId(text, parameter);
  const params = new Params();
  const tasks = markedTasks(params, params.add(workspaceId), { kind, id });
  const [found] = await db.query<{ is: boolean }>(`SELECT EXISTS (${tasks}) AS is`, params.values);
  if (found!.is) return { kind, id, name: text };
  const all = await db.query<{ name: string }>(
    kind === 'tag'
      ? 'SELECT DISTINCT lower(tag) AS name FROM cu.task_tags WHERE workspace_id = $1 ORDER BY 1 LIMIT 5000'
      : `SELECT DISTINCT lower(f.name) || '=' || lower(v.value_text) AS name FROM cu.custom_fields f
         JOIN cu.custom_field_values v ON v.workspace_id = f.workspace_id AND v.field_id = f.field_id
         WHERE f.workspace_id = $1 AND length(v.value_text) < 100 ORDER BY 1 LIMIT 5000`,
    [workspaceId],
  );
  const near = nearest(
    id,
    all.map(({ name }) => name),
  );
  throw clickUpError('RESOURCE_NOT_FOUND', `No task has the ${kind === 'tag' ? 'tag' : 'custom field'} ${text}`, {
    suggestion: near
      ? `Did you mean "${near}"?`
      : kind === 'custom_field' && all.length === 0
        ? 'The copy has no values of custom fields: add custom_fields to ANALYTICS_STREAMS and run sync_now.'
        : 'get_task shows the tags and custom fields of a task; what is new is known after sync_now.',
    details: { parameter, value: text, ...(near && { nearest: near }) },
  });
}

function fieldId(text: string, parameter: string): string {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return `${name.trim()}=${value.trim()}`.toLowerCase();
  throw invalidInput(`"${text}" names no custom field with a value`, {
    parameter,
    value: text,
    suggestion: 'Write field:Name=value, such as field:Client=Acme.',
  });
}

function placeNames(kinds: readonly ScopeKind[]): string {
  const names = kinds
    .filter((kind) => !isMark(kind))
    .map((kind) => kind.replace(/^./, (letter) => letter.toUpperCase()));
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' or ');
}

/** The name of the Space that the copy is narrowed to. */
async function onlySpaceOf(db: Queryable, workspaceId: string): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>(
    `SELECT coalesce(s.name, w.synced_space_id) AS name FROM cu.workspaces w
     LEFT JOIN cu.spaces s ON s.workspace_id = w.workspace_id AND s.space_id = w.synced_space_id
     WHERE w.workspace_id = $1 AND w.synced_space_id IS NOT NULL`,
    [workspaceId],
  );
  return row?.name;
}

interface Sought {
  parameter: string;
  kinds: readonly ScopeKind[];
  all: readonly Place[];
  onlySpace: string | undefined;
}

function notFound(given: string, { parameter, kinds, all, onlySpace }: Sought) {
  const near = nearest(
    given,
    all.map(({ name }) => name),
  );
  return clickUpError('RESOURCE_NOT_FOUND', `No ${placeNames(kinds)} is called "${given}"`, {
    suggestion: near
      ? `Did you mean "${near}"?`
      : all.length === 0
        ? 'The copy is empty: run sync_now (clickup-analytics sync) first.'
        : onlySpace !== undefined
          ? `The copy holds the Space "${onlySpace}" alone: leave out CLICKUP_SPACE_ID and run sync_now to have all.`
          : 'get_spaces, get_folders and get_lists show what there is; what is new is known after sync_now.',
    details: { parameter, value: given, ...(near && { nearest: near }) },
  });
}

const partsOf = (path: string): string[] =>
  path
    .toLowerCase()
    .split('/')
    .map((part) => part.trim());

const endsWith = (path: readonly string[], end: readonly string[]): boolean =>
  end.length <= path.length && end.every((part, index) => part === path[path.length - end.length + index]);
