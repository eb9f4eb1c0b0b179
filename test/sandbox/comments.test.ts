import { describe, expect, it } from 'vitest';
import { API_KEYS, COMMENTS, LISTS, SEED_NOW, TASKS, USERS, VIEWS } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const onTask = (id: string) => `/v2/task/${id}/comment`;

describe('reading comments', () => {
  it('gives 25 a page, newest first, and the rest after start and start_id', async () => {
    const { get } = harness();
    const seen: string[] = [];
    let query = '';
    for (let page = 0; page < 3; page++) {
      const { comments } = (await get(`${onTask(TASKS.offlineUnlock)}${query}`)).json;
      seen.push(...comments.map((comment: Json) => comment.id));
      if (page === 0) expect(comments).toHaveLength(25);
      const last = comments.at(-1);
      if (!last) break;
      query = `?start=${last.date}&start_id=${last.id}`;
    }
    expect(seen).toHaveLength(32);
    expect(new Set(seen).size).toBe(32);
    expect(seen[0]).toBe(COMMENTS.offlineNewest);
    // One of the two alone does not page.
    const { comments } = (await get(`${onTask(TASKS.offlineUnlock)}?start=1`)).json;
    expect(comments[0].id).toBe(COMMENTS.offlineNewest);
  });

  it('has string ids and dates, integer reply counts, and people as objects', async () => {
    const { get } = harness();
    const { comments } = (await get(onTask(TASKS.greyButton))).json;
    const byId = Object.fromEntries(comments.map((comment: Json) => [comment.id, comment]));
    expect(byId[COMMENTS.greyButtonDone]).toMatchObject({
      resolved: true,
      reply_count: 1,
      assignee: { id: Number(USERS.chloe) },
      assigned_by: { id: Number(USERS.lena) },
      date: expect.stringMatching(/^\d{13}$/),
      group_assignee: null,
    });
    const action = byId[COMMENTS.greyButtonAction];
    expect(action.comment[0]).toMatchObject({
      type: 'tag',
      text: '@Samuel Okafor',
      user: { id: Number(USERS.samuel) },
    });
    expect(action.comment_text).toMatch(/^@Samuel Okafor please decide/);
    const [reaction] = byId[COMMENTS.greyButtonDone].reactions;
    expect(reaction).toMatchObject({ reaction: '1F44D', date: expect.stringMatching(/^\d{13}$/) });
    expect(Object.keys(reaction.user)).toEqual(['id', 'username', 'initials', 'email', 'profilePicture']);
    const replies = (await get(`/v2/comment/${COMMENTS.greyButtonCause}/reply`)).json.comments;
    expect(replies).toHaveLength(2);
    expect(Number(replies[0].date)).toBeGreaterThan(Number(replies[1].date));
  });

  it('refuses what is no conversation, and what is out of reach', async () => {
    const { get, post } = harness();
    expect((await get(`/v2/view/${VIEWS.mobileChat}/comment`)).json.comments).toHaveLength(6);
    expect(await get(`/v2/view/${VIEWS.blocked}/comment`)).toMatchObject({ status: 400, json: { ECODE: 'OAUTH_064' } });
    expect((await get('/v2/view/8cdxa-999/comment')).json.ECODE).toBe('ACCESS_118');
    expect(await get('/v2/view/chat/comment')).toMatchObject({ status: 400, json: { ECODE: 'OAUTH_064' } });
    expect((await get('/v2/comment/123/reply')).json.ECODE).toBe('OAUTH_027');
    expect((await get(onTask(TASKS.greyButton), API_KEYS.guest)).status).toBe(401);
    expect((await get(onTask(TASKS.fireDrill), API_KEYS.readOnly)).status).toBe(200);
    const refused = await post(onTask(TASKS.fireDrill), { comment_text: 'x' }, API_KEYS.readOnly);
    expect(refused).toMatchObject({ status: 401, json: { ECODE: 'ACCESS_081' } });
  });
});

