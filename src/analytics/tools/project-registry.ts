import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { clickUpError, invalidInput, NotFoundError } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { workspaceOf } from '../reports/report.js';
import { findScope, isMark, type PlaceKind, type Scope, type ScopeKind } from '../reports/scope.js';
import { inScope, Params } from '../reports/sql.js';
import { databaseOf } from '../tool.js';

export interface Project {
  alias: string;
  kind: ScopeKind;
  id: string;
  name: string | null;
  added_at: Date;
}

/** The one registry of projects: places of the Workspace under a name of one's own. */
export async function projectsOf(ctx: Context): Promise<{ workspaceId: string; projects: Project[] }> {
  const db = databaseOf(ctx);
  const { workspace_id } = await workspaceOf(ctx, db);
  const projects = await db.query<Project>(
    `SELECT p.alias, p.scope_kind AS kind, p.scope_id AS id, coalesce(s.name, f.name, l.name, p.scope_name) AS name, p.added_at FROM cu.projects p
     LEFT JOIN cu.spaces s ON p.scope_kind = 'space' AND s.workspace_id = p.workspace_id AND s.space_id = p.scope_id
     LEFT JOIN cu.folders f ON p.scope_kind = 'folder' AND f.workspace_id = p.workspace_id AND f.folder_id = p.scope_id
     LEFT JOIN cu.lists l ON p.scope_kind = 'list' AND l.workspace_id = p.workspace_id AND l.list_id = p.scope_id
     WHERE p.workspace_id = $1 ORDER BY p.alias`,
    [workspace_id],
  );
  return { workspaceId: workspace_id, projects };
}

export const shownProject = ({ added_at, ...project }: Project) => ({ ...project, added_at: added_at.toISOString() });

/** The form of an alias: what a person can type. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

export function projectCalled(projects: readonly Project[], alias: string): Project {
  const project = projects.find((each) => each.alias === alias.trim().toLowerCase());
  if (project) return project;
  const near = nearest(
    alias,
    projects.map((each) => each.alias),
  );
  throw clickUpError('RESOURCE_NOT_FOUND', `No project has the alias "${alias}"`, {
    suggestion: near ? `Did you mean "${near}"?` : 'list_projects shows which there are; add_project adds one.',
    details: { parameter: 'alias', value: alias, ...(near && { nearest: near }) },
  });
}

/** The places around a place, itself first. */
async function around(ctx: Context, workspaceId: string, { kind, id }: Pick<Scope, 'kind' | 'id'>): Promise<string[]> {
  const rows = await databaseOf(ctx).query<{ place: string }>(
    `WITH RECURSIVE up AS (
       SELECT l.folder_id, l.space_id FROM cu.lists l WHERE $2 = 'list' AND l.workspace_id = $1 AND l.list_id = $3
       UNION SELECT f.parent_folder_id, f.space_id FROM cu.folders f WHERE $2 = 'folder' AND f.workspace_id = $1 AND f.folder_id = $3
       UNION SELECT f.parent_folder_id, f.space_id FROM cu.folders f JOIN up ON f.folder_id = up.folder_id WHERE f.workspace_id = $1)
     SELECT 'folder ' || folder_id AS place FROM up WHERE folder_id IS NOT NULL UNION SELECT 'space ' || space_id FROM up`,
    [workspaceId, kind, id],
  );
  return [`${kind} ${id}`, ...rows.map(({ place }) => place)];
}

/** How many tasks something has that other projects have too, by the alias of these. */
async function sharedWith(
  ctx: Context,
  workspaceId: string,
  scope: Scope,
  projects: readonly Project[],
): Promise<{ alias: string; tasks: number }[]> {
  const shared: { alias: string; tasks: number }[] = [];
  for (const project of projects.filter(({ kind }) => isMark(kind) || isMark(scope.kind))) {
    const params = new Params();
    const workspace = params.add(workspaceId);
    const [row] = await databaseOf(ctx).query<{ tasks: number }>(
      `SELECT count(*) AS tasks FROM cu.tasks t WHERE t.workspace_id = ${workspace} AND t.deleted_at IS NULL
         AND ${inScope(params, workspace, scope)} AND ${inScope(params, workspace, project)}`,
      params.values,
    );
    if (row!.tasks > 0) shared.push({ alias: project.alias, tasks: row!.tasks });
  }
  return shared;
}

/**
 * Adds a place, a tag or the value of a custom field to the registry. Refuses a place that lies in another or holds another: its hours
 * would count twice. Of marks, which tasks get and lose, it tells what they share.
 */
