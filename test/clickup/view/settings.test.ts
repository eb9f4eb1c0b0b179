import { describe, expect, test } from 'vitest';
import type { Context } from '../../../src/clickup/context.js';
import { timeFormat } from '../../../src/clickup/dates/format.js';
import { describeView, noteDropped, type WireView, withSettings } from '../../../src/clickup/view/settings.js';

/** As much of a context as settings use: a clock, a zone and somewhere to put remarks. */
const context = () => {
  const notes: string[] = [];
  const ctx = {
    now: () => Date.parse('2026-10-05T09:00Z'),
    timeZone: async () => 'Europe/Berlin',
    dayZone: async () => 'Europe/Berlin',
    times: async () => timeFormat('Europe/Berlin', 'Europe/Berlin'),
    resolved: () => undefined,
    note: (text: string) => notes.push(text),
    dryRun: false,
  };
  return { ctx: ctx as unknown as Context, notes };
};

const apply = (base: object, input: object) => withSettings(context().ctx, base, input);

describe('withSettings', () => {
  test('leaves alone what no setting touches', async () => {
    const base = {
      name: 'Board',
      filters: { op: 'AND' as const, fields: [], search: 'lock' },
      divide: { field: null },
    };
    expect(await apply(base, {})).toEqual(base);
    expect(await apply(base, { show_closed: true })).toMatchObject({ filters: { search: 'lock', show_closed: true } });
  });

  test('a minus in front turns the order round', async () => {
    const body = await apply(
      {},
      { group_by: '-priority', sort: ['dueDate', '-dateCreated'], columns: ['name', 'assignee'] },
    );
    expect(body).toEqual({
      grouping: { field: 'priority', dir: -1, collapsed: [], ignore: false },
      sorting: {
        fields: [
          { field: 'dueDate', dir: 1, idx: 0 },
          { field: 'dateCreated', dir: -1, idx: 1 },
        ],
      },
      columns: { fields: [{ field: 'assignee', idx: 0 }] },
    });
  });

  test('names become what ClickUp compares with', async () => {
    const filters = [
      { field: 'status', op: 'EQ', values: ['In Progress'] },
      { field: 'priority', op: 'ANY', values: ['urgent', 'none'] },
      { field: 'dueDate', op: 'EQ', values: ['this week'] },
      { field: 'dueDate', op: 'LT', values: ['2026-10-09T12:00:00Z'] },
      { field: 'assignee', op: 'ANY', values: ['81230003'] },
      { field: 'customItems', op: 'NOT', values: ['1'] },
      { field: 'archived', op: 'EQ' },
    ];
    expect(await apply({}, { filters, filter_op: 'OR', search: 'dock' })).toMatchObject({
      filters: {
        op: 'OR',
        search: 'dock',
        fields: [
          { field: 'status', op: 'EQ', values: ['in progress'] },
          { field: 'priority', op: 'ANY', values: [1, -1] },
          { field: 'dueDate', op: 'EQ', values: [{ op: 'thisweek' }] },
          { field: 'dueDate', op: 'LT', values: [Date.parse('2026-10-09T12:00Z')] },
          { field: 'assignee', op: 'ANY', values: [81230003] },
          { field: 'customItems', op: 'NOT', values: [1] },
          { field: 'archived', op: 'EQ', values: [] },
        ],
      },
    });
  });

  test('new conditions drop the groups that pointed at the old ones', async () => {
    const filters = { op: 'AND' as const, fields: [], filter_groups: [[0], [1]], filter_group_ops: ['OR'] };
    const fields = [{ field: 'tag', op: 'ANY', values: ['bug'] }];
    expect(await apply({ filters }, { filters: fields })).not.toHaveProperty('filters.filter_groups');
    expect(await apply({ filters }, { show_closed: true })).toHaveProperty('filters.filter_groups', [[0], [1]]);
  });

  test('an unknown priority is refused with the known ones', async () => {
    const filters = [{ field: 'priority', op: 'EQ', values: ['asap'] }];
    await expect(apply({}, { filters })).rejects.toMatchObject({
      details: { allowed_values: ['urgent', 'high', 'normal', 'low', 'none'] },
    });
  });
});

describe('describeView', () => {
  test('says what withSettings takes, so that a view can be copied', async () => {
    const input = {
      group_by: '-assignee',
      sort: ['priority', '-dueDate'],
      columns: ['assignee', 'cf_0a8049df-9174-485d-8e5e-0d02484298bf'],
      filters: [
        { field: 'priority', op: 'ANY', values: ['high', 'none'] },
        { field: 'dueDate', op: 'EQ', values: ['today'] },
      ],
      filter_op: 'OR' as const,
      show_closed: true,
      show_subtasks: 'expanded' as const,
    };
    const view = {
      id: '1',
      name: 'V',
      type: 'list',
      parent: { id: '5', type: 6 },
      ...(await apply({}, input)),
    } as WireView;
    expect(describeView(view).set_up).toEqual({ place: 'list', ...input });
  });

  test('a view without settings says nothing of them', () => {
    const { set_up } = describeView({
      id: '1',
      name: 'V',
      type: 'board',
      grouping: { field: 'none', dir: 1 },
    } as WireView);
    expect(set_up).toMatchObject({ sort: [], columns: [], filters: [] });
    expect([set_up.group_by, set_up.place, set_up.show_subtasks]).toEqual([undefined, undefined, undefined]);
  });
});

test('conditions that ClickUp dropped are noted', () => {
  const { ctx, notes } = context();
  const view = { id: '1', name: 'V', type: 'list', filters: { fields: [] } } as unknown as WireView;
  noteDropped(ctx, { filters: { fields: [] } }, view);
  expect(notes).toEqual([]);
  noteDropped(ctx, { filters: { fields: [{}, {}] } }, view);
  expect(notes).toEqual([expect.stringContaining('0 of 2')]);
});

describe('the names of fields', () => {
  test('may be written in another case, and are sent as ClickUp spells them', async () => {
    const filters = [{ field: 'DueDate', op: 'LT' as const, values: ['today'] }];
    const view = await apply({}, { group_by: '-Assignee', sort: ['-duedate'], columns: ['Name', 'PRIORITY'], filters });
    expect(view).toMatchObject({
      grouping: { field: 'assignee', dir: -1 },
      sorting: { fields: [{ field: 'dueDate', dir: -1 }] },
      columns: { fields: [{ field: 'priority' }] },
      filters: { fields: [{ field: 'dueDate', values: [{ op: 'today' }] }] },
    });
  });

  test('that ClickUp has beyond the documented ones are left alone, so that a view can be copied', async () => {
    expect(await apply({}, { columns: ['timeLogged'] })).toMatchObject({
      columns: { fields: [{ field: 'timeLogged' }] },
    });
  });
});
