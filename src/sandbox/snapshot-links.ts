import { createState, type StateRows } from './state/index.js';

/** The columns that name rows of other tables: one id, a list of ids, or null for none. */
const links: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  members: { workspaceId: 'workspaces', userId: 'users' },
  tokens: { workspaceIds: 'workspaces', userId: 'users' },
  spaces: { workspaceId: 'workspaces' },
  folders: { spaceId: 'spaces', parentFolderId: 'folders' },
  lists: { spaceId: 'spaces', folderId: 'folders' },
  tasks: {
    workspaceId: 'workspaces',
    spaceId: 'spaces',
    listId: 'lists',
    extraListIds: 'lists',
    parentId: 'tasks',
    creatorId: 'users',
    assigneeIds: 'users',
    groupAssigneeIds: 'groups',
    watcherIds: 'users',
  },
  dependencies: { taskId: 'tasks', dependsOn: 'tasks' },
  links: { a: 'tasks', b: 'tasks' },
  checklists: { taskId: 'tasks' },
  checklistItems: { checklistId: 'checklists', parentId: 'checklistItems' },
  timeEntries: { workspaceId: 'workspaces', userId: 'users', taskId: 'tasks' },
  groups: { workspaceId: 'workspaces', memberIds: 'users' },
  comments: { workspaceId: 'workspaces', userId: 'users' },
  goals: { workspaceId: 'workspaces', ownerIds: 'users' },
  keyResults: { goalId: 'goals' },
  docs: { workspaceId: 'workspaces', creatorId: 'users' },
  pages: { docId: 'docs', parentPageId: 'pages' },
  channels: { workspaceId: 'workspaces', memberIds: 'users', followerIds: 'users' },
  messages: { workspaceId: 'workspaces', channelId: 'channels', parentId: 'messages', userId: 'users' },
  webhooks: { workspaceId: 'workspaces', userId: 'users' },
};

/** The columns that make trees, which must not run in circles. */
const trees: Readonly<Record<string, string>> = {
  folders: 'parentFolderId',
  tasks: 'parentId',
  checklistItems: 'parentId',
  pages: 'parentPageId',
  messages: 'parentId',
};

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

const columnsOf = (table: string): ReadonlyArray<[string, string]> => Object.entries(links[table] ?? {});

/** Says which rows name rows that are not there, and which trees run in circles; one line each. */
export function* missingRows(rows: StateRows): Generator<string> {
  const tables = new Map<string, Map<string, Row>>();
  for (const name of Object.keys(createState())) {
    const list = (rows[name] ?? []) as readonly Row[];
    tables.set(name, new Map(list.map((row) => [row.id, row])));
  }
  for (const [name, table] of tables) {
    const columns = columnsOf(name);
    let i = 0;
    for (const row of table.values()) {
      const where = `rows.${name}[${i++}]`;
      for (const [column, target] of columns) yield* broken(where, row, column, target, tables);
      const parent = trees[name];
      if (parent && inCircle(row, parent, table)) yield `${where}.${parent}: ${row.id} lies within itself`;
    }
  }
}

function* broken(
  where: string,
  row: Row,
  column: string,
  target: string,
  tables: ReadonlyMap<string, ReadonlyMap<string, Row>>,
): Generator<string> {
  const value = row[column];
  if (value === null) return;
  const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const id of ids) {
    if (typeof id !== 'string') yield `${where}.${column} is ${JSON.stringify(id)}, wanted an id of ${target}`;
    else if (!tables.get(target)?.has(id)) yield `${where}.${column} names ${id}, which is not among ${target}`;
  }
}

function inCircle(row: Row, column: string, table: ReadonlyMap<string, Row>): boolean {
  const seen = new Set([row.id]);
  for (let id = row[column]; typeof id === 'string'; id = table.get(id)?.[column]) {
    // A circle further up is told of where it is.
    if (id === row.id) return true;
    if (seen.has(id)) return false;
    seen.add(id);
  }
  return false;
}