describe('writing comments', () => {
  it('answers with a number as id and a version', async () => {
    const { get, post } = harness();
    const made = await post(onTask(TASKS.greyButton), { comment_text: 'One\ntwo', assignee: Number(USERS.yuki) });
    expect(made.json).toMatchObject({
      id: expect.any(Number),
      hist_id: expect.stringMatching(/^\d{19}$/),
      date: SEED_NOW,
      version: { object_type: 'comment', object_id: String(made.json.id), deleted: false },
    });
    const [comment] = (await get(onTask(TASKS.greyButton))).json.comments;
    expect(comment).toMatchObject({
      id: String(made.json.id),
      comment_text: 'One\ntwo',
      assignee: { id: Number(USERS.yuki) },
      assigned_by: { id: Number(USERS.lena) },
      reply_count: 0,
    });
    expect(comment.comment.map((block: Json) => block.text)).toEqual(['One', '\n', 'two']);
    expect(comment.comment[1].attributes['block-id']).toMatch(/^block-/);
  });

  it('answers with a version as ClickUp does: who wrote, where, and what changed', async () => {
    const { post } = harness();
    const { version, date } = (await post(onTask(TASKS.greyButton), { comment_text: 'hello' })).json;
    const workspace_id = '9011234567';
    expect(version).toEqual({
      object_type: 'comment',
      object_id: expect.stringMatching(/^\d+$/),
      workspace_id: 9011234567,
      operation: 'c',
      data: {
        context: {
          root_parent_type: 1,
          is_chat: false,
          audit_context: { userid: Number(USERS.lena), current_time: date, route: '*' },
          originating_service: 'publicapi',
        },
        relationships: [
          { type: 'comment-author', object_type: 'user', object_id: Number(USERS.lena), workspace_id },
          { type: 'comment-parent', object_type: 'task', object_id: TASKS.greyButton, workspace_id },
        ],
        changes: [{ field: 'date_created', after: date }],
      },
      master_id: 13,
      version: expect.any(Number),
      deleted: false,
      traceparent: expect.stringMatching(/^\d+$/),
      date_created: date,
      date_updated: date,
      event_publish_time: expect.any(Number),
    });
    expect(version.event_publish_time).toBeGreaterThan(date);
  });

  it.each([
    [`/v2/list/${LISTS.sprint24}/comment`, { root_parent_type: 6, is_chat: false }],
    [`/v2/view/${VIEWS.mobileChat}/comment`, { is_chat: true }],
    [`/v2/comment/${COMMENTS.greyButtonCause}/reply`, { root_parent_type: 1, is_chat: false }],
  ])('answers a comment at %s in the same form', async (path, context) => {
    const { json } = await harness().post(path, { comment_text: 'hello' });
    expect(json.hist_id).toMatch(/^\d{19}$/);
    expect(json.version.data.context).toMatchObject(context);
    expect(json.version.data.relationships.map((one: Json) => one.type)).toEqual(['comment-author', 'comment-parent']);
  });

  it('keeps blocks with their formats', async () => {
    const { get, post } = harness();
    const blocks = [
      { text: 'Look', attributes: { bold: true } },
      { text: '\n', attributes: { header: 2 } },
      { type: 'emoticon', emoticon: { code: '1f600' } },
      { type: 'image', image: { id: 'plan.png', name: 'plan.png' } },
    ];
    await post(`/v2/list/${LISTS.sprint24}/comment`, { comment: blocks });
    const [comment] = (await get(`/v2/list/${LISTS.sprint24}/comment`)).json.comments;
    expect(comment.comment).toMatchObject(blocks);
    expect(comment.comment_text).toBe('Look\n😀plan.png');
  });

  it('threads, updates and deletes with the replies', async () => {
    const { get, post, put, del } = harness();
    const path = `/v2/comment/${COMMENTS.secondRegionBlocker}`;
    const reply = await post(`${path}/reply`, { comment_text: 'Any news?' });
    expect(reply.json.id).toEqual(expect.any(Number));
    const count = async () =>
      (await get(onTask(TASKS.secondRegion))).json.comments.find((one: Json) => one.id === COMMENTS.secondRegionBlocker)
        ?.reply_count;
    expect(await count()).toBe(2);
    expect((await put(path, { resolved: true, comment_text: 'Solved' })).json).toEqual({});
    const after = (await get(onTask(TASKS.secondRegion))).json.comments.at(-1);
    expect(after).toMatchObject({ comment_text: 'Solved', resolved: true });
    expect((await put(path, { assignee: null })).json).toEqual({});
    expect((await del(path)).json).toEqual({});
    expect(await count()).toBeUndefined();
    expect((await get(`/v2/comment/${reply.json.id}/reply`)).json.ECODE).toBe('OAUTH_027');
  });

  it('refuses empty text and unknown people', async () => {
    const { post } = harness();
    expect((await post(onTask(TASKS.greyButton), {})).status).toBe(400);
    expect((await post(onTask(TASKS.greyButton), { comment_text: ' ' })).status).toBe(400);
    expect((await post(onTask(TASKS.greyButton), { comment_text: 'x', assignee: 5 })).status).toBe(400);
    const nobody = [{ type: 'tag', user: { id: 5 } }];
    expect((await post(onTask(TASKS.greyButton), { comment: nobody })).status).toBe(400);
  });

  it('moves comments when tasks merge', async () => {
    const { get, post } = harness();
    await post(`/v2/task/${TASKS.greyButton}/merge`, { source_task_ids: [TASKS.stationApi] });
    expect((await get(onTask(TASKS.greyButton))).json.comments).toHaveLength(6);
  });
});
