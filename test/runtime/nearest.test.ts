import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../src/runtime/nearest.js';

fc.configureGlobal({ seed: 20261005 });

describe('nearest', () => {
  const names = ['task_id', 'list_id', 'assignees', 'due_date', 'In Progress', 'to do', 'Größe'];
  it.each([
    ['taskId', 'task_id'],
    ['lst_id', 'list_id'],
    ['assignee', 'assignees'],
    ['asignees', 'assignees'],
    ['duedate', 'due_date'],
    ['in-progress', 'In Progress'],
    ['in progres', 'In Progress'],
    ['todo', 'to do'],
    ['größe', 'Größe'],
  ])('%s means %s', (word, expected) => expect(nearest(word, names)).toBe(expected));

  it.each(['colour', 'x', '', 'zzzzzz'])('%s means none of them', (word) =>
    expect(nearest(word, names)).toBeUndefined(),
  );

  it('prefers the exact name, then the first', () => {
    expect(nearest('bugs', ['bug', 'bugs'])).toBe('bugs');
    expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
  });
});

describe('editDistance', () => {
  it('counts a swap of neighbours once', () => expect(editDistance('statsu', 'status', 3)).toBe(1));

  it('is symmetric, zero only for equal words, and never above the limit by more than one', () => {
    const words = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(words, words, fc.nat(4), (a, b, limit) => {
        const distance = editDistance(a, b, limit);
        expect(distance).toBe(editDistance(b, a, limit));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(limit + 1);
      }),
    );
  });
});
