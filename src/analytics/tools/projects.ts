import * as z from 'zod';
import { progressOf } from '../reports/progress.js';
import { defineReport, type Frame } from '../reports/report.js';
import { isMark, projectKinds, type ScopeKind } from '../reports/scope.js';
import { inScope, Params, scopedTasks } from '../reports/sql.js';
import { databaseOf, defineTool } from '../tool.js';
import { cacheStatus, clearCache } from './copy.js';
import { importProjects } from './import-projects.js';
import { addProject, projectCalled, projectsOf, refreshed, removeProject, shownProject } from './project-registry.js';

const aliasInput = { alias: z.string().describe('Alias of the project.') };
const kindInput = {
  type: z
    .enum(projectKinds)
    .optional()
    .describe('Where several kinds of places have the name; tag or custom_field without a prefix.'),
};

const listing = (name: string, group: 'projects' | 'mapping', description: string) =>
  defineTool({
    name,
    group,
    description,
    input: z.object({}),
    run: async (ctx) => ({ projects: (await projectsOf(ctx)).projects.map(shownProject) }),
  });

const adding = (name: string, group: 'projects' | 'mapping', description: string) =>
  defineTool({
    name,
    group,
    description,
    effect: 'write',
    input: z.object({
      place: z
        .string()
        .describe(
          'Space, Folder or List, by name, path or id; tag:NAME or field:NAME=VALUE for the tasks that have it.',
        ),
      ...kindInput,
      alias: z.string().optional().describe('What to call it; default: its name in lower case with dashes.'),
    }),
    run: (ctx, { place, type, alias }) => addProject(ctx, { place, kind: type, alias }),
  });

const removing = (name: string, group: 'projects' | 'mapping', description: string) =>
  defineTool({
    name,
    group,
    description,
    effect: 'write',
    input: z.object(aliasInput),
    run: (ctx, { alias }) => removeProject(ctx, alias),
  });

const discovery = (frame: Frame, params: Params) => {
  const ctes = scopedTasks(params, frame, 'AND NOT t.archived');
  return frame.rows<{
    kind: string;
    id: string;
    name: string;
    parent: string | null;
    tasks: number;
    open: number;
    tracked_as: string | null;
  }>(
    `WITH ${ctes}, places AS (
       SELECT 'space' AS kind, s.space_id AS id, s.name, NULL AS parent, s.space_id, NULL AS folder_id FROM cu.spaces s WHERE s.workspace_id = ${params.add(frame.workspaceId)} AND s.deleted_at IS NULL AND NOT s.archived
       UNION ALL SELECT 'folder', f.folder_id, f.name, s.name, f.space_id, f.folder_id FROM cu.folders f JOIN cu.spaces s USING (workspace_id, space_id) WHERE f.workspace_id = ${params.add(frame.workspaceId)} AND f.deleted_at IS NULL AND NOT f.archived
       UNION ALL SELECT 'list', l.list_id, l.name, coalesce(f.name, s.name), l.space_id, l.folder_id FROM cu.lists l JOIN cu.spaces s USING (workspace_id, space_id)
         LEFT JOIN cu.folders f USING (workspace_id, folder_id) WHERE l.workspace_id = ${params.add(frame.workspaceId)} AND l.deleted_at IS NULL AND NOT l.archived),
     counted AS (SELECT space_id, folder_id, home_list_id, count(*) AS tasks, count(*) FILTER (WHERE category IN ('not_started', 'active')) AS open
       FROM scoped GROUP BY 1, 2, 3),
     counts AS (
       SELECT 'space' AS kind, space_id AS id, sum(tasks)::bigint AS tasks, sum(open)::bigint AS open FROM counted GROUP BY space_id
       UNION ALL SELECT 'folder', folder_id, sum(tasks)::bigint, sum(open)::bigint FROM counted WHERE folder_id IS NOT NULL GROUP BY folder_id
       UNION ALL SELECT 'list', home_list_id, sum(tasks)::bigint, sum(open)::bigint FROM counted GROUP BY home_list_id)
     SELECT p.kind, p.id, p.name, p.parent, coalesce(c.tasks, 0) AS tasks, coalesce(c.open, 0) AS open, a.alias AS tracked_as
     FROM places p LEFT JOIN counts c ON c.kind = p.kind AND c.id = p.id
     LEFT JOIN cu.projects a ON a.workspace_id = ${params.add(frame.workspaceId)} AND a.scope_kind = p.kind AND a.scope_id = p.id
     WHERE ${placeTest(frame, params)}
     ORDER BY p.kind DESC, p.name, p.id`,
    params,
  );
};

