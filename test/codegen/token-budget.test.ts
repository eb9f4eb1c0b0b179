import { describe, expect, it } from 'vitest';
import { budgetWarnings } from '../../codegen/token-budget.js';
import { model } from '../support/spec-model.js';

const roomy = { model: 1_000_000, whole: 1_000_000 };
const [{ message = '' } = {}] = budgetWarnings(model, { ...roomy, model: 1 });
const cost = Number(/cost ([\d,]+) of/.exec(message)?.[1]?.replaceAll(',', ''));

describe('the cost of the tools to a model', () => {
  it('is no matter while there is room', () => {
    expect(budgetWarnings(model, roomy)).toEqual([]);
    expect(budgetWarnings(model, { ...roomy, model: cost + 50 })).toEqual([]);
  });

  it.each([
    [49, '49 left'],
    [0, '0 left'],
    [-3, '3 too many'],
  ])('with %i tokens left is told, with the file of the costliest tool and what to do', (left, state) => {
    const [warning, ...more] = budgetWarnings(model, { ...roomy, model: cost + left });
    expect(more).toEqual([]);
    expect(warning?.file).toMatch(/^openapi\/tools\/standard\/\w+\.yaml$/);
    expect(warning?.line).toBeGreaterThan(1);
    expect(warning?.message).toContain(`tokens, ${state}: shorten descriptions, first those of clickup_`);
  });

  it('is told for the whole of tools/list too', () => {
    expect(budgetWarnings(model, { ...roomy, whole: 1 })[0]?.message).toMatch(/^the whole of tools\/list/);
  });

  it('counts the tools alone that are on by default', () => {
    const toolsets = model.toolsets.map((toolset) => ({ ...toolset, isDefault: false }));
    expect(budgetWarnings({ ...model, toolsets }, { model: 1, whole: 1 })).toEqual([]);
  });
});
