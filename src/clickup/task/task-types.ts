import { invalidInput } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import type { Id } from '../references.js';

/** Ids of task types as ClickUp's filters take them. Throws ValidationError for a name, which would find nothing. */
export function taskTypeNumbers(values: readonly Id[], parameter: string): number[];
export function taskTypeNumbers(values: readonly Id[] | undefined, parameter: string): number[] | undefined;
export function taskTypeNumbers(values: readonly Id[] | undefined, parameter: string): number[] | undefined {
  return values?.map((value, index) => {
    const text = String(value).trim();
    if (/^\d+$/.test(text)) return Number(text);
    throw invalidInput(`${JSON.stringify(value)} is not the id of a task type`, {
      parameter: `${parameter}[${index}]`,
      value,
      suggestion: withHint('Ids are whole numbers: 0 task, 1 milestone', 'list.getOptions', 'lists the others'),
    });
  });
}