function placeTest({ scope }: Frame, params: Params): string {
  if (scope.kind === 'workspace') return 'true';
  // Where tasks of the mark lie.
  if (isMark(scope.kind)) return 'c.tasks > 0';
  const id = params.add(scope.id);
  if (scope.kind === 'space') return `p.space_id = ${id}`;
  return scope.kind === 'folder' ? `p.folder_id = ${id}` : `p.id = ${id}`;
}

const discoverProjects = defineReport({
  name: 'discover_projects',
  group: 'projects',
  description:
    'What could be tracked as a project: Folders, and Lists that lie in none, or all places of one kind; with tasks, and the alias of those that are.',
  input: {
    level: z
      .enum(['project', 'space', 'folder', 'list'])
      .default('project')
      .describe('project: Folders, and Lists that lie in none.'),
  },
  async run(frame, { level }) {
    const places = await discovery(frame, new Params());
    const lists = await frame.query<{ id: string }>(
      'SELECT list_id AS id FROM cu.lists WHERE workspace_id = $1 AND folder_id IS NULL',
      [frame.workspaceId],
    );
    const folderless = new Set(lists.map(({ id }) => id));
    return {
      places: places.filter(({ kind, id }) =>
        level === 'project' ? kind === 'folder' || (kind === 'list' && folderless.has(id)) : kind === level,
      ),
    };
  },
});

const discovering = (name: string, kind: 'space' | 'folder', description: string) =>
  defineReport({
    name,
    group: 'mapping',
    description,
    input: { [kind]: z.string().describe(`Name, path or id of the ${kind === 'space' ? 'Space' : 'Folder'}.`) },
    scopedBy: { parameter: kind, kinds: [kind] },
    run: async (frame) => ({
      places: (await discovery(frame, new Params())).filter((place) => place.id !== frame.scope.id),
    }),
  });

const folderlessLists = defineReport({
  name: 'get_workspace_folderless_lists',
  group: 'intelligence',
  description: 'All Lists of the Workspace that lie in no Folder, with their Space and tasks.',
  input: {},
  async run(frame) {
    const places = await discovery(frame, new Params());
    const rows = await frame.query<{ id: string }>(
      'SELECT list_id AS id FROM cu.lists WHERE workspace_id = $1 AND folder_id IS NULL',
      [frame.workspaceId],
    );
    const folderless = new Set(rows.map(({ id }) => id));
    return { lists: places.filter(({ kind, id }) => kind === 'list' && folderless.has(id)) };
  },
});

