import type { TaskUpdateTagsData, TaskUpdateTagsInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { fold } from '../../clickup/match-name.js';
import { noteNewTags, tagsOfSpace } from '../../clickup/new-tags.js';
import { readTask } from '../../clickup/task/get-task.js';
import { separateTags } from '../../clickup/task/tag-names.js';
import { clickUpError } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';

interface TagRow {
  action: 'add' | 'remove';
  tag: string;
}

/** Puts tags on a task and takes others off; removals go first. Tags that are right already cost no request. */
export async function taskUpdateTags(ctx: Context, input: TaskUpdateTagsInput): Promise<TaskUpdateTagsData> {
  const add = tagNames('add', separateTags(ctx, input.add, 'add'));
  const remove = tagNames('remove', separateTags(ctx, input.remove, 'remove'));
  refuseContradiction(add, remove);
  const task = await readTask(ctx, input.task_id);
  const present = new Set((task.tags ?? []).map(({ name }) => fold(name)));
  const fresh = add.filter((tag) => !present.has(tag));
  const known = fresh.length > 0 ? await tagsOfSpace(ctx, task.space) : undefined;

  const path = (tag: string) => ({ params: { path: { task_id: task.id, tag_name: tag } } });
  const removals = remove.map(
    (tag): Change<TagRow> => ({
      row: { action: 'remove', tag },
      outcome: present.has(tag) ? 'removed' : 'was not there',
      ...(present.has(tag) && { send: () => unwrap(ctx.api.DELETE('/v2/task/{task_id}/tag/{tag_name}', path(tag))) }),
    }),
  );
  const additions = add.map(
    (tag): Change<TagRow> => ({
      row: { action: 'add', tag },
      outcome: present.has(tag) ? 'already there' : 'added',
      ...(!present.has(tag) && { send: () => unwrap(ctx.api.POST('/v2/task/{task_id}/tag/{tag_name}', path(tag))) }),
    }),
  );
  const { results, counts } = await applyChanges(ctx, [removals, additions], 'tags');
  const done = results.filter(({ status }) => status === 'succeeded');
  for (const { action, tag } of done) {
    if (action === 'add') present.add(tag);
    else present.delete(tag);
  }
  noteNewTags(
    ctx,
    known,
    fresh.filter((tag) => present.has(tag)),
  );
  return { task_id: task.id, tags: [...present], results, counts };
}

/** Tag names as ClickUp keeps them; refuses what cannot stand in a path. */
function tagNames(parameter: 'add' | 'remove', names: readonly string[] = []): string[] {
  const folded = names.map(fold);
  const unusable = folded.find((name) => name === '' || name === '.' || name === '..');
  if (unusable === undefined) return [...new Set(folded)];
  throw clickUpError('INVALID_PARAMETER', `${JSON.stringify(unusable)} cannot be the name of a tag`, {
    suggestion: withHint('Use a name with at least one letter or digit', 'space.get', 'lists the tags of the Space'),
    details: { parameter, value: unusable },
  });
}

function refuseContradiction(add: readonly string[], remove: readonly string[]): void {
  const both = add.find((tag) => remove.includes(tag));
  if (both !== undefined) {
    throw clickUpError('INVALID_PARAMETER', `The tag ${JSON.stringify(both)} is both added and removed`, {
      suggestion: 'Name it in one of the two.',
      details: { parameter: 'add', value: both },
    });
  }
  if (add.length + remove.length > 0) return;
  throw clickUpError('MISSING_PARAMETER', 'Neither add nor remove names a tag', {
    suggestion: 'Give add, remove or both, each an array of tag names.',
    details: { parameter: 'add' },
  });
}
