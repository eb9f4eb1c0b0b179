import type { Policy } from '../../src/policy/policy.js';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** Where a row lies: the ids of all places around it. `null` where it is in none. */
type Around = ReadonlySet<string> | null;

/** Tables that only follow from others: logs, codes that are used up, and where the definition of a field reaches to. */
const followers = new Set(['auditLog', 'timeChanges', 'fields', 'oauthCodes']);

/** Counters of a place, which follow from what is made in it. */
const counters = ['lastCustomId', 'fieldUses'];

/** Tables that say who may see or do what. */
const ofRights = new Set([
  'members',
  'shares',
  'privateObjects',
  'guestRights',
  'customRoles',
  'users',
  'webhooks',
  'tokens',
]);

/** Tables whose rows are a relation between others, or a value: taking one off deletes nothing. */
const relations = new Set(['dependencies', 'links', 'timeLabels']);

/** Knows from the rows of a sandbox alone where everything lies and what a request did. Nothing in here reads a request. */
export class Oracle {
  private readonly tables = new Map<string, Map<string, Row>>();

  constructor(rows: Rows) {
    for (const [name, list] of Object.entries(rows)) this.tables.set(name, new Map(list.map((row) => [row.id, row])));
  }

  row(table: string, id: unknown): Row | undefined {
    return this.tables.get(table)?.get(String(id));
  }

  around(table: string, row: Row | undefined): Around {
    if (!row) return null;
    switch (table) {
      case 'spaces':
        return new Set([row.id]);
      case 'folders':
        return union([row.id], this.folderOrSpace(row.parentFolderId, row.spaceId));
      case 'lists':
        return union([row.id], this.folderOrSpace(row.folderId, row.spaceId));
      case 'tasks':
        return this.around('lists', this.row('lists', row.listId));
      case 'tags':
        return this.around('spaces', this.row('spaces', row.spaceId));
      case 'checklists':
        return this.around('tasks', this.row('tasks', row.taskId));
      case 'checklistItems':
        return this.around('checklists', this.row('checklists', row.checklistId));
      case 'timeEntries':
        return this.around('tasks', this.row('tasks', row.taskId));
      case 'comments':
      case 'attachments':
        return this.byParent(String(row.parent));
      case 'views':
      case 'docs':
      case 'channels':
        return this.byType(Number(row.parentType), row.parentId);
      case 'pages':
        return this.around('docs', this.row('docs', row.docId));
      case 'messages':
        return this.around('channels', this.row('channels', row.channelId));
      case 'webhooks':
        return this.ofWebhook(row);
      case 'shares':
        return this.around(`${row.objectType}s`, this.row(`${row.objectType}s`, row.objectId));
      case 'privateObjects': {
        const [type, id] = row.id.split(':');
        return this.around(`${type}s`, this.row(`${type}s`, id));
      }
      default:
        return null;
    }
  }

  private folderOrSpace(folder: unknown, space: unknown): Around {
    return folder
      ? this.around('folders', this.row('folders', folder))
      : this.around('spaces', this.row('spaces', space));
  }

  private byParent(parent: string): Around {
    const [type, id] = parent.split(':');
    return this.around(`${type}s`, this.row(`${type}s`, id));
  }

  private byType(type: number, id: unknown): Around {
    const table = { 4: 'spaces', 5: 'folders', 6: 'lists' }[type];
    return table === undefined ? null : this.around(table, this.row(table, id));
  }

  private ofWebhook(row: Row): Around {
    for (const kind of ['task', 'list', 'folder', 'space']) {
      const id = row[`${kind}Id`];
      if (id) return this.around(`${kind}s`, this.row(`${kind}s`, id));
    }
    return null;
  }

  /** The Workspace of a row. */
  workspace(table: string, row: Row | undefined): string | undefined {
    if (!row) return undefined;
    if (typeof row.workspaceId === 'string') return row.workspaceId;
    const space = [...(this.around(table, row) ?? [])].map((id) => this.row('spaces', id)).find(Boolean);
    return space && String(space.workspaceId);
  }
}

const union = (own: readonly string[], more: Around): Around => new Set([...own, ...(more ?? [])]);

/** Something that a request did. */
export interface Change {
  table: string;
  kind: 'added' | 'changed' | 'gone';
  before: Row | undefined;
  after: Row | undefined;
}

/** What differs between two states, logs and counters left out. */
export function changesBetween(before: Rows, after: Rows): Change[] {
  const changes: Change[] = [];
  for (const table of Object.keys(after)) {
    if (followers.has(table) || isSame(before[table] ?? [], after[table] ?? [])) continue;
    const old = new Map((before[table] ?? []).map((row) => [row.id, row]));
    for (const row of after[table] ?? []) {
      const was = old.get(row.id);
      old.delete(row.id);
      if (was && (was === row || asText(was) === asText(row))) continue;
      const isGone = was !== undefined && row.deleted === true && was.deleted !== true;
      changes.push({ table, kind: isGone ? 'gone' : was ? 'changed' : 'added', before: was, after: row });
    }
    for (const was of old.values()) {
      // The id of a tag is its name: one that is renamed is another row.
      const renamed =
        table === 'tags' &&
        changes.find((each) => each.table === table && each.kind === 'added' && each.after?.spaceId === was.spaceId);
      if (renamed) Object.assign(renamed, { kind: 'changed', before: was });
      else changes.push({ table, kind: 'gone', before: was, after: undefined });
    }
  }
  return changes;
}

