import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import { LISTS, manualClock, SPACES, TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_task_get', () => {
  it('takes an id, a custom id and a URL for the same task', async () => {
    const { clickup } = sandboxClient();
    const forms = [TASKS.offlineUnlock, 'ENG-96', 'https://app.clickup.com/t/9011234567/ENG-96'];
    const ids = await Promise.all(forms.map(async (task_id) => (await clickup.task.get({ task_id })).task?.id));
    expect(ids).toEqual([TASKS.offlineUnlock, TASKS.offlineUnlock, TASKS.offlineUnlock]);
  });

  it('says what the short form leaves out, and adds it on request', async () => {
    const { clickup, sent } = sandboxClient();
    const short = await clickup.task.get({ task_id: TASKS.offlineUnlock });
    expect(short.notes).toEqual(['Left out: 7 custom_fields, 1 checklists, 1 attachments (include)']);
    expect(short.task).not.toHaveProperty('custom_fields');
    expect(sent()).toContain('GetTask');

    const { task, notes } = await clickup.task.get({
      task_id: TASKS.offlineUnlock,
      include: ['subtasks', 'attachments', 'members', 'custom_fields', 'checklists'],
    });
    expect(notes).toBeUndefined();
    expect(task?.custom_fields).toMatchObject({ 'Rider impact': 5, Platforms: ['iOS', 'Android', 'Lock firmware'] });
    expect(task?.subtasks).toHaveLength(4);
    expect(task?.subtasks?.every(({ parent }) => parent === TASKS.offlineUnlock)).toBe(true);
    expect(task?.attachments?.[0]?.title).toBe('token-format.md');
    expect(task?.members?.map(({ name }) => name)).toContain('Yuki Tanaka');
    expect(task?.checklists?.[0]?.items).toHaveLength(4);
    expect(sent()).toEqual(expect.arrayContaining(['GetTask', 'getParentEntityAttachments', 'GetTaskMembers']));
  });

  it('tells waiting from blocking, and the further Lists of a task', async () => {
    const { clickup } = sandboxClient();
    const { task } = await clickup.task.get({ task_id: TASKS.certificates });
    expect(task).toMatchObject({ list: 'API Platform', also_in: ['Sprint 24'] });
    const [blocked] = task?.blocking ?? [];
    expect(task).not.toHaveProperty('waiting_on');
    expect(blocked).toMatchObject({ custom_id: 'ENG-104', name: 'Lock firmware 3.2 in the update channel' });
    const other = await clickup.task.get({ task_id: blocked?.id ?? '' });
    expect(other.task?.waiting_on).toEqual([
      { id: TASKS.certificates, custom_id: 'ENG-78', name: 'Rotate the lock vendor certificates', status: 'blocked' },
    ]);
  });

  it('shows related tasks by id alone where they cannot be read', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'GetTask', nth: [2, 3, 4, 5, 6] }] });
    const { task } = await clickup.task.get({ task_id: TASKS.certificates });
    expect(task?.blocking?.map((other) => Object.keys(other))).toEqual([['id']]);
  });

  it('does not wait for the names of related tasks longer than some seconds', async () => {
    const clock = manualClock();
    const { sandbox } = sandboxClient({ clock });
    let reads = 0;
    const clickup = createClickUp({
      apiKey: sandbox.apiKey,
      clock,
      fetch: (request: Request) => {
        if (!/\/task\/\w+\?*/.test(request.url) || ++reads === 1) return sandbox.fetch(request);
        queueMicrotask(() => clock.advance(5_000));
        return new Promise<never>(() => undefined);
      },
    });
    const { task } = await clickup.task.get({ task_id: TASKS.certificates });
    expect(task?.name).toBe('Rotate the lock vendor certificates');
    expect(task?.blocking?.map((other) => Object.keys(other))).toEqual([['id']]);
  });

  it('reads the names of twenty related tasks at most, each once, and says so', async () => {
    const { clickup, sent } = sandboxClient();
    const tasks = Array.from({ length: 22 }, (_, index) => ({ name: `Before ${index}` }));
    const made = await clickup.task.createBulk({ list_id: LISTS.bugs, tasks });
    const depends_on = made.results.map(({ id }) => id ?? '');
    const { task } = await clickup.task.create({ list_id: LISTS.bugs, name: 'Waits', depends_on });
    const twin = await clickup.task.create({
      list_id: LISTS.bugs,
      name: 'Waits too',
      depends_on: depends_on.slice(0, 20),
    });
    sent();
    const { tasks: read, notes } = await clickup.task.get({ task_ids: [task.id, twin.task.id] });
    expect(sent().filter((operation) => operation === 'GetTask')).toHaveLength(22);
    expect(read?.[0]?.waiting_on?.filter(({ name }) => name === undefined)).toHaveLength(2);
    expect(notes?.join()).toContain('looked up for 20 of them');
  });

  it('shows start and type, and tells an empty description', async () => {
    const { clickup } = sandboxClient();
    const input = { list_id: LISTS.bugs, name: 'Empty', start_date: '2026-10-12', task_type_id: 'bug' };
    const { task } = await clickup.task.create(input);
    const read = await clickup.task.get({ task_id: task.id });
    expect(read.task).toMatchObject({ start_date: '2026-10-12', type: 'Bug', description: '' });
  });

  it('reads several at once and names those that failed', async () => {
    const { clickup } = sandboxClient();
    const { tasks, failed } = await clickup.task.get({ task_ids: [TASKS.fireDrill, '86c0zzzz9', TASKS.brakePads] });
    expect(tasks?.map(({ id }) => id)).toEqual([TASKS.fireDrill, TASKS.brakePads]);
    expect(failed).toMatchObject([{ task_id: '86c0zzzz9', error: { code: 'RESOURCE_NOT_FOUND' } }]);
  });

  it('fails when none can be read, and when none is named', async () => {
    const { clickup } = sandboxClient();
    expect(await failure(clickup.task.get({ task_ids: ['86c0zzzz9', '86c0zzzz8'] }))).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
    expect(await failure(clickup.task.get({}))).toMatchObject({ code: 'MISSING_PARAMETER' });
    expect(await failure(clickup.task.get({ task_id: 'ENG-96', include: ['subtask'] }))).toMatchObject({
      code: 'INVALID_PARAMETER',
      details: { nearest: 'subtasks' },
    });
  });

  it.each(['../../team', '../team', 'a/b?x=1', '86c0d0001#frag', '..%2fteam'])(
    'sends nothing for %s',
    async (task_id) => {
      const { clickup, sent } = sandboxClient();
      expect(await failure(clickup.task.get({ task_id }))).toMatchObject({ code: 'INVALID_PARAMETER' });
      expect(sent()).toEqual([]);
    },
  );

  it('fits a task of 6.5 kB into 260 tokens, with the first 500 characters of its description', async () => {
    const text = 'The export job times out when a customer has more than ten thousand rows in the ledger. '.repeat(22);
    const options = Array.from({ length: 24 }, (_, i) => ({
      id: `0d9c0b52-6f0e-4f7e-8a44-0d4f1f6f3b${String(i).padStart(2, '0')}`,
      name: `Option ${i}`,
      color: '#1090e0',
      orderindex: i,
    }));
    const person = (id: number, username: string) => ({ id, username, email: `${id}@example.com`, initials: 'XX' });
    const raw = {
      id: '86c1x9k2p',
      custom_id: 'OPS-4211',
      name: 'Export of the yearly ledger times out for large customers',
      team_id: '9011234567',
      status: { id: 'p1_a', status: 'in progress', type: 'custom', orderindex: 1, color: '#1090e0' },
      priority: { id: '2', priority: 'high' },
      assignees: [person(81, 'Amelia Winter'), person(82, 'Jonas Keller')],
      due_date: '1791424800000',
      start_date: '1790820000000',
      time_estimate: 28_800_000,
      points: 5,
      tags: [{ name: 'backend' }, { name: 'customer' }],
      list: { id: '901711223344', name: 'Billing sprint 12', access: true },
      space: { id: '90112233' },
      description: text,
      markdown_description: text,
      custom_fields: ['Severity', 'Component', 'Team'].map((name) => ({
        id: name,
        name,
        type: 'drop_down',
        type_config: { options },
        value: 3,
      })),
      checklists: [{ id: 'c', name: 'Done when', items: [] }],
      attachments: [],
      dependencies: [],
    };
    expect(JSON.stringify(raw).length).toBeGreaterThan(6_500);
    const headers = { 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '98', 'X-RateLimit-Reset': '1791190860' };
    const clickup = createClickUp({
      apiKey: 'pk_1_TEST',
      timeZone: 'Europe/Berlin',
      clock: manualClock(),
      fetch: async () => Response.json(raw, { headers }),
    });
    const envelope = await clickup.call('clickup_task_get', { task_id: '86c1x9k2p' });
    expect(JSON.stringify(envelope)).toContain(text.slice(0, 500));
    expect(encode(JSON.stringify(envelope.success && envelope.data)).length).toBeLessThanOrEqual(260);
  });
});

