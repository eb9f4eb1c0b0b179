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
});