const projectStatuses = defineReport({
  name: 'get_project_statuses',
  group: 'intelligence',
  description:
    'The statuses of a project: those that tasks have, with counts, and those that are defined and have none.',
  input: {
    project: z
      .string()
      .describe('Project, Folder, List or Space, by alias, name, path or id; or tag:NAME, field:NAME=VALUE.'),
  },
  scopedBy: { parameter: 'project', kinds: projectKinds },
  async run(frame) {
    const params = new Params();
    const ctes = scopedTasks(params, frame);
    const used = await frame.rows<{ status: string; category: string; tasks: number }>(
      `WITH ${ctes} SELECT status, category, count(*) AS tasks FROM scoped GROUP BY 1, 2 ORDER BY min(status_order), 1`,
      params,
    );
    const more = new Params();
    const isOfMark = isMark(frame.scope.kind);
    const tasks = isOfMark ? `${scopedTasks(more, frame)},` : '';
    const place = isOfMark ? undefined : more.add(frame.scope.id);
    const workspace = more.add(frame.workspaceId);
    const isThere = isOfMark
      ? 'l.list_id IN (SELECT home_list_id FROM scoped)'
      : `${place} IN (l.list_id, l.folder_id, l.space_id)`;
    const defined = await frame.rows<{ status: string; type: string; defined_in: string }>(
      `WITH ${tasks} lists AS (SELECT * FROM cu.lists l WHERE l.workspace_id = ${workspace} AND l.deleted_at IS NULL AND ${isThere}),
       owners AS (SELECT DISTINCT CASE WHEN own.owner_id IS NOT NULL THEN 'list' WHEN f.owner_id IS NOT NULL THEN 'folder' ELSE 'space' END AS kind,
           coalesce(own.owner_id, f.owner_id, l.space_id) AS id FROM lists l
         LEFT JOIN cu.statuses own ON own.workspace_id = l.workspace_id AND own.owner_kind = 'list' AND own.owner_id = l.list_id
         LEFT JOIN cu.statuses f ON f.workspace_id = l.workspace_id AND f.owner_kind = 'folder' AND f.owner_id = l.folder_id)
       SELECT s.status_key AS status, min(s.type) AS type, min(s.owner_kind) AS defined_in FROM owners o
       JOIN cu.statuses s ON s.workspace_id = ${workspace} AND s.owner_kind = o.kind AND s.owner_id = o.id GROUP BY 1 ORDER BY min(s.orderindex), 1`,
      more,
    );
    const names = new Set(used.map(({ status }) => status));
    return { used, defined, unused: defined.filter(({ status }) => !names.has(status)).map(({ status }) => status) };
  },
});

/** A word for how a project is, from its counts alone. */
function labelOf({ total, completed, by_category }: Awaited<ReturnType<typeof progressOf>>): string {
  const active = (by_category.active ?? 0) + (by_category.not_started ?? 0);
  const share = total === 0 ? 0 : (100 * completed) / total;
  if (total === 0) return 'empty';
  if (active === 0) return 'completed';
  if (active > 50) return 'overloaded';
  return active > 20 && share < 20 ? 'stagnant' : 'good';
}

const projectStatus = defineReport({
  name: 'get_project_status',
  group: 'projects',
  description: 'How far a project is: counts by status and kind, completion, and a word for it.',
  input: {
    project: z
      .string()
      .describe('Project, Folder, List or Space, by alias, name, path or id; or tag:NAME, field:NAME=VALUE.'),
  },
  scopedBy: { parameter: 'project', kinds: projectKinds },
  async run(frame) {
    const progress = await progressOf(frame);
    return { label: labelOf(progress), ...progress };
  },
});

const allProjectsStatus = defineReport({
  name: 'get_all_projects_status',
  group: 'projects',
  description: 'The same for every tracked project, in a line each.',
  input: {},
  async run(frame) {
    const projects = await frame.query<{ alias: string; kind: ScopeKind; id: string }>(
      'SELECT alias, scope_kind AS kind, scope_id AS id FROM cu.projects WHERE workspace_id = $1 ORDER BY alias',
      [frame.workspaceId],
    );
    const rows: object[] = [];
    for (const { alias, kind, id } of projects) {
      const progress = await progressOf({ ...frame, scope: { kind, id, name: alias } });
      const { total, completed, completion_rate, by_category, completed_last_7_days } = progress;
      rows.push({
        alias,
        label: labelOf(progress),
        total,
        completed,
        completion_rate,
        open: (by_category.active ?? 0) + (by_category.not_started ?? 0),
        completed_last_7_days,
      });
    }
    const shared = await sharedTasks(frame, projects);
    if (shared > 0) frame.warn(`${shared} tasks are of several projects, and count in each.`);
    return { projects: rows };
  },
});

