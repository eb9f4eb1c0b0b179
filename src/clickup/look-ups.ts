import type { OperationId } from '../../generated/operations.js';
import type { LookUp, LookUps, Page, Row, Sent } from '../runtime/look-up.js';
import { isPlainObject } from '../runtime/plain-object.js';

const objectAt = (value: unknown, key: string): Row => {
  const found = isPlainObject(value) ? value[key] : undefined;
  return isPlainObject(found) ? found : {};
};

const rowsAt = (value: unknown, key: string): readonly Row[] | undefined => {
  const found = isPlainObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found.filter(isPlainObject) : undefined;
};

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const sameName = (row: Row, { body }: Sent): boolean => text(row.name) === text(body.name);
const idOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const creatorOf = ({ creator }: Row): unknown => (isPlainObject(creator) ? creator.id : creator);
const byDate = { created: ({ date_created }: Row) => Number(date_created), creator: creatorOf };

/** All siblings come at once. */
const once =
  (query?: Readonly<Record<string, string>>): LookUp['page'] =>
  ({ path }, before) =>
    before ? undefined : { path, ...(query && { query }) };

const tasksPerPage = 100;

/** https://developer.clickup.com/reference/gettasks: the newest first, unless another order is asked for */
const task: Omit<LookUp, 'answer'> = {
  read: 'GetTasks',
  page({ path }, before) {
    if (before && before.rows.length < tasksPerPage) return undefined;
    const page = String(before ? before.index + 1 : 0);
    return { path, query: { page, subtasks: 'true', include_closed: 'true', order_by: 'created' } };
  },
  rows: (answer) => rowsAt(answer, 'tasks'),
  isLike: (row, sent) => sameName(row, sent) && (!sent.body.parent || row.parent === sent.body.parent),
  newestFirst: true,
  ...byDate,
};

/** What blocks or a text say, without what ClickUp writes differently when it is read. */
const plain = (blocks: unknown): string =>
  (Array.isArray(blocks) ? blocks : [{ text: blocks }])
    .filter((block) => isPlainObject(block) && block.type === undefined)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

const commentsPerPage = 25;

const comment = (read: OperationId): LookUp => ({
  read,
  page({ path }, before) {
    if (!before) return { path };
    const last = before.rows.at(-1);
    if (before.rows.length < commentsPerPage || !last || read === 'GetThreadedComments') return undefined;
    return { path, query: { start: idOf(last.date), start_id: idOf(last.id) } };
  },
  rows: (answer) => rowsAt(answer, 'comments'),
  isLike: (row, { body }) => plain(row.comment ?? row.comment_text) === plain(body.comment ?? body.comment_text),
  created: ({ date }) => Number(date),
  creator: ({ user }) => objectAt({ user }, 'user').id,
  ...(read !== 'GetThreadedComments' && { newestFirst: true }),
  answer: ({ id, date }) => ({ id: Number(id), date: Number(date) }),
});

const view = (read: OperationId): LookUp => ({
  read,
  page: once(),
  rows: (answer) => rowsAt(answer, 'views'),
  isLike: (row, sent) => sameName(row, sent) && row.type === sent.body.type,
  ...byDate,
  answer: (row) => ({ view: row }),
});

/**
 * ClickUp does not say when Lists, Folders and Spaces were made, but lets no two of one parent have one name: one of the name
 * in which nothing is older is the one that was asked for.
 */
const place = { page: once(), answer: (row: Row) => row } as const;

/** The tasks of a List, the oldest first. */
const tasksOf = ({ id }: Row) => ({
  read: 'GetTasks',
  path: { list_id: idOf(id) },
  query: { order_by: 'created', reverse: 'true', subtasks: 'true', include_closed: 'true' },
  rows: (answer: unknown) => rowsAt(answer, 'tasks'),
  created: byDate.created,
});

const list = (read: OperationId): LookUp => ({
  ...place,
  read,
  rows: (answer) => rowsAt(answer, 'lists'),
  isLike: (row, sent) => sameName(row, sent) && Number(row.task_count ?? 0) === 0,
  whole: { read: 'GetList', path: ({ id }) => ({ list_id: idOf(id) }) },
});

