import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChecklistEntry, planChecklists } from '../../../src/clickup/task/checklist-plan.js';
import { ValidationError } from '../../../src/runtime/errors.js';

const item = (id: string, name: string, children: never[] = []) => ({
  id,
  name,
  resolved: false,
  parent: null,
  children,
});
const lists = () => [
  { id: 'c-1', name: 'Release', items: [item('i-1', 'Tag'), item('i-2', 'Build', [item('i-3', 'iOS')] as never[])] },
  { id: 'c-2', name: 'Docs', items: [item('i-4', 'Tag')] },
];

const steps = (...entries: ChecklistEntry[]) =>
  planChecklists(lists(), entries).map((step) => [step.do, 'item' in step ? step.item.id : step.list.id]);

describe('planChecklists', () => {
  test('finds nested items, and tells lists of one name apart by id', () => {
    expect(steps({ action: 'update', items: ['ios'], resolved: true })).toEqual([['edit item', 'i-3']]);
    expect(steps({ action: 'update', checklist: 'Docs', items: ['Tag'], resolved: true })).toEqual([
      ['edit item', 'i-4'],
    ]);
    expect(steps({ action: 'delete', checklist: 'c-2' })).toEqual([['delete list', 'c-2']]);
  });

  test('sees the task as earlier entries leave it', () => {
    expect(() =>
      steps({ action: 'delete', items: ['Build'] }, { action: 'update', items: ['iOS'], resolved: true }),
    ).toThrow('no such checklist item');
    expect(
      steps(
        { action: 'update', checklist: 'Release', items: ['Tag'], name: 'Tag the build' },
        { action: 'update', items: ['tag the build'], resolved: true },
        { action: 'update', items: ['Tag'], resolved: true },
      ),
    ).toEqual([
      ['edit item', 'i-1'],
      ['edit item', 'i-1'],
      ['edit item', 'i-4'],
    ]);
  });

  test('refuses to nest an item below itself over several levels', () => {
    expect(() => steps({ action: 'update', items: ['Build'], parent: 'iOS' })).toThrow('nested under itself');
  });

  test('is ambiguous where two checklists have the item', () => {
    expect(() => steps({ action: 'update', items: ['Tag'], resolved: true })).toThrow('2 of the name');
  });

  test('whatever is asked, it plans or says what is wrong', () => {
    const name = fc.oneof(fc.constantFrom('Release', 'Docs', 'Tag', 'iOS', 'none', ' '), fc.string());
    const entry = fc.record(
      {
        action: fc.constantFrom('add', 'update', 'delete'),
        checklist: name,
        items: fc.array(name, { maxLength: 3 }),
        name,
        resolved: fc.boolean(),
        assignee: fc.option(fc.integer(), { nil: null }),
        parent: name,
      },
      { requiredKeys: ['action'] },
    );
    const plan = (entries: ChecklistEntry[]) => {
      try {
        return planChecklists(lists(), entries);
      } catch (error) {
        if (error instanceof ValidationError && error.suggestion !== '') return [];
        throw error;
      }
    };
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        const planned = plan(entries as ChecklistEntry[]);
        expect(planned.every(({ entry: index }) => index >= 0 && index < entries.length)).toBe(true);
      }),
      { seed: 20261005, numRuns: 300 },
    );
  });
});