describe('clickup_task_search', () => {
  it('finds by words that only a tag has, and a word of the name counts more', async () => {
    const { clickup } = sandboxClient();
    const { task: named } = await clickup.task.create({ list_id: LISTS.ideas, name: 'A bug in the bell' });
    const { tasks, matched } = await clickup.task.search({ query: 'bug', limit: 5 });
    expect(tasks[0]?.id).toBe(named.id);
    expect(matched).toBeGreaterThan(20);
    expect(tasks.slice(1).every(({ tags }) => tags?.includes('bug'))).toBe(true);
  });

  it('ranks by words over name and description and says how much it read', async () => {
    const { clickup } = sandboxClient();
    const found = await clickup.task.search({ query: 'battery drain', limit: 3 });
    expect(found.tasks[0]?.name).toBe('Bluetooth scan drains the battery overnight');
    expect(found.tasks).toHaveLength(3);
    expect(found).toMatchObject({
      complete: true,
      scope:
        'Workspace 9011234567: tasks, closed ones left out; matching "battery drain" in name, description or number',
    });
    expect(found.scanned).toBeGreaterThan(200);
    expect(found.notes?.[0]).toMatch(/weaker matches are not shown/);
  });

  it('finds a task by its custom id', async () => {
    const { clickup } = sandboxClient();
    const { tasks } = await clickup.task.search({ query: 'ENG-96', limit: 1 });
    expect(tasks[0]?.id).toBe(TASKS.offlineUnlock);
  });

  it('filters by what ClickUp cannot filter by', async () => {
    const { clickup } = sandboxClient();
    const bugs = await clickup.task.search({ list_ids: [LISTS.sprint24], tags: ['bug'], unassigned: true });
    expect(bugs.tasks.map(({ id }) => id)).toContain(TASKS.greyButton);
    expect(bugs.tasks.every(({ assignees }) => assignees === undefined)).toBe(true);
    const hot = await clickup.task.search({ statuses: ['blocked'], priorities: ['Urgent', 'high'] });
    expect(hot.tasks.length).toBeGreaterThan(0);
    expect(new Set(hot.tasks.map(({ priority }) => priority))).toEqual(new Set(['urgent', 'high']));
    const none = await clickup.task.search({ list_ids: [LISTS.sprint24], priorities: ['none'] });
    expect(none.tasks.every(({ priority }) => priority === undefined)).toBe(true);
  });

  it('pages without losing or repeating a task, whatever the limit', async () => {
    const { clickup } = sandboxClient();
    const all = await clickup.task.search({ space_ids: [SPACES.engineering], unassigned: true });
    const seen: string[] = [];
    for await (const { tasks } of clickup.pages('clickup_task_search', {
      space_ids: [SPACES.engineering],
      unassigned: true,
      limit: 7,
    })) {
      seen.push(...tasks.map(({ id }) => id));
    }
    const rest = all.next_cursor
      ? await clickup.task.search({ space_ids: [SPACES.engineering], unassigned: true, cursor: all.next_cursor })
      : { tasks: [] };
    expect(seen).toEqual([...all.tasks, ...rest.tasks].map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('includes tasks that are due on a bare day, on both ends', async () => {
    const { clickup } = sandboxClient();
    const { tasks } = await clickup.task.search({ due_after: '2026-10-07', due_before: '2026-10-07' });
    expect(tasks.length).toBeGreaterThan(0);
    expect(new Set(tasks.map(({ due_date }) => due_date?.slice(0, 10)))).toEqual(new Set(['2026-10-07']));
  });

  it('includes closed tasks when asked for done ones, and says when it left them out', async () => {
    const { clickup } = sandboxClient();
    const done = await clickup.task.search({ list_ids: [LISTS.bugs], done_after: '2026-01-01' });
    expect(done.tasks.map(({ status }) => status)).toContain('closed');
    const empty = await clickup.task.search({ query: 'zeppelin hangar' });
    expect(empty).toMatchObject({ tasks: [], complete: true });
    expect(empty.notes?.[0]).toMatch(/include_closed/);
  });

  it('says so where no task has all of the words', async () => {
    const { clickup } = sandboxClient();
    const note = expect.stringContaining('all of the words');
    expect((await clickup.task.search({ query: 'battery zeppelin' })).notes).toContainEqual(note);
    expect((await clickup.task.search({ query: 'battery drain' })).notes ?? []).not.toContainEqual(note);
  });

  it('counts instead of listing', async () => {
    const { clickup } = sandboxClient();
    const scope = { space_ids: [SPACES.marketing], status_types: ['open' as const, 'active' as const] };
    const { tasks } = await clickup.task.search(scope);
    const counted = await clickup.task.search({ ...scope, count_by: ['assignee'] });
    expect(counted).toMatchObject({ tasks: [], matched: tasks.length, complete: true });
    expect(Object.keys(counted)[0]).toBe('counts');
    const nobody = tasks.filter(({ assignees }) => !assignees?.length).length;
    expect(counted.counts).toContainEqual({ assignee: '(nobody)', tasks: nobody });
    const both = await clickup.task.search({ ...scope, count_by: ['list', 'priority'] });
    expect(both.counts?.reduce((sum, row) => sum + row.tasks, 0)).toBe(tasks.length);
    expect(both.counts?.[0]).toMatchObject({ list: expect.any(String), priority: expect.any(String) });
  });

  it('counts by a custom field, and sums estimates', async () => {
    const { clickup } = sandboxClient();
    const scope = { list_ids: [LISTS.bugs] };
    const { counts = [], matched } = await clickup.task.search({
      ...scope,
      count_by: ['Severity'],
      fields: ['time_estimate'],
    });
    expect(counts.reduce((sum, row) => sum + Number(row.tasks), 0)).toBe(matched);
    const { tasks } = await clickup.task.search({ ...scope, fields: ['Severity'] });
    const major = tasks.filter((task) => (task as unknown as Record<string, unknown>).Severity === 'Major');
    expect(counts).toContainEqual({ Severity: 'Major', tasks: major.length, time_estimate: expect.any(String) });
  });

  it('finds what has no due date', async () => {
    const { clickup } = sandboxClient();
    const found = await clickup.task.search({ list_ids: [LISTS.bugs], no_due_date: true });
    const { tasks } = await clickup.task.search({ list_ids: [LISTS.bugs] });
    expect(found.tasks).toEqual(tasks.filter(({ due_date }) => due_date === undefined));
    expect(found.tasks.length).toBeGreaterThan(0);
    expect(found.tasks.length).toBeLessThan(tasks.length);
    expect(found.scope).toContain('; no due date');
    const error = await failure(clickup.task.search({ no_due_date: true, overdue: true }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'no_due_date' } });
  });

  it('finds by the type of a status', async () => {
    const { clickup } = sandboxClient();
    const found = async (type: 'open' | 'active' | 'done' | 'closed') =>
      (await clickup.task.search({ list_ids: [LISTS.bugs], status_types: [type] })).tasks;
    expect((await found('open')).every(({ status }) => status === 'new')).toBe(true);
    expect(new Set((await found('active')).map(({ status }) => status))).toEqual(new Set(['triaged', 'fixing']));
    expect((await found('done')).map(({ ended }) => ended)).toContain('done');
    expect((await found('closed')).map(({ ended }) => ended)).toContain('closed');
    const { scope } = await clickup.task.search({ list_ids: [LISTS.bugs], status_types: ['open', 'active'] });
    expect(scope).toBe(`List ${LISTS.bugs}: tasks, of status type open or active`);
  });

  it('scope names every filter and how its values go together', async () => {
    const { clickup } = sandboxClient();
    const found = await clickup.task.search({
      list_ids: [LISTS.bugs],
      unassigned: true,
      statuses: ['new', 'Fixing'],
      query: 'login',
      priorities: ['high', 'none'],
      tags: ['Backend'],
      task_type_ids: ['1'],
      custom_fields: [
        { field: 'Severity', operator: '=', value: 'Critical' },
        { field: 'Severity', operator: 'IS NOT NULL' },
      ],
      due_before: '2026-10-09',
      updated_after: '2026-09-01',
      updated_before: '2026-09-30',
    });
    expect(found.scope.split('; ')).toEqual([
      `List ${LISTS.bugs}: tasks`,
      'matching "login" in name, description or number',
      'status any of new, Fixing',
      'unassigned',
      'priority any of high, none',
      'tag backend',
      'task type 1',
      'custom field Severity = Critical and Severity IS NOT NULL',
      expect.stringMatching(/^due to 2026-10-09T23:59/),
      expect.stringMatching(/^updated from 2026-0.* to 2026-09-30T23:59/),
    ]);
    const { scope } = await clickup.task.search({ assignees: ['me', 'Priya'] });
    expect(scope).toMatch(/; assignee any of me, Priya$/);
  });

  it('finds by the number of a custom id, not by the prefix that all of its Space have', async () => {
    const { tasks } = await sandboxClient().clickup.task.search({ query: 'eng-137' });
    expect(tasks[0]).toMatchObject({ custom_id: 'ENG-137' });
    expect(tasks.length).toBeLessThan(10);
  });

  it('says which filters find nothing where there is no such thing, and trims statuses', async () => {
    const { clickup } = sandboxClient();
    const { notes } = await clickup.task.search({ tags: ['finished'], space_ids: ['901700000999'] });
    expect(notes?.at(-1)).toMatch(/^ClickUp does not say whether the space_ids, tags exist;/);
    expect((await clickup.task.search({ statuses: [' to do '], limit: 1 })).tasks).toHaveLength(1);
  });

  it('refuses a status that the Lists do not have, with the nearest that they have', async () => {
    const { clickup } = sandboxClient();
    const search = { list_ids: [LISTS.sprint24, LISTS.bugs], statuses: ['done', 'in progres'] };
    const error = await failure(clickup.task.search(search));
    expect(error).toMatchObject({
      code: 'INVALID_PARAMETER',
      message: 'List "Sprint 24" or "Bugs" has no status "in progres"',
      suggestion: expect.stringMatching(/^Did you mean "in progress"\? There are: to do, in progress, /),
      details: { parameter: 'statuses', value: 'in progres', nearest: 'in progress' },
    });
  });

  it.each([
    [{}, 'The Workspace'],
    [{ space_ids: [SPACES.engineering] }, 'Space "Product Engineering"'],
  ])('names the nearest status of the Spaces where Lists may have others, as in %j', async (places, where) => {
    const { clickup, sent } = sandboxClient();
    const { tasks, notes } = await clickup.task.search({ ...places, statuses: ['in progres'] });
    expect(tasks).toEqual([]);
    expect(notes?.[0]).toBe(
      `${where} has no status "in progres", though a List may have one of its own: did you mean "in progress"?`,
    );
    expect(sent().filter((operation) => operation === 'GetSpaces')).toHaveLength(1);
  });

  it('looks for no status that a found task has', async () => {
    const { clickup, sent } = sandboxClient();
    await clickup.task.search({ statuses: ['Blocked'] });
    expect(sent()).not.toContain('GetSpaces');
  });

  it('resolves people and parents, and passes field conditions on in ClickUp’s form', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.task.search({
      assignees: ['yuki'],
      parent: 'ENG-96',
      custom_fields: [{ field: '066a9c42-1b11-438b-9505-b70415aa722c', operator: '>', value: '10' }],
    });
    const { searchParams } = new URL(sandbox.requests.at(-1)?.path ?? '', 'https://x');
    expect(searchParams.getAll('assignees[]')).toEqual(['81230005']);
    expect(searchParams.get('parent')).toBe(TASKS.offlineUnlock);
    expect(JSON.parse(searchParams.get('custom_fields') ?? '')).toEqual([
      { field_id: '066a9c42-1b11-438b-9505-b70415aa722c', operator: '>', value: 10 },
    ]);
  });

  it.each([
    [{ custom_fields: [{ operator: '=', value: 1 } as never] }, /names no field/],
    [{ custom_fields: [{ field: 'Severity', operator: '~' as '=' }] }, /unknown operator/],
    [{ custom_fields: [{ field: 'Severity', operator: '>' as const }] }, /needs a value/],
    [{ priorities: ['hgih'] }, /priorities/],
    [{ unassigned: true, assignees: ['me'] }, /exclude each other/],
    [{ list_ids: ['../Sprint 24'] }, /not a list id/],
    [{ cursor: 'nonsense' }, /cursor/],
  ])('refuses %j before anything is sent', async (input, message) => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.task.search(input));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER' });
    expect(error.message).toMatch(message);
    expect(sent().filter((operation) => operation === 'GetFilteredTeamTasks')).toEqual([]);
  });
});