/** Made of a template it has tasks, but new ones. */
const listOfTemplate = (read: OperationId): LookUp => ({
  ...place,
  read,
  rows: (answer) => rowsAt(answer, 'lists'),
  isLike: sameName,
  inside: (row) => [tasksOf(row)],
  whole: { read: 'GetList', path: ({ id }) => ({ list_id: idOf(id) }) },
  answer: (row) => ({ id: row.id, list: row }),
});

const withSubfolders = (rows: readonly Row[]): Row[] =>
  rows.flatMap((row) => [row, ...withSubfolders(rowsAt(row, 'folders') ?? [])]);

const folder: LookUp = {
  ...place,
  read: 'GetFolders',
  page: once({ include_subfolders: 'true' }),
  rows(answer) {
    const rows = rowsAt(answer, 'folders');
    return rows && withSubfolders(rows);
  },
  isLike: (row, sent) => isFolderOf(row, sent) && (rowsAt(row, 'lists') ?? []).length === 0,
  whole: { read: 'GetFolder', path: ({ id }) => ({ folder_id: idOf(id) }) },
};

const isFolderOf = (row: Row, sent: Sent): boolean =>
  sameName(row, sent) && (!sent.body.parent_folder_id || idOf(row.parent_folder) === idOf(sent.body.parent_folder_id));

const folderOfTemplate: LookUp = {
  ...folder,
  isLike: isFolderOf,
  inside: (row) => (rowsAt(row, 'lists') ?? []).map(tasksOf),
  answer: (row) => ({ id: row.id, folder: row }),
};

/** Pages of the third version of the API. */
const byCursor: LookUp['page'] = ({ path }, before) => {
  const cursor = before && objectAt(before, 'answer').next_cursor;
  if (before && !cursor) return undefined;
  return { path, query: { limit: '100', ...(cursor ? { cursor: String(cursor) } : {}) } };
};

const squeezed = (value: unknown): string => text(value).replace(/\s+/g, ' ');

const message = (read: OperationId): LookUp => ({
  read,
  page: byCursor,
  rows: (answer) => rowsAt(answer, 'data'),
  isLike: (row, { body }) => row.type === body.type && squeezed(row.content) === squeezed(body.content),
  created: ({ date }) => Number(date),
  creator: ({ user_id }) => user_id,
  newestFirst: true,
  answer: (row) => row,
});

const channel: LookUp = {
  read: 'getChatChannels',
  page: byCursor,
  rows: (answer) => rowsAt(answer, 'data'),
  // The channel of a place has the name of that.
  isLike: (row, sent) =>
    isPlainObject(sent.body.location)
      ? idOf(objectAt(row, 'parent').id) === idOf(sent.body.location.id)
      : sameName(row, sent),
  created: ({ created_at }) => Date.parse(String(created_at)),
  creator: ({ creator }) => creator,
  // The one that was there before would have been answered with 200.
  status: 201,
  answer: (row) => ({ data: row }),
};

const endpointOf = ({ endpoint }: Row): string => {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text(endpoint)) ? text(endpoint) : `https://${text(endpoint)}`;
  return URL.canParse(url) ? new URL(url).href : url;
};
const eventsOf = ({ events }: Row): string => [events ?? []].flat().map(String).sort().join();
const placesOfHook = ['space_id', 'folder_id', 'list_id', 'task_id'] as const;

/** ClickUp lets no two webhooks of one person be equal: https://developer.clickup.com/docs/webhooks */
const webhook: LookUp = {
  read: 'GetWebhooks',
  page: once(),
  rows: (answer) => rowsAt(answer, 'webhooks'),
  isLike: (row, { body }) =>
    endpointOf(row) === endpointOf(body) &&
    eventsOf(row) === eventsOf(body) &&
    placesOfHook.every((name) => idOf(row[name]) === idOf(body[name])),
  creator: ({ userid }) => userid,
  answer: (row) => ({ id: row.id, webhook: row }),
};

const idsOf = (people: unknown): string =>
  (Array.isArray(people) ? people : [])
    .map((each) => idOf(isPlainObject(each) ? each.id : each))
    .sort()
    .join();

const group: LookUp = {
  read: 'GetUserGroups',
  page: ({ path }, before) => (before ? undefined : { path: {}, query: { team_id: path.team_id ?? '' } }),
  rows: (answer) => rowsAt(answer, 'groups'),
  isLike: (row, sent) => sameName(row, sent) && idsOf(row.members) === idsOf(sent.body.members),
  created: byDate.created,
  creator: ({ userid }) => userid,
  answer: (row) => row,
};

