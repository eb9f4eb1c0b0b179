import { describe, expect, it } from 'vitest';
import { API_KEYS, LISTS, TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const bodyOf = (sandbox: ReturnType<typeof sandboxClient>['sandbox'], operation: string) =>
  sandbox.requests.findLast((request) => request.operation === operation)?.body;

describe('clickup_task_create', () => {
  it('creates with people, dates, tags, Markdown and field values by name', async () => {
    const { clickup } = sandboxClient();
    const { task, resolved, not_applied } = await clickup.task.create({
      list_id: LISTS.sprint24,
      name: 'Unlock fails on tablets',
      description: 'Seen on **two** tablets.',
      status: 'In Progress',
      priority: 'high',
      assignees: ['priya', 'me'],
      tags: ['bug'],
      due_date: 'friday 17:00',
      start_date: '2026-10-06',
      time_estimate: '1h 30m',
      custom_fields: { severity: 'major', Reviewer: ['tomas'], 'Customer reports': 3 },
    });
    expect(not_applied).toBeUndefined();
    expect(task).toMatchObject({
      status: 'in progress',
      priority: 'high',
      assignees: ['Priya Nair', 'Lena Hoffmann'],
      due_date: '2026-10-09T17:00+02:00',
      start_date: '2026-10-06',
      time_estimate: '1h 30m',
      tags: ['bug'],
      list: 'Sprint 24',
    });
    expect(resolved).toMatchObject({ due_date: '2026-10-09T17:00+02:00' });
    expect(resolved).not.toHaveProperty('start_date');
    const read = await clickup.task.get({ task_id: task.id, include: ['custom_fields'] });
    expect(read.task).toMatchObject({
      description: 'Seen on **two** tablets.',
      custom_fields: { Severity: 'Major', Reviewer: ['Tomas Rivera'], 'Customer reports': 3 },
    });
  });

  it('shows the sprint points of a new task and of a changed one', async () => {
    const { clickup } = sandboxClient();
    const { task } = await clickup.task.create({ list_id: LISTS.sprint24, name: 'Sized', points: 3 });
    expect(task).toMatchObject({ points: 3 });
    expect((await clickup.task.update({ task_id: task.id, points: 5 })).task).toMatchObject({ points: 5 });
  });

  it('gives a new task people and related tasks in its fields, by name and custom id', async () => {
    const { clickup } = sandboxClient();
    const { task, resolved } = await clickup.task.create({
      list_id: LISTS.sprint24,
      name: 'Related',
      custom_fields: { Reviewer: { add: ['tomas'] }, 'Related incidents': ['ENG-96'] },
    });
    expect(resolved).toEqual({ 'custom_fields.Reviewer': expect.stringContaining('Tomas Rivera') });
    const read = await clickup.task.get({ task_id: task.id, include: ['custom_fields'] });
    expect(read.task?.custom_fields).toMatchObject({
      Reviewer: ['Tomas Rivera'],
      'Related incidents': [{ id: TASKS.offlineUnlock }],
    });
  });

  it('adds checklists and dependencies', async () => {
    const { clickup } = sandboxClient();
    const { task, not_applied, checklists, depends_on } = await clickup.task.create({
      list_id: LISTS.sprint24,
      name: 'With parts',
      checklists: { 'Definition of done': ['Design', 'Code'], Empty: [] },
      depends_on: ['ENG-137'],
    });
    expect(not_applied).toBeUndefined();
    expect({ checklists, depends_on }).toEqual({
      checklists: ['Definition of done', 'Empty'],
      depends_on: [TASKS.stationApi],
    });
    const read = await clickup.task.get({ task_id: task.id, include: ['checklists'] });
    expect(read.task).toMatchObject({
      waiting_on: [{ id: TASKS.stationApi }],
      checklists: [{ name: 'Definition of done', items: [{ name: 'Design' }, { name: 'Code' }] }, { name: 'Empty' }],
    });
  });

  it('refuses a checklist that is no list of texts before anything is sent', async () => {
    const { clickup, sent } = sandboxClient();
    const input = { list_id: LISTS.sprint24, name: 'With parts', checklists: { Done: 'Code' } };
    expect(await failure(clickup.task.create(input))).toMatchObject({ details: { parameter: 'checklists' } });
    expect(sent()).toEqual([]);
  });

  it('keeps a task of which a part could not be made, and says so', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'CreateChecklistItem' }] });
    const input = { list_id: LISTS.sprint24, name: 'With parts', checklists: { Done: ['Code'] } };
    const { task, not_applied, notes } = await clickup.task.create(input);
    expect(task.id).toBeDefined();
    expect(not_applied).toEqual(['checklists.Done']);
    expect(notes?.[0]).toMatch(/the task exists, .*clickup_task_update_checklists/);
  });

  it('names the statuses of the List when there is no such status', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(clickup.task.create({ list_id: LISTS.bugs, name: 'x', status: 'fixin' }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { nearest: 'fixing', ecode: 'CRTSK_001' } });
    expect(error.details?.allowed_values).toEqual(['new', 'triaged', 'fixing', 'verified', 'closed']);
    expect(error.suggestion).toContain('Did you mean "fixing"?');
  });

  it('checks the status in a dry run too, and writes nothing', async () => {
    const { clickup, sent } = sandboxClient();
    const input = { list_id: LISTS.bugs, name: 'x', due_date: 'tomorrow', dry_run: true };
    expect(await failure(clickup.task.create({ ...input, status: 'someday' }))).toMatchObject({
      code: 'INVALID_PARAMETER',
    });
    const plan = await clickup.call('clickup_task_create', { ...input, status: 'fixing' });
    expect(plan).toMatchObject({ data: { dry_run: true, requests: [{ method: 'POST', body: { status: 'fixing' } }] } });
    expect(sent()).not.toContain('CreateTask');
  });

  it('reports a guest whom ClickUp silently did not assign', async () => {
    const { clickup } = sandboxClient();
    const { task, not_applied, notes } = await clickup.task.create({
      list_id: LISTS.sprint24,
      name: 'For the depot',
      assignees: ['diego'],
    });
    expect(task.assignees).toBeUndefined();
    expect(not_applied).toEqual(['assignees']);
    expect(notes?.[0]).toMatch(/did not add 81230007/);
  });

  it('explains a parent of another List, and refuses a blank name unsent', async () => {
    const { clickup, sent } = sandboxClient();
    const list_id = LISTS.sprint24;
    const error = await failure(clickup.task.create({ list_id, name: 'x', parent: TASKS.brakePads }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'parent' } });
    expect(error.suggestion).toContain('clickup_task_get');
    sent();
    expect(await failure(clickup.task.create({ list_id, name: '  ' }))).toMatchObject({ code: 'INVALID_PARAMETER' });
    expect(sent()).toEqual([]);
  });

  it('starts from a template, and says that nothing else goes with one', async () => {
    const { clickup } = sandboxClient();
    const input = { list_id: LISTS.bugs, name: 'From the template', template_id: 't-90010001' };
    const { task } = await clickup.task.create(input);
    const { task: read } = await clickup.task.get({ task_id: task.id });
    expect(read?.name).toBe('From the template');
    expect(await failure(clickup.task.create({ ...input, priority: 'low' }))).toMatchObject({
      details: { parameter: 'priority' },
    });
  });

  it('says UNKNOWN_OUTCOME when the answer is lost and nothing is found, and sends no second one', async () => {
    const { clickup, sandbox } = sandboxClient({ faults: [{ kind: 'reset-before', operation: 'CreateTask' }] });
    const error = await failure(clickup.task.create({ list_id: LISTS.ideas, name: 'Only once' }));
    expect(error.code).toBe('UNKNOWN_OUTCOME');
    expect(error.suggestion).toContain('clickup_task_list');
    expect(sandbox.requests.filter(({ operation }) => operation === 'CreateTask')).toHaveLength(1);
    const { tasks } = await clickup.task.list({ list_id: LISTS.ideas });
    expect(tasks.filter(({ name }) => name === 'Only once')).toHaveLength(0);
  });
});