/** How many tasks are of more than one project: of places none, but marks may lie in any. */
async function sharedTasks(frame: Frame, projects: readonly { kind: ScopeKind; id: string }[]): Promise<number> {
  if (!projects.some(({ kind }) => isMark(kind))) return 0;
  const params = new Params();
  const workspace = params.add(frame.workspaceId);
  const counts = projects.map((project) => `CASE WHEN ${inScope(params, workspace, project)} THEN 1 ELSE 0 END`);
  const [row] = await frame.rows<{ tasks: number }>(
    `SELECT count(*) AS tasks FROM cu.tasks t WHERE t.workspace_id = ${workspace} AND t.deleted_at IS NULL AND NOT t.archived
       AND ${counts.join(' + ')} > 1`,
    params,
  );
  return row!.tasks;
}

const refreshAll = defineTool({
  name: 'refresh_projects',
  group: 'projects',
  description:
    'Looks up every tracked project in ClickUp. Those that ClickUp denies twice are removed; those that cannot be read now stay.',
  effect: 'write',
  input: z.object({}),
  async run(ctx) {
    const { workspaceId, projects } = await projectsOf(ctx);
    const results = await Promise.all(projects.map((project) => refreshed(ctx, project)));
    for (const { alias, state } of results)
      if (state === 'gone')
        await databaseOf(ctx).query('DELETE FROM cu.projects WHERE workspace_id = $1 AND alias = $2', [
          workspaceId,
          alias,
        ]);
    return { projects: results };
  },
});

const refreshMapping = defineTool({
  name: 'refresh_mapping',
  group: 'mapping',
  description: 'Looks up one tracked project in ClickUp, and says whether it is there and still called the same.',
  input: z.object(aliasInput),
  run: async (ctx, { alias }) => ({
    project: await refreshed(ctx, projectCalled((await projectsOf(ctx)).projects, alias)),
  }),
});

const getMapping = defineTool({
  name: 'get_mapping',
  group: 'mapping',
  description: 'What an alias stands for.',
  input: z.object(aliasInput),
  run: async (ctx, { alias }) => ({ project: shownProject(projectCalled((await projectsOf(ctx)).projects, alias)) }),
});

const exportMappings = defineTool({
  name: 'export_mappings',
  group: 'mapping',
  description: 'All tracked projects as JSON to keep elsewhere.',
  input: z.object({}),
  async run(ctx) {
    const { workspaceId, projects } = await projectsOf(ctx);
    return {
      version: 1,
      workspace_id: workspaceId,
      projects: projects.map(({ alias, kind, id, name }) => ({ alias, type: kind, id, name })),
    };
  },
});

const importMappings = defineTool({
  name: 'import_mappings',
  group: 'mapping',
  description:
    'Adds the projects of an export_mappings answer or a project_map.json; those that are there, overlap or are unknown are told and left out.',
  effect: 'write',
  input: z.object({ json: z.string().min(1).max(1_000_000).describe('The content of the file.') }),
  run: (ctx, { json }) => importProjects(ctx, json),
});

export const projectTools = [
  discoverProjects,
  adding(
    'add_project',
    'projects',
    'Tracks a Space, Folder or List, or the tasks with a tag or a value of a custom field, as a project under an alias. A place that overlaps another one is refused; of marks it is told how many tasks they share.',
  ),
  listing('list_projects', 'projects', 'The tracked projects.'),
  removing('remove_project', 'projects', 'Stops tracking a project; nothing in ClickUp changes.'),
  ...[refreshAll, projectStatus, allProjectsStatus, folderlessLists, projectStatuses],
  adding('map_project', 'mapping', 'The same as add_project: there is one registry.'),
  removing('unmap_project', 'mapping', 'The same as remove_project.'),
  listing('list_mappings', 'mapping', 'The same as list_projects.'),
  getMapping,
  discovering(
    'discover_space',
    'space',
    'The Folders and Lists of a Space with their tasks, and the alias of those that are tracked.',
  ),
  discovering(
    'discover_folder',
    'folder',
    'The Lists of a Folder with their tasks, and the alias of those that are tracked.',
  ),
  ...[cacheStatus, clearCache, refreshMapping, exportMappings, importMappings],
];
