import { withHint } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { createChecklist, createChecklistItem } from '../../clickup/task/checklist-writes.js';
import { invalidInput } from '../../runtime/errors.js';
import { conjunction } from '../partial-failure.js';

/** A checklist to be created: its name and its items. */
export type NewChecklist = readonly [name: string, items: readonly string[]];

/** Checklists as callers give them, by name. Throws ValidationError where a checklist is no list of texts. */
export function newChecklists(given: Readonly<Record<string, unknown>> | undefined, parameter: string): NewChecklist[] {
  return Object.entries(given ?? {}).map(([name, items]) => {
    const isFine = Array.isArray(items) && items.every((item) => typeof item === 'string' && item.trim() !== '');
    if (name.trim() !== '' && isFine) return [name.trim(), items.map((item: string) => item.trim())];
    throw invalidInput(`${parameter}: ${JSON.stringify(name)} is no checklist`, {
      parameter,
      value: items,
      suggestion: 'Give a name and a list of items, such as {"Definition of done": ["Code", "Docs"]}.',
    });
  });
}

/** What a new task gets after its creation, which takes neither. A dependency's task may be one that is just made. */
export interface NewTaskParts {
  checklists: readonly NewChecklist[];
  dependsOn: readonly (() => Promise<string>)[];
}

/** What a new task got, and the arguments that it did not get in whole. */
export interface AddedParts {
  missing: string[];
  /** Names of checklists and ids of tasks; absent where there are none. */
  made: { checklists?: string[]; depends_on?: string[] };
}

/** Adds them in order. What fails is told in a note and named in the result: the task exists. */
export async function addParts(ctx: Context, task_id: string, parts: NewTaskParts, prefix = ''): Promise<AddedParts> {
  const missing: string[] = [];
  const checklists: string[] = [];
  const depends_on: string[] = [];
  const attempt = async (
    part: string,
    noun: string,
    work: () => Promise<void>,
    hint: Parameters<typeof withHint>[1],
  ) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      missing.push(part);
      const what = `${prefix}${part}: the task exists, ${conjunction(error)} ${noun}: ${error.message}`;
      ctx.note(withHint(what, hint, 'adds it'));
    }
  };
  for (const [name, items] of parts.checklists) {
    await attempt(
      `checklists.${name}`,
      'all of this checklist',
      async () => {
        await addChecklist(ctx, task_id, name, items);
        checklists.push(name);
      },
      'task.updateChecklists',
    );
  }
  for (const [index, other] of parts.dependsOn.entries()) {
    const depend = async () => {
      const params = { path: { task_id } };
      const id = await other();
      await unwrap(ctx.api.POST('/v2/task/{task_id}/dependency', { params, body: { depends_on: id } }));
      depends_on.push(id);
    };
    await attempt(`depends_on[${index}]`, 'its dependency', depend, 'task.updateRelationships');
  }
  return {
    missing,
    made: { ...(checklists.length > 0 && { checklists }), ...(depends_on.length > 0 && { depends_on }) },
  };
}

/** One after the other, which keeps their order. */
async function addChecklist(ctx: Context, task_id: string, name: string, items: readonly string[]): Promise<void> {
  const id = await createChecklist(ctx, task_id, name);
  const known = new Set<string>();
  for (const item of items) known.add(await createChecklistItem(ctx, id, { name: item }, known));
}