/** Rows are replaced and never changed. */
const isSame = (before: readonly Row[], after: readonly Row[]): boolean =>
  before.length === after.length && before.every((row, index) => row === after[index]);

const asText = (row: Row): string => JSON.stringify(row, (key, value) => (counters.includes(key) ? 0 : value));

/** The places that a policy allows, by id; undefined where it names none. */
export interface Places {
  readonly ids: ReadonlySet<string> | undefined;
}

/** What a change shows that the policy forbids; undefined where it may be. */
export function violation(
  policy: Policy,
  places: Places,
  change: Change,
  [was, is]: [Oracle, Oracle],
): string | undefined {
  const { table, kind, before, after } = change;
  const effect = ofRights.has(table) ? 'admin' : kind === 'gone' && !relations.has(table) ? 'delete' : 'write';
  const allowed = policy.readOnly ? ['read'] : (policy.effects ?? ['read', 'write', 'delete', 'admin']);
  // What is deleted or merged takes along what hangs on it, and leaves the rest changed.
  const covered =
    effect === 'write' ? ['write', 'delete', 'admin'] : effect === 'admin' ? ['admin', 'delete'] : [effect];
  if (!covered.some((each) => allowed.includes(each as never))) return `${effect} is not allowed`;
  for (const [oracle, row] of [
    [was, before],
    [is, after],
  ] as const) {
    if (!row) continue;
    const workspace = oracle.workspace(table, row);
    if (policy.workspaceId && workspace && workspace !== policy.workspaceId) return `in Workspace ${workspace}`;
    if (!places.ids || isOutOfList(change, places, was)) continue;
    const where = isRelation(table) ? aroundEnds(row, change, [was, is]) : [oracle.around(table, row)];
    const lost = where.find((around) => !isIn(around, places));
    if (lost !== undefined) return `in ${lost === null ? 'no place' : [...lost].join(' < ')}`;
  }
  return undefined;
}

const isRelation = (table: string): boolean => table === 'dependencies' || table === 'links';

/** A task that is elsewhere at home, and only out of an allowed List that it was added to: the List went. */
function isOutOfList({ table, before, after }: Change, places: Places, was: Oracle): boolean {
  if (table !== 'tasks' || !before || !after) return false;
  const lists = (row: Row) => row.extraListIds as readonly string[];
  const gone = lists(before).filter((id) => !lists(after).includes(id));
  const rest = { ...after, extraListIds: lists(before), dateUpdated: before.dateUpdated };
  return (
    asText(rest) === asText({ ...before }) &&
    gone.length > 0 &&
    gone.every((id) => isIn(was.around('lists', was.row('lists', id)), places))
  );
}

/** Where both ends of a relation lie; of one that went with one of its tasks, where that one lay. */
function aroundEnds(row: Row, { kind }: Change, [was, is]: [Oracle, Oracle]): Around[] {
  const ends = [row.taskId, row.dependsOn, row.a, row.b].filter(Boolean);
  const gone = ends.filter((id) => is.row('tasks', id)?.deleted !== false);
  const asked = kind === 'gone' && gone.length > 0 ? gone : ends;
  return asked.map((id) => was.around('tasks', was.row('tasks', id) ?? is.row('tasks', id)));
}

const isIn = (around: Around, { ids }: Places): boolean => around !== null && [...around].some((id) => ids!.has(id));

/** Marks texts with where they lie, so that an answer shows by itself where its content is from. */
export function marked(rows: Rows): Rows {
  const oracle = new Oracle(rows);
  const seenIn = (table: string, row: Row): string[] => {
    const around = [...(oracle.around(table, row) ?? ['nowhere'])];
    // A List shows the tasks that were added to it, wherever these are at home.
    const lists = table === 'tasks' ? (row.extraListIds as readonly string[]) : [];
    return [...around, ...lists.flatMap((id) => [...(oracle.around('lists', oracle.row('lists', id)) ?? [])])];
  };
  const mark = (table: string, row: Row) => ` @@${seenIn(table, row).join('/')}@@`;
  const texts: Record<string, string[]> = {
    tasks: ['text', 'markdown'],
    pages: ['content'],
    messages: ['content'],
    timeEntries: ['description'],
    lists: ['content'],
  };
  const markRow = (table: string, row: Row): Row => {
    const changed: Record<string, unknown> = { ...row };
    for (const field of texts[table] ?? []) {
      if (typeof row[field] === 'string') changed[field] = `${row[field]}${mark(table, row)}`;
    }
    if (table === 'comments' && Array.isArray(row.blocks)) changed.blocks = [...row.blocks, { text: mark(table, row) }];
    return changed as Row;
  };
  return Object.fromEntries(
    Object.entries(rows).map(([table, list]) => [table, list.map((row) => markRow(table, row))]),
  );
}

/** Where the content of an answer is from that is not allowed. */
export function leaksIn(answer: unknown, { ids }: Places): string[] {
  if (!ids) return [];
  const found = (JSON.stringify(answer) ?? '').matchAll(/@@([\w/]+)@@/g);
  return [...found].map(([, around = '']) => around).filter((around) => !around.split('/').some((id) => ids.has(id)));
}
