import { describe, expect, it } from 'vitest';
import { type ClickUpOptions, createClickUp, memoryStore, type Store } from '../../src/index.js';
import { CHANNELS, createSandbox, GOALS, manualClock, TASKS } from '../../src/sandbox/index.js';
import { standing } from '../support/row-differences.js';

/** Comments, messages, checklists and key results: the API reads none of them by its id. */
function world(options: Partial<ClickUpOptions> = { history: true }) {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false });
  /** A process of its own, on the same folder where it is given the same store. */
  const process = (store: Store = memoryStore()) => createClickUp({ ...sandbox.options, ...options, store });
  const state = () => standing(sandbox.snapshot().rows);
  return { process, state };
}

type Client = ReturnType<ReturnType<typeof world>['process']>;

const newestComment = async (clickup: Client, task_id: string) =>
  (await clickup.comment.list({ task_id, limit: 1 })).comments[0]!.id;

const writes: [what: string, write: (clickup: Client) => Promise<unknown>][] = [
  [
    'text of a comment',
    async (clickup) =>
      clickup.comment.update({ comment_id: await newestComment(clickup, TASKS.greyButton), text: 'Other' }),
  ],
  [
    'comment of a task by its custom id',
    async (clickup) =>
      clickup.comment.update({ comment_id: await newestComment(clickup, 'ENG-134'), text: 'Other', resolved: true }),
  ],
  ['new comment', (clickup) => clickup.comment.create({ task_id: 'ENG-96', text: 'New' })],
  [
    'tick of a checklist',
    (clickup) =>
      clickup.task.updateChecklists({
        task_id: 'ENG-96',
        changes: [{ action: 'update', items: ['Works in flight mode'], resolved: true }],
      }),
  ],
  [
    'new item of a checklist',
    (clickup) => clickup.task.updateChecklists({ task_id: 'ENG-96', changes: [{ action: 'add', items: ['New'] }] }),
  ],
  [
    'message',
    async (clickup) => {
      const { message_id } = await clickup.chat.sendMessage({ channel: CHANNELS.general, text: 'One' });
      await clickup.chat.updateMessage({ message_id, text: 'Two' });
    },
  ],
  [
    'progress of a key result',
    async (clickup) => {
      const add_key_results = [{ name: 'Bikes', target: 7 }];
      await clickup.goal.update({ goal_id: GOALS.unlock, add_key_results });
      await clickup.goal.update({ goal_id: GOALS.unlock, progress: [{ key_result: 'Bikes', current: '1' }] });
    },
  ],
];

describe('what no operation reads by its id', () => {
  it.each(writes)('a %s is undone by another process', async (_, write) => {
    const { process, state } = world();
    const store = memoryStore();
    const before = state();
    await write(process(store));
    const { entries } = await process(store).history.list({});
    expect(entries.map(({ undo }) => undo)).not.toContain('impossible');
    expect(await process(store).history.undo({ last: 9, confirm: 'yes' })).toMatchObject({ failed: 0 });
    expect(state()).toEqual(before);
  });

  it('is known to the process that writes once another has listed it', async () => {
    const { process, state } = world();
    const store = memoryStore();
    const before = state();
    const comment_id = await newestComment(process(store), TASKS.greyButton);
    await process(store).comment.update({ comment_id, text: 'Other' });
    await process(store).history.undo({ last: 1 });
    expect(state()).toEqual(before);
  });

  it('is found behind newer ones', async () => {
    const { process, state } = world();
    const clickup = process();
    const { id } = await clickup.comment.create({ task_id: TASKS.greyButton, text: 'Old' });
    for (let nth = 0; nth < 30; nth++) await clickup.comment.create({ task_id: TASKS.greyButton, text: `New ${nth}` });
    const before = state();
    await clickup.comment.update({ comment_id: id, text: 'Other' });
    await clickup.history.undo({ last: 1 });
    expect(state()).toEqual(before);
  });

  it('and has changed since is left alone', async () => {
    const { process } = world();
    const store = memoryStore();
    const { id } = await process(store).comment.create({ task_id: 'ENG-96', text: 'Mine' });
    await process(store).comment.update({ comment_id: id, text: 'Another' });
    const refused = await process(store).call('clickup_history_undo', { entry_ids: ['1'], confirm: 'yes' });
    expect(refused).toMatchObject({
      error: { code: 'CONFLICT', message: expect.stringContaining('text is now Another') },
    });
  });

  it.each([{ history: true }, { confirm: 'plan' as const }, {}])(
    'is shown by a plan once it was listed, with %j',
    async (options) => {
      const { process } = world(options);
      const clickup = process();
      const { comments } = await clickup.comment.list({ task_id: TASKS.greyButton });
      const [{ id, text } = { id: '', text: '' }] = comments;
      const update = await clickup.comment.update({ comment_id: id, text: 'Other', dry_run: true });
      expect(update).toMatchObject({ changes: [{ field: 'text', from: text, to: 'Other' }] });
      expect(update).not.toHaveProperty('cannot_undo');
      const removal = await clickup.comment.delete({ comment_id: id, dry_run: true });
      expect(removal.changes[0]?.target).toContain(text.slice(0, 40));
    },
  );

  it('says how it can be read where it was never seen', async () => {
    const { process } = world();
    const plan = await process().comment.update({ comment_id: '90169900000002', text: 'Other', dry_run: true });
    expect(plan.notes?.[0]).toContain('list the comments of its task, List or view first');
    expect(plan.cannot_undo?.[0]).toContain('list the comments of its task, List or view first');
  });

  it('that was listed is remembered by its ids, and once', async () => {
    const { process } = world();
    const store = memoryStore();
    const clickup = process(store);
    await clickup.comment.list({ task_id: TASKS.greyButton });
    await process(store).comment.list({ task_id: TASKS.greyButton });
    const kept = await store.read('parts');
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('text');
  });
});
