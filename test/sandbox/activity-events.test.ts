import { expect, it } from 'vitest';
import {
  COMMENTS,
  GOALS,
  KEY_RESULTS,
  LISTS,
  SEED_NOW,
  SPACES,
  TASKS,
  TIME_ENTRIES,
  WORKSPACE_ID,
} from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const HOUR = 3_600_000;
const team = `/v2/team/${WORKSPACE_ID}`;

/** A sandbox with a webhook for everything; `told` gives what it delivered, by event. */
async function listening() {
  const bodies: Json[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    bodies.push(await new Request(input, init).json());
    return new Response(null, { status: 200 });
  };
  const kit = harness({ webhooks: { fetch } });
  await kit.post(`${team}/webhook`, { endpoint: 'http://127.0.0.1:9/hook', events: '*' });
  const told = async (): Promise<Json[]> => {
    await kit.sandbox.webhooks.settled();
    return bodies.splice(0);
  };
  return { ...kit, told };
}

it('reports time tracked on a task, and none without one', async () => {
  const { post, put, told } = await listening();
  const start = SEED_NOW - 2 * HOUR;
  const { data } = (await post(`${team}/time_entries`, { start, duration: HOUR, tid: TASKS.greyButton })).json;
  const both = await told();
  expect(both.map((body) => body.event)).toEqual(['taskUpdated', 'taskTimeTrackedUpdated']);
  expect(both[1]).toMatchObject({
    task_id: TASKS.greyButton,
    history_items: [
      {
        field: 'time_spent',
        data: { total_time: String(HOUR) },
        before: null,
        after: { id: data.id, start: String(start), end: String(start + HOUR), time: String(HOUR), source: 'clickup' },
      },
    ],
    data: { description: 'Time Tracking Created', interval_id: data.id },
  });
  await put(`${team}/time_entries/${TIME_ENTRIES.standUp}`, { description: 'No task, no event' });
  await put(`${team}/time_entries/${data.id}`, { description: 'The time stays' });
  expect(await told()).toEqual([]);
  await post(`${team}/time_entries/stop`);
  expect((await told()).map((body) => body.task_id)).toEqual([TASKS.offlineUnlock, TASKS.offlineUnlock]);
});

it('reports comments of tasks, not those of Lists or replies', async () => {
  const { post, put, told } = await listening();
  await post(`/v2/task/${TASKS.greyButton}/comment`, { comment_text: 'Seen' });
  expect(await told()).toMatchObject([
    {
      event: 'taskCommentPosted',
      task_id: TASKS.greyButton,
      history_items: [{ field: 'comment', comment: { text_content: 'Seen\n', parent: TASKS.greyButton } }],
    },
    { event: 'taskUpdated', task_id: TASKS.greyButton },
  ]);
  await put(`/v2/comment/${COMMENTS.greyButtonAction}`, { resolved: true });
  expect((await told()).map((body) => body.event)).toEqual(['taskCommentUpdated', 'taskUpdated']);
  await post(`/v2/list/${LISTS.sprint24}/comment`, { comment_text: 'To all' });
  await post(`/v2/comment/${COMMENTS.greyButtonAction}/reply`, { comment_text: 'Thanks' });
  expect(await told()).toEqual([]);
});

it('sends along what ClickUp sends with an event, each change under one id', async () => {
  const { post, put, call, del, told } = await listening();
  const events = async () => (await told()).map((body) => body.event);
  await post(`/v2/list/${LISTS.sprint24}/task`, { name: 'New' });
  const [created, status] = await told();
  expect([created.event, status.event]).toEqual(['taskCreated', 'taskStatusUpdated']);
  expect(status.history_items).toEqual([created.history_items[0]]);
  const home = `/v3/workspaces/${WORKSPACE_ID}/tasks/${TASKS.greyButton}/home_list/${LISTS.sprint25}`;
  await call('PUT', home, {});
  const [updated, moved, space] = await told();
  expect([updated.event, moved.event, space.event]).toEqual(['taskUpdated', 'taskMoved', 'spaceUpdated']);
  expect(moved.history_items).toEqual(updated.history_items);
  const folder = (await post(`/v2/space/${SPACES.operations}/folder`, { name: 'Winter' })).json.id;
  expect(await events()).toEqual(['folderCreated', 'spaceUpdated']);
  const list = (await post(`/v2/folder/${folder}/list`, { name: 'Tyres' })).json.id;
  expect(await events()).toEqual(['listCreated', 'spaceUpdated']);
  await put(`/v2/list/${list}`, { name: 'Winter tyres' });
  const item = { type: 6, field: 'name', parent_id: list, before: 'Tyres', after: 'Winter tyres' };
  expect(await told()).toMatchObject([{ event: 'listUpdated', list_id: list, history_items: [item] }]);
  await del(`/v2/folder/${folder}`);
  expect(await events()).toEqual(['listDeleted', 'folderDeleted', 'spaceUpdated']);
});

it('reports a new text whose plain form stays, and an estimate in words', async () => {
  const { put, told } = await listening();
  const path = `/v2/task/${TASKS.greyButton}`;
  await put(path, { description: 'Press twice' });
  await put(path, { markdown_content: 'Press **twice**' });
  const [, text] = await told();
  const [{ field, before, after }] = text.history_items;
  expect([field, JSON.parse(before).ops[0], JSON.parse(after).ops.slice(0, 2)]).toEqual([
    'content',
    { insert: 'Press twice' },
    [{ insert: 'Press ' }, { insert: 'twice', attributes: { bold: true } }],
  ]);
  await put(path, { time_estimate: 1.5 * HOUR });
  expect((await told())[1]).toMatchObject({
    event: 'taskTimeEstimateUpdated',
    history_items: [{ data: { time_estimate_string: '1 hour 30 minutes', time_estimate: 1.5 * HOUR } }],
  });
});

it('reports goals and key results', async () => {
  const { post, put, del, told } = await listening();
  await put(`/v2/goal/${GOALS.audit}`, { name: 'Audit' });
  await put(`/v2/key_result/${KEY_RESULTS.firstTry}`, { steps_current: 95 });
  const { key_result } = (await post(`/v2/goal/${GOALS.audit}/key_result`, { name: 'Papers', type: 'boolean' })).json;
  await del(`/v2/key_result/${key_result.id}`);
  await del(`/v2/goal/${GOALS.audit}`);
  const about = (await told()).map(({ event, goal_id }) => [event, goal_id]);
  expect(about).toEqual([
    ['goalUpdated', GOALS.audit],
    ['keyResultUpdated', GOALS.unlock],
    ['keyResultCreated', GOALS.audit],
    ['keyResultDeleted', GOALS.audit],
    ['goalDeleted', GOALS.audit],
  ]);
});