describe('clickup_task_update', () => {
  it('turns a plain list of people into what has to be added and taken off', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { task } = await clickup.task.update({ task_id: 'ENG-96', assignees: ['priya', 'samuel'] });
    expect(task.assignees).toEqual(expect.arrayContaining(['Priya Nair', 'Samuel Okafor']));
    expect(task.assignees).toHaveLength(2);
    expect(bodyOf(sandbox, 'UpdateTask')).toEqual({ assignees: { add: [81230004], rem: [81230005] } });
  });

  it('adds and takes off people without reading the task first', async () => {
    const { clickup, sent } = sandboxClient();
    const { task } = await clickup.task.update({
      task_id: TASKS.offlineUnlock,
      assignees: { add: ['me'], remove: ['yuki'] },
      watchers: { add: ['81230004'] },
    });
    expect(task.assignees).toEqual(['Priya Nair', 'Lena Hoffmann']);
    expect(sent().filter((operation) => operation === 'GetTask')).toEqual([]);
  });

  it('clears a description, dates and priority', async () => {
    const { clickup } = sandboxClient();
    const { task } = await clickup.task.update({
      task_id: TASKS.greyButton,
      description: '',
      due_date: 'none',
      priority: 'none',
      time_estimate: 0,
    });
    for (const gone of ['due_date', 'priority', 'time_estimate']) expect(task).not.toHaveProperty(gone);
    const { task: read } = await clickup.task.get({ task_id: TASKS.greyButton });
    expect(read?.description).toBe('');
  });

  it('keeps the time of day only where one was given', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.task.update({ task_id: TASKS.greyButton, due_date: '2026-10-12', start_date: '2026-10-08T09:30' });
    expect(bodyOf(sandbox, 'UpdateTask')).toMatchObject({ due_date_time: false, start_date_time: true });
  });

  it('reports people it could not assign after reading the task once more', async () => {
    const { clickup, sent } = sandboxClient();
    const { not_applied, notes } = await clickup.task.update({
      task_id: TASKS.greyButton,
      assignees: { add: ['diego', 'yuki'] },
    });
    expect(not_applied).toEqual(['assignees']);
    expect(notes?.[0]).toContain('81230007');
    expect(sent()).toContain('GetTask');
  });

  it('sets estimates per person, one by one or all anew', async () => {
    const { clickup, sent } = sandboxClient();
    await clickup.task.update({ task_id: TASKS.greyButton, assignees: ['priya', 'me'] });
    sent();
    const first = await clickup.task.update({
      task_id: TASKS.greyButton,
      estimates: { priya: '2h', me: '30m' },
      replace_estimates: true,
    });
    expect(first.task.time_estimate).toBe('2h 30m');
    expect(sent()).toContain('replaceTimeEstimatesByUser');
    const second = await clickup.task.update({ task_id: TASKS.greyButton, estimates: { priya: '3h' } });
    expect(second.task.time_estimate).toBe('3h 30m');
    expect(sent()).toContain('updateTimeEstimatesByUser');
  });

  it('says what was done when only the estimates failed', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(
      clickup.task.update({ task_id: TASKS.greyButton, priority: 'low', estimates: { chloe: '1h' } }),
    );
    expect(error.message).toMatch(/^The task was changed, but not its estimates/);
    const { task } = await clickup.task.get({ task_id: TASKS.greyButton });
    expect(task?.priority).toBe('low');
  });

  it('does not deny estimates whose answer was lost', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: 'reset-after', operation: 'updateTimeEstimatesByUser' }] });
    const error = await failure(
      clickup.task.update({ task_id: TASKS.greyButton, priority: 'low', estimates: { unassigned: '1h' } }),
    );
    expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME', details: { applied: 'everything but estimates' } });
    expect(error.message).toMatch(/^The task was changed, and perhaps its estimates: PATCH /);
  });

  it('names the statuses of the home List', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(clickup.task.update({ task_id: TASKS.certificates, status: 'blokced' }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { nearest: 'blocked' } });
  });

  it.each([
    [{ tags: ['bug'] }, 'clickup_task_update_tags'],
    [{ list_id: LISTS.bugs }, 'clickup_task_move'],
    [{ custom_fields: { Severity: 'Major' } }, 'clickup_custom_field_set'],
    [{}, 'clickup_task_update_tags'],
  ])('leads from %j to the tool that does it', async (input, tool) => {
    const { clickup, sent } = sandboxClient();
    const answer = await clickup.call('clickup_task_update', { task_id: TASKS.greyButton, ...input });
    expect(answer).toMatchObject({ success: false, error: { type: 'VALIDATION' } });
    expect(JSON.stringify(answer)).toContain(tool);
    expect(sent()).toEqual([]);
  });

  it('passes on that the token may not edit', async () => {
    const { clickup } = sandboxClient({ apiKey: API_KEYS.readOnly });
    const error = await failure(clickup.task.update({ task_id: TASKS.fireDrill, priority: 'low' }));
    expect(['FORBIDDEN', 'RESOURCE_NOT_FOUND']).toContain(error.code);
  });

  it('plans an exact list of people without writing', async () => {
    const { clickup, sent } = sandboxClient();
    const plan = await clickup.call('clickup_task_update', {
      task_id: 'ENG-96',
      assignees: ['priya'],
      estimates: { priya: '1h' },
      dry_run: true,
    });
    expect(plan).toMatchObject({
      data: { requests: [{ method: 'PUT', body: { assignees: { add: [], rem: [81230005] } } }, { method: 'PATCH' }] },
    });
    expect(sent()).not.toContain('UpdateTask');
  });
});

describe('people and dates that contradict themselves or are empty', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a person both added and removed', { assignees: { add: ['me'], remove: ['lena'] } }, 'assignees'],
    ['a person without a name', { assignees: { add: [' '] } }, 'assignees.add[0]'],
    ['an empty date', { due_date: '' }, 'due_date'],
  ])('%s: refused before anything is written', async (_what, change, parameter) => {
    const { clickup, sandbox } = sandboxClient();
    const error = await failure(clickup.task.update({ task_id: TASKS.greyButton, ...change }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter } });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('clickup_task_delete', () => {
  it('deletes one task, and only with confirmation', async () => {
    const { clickup } = sandboxClient();
    expect(await failure(clickup.task.delete({ task_id: TASKS.greyButton }))).toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
    });
    expect(await clickup.task.delete({ task_id: TASKS.greyButton, confirm: 'yes' })).toEqual({
      deleted: true,
      task_id: TASKS.greyButton,
    });
    expect(await failure(clickup.task.get({ task_id: TASKS.greyButton }))).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
  });
});