describe('clickup_task_list', () => {
  it('says where an empty answer may come from a tag that does not exist', async () => {
    const { clickup } = sandboxClient();
    const none = await clickup.task.list({ list_id: LISTS.sprint24, tags: ['finished'] });
    expect(none).toMatchObject({ tasks: [], notes: [expect.stringMatching(/whether the tags exist/)] });
    const some = await clickup.task.list({ list_id: LISTS.sprint24, statuses: ['done'], tags: [] });
    expect(some.notes).toBeUndefined();
  });

  it('refuses a status that the List does not have, at one read that is remembered', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.task.list({ list_id: LISTS.sprint24, statuses: ['finished'] }));
    expect(error).toMatchObject({
      code: 'INVALID_PARAMETER',
      message: 'List "Sprint 24" has no status "finished"',
      suggestion: expect.stringMatching(/^Use one of its statuses. There are: to do,/),
    });
    await clickup.task.list({ list_id: LISTS.sprint24, statuses: ['done'] });
    expect(sent().slice(0, 3)).toEqual(['GetList', 'GetTasks', 'GetTasks']);
  });

  it('only doubts a status while there is more to read, and sends it as the List spells it', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.list.update({
      list_id: LISTS.bugs,
      statuses: [
        { status: '🚧 started', type: 'open' },
        { status: 'over', type: 'closed' },
      ],
    });
    await clickup.task.list({ list_id: LISTS.bugs, statuses: ['Started'] });
    expect(
      decodeURIComponent(sandbox.requests.findLast(({ operation }) => operation === 'GetTasks')?.path ?? ''),
    ).toContain('statuses[]=🚧 started');
    const listed = await clickup.task.list({ list_id: LISTS.sprint24, statuses: ['done', 'finished'], limit: 1 });
    expect(listed.notes).toEqual([
      expect.stringMatching(/^List "Sprint 24" has no status "finished": there are: to do,/),
    ]);
  });

  it('says in scope which tasks were asked for, and nothing where all open ones were', async () => {
    const { clickup } = sandboxClient();
    const list_id = LISTS.sprint24;
    const scopeOf = async (filters: object) => (await clickup.task.list({ list_id, limit: 1, ...filters })).scope;
    expect(await scopeOf({})).toBeUndefined();
    expect(await scopeOf({ order_by: 'updated', reverse: true })).toBeUndefined();
    expect(await scopeOf({ assignees: ['me', 'Priya'], due_before: 'friday', tags: ['Bug'] })).toBe(
      `List ${list_id}: tasks, closed ones left out; assignee any of me, Priya; tag bug; due to 2026-10-09T23:59:59.999+02:00`,
    );
    expect(await scopeOf({ statuses: ['done'], task_type_ids: ['Bug'] })).toBe(
      `List ${list_id}: tasks; status done; task type Bug`,
    );
    expect(await scopeOf({ include_closed: true, subtasks: false })).toBe(
      `List ${list_id}: tasks, subtasks left out, closed ones included`,
    );
    const custom_fields = [{ field: 'Severity', operator: '=' as const, value: 'Critical' }];
    expect(await scopeOf({ custom_fields, archived: true, created_after: '2026-09-01' })).toBe(
      `List ${list_id}: tasks, archived, closed ones left out; custom field Severity = Critical; created from 2026-09-01T00:00+02:00`,
    );
  });

  it('takes a status that only a task of another List has', async () => {
    const { clickup } = sandboxClient();
    await clickup.list.update({
      list_id: LISTS.bugs,
      statuses: [
        { status: 'reported', type: 'open' },
        { status: 'over', type: 'closed' },
      ],
    });
    const { task } = await clickup.task.create({ list_id: LISTS.bugs, name: 'Elsewhere' });
    await clickup.task.updateLists({ task_id: task.id, add: [LISTS.sprint24] });
    const { tasks } = await clickup.task.list({ list_id: LISTS.sprint24, statuses: ['reported'] });
    expect(tasks.map(({ name }) => name)).toEqual(['Elsewhere']);
  });

  it.each([
    [
      'a field condition as words',
      { custom_fields: 'Severity = Major' as never },
      'custom_fields[0]',
      /Correct custom_fields/,
    ],
  ])('refuses %s before anything is sent', async (_what, filter, parameter, way) => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.task.list({ list_id: LISTS.sprint24, ...filter }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter } });
    expect(error.suggestion).toMatch(way);
    expect(sent()).toEqual([]);
  });

  it('includes and marks subtasks and tasks of other Lists, and leaves closed ones out', async () => {
    const { clickup } = sandboxClient();
    const { tasks } = await clickup.task.list({ list_id: LISTS.sprint24 });
    expect(tasks.find(({ id }) => id === TASKS.certificates)?.list).toBe('API Platform');
    expect(tasks.some(({ parent }) => parent === TASKS.offlineUnlock)).toBe(true);
    expect(tasks.some(({ status }) => status === 'closed')).toBe(false);
    const flat = await clickup.task.list({ list_id: LISTS.sprint24, subtasks: false });
    expect(flat.tasks.every(({ parent }) => parent === undefined)).toBe(true);
  });

  it('takes task types by name', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.task.list({ list_id: LISTS.bugs, task_type_ids: ['milestone', 'Bug'] });
    const listing = sandbox.requests.find(({ operation }) => operation === 'GetTasks');
    expect(decodeURIComponent(listing?.path ?? '')).toMatch(/custom_items\[\]=1&custom_items\[\]=1001/);
    const error = await failure(clickup.task.list({ list_id: LISTS.bugs, task_type_ids: ['bugg'] }));
    expect(error).toMatchObject({
      code: 'INVALID_PARAMETER',
      details: { parameter: 'task_type_ids[0]', nearest: 'Bug' },
    });
  });

  it('shows the tags of each task, and which are done or closed', async () => {
    const { clickup } = sandboxClient();
    const { tasks } = await clickup.task.list({ list_id: LISTS.bugs, include_closed: true });
    expect(tasks.some(({ tags }) => tags?.includes('bug'))).toBe(true);
    const ended = new Map(tasks.map(({ status, ended }) => [status, ended]));
    expect(Object.fromEntries(ended)).toMatchObject({ triaged: undefined, verified: 'done', closed: 'closed' });
  });

  it('resumes inside a page', async () => {
    const { clickup } = sandboxClient();
    const all = await clickup.task.list({ list_id: LISTS.sprint24 });
    const seen: string[] = [];
    for await (const { tasks } of clickup.pages('clickup_task_list', { list_id: LISTS.sprint24, limit: 5 })) {
      seen.push(...tasks.map(({ id }) => id));
    }
    expect(seen).toEqual(all.tasks.map(({ id }) => id));
  });
});
