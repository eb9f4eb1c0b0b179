import { describe, expect, test } from 'vitest';
import { stepsReached } from '../../../src/clickup/goal/key-results.js';
import { type WireGoal, withProgress } from '../../../src/clickup/goal/progress.js';

const keyResult = (over: object = {}) => ({
  id: 'k',
  name: 'Unlocks',
  type: 'number',
  steps_start: 0,
  steps_current: 0,
  steps_end: 10,
  ...over,
});

describe('withProgress', () => {
  test.each([
    [{ steps_current: 4 }, 40],
    [{ steps_start: 20, steps_current: '15', steps_end: 10 }, 50],
    [{ steps_current: 30 }, 100],
    [{ type: 'boolean', steps_start: false, steps_current: true, steps_end: true }, 100],
    [{ type: 'automatic', percent_completed: 0.25 }, 25],
    [{ type: 'automatic', percent_completed: '66' }, 66],
    [{ steps_end: null, percent_completed: null }, undefined],
  ])('%j is %s per cent', (over, percent) => {
    const goal = withProgress({ id: 'g', name: 'Goal', percent_completed: 0, key_results: [keyResult(over)] });
    expect(goal.key_results?.[0]?.percent_completed).toBe(percent);
  });

  test.each<[Partial<WireGoal>, number | undefined]>([
    [{ percent_completed: 7, key_results: [keyResult({ steps_current: 5 }), keyResult({ steps_current: 10 })] }, 75],
    [{ percent_completed: 0.5 }, 50],
    [{ percent_completed: 42, key_results: [] }, 42],
    [{ percent_completed: null }, undefined],
  ])('a goal is the mean of its key results, or what ClickUp says without any: %j', (over, percent) => {
    expect(withProgress<WireGoal>({ id: 'g', name: 'G', ...over }).percent_completed).toBe(percent);
  });
});

describe('stepsReached', () => {
  test.each([
    [{}, '7', 7],
    [{}, -2.5, -2.5],
    [{}, '75%', 7.5],
    [{ steps_start: 20, steps_end: 10 }, '50 %', 15],
    [{ type: 'percentage', steps_start: 91, steps_end: 99 }, '96.5%', 96.5],
    [{ type: 'boolean' }, 'yes', true],
    [{ type: 'boolean' }, false, false],
    [{ type: 'boolean' }, '100%', true],
  ])('%j at %s is %s', (over, current, steps) => {
    expect(stepsReached(keyResult(over), current, 'progress[0].current')).toBe(steps);
  });

  test.each([
    [{}, 'most of it', 'is no value'],
    [{}, '', 'is no value'],
    [{ type: 'boolean' }, '40%', 'either reached or not'],
    [{ type: 'automatic' }, '4', 'by itself'],
    [{ steps_end: null }, '40%', 'no target'],
  ])('%j at %j is refused', (over, current, message) => {
    expect(() => stepsReached(keyResult(over), current, 'progress[0].current')).toThrow(message);
  });
});
