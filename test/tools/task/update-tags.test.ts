import { describe, expect, test } from 'vitest';
import { TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const task_id = TASKS.greyButton;

describe('clickup_task_update_tags', () => {
  test('names the read that settles a change whose answer was lost', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: 'reset-after', operation: 'AddTagToTask', nth: 1 }] });
    const { results } = await clickup.task.updateTags({ task_id, add: ['mobile', 'growth'] });
    expect(results.find(({ status }) => status === 'unknown')?.error?.suggested_action).toMatch(
      /Call clickup_task_get /,
    );
  });

  test('adds and removes by name, lower-cased, and spends no request on what is already so', async () => {
    const { clickup, sent } = sandboxClient();
    const { tags, results } = await clickup.task.updateTags({
      task_id,
      add: [' Mobile ', 'BUG', 'bug'],
      remove: ['Frontend', 'never-there'],
    });
    expect(results.map(({ action, tag, outcome }) => `${action} ${tag}: ${outcome}`)).toEqual([
      'remove frontend: removed',
      'remove never-there: was not there',
      'add mobile: added',
      'add bug: already there',
    ]);
    expect(tags).toEqual(['bug', 'mobile']);
    expect(sent()).toEqual(['GetTask', 'GetSpaceTags', 'RemoveTagFromTask', 'AddTagToTask']);
    const { task } = await clickup.task.get({ task_id });
    expect(task?.tags).toEqual(tags);
  });

  test.each(['a/b', 'needs review', '50% #1', 'größe', '🚲', '..hidden', 'a?b=c&d'])(
    'a tag called %j arrives whole and can be removed again',
    async (name) => {
      const { clickup } = sandboxClient();
      await clickup.task.updateTags({ task_id, add: [name] });
      const { task } = await clickup.task.get({ task_id });
      expect(task?.tags).toContain(name);
      const { tags } = await clickup.task.updateTags({ task_id, remove: [name] });
      expect(tags).not.toContain(name);
    },
  );

  test('points out a tag that the Space did not have', async () => {
    const { clickup } = sandboxClient();
    const misspelt = await clickup.task.updateTags({ task_id, add: ['fronted', 'mobile'] });
    expect(misspelt.notes?.join()).toContain('"fronted"');
    expect(misspelt.notes?.join()).not.toContain('mobile');
    const known = await clickup.task.updateTags({ task_id, add: ['backend'] });
    expect(known.notes).toBeUndefined();
  });

  test('goes on without the warning where the tags of the Space cannot be read', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'GetSpaceTags' }] });
    const { counts, notes } = await clickup.task.updateTags({ task_id, add: ['new one', 'another'] });
    expect([counts.succeeded, notes]).toEqual([2, undefined]);
  });

  test.each([
    [{ add: [''] }, 'INVALID_PARAMETER'],
    [{ add: ['.'] }, 'INVALID_PARAMETER'],
    [{ remove: [' .. '] }, 'INVALID_PARAMETER'],
    [{ add: ['x'], remove: ['X'] }, 'INVALID_PARAMETER'],
    [{}, 'MISSING_PARAMETER'],
  ])('refuses %j and sends nothing', async (change, code) => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.task.updateTags({ task_id, ...change }))).toMatchObject({ code });
    expect(sent()).toEqual([]);
  });

  test('dry_run shows the encoded request', async () => {
    const { clickup } = sandboxClient();
    const planned = await clickup.task.updateTags({ task_id, add: ['50% off'], dry_run: true });
    expect(planned).toMatchObject({
      dry_run: true,
      requests: [{ method: 'POST', path: `/v2/task/${task_id}/tag/50%25%20off` }],
    });
    const { task } = await clickup.task.get({ task_id });
    expect(task?.tags).not.toContain('50% off');
  });
});
