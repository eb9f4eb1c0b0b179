import { describe, expect, it } from 'vitest';
import { isPlainObject } from '../../src/runtime/plain-object.js';
import { COMMENTS, DOCS, FOLDERS, GOALS, LISTS, SPACES, TASKS, VIEWS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { changedAnswers, changedReads } from '../support/changed-answers.js';

/** Every tool that answers with a list, by the ways in which it gets one. */
const listings: [tool: string, input: object][] = [
  ['clickup_comment_list', { task_id: TASKS.greyButton }],
  ['clickup_comment_list', { list_id: LISTS.bugs }],
  ['clickup_comment_list', { comment_id: COMMENTS.greyButtonCause }],
  ['clickup_custom_field_list', { list_id: LISTS.bugs }],
  ['clickup_custom_field_list', { space_id: SPACES.engineering }],
  ['clickup_custom_field_list', {}],
  ['clickup_folder_list', { space_id: SPACES.engineering }],
  ['clickup_goal_list', {}],
  ['clickup_list_get_options', { list_id: LISTS.bugs, include: ['fields'] }],
  ['clickup_list_get_options', { list_id: LISTS.bugs, include: ['statuses'] }],
  ['clickup_list_list', { space_id: SPACES.engineering }],
  ['clickup_space_get', { space_id: SPACES.engineering }],
  ['clickup_space_list', {}],
  ['clickup_task_get', { task_id: TASKS.greyButton, include: ['members'] }],
  ['clickup_task_get_time_in_status', { task_ids: [TASKS.greyButton] }],
  ['clickup_task_get_time_in_status', { task_ids: [TASKS.greyButton, TASKS.offlineUnlock] }],
  ['clickup_task_list', { list_id: LISTS.bugs }],
  ['clickup_task_search', { query: 'login' }],
  ['clickup_task_search', { assignees: ['me'] }],
  ['clickup_team_list', {}],
  ['clickup_time_get', {}],
  ['clickup_time_get', { task_id: TASKS.greyButton }],
  ['clickup_time_get', { what: 'labels' }],
  ['clickup_time_get_report', {}],
  ['clickup_time_list', {}],
  ['clickup_user_find', { list_id: LISTS.bugs }],
  ['clickup_user_find', { query: 'Priya' }],
  ['clickup_view_list', { list_id: LISTS.bugs }],
  ['clickup_view_list_tasks', { view_id: VIEWS.sprintList }],
  ['clickup_workspace_get_hierarchy', {}],
  ['clickup_workspace_get_plan', {}],
  ['clickup_workspace_list', {}],
  ['clickup_workspace_list_templates', { kind: 'task' }],
  ['clickup_workspace_resolve', { reference: 'Nobody knows this name' }],
];

const foreign: [title: string, body: unknown][] = [
  ['a message', { message: 'Service unavailable' }],
  ['an empty object', {}],
  ['an empty body', null],
  ['an empty list', []],
  ['text', 'OK'],
  ['lists that are no lists', { tasks: {}, data: 'none', comments: 7, teams: 1, members: '', views: {}, fields: {} }],
];

describe.each(foreign)('%s in place of the list, with status 200,', (_, body) => {
  it.each(listings)('is no empty list of %s %j', async (tool, input) => {
    const clickup = changedAnswers((answer, { path }) => {
      const isAsked = !/\/v2\/(user|team)$/.test(path) || /^clickup_(user_find|workspace_list)$/.test(tool);
      // A List is read for its options; what is in question is the rest.
      return isAsked && !/\/v2\/(list|task)\/\w+$/.test(path) ? body : answer;
    });
    const envelope = await clickup.call(tool, tool === 'clickup_list_get_options' ? withStatuses(input) : input);
    expect(envelope, JSON.stringify(envelope)).toMatchObject({ success: false, error: { code: 'INVALID_RESPONSE' } });
  });
});

/** The statuses come with the List, which the sweep leaves alone: another section stands in for them. */
const withStatuses = (input: object) => ({ ...input, include: ['fields', 'members'] });

describe.each([
  ['nothing', null],
  ['an empty object', {}],
  ['another type', 7],
])('%s in place of a task that is read on the way, with status 200,', (_, body) => {
  const tasks = ['ENG-96', 'ENG-97'];
  it.each([
    ['clickup_task_get', { task_id: TASKS.greyButton }],
    ['clickup_task_merge', { task_id: TASKS.greyButton, source_task_ids: [TASKS.offlineUnlock], confirm: 'yes' }],
    ['clickup_task_duplicate', { task_id: TASKS.offlineUnlock, include_subtasks: true }],
    ['clickup_task_get_time_in_status', { task_ids: tasks }],
    ['clickup_task_update_tags', { task_id: 'ENG-96', add: ['bug'] }],
  ])('ends %s before it writes, and is not remembered', async (tool, input) => {
    const writes: string[] = [];
    let isBroken = true;
    const clickup = changedAnswers((answer, { method, path }) => {
      if (method !== 'GET') writes.push(path);
      return isBroken && method === 'GET' && /\/v2\/task\/[\w-]+$/.test(path) ? body : answer;
    });
    expect(await clickup.call(tool, input)).toMatchObject({ success: false, error: { code: 'INVALID_RESPONSE' } });
    expect(writes).toEqual([]);
    isBroken = false;
    const again = await clickup.call(tool, input);
    if (!again.success) expect(again.error.code).not.toMatch(/INVALID_RESPONSE|RESOURCE_NOT_FOUND/);
  });
});

it.each([
  ['a goal', () => ({})],
  ['its key results', ({ goal }: { goal: object }) => ({ goal: { ...goal, key_results: 7 } })],
])('without %s, its key results are not told as not there', async (_, change) => {
  const clickup = changedReads(/\/goal\/[\w-]+$/, change as (body: unknown) => unknown);
  const { key_results } = (await changedReads(/x^/, (body) => body).goal.get({ goal_id: GOALS.unlock })).goal;
  const remove_key_results = [String(key_results?.[0]?.id)];
  const tool: string = 'clickup_goal_update';
  expect(await clickup.call(tool, { goal_id: GOALS.unlock, remove_key_results, confirm: 'yes' })).toMatchObject({
    error: { code: 'INVALID_RESPONSE' },
  });
});

describe('null in place of a list', () => {
  it.each([
    ['clickup_task_list', { list_id: LISTS.bugs }, 'tasks'],
    ['clickup_comment_list', { task_id: TASKS.greyButton }, 'comments'],
    ['clickup_list_list', { folder_id: FOLDERS.mobileApp }, 'lists'],
    ['clickup_space_list', {}, 'spaces'],
  ])('means that there is nothing in %s', async (tool, input, key) => {
    const path = new RegExp(`/${key.replace(/s$/, '')}$`);
    const clickup = changedReads(path, () => ({ [key]: null }));
    expect(await clickup.call(tool, input)).toMatchObject({ success: true, data: { [key]: [] } });
  });
});

it('an answer without the Workspaces is asked for again, not remembered', async () => {
  let broken = true;
  const clickup = changedReads(/\/v2\/team$/, (body) => (broken ? { message: 'Service unavailable' } : body));
  expect(await clickup.call('clickup_space_list', {})).toMatchObject({ error: { code: 'INVALID_RESPONSE' } });
  broken = false;
  expect(await clickup.call('clickup_space_list', {})).toMatchObject({ success: true });
});

describe('one odd object in a listing', () => {
  const spoiled = (key: string, value: unknown) => (body: unknown) => {
    const list = [...(body as Record<string, unknown[]>)[key]!];
    const isChange = isPlainObject(value) && Object.keys(value).length > 0;
    list[1] = isChange ? { ...(list[1] as object), ...value } : value;
    return { ...(body as object), [key]: list };
  };

  it.each([
    ['clickup_task_list', { list_id: LISTS.bugs }, /\/task$/, 'tasks', 'tasks'],
    ['clickup_task_search', {}, /\/task$/, 'tasks', 'tasks'],
    ['clickup_comment_list', { task_id: TASKS.offlineUnlock }, /\/comment$/, 'comments', 'comments'],
    ['clickup_time_list', {}, /\/time_entries$/, 'data', 'time entries'],
    ['clickup_folder_list', { space_id: SPACES.engineering }, /\/folder$/, 'folders', 'folders'],
    ['clickup_list_list', { space_id: SPACES.engineering }, /\/list$/, 'lists', 'lists'],
    ['clickup_space_list', {}, /\/space$/, 'spaces', 'spaces'],
    ['clickup_goal_list', {}, /\/goal$/, 'goals', 'goals'],
    ['clickup_custom_field_list', { list_id: LISTS.bugs }, /\/field$/, 'fields', 'custom fields'],
    ['clickup_user_find', { list_id: LISTS.bugs }, /\/member$/, 'members', 'people'],
    ['clickup_view_list', { list_id: LISTS.bugs }, /\/view$/, 'views', 'views'],
    ['clickup_workspace_get_hierarchy', {}, /\/space$/, 'spaces', 'Spaces'],
    ['clickup_list_get_options', { list_id: LISTS.bugs, include: ['tags'] }, /\/tag$/, 'tags', 'tags'],
  ])('is left out of %s and told, the others stay', async (tool, input, path, key, noun) => {
    const clean = await changedReads(path, (body) => body).call(tool, input);
    for (const odd of [null, 'x', [], {}]) {
      const envelope = await changedReads(path, spoiled(key, odd)).call(tool, input);
      expect(envelope, JSON.stringify(envelope)).toMatchObject({ success: true });
      const { notes } = (envelope.success ? envelope.data : {}) as { notes?: string[] };
      expect(notes?.join('\n')).toMatch(new RegExp(`^1 of \\d+ ${noun} could not be read and is left out\\.`, 'm'));
      expect(JSON.stringify(envelope).length).toBeGreaterThan(JSON.stringify(clean).length / 3);
    }
  });

  it.each(['concise', 'full'] as const)('is left out with detail %s when it has no id', async (detail) => {
    const clickup = changedReads(/\/task$/, spoiled('tasks', { id: undefined }));
    const { tasks, notes } = await clickup.task.list({ list_id: LISTS.bugs, detail: detail as 'concise' });
    expect(tasks.every(({ id }) => typeof id === 'string')).toBe(true);
    expect(notes).toEqual([expect.stringContaining('could not be read')]);
  });

  it.each([
    ['a date that is no number', { due_date: 'soon' }],
    ['an empty date', { due_date: '' }],
    ['a date beyond the calendar', { due_date: '99999999999999999' }],
    ['people that are null', { assignees: [null, 7, 'x'] }],
    ['people in no list', { assignees: null, tags: 7, list: null, status: 'open', priority: [] }],
  ])('keeps its other values with %s', async (_, value) => {
    const clickup = changedReads(/\/task$/, spoiled('tasks', value));
    const clean = await changedReads(/\/task$/, (body) => body).task.list({ list_id: LISTS.bugs });
    const { tasks } = await clickup.task.list({ list_id: LISTS.bugs });
    expect(tasks.map(({ name }) => name)).toEqual(clean.tasks.map(({ name }) => name));
    expect(JSON.stringify(tasks)).not.toMatch(/1970|Invalid|\[object/);
  });

  it('is a Folder whose Lists are null', async () => {
    const clickup = changedReads(/\/folder$/, spoiled('folders', { lists: null, folders: [null] }));
    expect(await clickup.call('clickup_workspace_get_hierarchy', {})).toMatchObject({ success: true });
  });

  it('is a status without its time, which is no status of zero minutes', async () => {
    const clickup = changedReads(/time_in_status$/, (body) => {
      const answer = body as { current_status: object; status_history: object[] };
      return { ...answer, current_status: { ...answer.current_status, total_time: null } };
    });
    const { tasks } = await clickup.task.getTimeInStatus({ task_ids: [TASKS.offlineUnlock] });
    expect(tasks[0]).toMatchObject({ task_id: TASKS.offlineUnlock, status: 'in progress' });
    expect(tasks[0]).not.toHaveProperty('duration');
  });
});

describe('null among the parts of an object', () => {
  const onTask = { task_id: TASKS.offlineUnlock };
  it.each<[string, object, RegExp, string]>([
    ['clickup_task_get', onTask, /\/task\/\w+$/, 'custom_fields'],
    ['clickup_task_get', { ...onTask, include: ['checklists'] }, /\/task\/\w+$/, 'checklists'],
    ['clickup_task_list', { list_id: LISTS.bugs }, /\/task$/, 'tags'],
    ['clickup_task_search', { query: 'bug' }, /\/task$/, 'tags'],
    ['clickup_task_update', { ...onTask, priority: 'high' }, /\/task\/\w+$/, 'assignees'],
    [
      'clickup_task_update_bulk',
      { changes: [{ task_ids: [TASKS.offlineUnlock], priority: 'low' }] },
      /\/task\/\w+$/,
      'tags',
    ],
    ['clickup_task_duplicate', onTask, /\/task\/\w+$/, 'watchers'],
    ['clickup_task_update_tags', { ...onTask, add: ['bug'] }, /\/task\/\w+$/, 'tags'],
    [
      'clickup_custom_field_set',
      { task_ids: [TASKS.offlineUnlock], fields: { Severity: 'Major' } },
      /\/task\/\w+$/,
      'custom_fields',
    ],
    ['clickup_list_get_options', { list_id: LISTS.bugs, include: ['fields'] }, /\/field$/, 'options'],
    ['clickup_list_list', { space_id: SPACES.engineering, in_depth: true }, /\/(list|folder)$/, 'statuses'],
    ['clickup_goal_get', { goal_id: GOALS.unlock }, /\/goal\/[\w-]+$/, 'key_results'],
    ['clickup_goal_update', { goal_id: GOALS.unlock, owners: { add: ['me'] } }, /\/goal\/[\w-]+$/, 'owners'],
    ['clickup_view_get', { view_id: VIEWS.sprintList }, /\/view\/[\w-]+$/, 'fields'],
    ['clickup_time_list', {}, /\/time_entries$/, 'tags'],
    ['clickup_doc_read', { doc: DOCS.handbook }, /\/pages$/, 'pages'],
  ])('costs itself in %s %j, and is told', async (tool, input, path, key) => {
    /** Puts null in front of every list of that name below the top of the answer. */
    const spoil = (value: unknown, depth = 0): unknown => {
      if (Array.isArray(value)) return value.map((item) => spoil(item, depth + 1));
      if (!isPlainObject(value)) return value;
      const isPart = depth > 0 || value.id !== undefined;
      return Object.fromEntries(
        Object.entries(value).map(([name, part]) => {
          const inner = spoil(part, depth + 1);
          return [name, name === key && isPart && Array.isArray(inner) ? [null, ...inner] : inner];
        }),
      );
    };
    let isSpoiled = false;
    const clickup = changedAnswers((body, request) => {
      if (!path.test(request.path)) return body;
      const changed = spoil(body);
      isSpoiled ||= JSON.stringify(changed) !== JSON.stringify(body);
      return changed;
    });
    const { notes: _, ...clean } = dataOf(await changedReads(/x^/, (body) => body).call(tool, input));
    const { notes = [], ...data } = dataOf(await clickup.call(tool, input));
    expect(isSpoiled).toBe(true);
    expect(withoutJob(data)).toEqual(withoutJob(clean));
    expect(notes).toContainEqual(
      expect.stringMatching(/inside of what ClickUp answered could not be read and (is|are) left out\.$/),
    );
  });

  const dataOf = (envelope: { success: boolean; data?: unknown }) => {
    expect(envelope, JSON.stringify(envelope)).toMatchObject({ success: true });
    return envelope.data as { notes?: string[] };
  };
  const withoutJob = (data: object) => ({ ...data, job_id: undefined });

  it('stays in what is asked for as ClickUp sent it', async () => {
    const clickup = changedReads(/\/task\/\w+$/, (body) => ({ ...(body as object), watchers: [null, { id: 1 }] }));
    const { task } = await clickup.task.get({ ...onTask, detail: 'raw' });
    expect(task).toMatchObject({ watchers: [null, { id: 1 }] });
  });
});

it.each([
  ['clickup_workspace_resolve', { reference: 'Marketing' }, /\/space$/, 'spaces', '1 of 3 Spaces'],
  ['clickup_chat_get_channel', { channel: '#general' }, /\/chat\/channels$/, 'data', '1 of 4 channels'],
  ['clickup_goal_get', { goal_id: 'Fewer bugs than riders' }, /\/goal$/, 'goals', '1 of '],
  [
    'clickup_task_update',
    { task_id: TASKS.greyButton, status: 'none of these' },
    /\/list\/\d+$/,
    'statuses',
    '1 value ',
  ],
])('%s %j says that what it does not find may be what could not be read', async (tool, input, path, key, said) => {
  const clickup = changedReads(path, (body) => {
    const list = (body as Record<string, unknown[]>)[key]!;
    return { ...(body as object), [key]: list.with(key === 'data' ? 0 : 1, null) };
  });
  const envelope = await clickup.call(tool, input);
  if (envelope.success) throw new Error('found');
  expect(envelope.error.message).toMatch(new RegExp(`\\. ${said}.*could not be read and is left out\\.$`));
});

it('a Space whose features are in another form has not none', async () => {
  const clickup = changedReads(/\/space\/\d+$/, () => ({ id: SPACES.marketing, name: 'Marketing', features: 'many' }));
  expect(await clickup.call('clickup_space_get', { space_id: SPACES.marketing })).toMatchObject({
    success: false,
    error: { code: 'INVALID_RESPONSE' },
  });
});

it('a listing of nothing but odd objects is an error, not an empty list', async () => {
  const clickup = changedReads(/\/task$/, () => ({ tasks: [null, {}, 'x'], last_page: true }));
  expect(await clickup.call('clickup_task_list', { list_id: LISTS.bugs })).toMatchObject({
    error: { code: 'INVALID_RESPONSE' },
  });
});

describe('a server that never says that it is done', () => {
  const collect = async (clickup: ReturnType<typeof changedReads>, list_id: string) => {
    const seen: number[] = [];
    for await (const { tasks } of clickup.pages('clickup_task_list', { list_id })) {
      seen.push(tasks.length);
      if (seen.length > 5) break;
    }
    return seen;
  };

  it('ends with an empty page', async () => {
    const clickup = changedReads(/\/list\/\d+\/task$/, () => ({ tasks: [], last_page: false }));
    expect(await collect(clickup, LISTS.bugs)).toEqual([0]);
  });

  it('ends with a page that repeats the one before it', async () => {
    const task = { id: '86c0d1001', name: 'Again' };
    const clickup = changedReads(/\/list\/\d+\/task$/, () => ({ tasks: [task], last_page: false }));
    expect(await collect(clickup, LISTS.bugs)).toEqual([1, 0]);
  });

  it('ends a view in the same way', async () => {
    const clickup = changedAnswers((body, { path }) =>
      /\/view\/.*\/task$/.test(path) ? { tasks: [], last_page: false } : body,
    );
    expect(await clickup.view.listTasks({ view_id: VIEWS.sprintList })).toEqual({ tasks: [] });
  });

  it.each([
    ['empty', []],
    ['the same again', [{ id: '86c0d1001', name: 'Again' }]],
  ])('ends a search, a report and a look-up by name when its pages are %s', async (_, tasks) => {
    let requests = 0;
    const clickup = changedReads(/\/team\/\d+\/task$/, () => {
      requests++;
      return { tasks, last_page: false };
    });
    expect(await clickup.task.search({ query: 'again' })).toMatchObject({ complete: true, matched: tasks.length });
    expect(requests).toBeLessThanOrEqual(4);
    await clickup.time.getReport({ group_by: ['task'], task_facts: true });
    await clickup.call('clickup_workspace_resolve', { reference: 'Again', type: 'task', workspace_id: WORKSPACE_ID });
    expect(requests).toBeLessThanOrEqual(17);
  });
});