const itemsOf = (row: Row): Row[] =>
  ['items', 'children'].flatMap((key) => rowsAt(row, key) ?? []).flatMap((item) => [item, ...itemsOf(item)]);

const checklistOf = (answer: unknown, { path }: Sent): Row | undefined =>
  rowsAt(answer, 'checklists')?.find(({ id }) => id === path.checklist_id);

/** The task that an address names, by whichever of its ids. */
function pageOfTask(url: string): Page[] {
  const { pathname, searchParams } = new URL(url);
  const task_id = /\/v2\/task\/([^/]+)/.exec(pathname)?.[1];
  if (task_id === undefined) return [];
  const query = Object.fromEntries(
    ['custom_task_ids', 'team_id'].flatMap((key) =>
      searchParams.has(key) ? [[key, searchParams.get(key) ?? '']] : [],
    ),
  );
  return [{ path: { task_id: decodeURIComponent(task_id) }, query }];
}

/** No read shows a checklist alone: the tasks are looked at that the call has read or written to. */
const checklistItem: LookUp = {
  read: 'GetTask',
  page(sent, before) {
    if (before && checklistOf(before.answer, sent)) return undefined;
    const tasks = new Map(sent.seen.flatMap((url) => pageOfTask(url)).map((page) => [page.path.task_id, page]));
    return [...tasks.values()].reverse()[before ? before.index + 1 : 0];
  },
  rows: (answer, sent) => (rowsAt(answer, 'checklists') ? itemsOf(checklistOf(answer, sent) ?? {}) : undefined),
  isLike: sameName,
  created: byDate.created,
  answer: (_, listing, sent) => ({ checklist: checklistOf(listing, sent) }),
  made: (answer, sent) =>
    itemsOf(objectAt(answer, 'checklist'))
      .filter((item) => sameName(item, sent))
      .map(({ id }) => id),
};

const pagesBelow = (rows: readonly Row[]): Row[] =>
  rows.flatMap((row) => [row, ...pagesBelow(rowsAt(row, 'pages') ?? [])]);

