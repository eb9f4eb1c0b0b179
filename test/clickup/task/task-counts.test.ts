import { describe, expect, it } from 'vitest';
import { countTasks } from '../../../src/clickup/task/task-counts.js';

const [priya, yuki] = ['Priya', 'Yuki'].map((username, id) => ({ id, username }));

describe('tasks are counted', () => {
  it('under each of their people and tags', () => {
    const tasks = [
      { id: 'a', assignees: [priya!, yuki!], tags: [{ name: 'bug' }] },
      { id: 'b', assignees: [yuki!], tags: [{ name: 'bug' }, { name: 'app' }] },
      { id: 'c', group_assignees: [{ id: 'g', name: 'Design' }] },
      { id: 'd' },
    ];
    expect(countTasks(tasks, ['assignee'])).toEqual([
      { assignee: 'Yuki', tasks: 2 },
      { assignee: 'Priya', tasks: 1 },
      { assignee: 'Design', tasks: 1 },
      { assignee: '(nobody)', tasks: 1 },
    ]);
    expect(countTasks(tasks, ['tag'])).toEqual([
      { tag: 'bug', tasks: 2 },
      { tag: '(no tag)', tasks: 2 },
      { tag: 'app', tasks: 1 },
    ]);
  });

  it('by combinations, also where a task has none of it', () => {
    const tasks = [
      { id: 'a', status: { status: 'to do' }, priority: { priority: 'high' }, list: { name: 'Bugs' } },
      { id: 'b', status: { status: 'to do' }, priority: null, list: { name: 'Bugs' } },
    ];
    expect(countTasks(tasks, ['status', 'priority', 'list'])).toEqual([
      { status: 'to do', priority: 'high', list: 'Bugs', tasks: 1 },
      { status: 'to do', priority: 'none', list: 'Bugs', tasks: 1 },
    ]);
    expect(countTasks([], ['status'])).toEqual([]);
  });

  const severity = (value: unknown) => ({
    id: 'f1',
    name: 'Severity',
    type: 'drop_down',
    value,
    type_config: { options: [{ id: 'o1', name: 'Major', orderindex: 0 }] },
  });
  const reports = (value: unknown) => ({ id: 'f2', name: 'Customer reports', type: 'number', value });
  const bugs = [
    { id: 'a', time_estimate: 3_600_000, points: 0.1, custom_fields: [severity(0), reports('2')] },
    { id: 'b', time_estimate: '1800000', points: 0.2, custom_fields: [severity('o1'), reports(3)] },
    { id: 'c', time_estimate: null, custom_fields: [severity(null), reports(null)] },
  ];

  it('by a custom field, with the sums of fields that hold numbers', () => {
    const fields = ['time_estimate', 'points', 'customer reports'];
    expect(countTasks(bugs, ['Severity'], { fields })).toEqual([
      { Severity: 'Major', tasks: 2, time_estimate: '1h 30m', points: 0.3, 'Customer reports': 5 },
      { Severity: '(none)', tasks: 1, time_estimate: '0m', points: 0, 'Customer reports': 0 },
    ]);
    expect(countTasks(bugs, ['f1', 'Statuses'])).toEqual([
      { Severity: 'Major', status: '(none)', tasks: 2 },
      { Severity: '(none)', status: '(none)', tasks: 1 },
    ]);
  });

  it('under each label, person and related task of a custom field', () => {
    const field = (type: string, value: unknown) => [{ id: 'f', name: 'Field', type, value }];
    const by = (type: string, value: unknown) =>
      countTasks([{ id: 'a', custom_fields: field(type, value) }], ['Field']).map((row) => Object.values(row)[0]);
    expect(by('users', [{ username: 'Priya' }, { username: 'Yuki' }])).toEqual(['Priya', 'Yuki']);
    expect(by('tasks', [{ id: '1', name: 'Bells' }])).toEqual(['Bells']);
    expect(by('checkbox', 'true')).toEqual(['true']);
    expect(by('labels', [])).toEqual(['(none)']);
  });

  it.each([
    [['Severty'], [], 'count_by', 'Did you mean "Severity"?'],
    [['colour'], [], 'count_by', 'Take status, assignee, priority, tag, list, or a custom field: Severity, '],
    [['status'], ['Severity'], 'fields', 'Take time_estimate, points, or a custom field: Customer reports.'],
    [['status'], ['name'], 'fields', 'Take time_estimate'],
  ])('by %j with sums of %j: says what there is', (by, fields, parameter, said) => {
    const error = (() => {
      try {
        return countTasks(bugs, by, { fields });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter } });
    expect((error as { suggestion: string }).suggestion).toContain(said);
    // Behind a cursor, and where nothing was found, nobody can say.
    expect(() => countTasks([], by, { fields })).not.toThrow();
    expect(() => countTasks(bugs, by, { fields, cursor: 'x' })).not.toThrow();
  });
});