export async function addProject(
  ctx: Context,
  given: { place: string; kind?: ScopeKind | undefined; alias?: string | undefined },
) {
  const { workspaceId, projects } = await projectsOf(ctx);
  const db = databaseOf(ctx);
  const scope = await findScope(db, workspaceId, given.place, {
    parameter: 'place',
    ...(given.kind && { kinds: [given.kind] }),
  });
  const alias = slug(given.alias ?? scope.name);
  if (alias === '')
    throw invalidInput('The alias has no letters', {
      parameter: 'alias',
      value: given.alias,
      suggestion: 'Give one such as website.',
    });
  const above = await around(ctx, workspaceId, scope);
  for (const project of projects) {
    const inside = (await around(ctx, workspaceId, project)).includes(`${scope.kind} ${scope.id}`);
    const isTaken = project.alias === alias;
    if (!isTaken && !inside && !above.includes(`${project.kind} ${project.id}`)) continue;
    throw clickUpError(
      'CONFLICT',
      isTaken
        ? `The alias ${alias} is taken by ${project.kind} "${project.name}"`
        : `The project ${project.alias} (${project.kind} "${project.name}") overlaps it: its time would count twice`,
      {
        suggestion: isTaken
          ? 'Give another alias, or remove_project first.'
          : `Remove ${project.alias} first, or track that one alone.`,
        details: { alias: project.alias },
      },
    );
  }
  await db.query(
    'INSERT INTO cu.projects (workspace_id, alias, scope_kind, scope_id, scope_name, added_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [...[workspaceId, alias, scope.kind, scope.id], ...[isMark(scope.kind) ? scope.name : null, new Date(ctx.now())]],
  );
  const shared_with = await sharedWith(ctx, workspaceId, scope, projects);
  return {
    project: { alias, kind: scope.kind, id: scope.id, name: scope.name },
    ...(shared_with.length > 0 && { shared_with }),
  };
}

export async function removeProject(ctx: Context, alias: string) {
  const { workspaceId, projects } = await projectsOf(ctx);
  const project = projectCalled(projects, alias);
  await databaseOf(ctx).query('DELETE FROM cu.projects WHERE workspace_id = $1 AND alias = $2', [
    workspaceId,
    project.alias,
  ]);
  return { removed: shownProject(project) };
}

const read = {
  workspace: async () => ({}),
  space: (ctx: Context, space_id: string) =>
    unwrap(ctx.api.GET('/v2/space/{space_id}', { params: { path: { space_id } } })),
  folder: (ctx: Context, folder_id: string) =>
    unwrap(ctx.api.GET('/v2/folder/{folder_id}', { params: { path: { folder_id } } })),
  list: (ctx: Context, list_id: string) => unwrap(ctx.api.GET('/v2/list/{list_id}', { params: { path: { list_id } } })),
} satisfies Record<PlaceKind, (ctx: Context, id: string) => Promise<object>>;

async function isUsed(ctx: Context, project: Project): Promise<boolean> {
  const db = databaseOf(ctx);
  const params = new Params();
  const workspace = params.add((await workspaceOf(ctx, db)).workspace_id);
  const rows = await db.query(
    `SELECT 1 FROM cu.tasks t WHERE t.workspace_id = ${workspace} AND t.deleted_at IS NULL AND ${inScope(params, workspace, project)} LIMIT 1`,
    params.values,
  );
  return rows.length > 0;
}

/** How a project is in ClickUp now; of a mark, whether any task of the copy has it. One that cannot be read is kept: only what ClickUp denies twice is gone. */
export async function refreshed(
  ctx: Context,
  project: Project,
): Promise<{ alias: string; state: 'ok' | 'renamed' | 'gone' | 'unreachable' | 'unused'; name: string | null }> {
  const { alias, kind, id, name } = project;
  // That no task has it now, the next one may change.
  if (isMark(kind)) return { alias, state: (await isUsed(ctx, project)) ? 'ok' : 'unused', name };
  for (let attempt = 0; ; attempt++) {
    try {
      const now = (await read[kind](ctx, id)) as { name?: unknown; deleted?: unknown };
      // What was deleted can still be read for a while.
      if (now.deleted === true) return { alias, state: 'gone', name };
      return { alias, state: now.name === name ? 'ok' : 'renamed', name: String(now.name) };
    } catch (error) {
      if (!(error instanceof NotFoundError)) return { alias, state: 'unreachable', name };
      if (attempt > 0) return { alias, state: 'gone', name };
    }
  }
}
