import { describe, expect, it } from 'vitest';
import { LISTS, SPACES } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const list_id = LISTS.bugs;

describe('fields of a list of tasks', () => {
  it('picks what each task shows, custom fields too, in the order given', async () => {
    const fields = ['Severity', 'name', 'due_date', 'creator', 'customer reports'];
    const { tasks } = await sandboxClient().clickup.task.list({ list_id, fields, include_closed: true });
    expect(tasks).toContainEqual({
      id: expect.any(String),
      Severity: 'Critical',
      name: 'Crash when the camera permission is revoked',
      due_date: expect.any(String),
      creator: 'Tomas Rivera',
      'Customer reports': 31,
    });
    expect(new Set(tasks.flatMap(Object.keys))).toEqual(
      new Set(['id', 'Severity', 'name', 'due_date', 'creator', 'Customer reports']),
    );
  });

  it('picks all custom fields at once, those that hold something', async () => {
    const { tasks } = await sandboxClient().clickup.task.list({ list_id, fields: ['name', 'custom_fields'] });
    const fields = tasks.flatMap((task) => Object.values((task as { custom_fields?: object }).custom_fields ?? {}));
    expect(fields.length).toBeGreaterThan(tasks.length);
    expect(fields).not.toContain(null);
  });

  it('takes the id of a custom field, and the names of fields as ClickUp writes them in its app', async () => {
    const { clickup } = sandboxClient();
    const { fields } = await clickup.customField.list({ list_id });
    const severity = fields.find(({ name }) => name === 'Severity')!.id;
    const { tasks } = await clickup.task.search({ list_ids: [list_id], fields: [severity, 'Due date', 'STATUS'] });
    expect(new Set(tasks.flatMap(Object.keys))).toEqual(new Set(['id', 'Severity', 'due_date', 'status']));
  });

  it('is taken by the list of a view, and says no Folder where there is none', async () => {
    const { clickup } = sandboxClient();
    const fields = ['folder', 'list'];
    const of = (tasks: object[]) => new Set(tasks.map((task) => JSON.stringify({ ...task, id: '' })));
    const { tasks } = await clickup.task.list({ list_id, limit: 3, fields });
    expect(of(tasks)).toEqual(new Set(['{"id":"","list":"Bugs"}']));
    const view = await clickup.view.listTasks({ view_id: '8cdxa-108', limit: 3, fields });
    expect(of(view.tasks)).toEqual(new Set(['{"id":"","folder":"Mobile App","list":"Sprint 24"}']));
  });

  it('refuses a field that there is not, with the nearest', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(clickup.task.list({ list_id, fields: ['name', 'Sevrity'] }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', suggestion: 'Did you mean "Severity"?' });
    expect((await failure(clickup.task.list({ list_id, fields: ['date_create'] }))).suggestion).toContain(
      'date_created',
    );
    const { suggestion } = await failure(clickup.task.list({ list_id, fields: ['zzz'] }));
    expect(suggestion).toMatch(/^Take id, custom_id, name.*, or a custom field: .*Severity/);
  });

  it('takes the words of other arguments, and says of all fields at once which there are not', async () => {
    const { clickup } = sandboxClient();
    const { tasks } = await clickup.task.list({ list_id, limit: 2, fields: ['created', 'task_type', 'done'] });
    expect(new Set(tasks.flatMap(Object.keys))).toEqual(new Set(['id', 'date_created', 'type']));
    const error = await failure(clickup.task.list({ list_id, fields: ['prioritty', 'name', 'sevrity'] }));
    expect(error.message).toBe('No task found has a field "prioritty", "sevrity"');
    expect(error.suggestion).toBe('Did you mean "priority", "Severity"?');
  });

  it('has the types of statuses, in the words by which they are searched', async () => {
    const { clickup } = sandboxClient();
    const types = async (status_types?: ('open' | 'active' | 'done' | 'closed')[]) => {
      const input = {
        list_ids: [list_id],
        include_closed: true,
        fields: ['status_type'],
        ...(status_types && { status_types }),
      };
      const { tasks } = await clickup.task.search(input);
      return new Set(tasks.map((task) => (task as unknown as { status_type: string }).status_type));
    };
    expect(await types()).toEqual(new Set(['open', 'active', 'done', 'closed']));
    expect(await types(['active'])).toEqual(new Set(['active']));
  });

  it('refuses detail beside it', async () => {
    const error = await failure(sandboxClient().clickup.task.list({ list_id, fields: ['name'], detail: 'full' }));
    expect([error.code, error.suggestion]).toEqual(['INVALID_PARAMETER', 'Give one of the two.']);
  });

  it('goes on over Lists that lack the field, and the cursor of other fields is taken', async () => {
    const { clickup } = sandboxClient();
    const rows: Record<string, unknown>[] = [];
    const input = { space_ids: [SPACES.engineering], limit: 20, order_by: 'updated' as const };
    let page = await clickup.task.search({ ...input, fields: ['name'] });
    while (page.next_cursor) {
      page = await clickup.task.search({ ...input, fields: ['name', 'Severity'], cursor: page.next_cursor });
      rows.push(...(page.tasks as unknown as Record<string, unknown>[]));
    }
    expect(rows.some(({ Severity }) => Severity !== undefined)).toBe(true);
  });
});

describe('detail', () => {
  it('full leaves out what is empty or said elsewhere in the answer, and raw gives it as ClickUp sent it', async () => {
    const { clickup } = sandboxClient();
    const input = { list_id, include_closed: true };
    const { tasks: full } = await clickup.task.list({ ...input, detail: 'full' });
    const { tasks: raw } = await clickup.task.list({ ...input, detail: 'raw' });
    expect(full.map(({ id }) => id)).toEqual(raw.map(({ id }) => id));

    const text = JSON.stringify(full);
    expect(text.replace(/"type_config":\{.*?\},"date_created"/g, '')).not.toMatch(/:(null|""|\[\]|\{\})/);
    for (const task of full) expect(task.project).toBeUndefined();
    type Field = { id: string; value?: unknown; type_config?: unknown };
    const fields = full.flatMap(({ custom_fields }) => (custom_fields ?? []) as Field[]);
    expect(fields.every(({ value }) => value !== undefined)).toBe(true);
    const defined = fields.filter(({ type_config }) => type_config !== undefined).map(({ id }) => id);
    expect(new Set(defined).size).toBe(defined.length);

    expect(raw[0]).toMatchObject({ parent: null, assignees: expect.any(Array), project: expect.anything() });
    expect(raw[0]?.date_created).toMatch(/^\d{13}$/);
    expect((raw[0]!.custom_fields as Field[]).every(({ type_config }) => type_config !== undefined)).toBe(true);
    expect(text.length).toBeLessThan(JSON.stringify(raw).length / 1.5);
  });

  it('is understood by every tool that takes it', async () => {
    const { clickup } = sandboxClient();
    const [full, raw] = await Promise.all(
      (['full', 'raw'] as const).map(async (detail) => (await clickup.list.get({ list_id, detail })).list),
    );
    expect(Object.keys(raw!)).toEqual(expect.arrayContaining(Object.keys(full!)));
    expect(Object.entries(raw!).filter(([, value]) => value === null)).not.toEqual([]);
    expect(Object.values(full!)).not.toContain(null);
  });
});