const rules: Partial<Record<OperationId, LookUp>> = {
  CreateTask: { ...task, answer: (row) => row },
  CreateTaskFromTemplate: { ...task, answer: (row) => ({ id: row.id, task: row }) },
  CreateTaskComment: comment('GetTaskComments'),
  CreateListComment: comment('GetListComments'),
  CreateChatViewComment: comment('GetChatViewComments'),
  CreateThreadedComment: comment('GetThreadedComments'),
  CreateList: list('GetLists'),
  CreateFolderlessList: list('GetFolderlessLists'),
  CreateFolder: folder,
  CreateFolderListFromTemplate: listOfTemplate('GetLists'),
  CreateSpaceListFromTemplate: listOfTemplate('GetFolderlessLists'),
  CreateFolderFromTemplate: folderOfTemplate,
  CreateUserGroup: group,
  CreateWebhook: webhook,
  createChatMessage: message('getChatMessages'),
  createReplyMessage: message('getChatMessageReplies'),
  createChatChannel: channel,
  createLocationChatChannel: channel,
  CreateSpace: {
    ...place,
    read: 'GetSpaces',
    rows: (answer) => rowsAt(answer, 'spaces'),
    isLike: sameName,
    inside({ id }) {
      const path = { space_id: idOf(id) };
      return [
        { read: 'GetFolders', path, rows: (answer) => rowsAt(answer, 'folders') },
        { read: 'GetFolderlessLists', path, rows: (answer) => rowsAt(answer, 'lists') },
      ];
    },
  },
  CreateSpaceTag: {
    read: 'GetSpaceTags',
    page: once(),
    rows: (answer) => rowsAt(answer, 'tags'),
    isLike: (row, { body }) => text(row.name).toLowerCase() === text(objectAt(body, 'tag').name).toLowerCase(),
    byName: true,
    answer: () => ({}),
    made: () => [],
  },
  CreateTeamView: view('GetTeamViews'),
  CreateSpaceView: view('GetSpaceViews'),
  CreateFolderView: view('GetFolderViews'),
  CreateListView: view('GetListViews'),
  CreateGoal: {
    read: 'GetGoals',
    page: once({ include_completed: 'true' }),
    rows(answer) {
      const rows = rowsAt(answer, 'goals');
      return rows && [...rows, ...(rowsAt(answer, 'folders') ?? []).flatMap((each) => rowsAt(each, 'goals') ?? [])];
    },
    isLike: sameName,
    ...byDate,
    whole: { read: 'GetGoal', path: ({ id }) => ({ goal_id: idOf(id) }) },
    answer: (row) => ('goal' in row ? row : { goal: row }),
  },
  CreateKeyResult: {
    read: 'GetGoal',
    page: once(),
    rows: (answer) => rowsAt(objectAt(answer, 'goal'), 'key_results'),
    isLike: (row, sent) => sameName(row, sent) && row.type === sent.body.type,
    ...byDate,
    answer: (row) => ({ key_result: row }),
  },
  CreateChecklist: {
    read: 'GetTask',
    page: ({ path, query }, before) => (before ? undefined : { path, query }),
    rows: (answer) => rowsAt(answer, 'checklists'),
    isLike: sameName,
    ...byDate,
    answer: (row) => ({ checklist: row }),
  },
  CreateChecklistItem: checklistItem,
  Createatimeentry: {
    read: 'Gettimeentrieswithinadaterange',
    page({ path, body }, before): Page | undefined {
      if (before) return undefined;
      const { start, end } = spanOf(body);
      const assignee = body.assignee === undefined || body.assignee === null ? {} : { assignee: idOf(body.assignee) };
      return { path, query: { start_date: String(start - 1), end_date: String(end + 1), ...assignee } };
    },
    rows: (answer) => rowsAt(answer, 'data'),
    isLike(row, { body }) {
      const { start, end } = spanOf(body);
      return Number(row.start) === start && Number(row.duration) === end - start && isSameEntry(row, body);
    },
    created: ({ at }) => Number(at),
    answer: (row) => ({ data: row }),
  },
  StartatimeEntry: {
    read: 'Getrunningtimeentry',
    page: once(),
    rows(answer) {
      if (!isPlainObject(answer) || !('data' in answer)) return undefined;
      return isPlainObject(answer.data) ? [answer.data] : [];
    },
    isLike: (row, { body }) => isSameEntry(row, body),
    created: ({ start }) => Number(start),
    answer: (row) => ({ data: row }),
  },
  createDocPublic: {
    read: 'searchDocsPublic',
    page({ path }, before) {
      const cursor = before && objectAt(before, 'answer').next_cursor;
      if (before && !cursor) return undefined;
      return { path, query: { limit: '100', ...(cursor ? { next_cursor: String(cursor) } : {}) } };
    },
    rows: (answer) => rowsAt(answer, 'docs'),
    isLike: (row, sent) =>
      sameName(row, sent) &&
      (!isPlainObject(sent.body.parent) || idOf(objectAt(row, 'parent').id) === idOf(sent.body.parent.id)),
    ...byDate,
    answer: (row) => row,
  },
  createPagePublic: {
    read: 'getDocPagesPublic',
    page: once({ max_page_depth: '-1' }),
    rows: (answer) => (Array.isArray(answer) ? pagesBelow(answer.filter(isPlainObject)) : undefined),
    isLike: (row, sent) => sameName(row, sent) && idOf(row.parent_page_id) === idOf(sent.body.parent_page_id),
    created: byDate.created,
    creator: ({ creator_id }) => creator_id,
    answer: (row) => row,
  },
};

function spanOf({ start, stop, end, duration }: Row): { start: number; end: number } {
  const from = Number(start);
  return { start: from, end: Number(stop ?? end ?? from + Number(duration)) };
}

const isSameEntry = (row: Row, body: Row): boolean =>
  text(row.description) === text(body.description) && idOf(objectAt(row, 'task').id) === idOf(body.tid);

const repeatable: readonly OperationId[] = [
  'AddDependency',
  'AddTagToTask',
  'AddTaskLink',
  'AddTaskToList',
  'SetCustomFieldValue',
];

export const lookUps: LookUps = {
  rules: rules as LookUps['rules'],
  repeatable: repeatable,
  me: { read: 'GetAuthorizedUser', id: (answer) => objectAt(answer, 'user').id },
};
