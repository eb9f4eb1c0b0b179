import { describe, expect, it } from 'vitest';
import {
  anyOf,
  entriesFor,
  inCategories,
  inToolsets,
  named,
  not,
  select,
  withEffects,
} from '../../src/registry/select.js';

const row = (name: string, category: string, effect: 'read' | 'write' | 'delete', toolset = 'standard') => ({
  name,
  toolset,
  category,
  effect,
});

const rows = [
  row('task_get', 'Task', 'read'),
  row('task_create', 'Task', 'write'),
  row('task_delete', 'Task', 'delete'),
  row('goal_get', 'Goal', 'read'),
  row('doc_get', 'Doc', 'read', 'doc'),
];

describe('a selection of tools', () => {
  it.each([
    ['everything without a predicate', [], ['task_get', 'task_create', 'task_delete', 'goal_get', 'doc_get']],
    ['by toolset', [inToolsets('doc')], ['doc_get']],
    ['by category', [inCategories('Goal', 'Doc')], ['goal_get', 'doc_get']],
    ['by effect', [withEffects('write', 'delete')], ['task_create', 'task_delete']],
    ['by name', [named('goal_get', 'task_get')], ['task_get', 'goal_get']],
    ['by several, all of which must accept', [inToolsets('standard'), withEffects('read')], ['task_get', 'goal_get']],
    ['by one of several', [anyOf(inToolsets('doc'), named('task_get'))], ['task_get', 'doc_get']],
    ['but for some', [not(withEffects('delete')), not(inCategories('Goal'))], ['task_get', 'task_create', 'doc_get']],
  ])('%s', (_, predicates, names) => {
    expect(select(rows, ...predicates).map(({ name }) => name)).toEqual(names);
  });

  it('takes what belongs to it out of a prebuilt list, in the order of the list', () => {
    const listing = [{ name: 'doc_get', tokens: 3 }, { name: 'goal_get' }, { name: 'task_get' }];
    expect(entriesFor(listing, select(rows, inCategories('Task', 'Doc')))).toEqual([
      { name: 'doc_get', tokens: 3 },
      { name: 'task_get' },
    ]);
  });
});
