import { describe, expect, test } from 'vitest';
import { LISTS, TASKS } from '../../src/sandbox/index.js';
import { sandboxClient } from '../support/sandbox-client.js';

const list_id = LISTS.sprint24;
const misspelt = {
  list_id,
  name: 'Unlock fails',
  tags: ['fronted', 'Mobile'],
};

describe('tags that a write brings into being', () => {
  test('a new task says which of its tags the Space did not have, and which may have been meant', async () => {
    const { clickup } = sandboxClient();
    const { notes } = await clickup.task.create(misspelt);
    expect(notes).toEqual([
      'Created as new tags of Space "Product Engineering" (901700000101): "fronted" (near "frontend"). If that was a mistake, clickup_space_update_tags deletes them.',
    ]);
    expect((await clickup.task.create(misspelt)).notes).toBeUndefined();
  });

  test('looking costs the List and its tags once, and nothing without tags', async () => {
    const { clickup, sent } = sandboxClient();
    await clickup.task.create({ list_id, name: 'Plain' });
    expect(sent()).toEqual(['CreateTask']);
    await clickup.task.create(misspelt);
    expect(sent()).toEqual(['GetList', 'GetSpaceTags', 'CreateTask']);
    await clickup.task.create({ ...misspelt, tags: ['another'] });
    expect(sent()).toEqual(['CreateTask']);
  });

  test('many new tasks name their new tags in one note', async () => {
    const { clickup, sent } = sandboxClient();
    const { notes } = await clickup.task.createBulk({
      list_id,
      tags: ['quaterly'],
      tasks: [{ name: 'a' }, { name: 'b' }, { name: 'c', tags: ['zebra', 'bug'] }],
    });
    expect(notes).toEqual([expect.stringContaining('901700000101): "quaterly", "zebra". If')]);
    expect(sent().filter((operation) => operation !== 'CreateTask')).toEqual(['GetList', 'GetSpaceTags']);
  });

  test('a dry run says what would be created, and the call after it that it was', async () => {
    const { clickup } = sandboxClient();
    expect((await clickup.task.create({ ...misspelt, dry_run: true })).notes?.join()).toMatch(
      /^Would be created .*"fronted"/,
    );
    expect((await clickup.task.create(misspelt)).notes?.join()).toMatch(/^Created .*"fronted"/);
  });

  test('nothing is said of a task that was not created', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'CreateTask', nth: [1, 2, 3, 4] }] });
    const answer = await clickup.call('clickup_task_create', misspelt);
    expect(JSON.stringify(answer)).not.toContain('as new tags');
  });

  test('a task is created without the note where the List or its tags cannot be read', async () => {
    for (const operation of ['GetList', 'GetSpaceTags'] as const) {
      const { clickup } = sandboxClient({ faults: [{ kind: '500', operation }] });
      const { task, notes } = await clickup.task.create(misspelt);
      expect([task.tags, notes]).toEqual([['fronted', 'mobile'], undefined]);
    }
  });

  test('a tag deleted meanwhile is new again', async () => {
    const { clickup } = sandboxClient();
    await clickup.task.create(misspelt);
    await clickup.space.updateTags({ space_id: '901700000101', delete: ['fronted'], confirm: 'yes' });
    expect((await clickup.task.create(misspelt)).notes?.join()).toContain('"fronted"');
  });

  test('a copy in another Space says which tags that Space did not have', async () => {
    const { clickup } = sandboxClient();
    const { notes } = await clickup.task.duplicate({ task_id: TASKS.greyButton, list_id: LISTS.contentCalendar });
    expect(notes?.join()).toMatch(/^Created as new tags of Space .*"frontend"/);
    expect((await clickup.task.duplicate({ task_id: TASKS.greyButton })).notes).toBeUndefined();
  });

  test('time entries say which of their labels are new, whether recorded, started or changed', async () => {
    const { clickup } = sandboxClient();
    const made = await clickup.time.create({
      task_id: TASKS.greyButton,
      start: 'today 9:00',
      duration: '1h',
      tags: ['suport', 'support'],
    });
    expect(made.notes).toEqual([
      'Created as new labels of the Workspace: "suport" (near "support"). If that was a mistake, clickup_time_update renames them (rename_tag).',
    ]);
    const started = await clickup.time.start({ task_id: TASKS.greyButton, tags: ['brand new'] });
    expect(started.notes?.join()).toContain('"brand new"');
    const time_entry_id = started.entry.id ?? '';
    const changed = await clickup.time.update({ time_entry_id, tags: { add: ['suport', 'newer'] } });
    expect(changed.notes).toEqual([expect.stringContaining('Workspace: "newer".')]);
  });
});
