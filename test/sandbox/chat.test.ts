import { describe, expect, it } from 'vitest';
import {
  API_KEYS,
  CHANNELS,
  GROUPS,
  LISTS,
  MESSAGES,
  SEED_NOW,
  SPACES,
  USERS,
  WORKSPACE_ID,
} from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const base = `/v3/workspaces/${WORKSPACE_ID}`;
const chat = `${base}/chat`;
const ids = (rows: Json[]): string[] => rows.map((row) => row.id);
const message = (content: string, more: object = {}) => ({ type: 'message', content, ...more });

describe('channels', () => {
  it('list what the user may see, the most recently used first', async () => {
    const { get } = harness();
    const { data, next_cursor } = (await get(`${chat}/channels`)).json;
    expect(ids(data)).toEqual([CHANNELS.general, CHANNELS.sprint24, CHANNELS.lenaPriya, CHANNELS.leads]);
    expect(next_cursor).toBe('');
    expect(data[1]).toMatchObject({
      parent: { id: LISTS.sprint24, type: 6 },
      workspace_id: WORKSPACE_ID,
      creator: USERS.tomas,
      latest_comment_at: '2026-10-04T08:45:00.000Z',
    });
    expect(ids((await get(`${chat}/channels`, API_KEYS.member)).json.data)).not.toContain(CHANNELS.leads);
    expect((await get(`${chat}/channels`, API_KEYS.guest)).json.data).toEqual([]);
    expect(ids((await get(`${chat}/channels?channel_types=DM`)).json.data)).toEqual([CHANNELS.lenaPriya]);
    expect(ids((await get(`${chat}/channels?with_message_since=${SEED_NOW - 86_400_000}`)).json.data)).toEqual([
      CHANNELS.general,
    ]);
    const first = (await get(`${chat}/channels?limit=3`)).json;
    const rest = (await get(`${chat}/channels?limit=3&cursor=${first.next_cursor}`)).json;
    expect(ids(rest.data)).toEqual([CHANNELS.leads]);
  });

  it('are made once: 201, then 200 with the one there is', async () => {
    const { get, post } = harness();
    const body = { name: 'Weather', topic: 'Rain', user_ids: [USERS.priya] };
    const made = await post(`${chat}/channels`, body);
    expect(made).toMatchObject({
      status: 201,
      json: { data: { name: 'Weather', type: 'CHANNEL', visibility: 'PUBLIC' } },
    });
    expect(await post(`${chat}/channels`, { name: 'weather' })).toMatchObject({ status: 200, json: made.json });
    const place = { location: { id: SPACES.marketing, type: 'space' } };
    const located = await post(`${chat}/channels/location`, place);
    expect(located).toMatchObject({
      status: 201,
      json: { data: { id: `4-${SPACES.marketing}-8`, name: 'Marketing' } },
    });
    expect((await post(`${chat}/channels/location`, place)).status).toBe(200);
    const dm = await post(`${chat}/channels/direct_message`, { user_ids: [USERS.priya] });
    expect(dm).toMatchObject({ status: 200, json: { data: { id: CHANNELS.lenaPriya } } });
    const group = await post(`${chat}/channels/direct_message`, { user_ids: [USERS.priya, USERS.yuki] });
    expect(group).toMatchObject({ status: 201, json: { data: { type: 'GROUP_DM', visibility: 'PRIVATE' } } });
    const self = await post(`${chat}/channels/direct_message`, {});
    expect(self).toMatchObject({ status: 201, json: { data: { type: 'DM', name: 'Lena Hoffmann' } } });
    const members = (await get(`${chat}/channels/${group.json.data.id}/members`)).json.data;
    expect(ids(members)).toEqual([USERS.lena, USERS.priya, USERS.yuki]);
  });

  it('change, and go with their messages', async () => {
    const { get, call, del } = harness();
    const path = `${chat}/channels/${CHANNELS.general}`;
    const changed = await call('PATCH', path, { name: 'All', topic: 'New', visibility: 'PRIVATE' });
    expect(changed.json.data).toMatchObject({ name: 'All', topic: 'New', visibility: 'PRIVATE' });
    expect(ids((await get(`${path}/members`)).json.data)).toHaveLength(6);
    expect(ids((await get(`${path}/followers`)).json.data)).toContain(USERS.chloe);
    expect((await call('PATCH', path, { name: 'Mine' }, API_KEYS.member)).status).toBe(403);
    expect((await del(path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
    expect((await get(`${chat}/messages/${MESSAGES.posters}/replies`)).status).toBe(404);
  });

  it('refuse what cannot be', async () => {
    const { get, post } = harness();
    expect((await post(`${chat}/channels`, { name: ' ' })).status).toBe(400);
    expect((await post(`${chat}/channels`, { name: 'x', user_ids: ['5'] })).status).toBe(400);
    expect((await post(`${chat}/channels`, { name: 'x', visibility: 'SECRET' })).status).toBe(400);
    expect((await post(`${chat}/channels`, { name: 'x' }, API_KEYS.guest)).status).toBe(403);
    expect((await post(`${chat}/channels/location`, { location: { id: '1', type: 'task' } })).status).toBe(400);
    const many = Array.from({ length: 16 }, () => USERS.priya);
    expect((await post(`${chat}/channels/direct_message`, { user_ids: many })).status).toBe(400);
    expect((await post(`${chat}/channels/direct_message`, { user_ids: many.slice(1) })).status).toBe(200);
    expect((await post(`${chat}/channels`, { name: 'x', user_ids: Array(101).fill(USERS.priya) })).status).toBe(400);
    expect(await get(`${chat}/channels/${CHANNELS.leads}`, API_KEYS.member)).toMatchObject({
      status: 404,
      json: { status: 404, message: 'Channel not found', timestamp: SEED_NOW },
    });
  });
});

describe('messages', () => {
  it('come newest first, without the replies, in pages', async () => {
    const { get } = harness();
    const path = `${chat}/channels/${CHANNELS.general}/messages`;
    const { data } = (await get(path)).json;
    expect(ids(data)).toEqual([MESSAGES.mention, MESSAGES.depotPost, MESSAGES.posters, expect.any(String)]);
    expect(data[2]).toMatchObject({
      content: expect.stringContaining('**Last chance**'),
      user_id: USERS.chloe,
      replies_count: 2,
      resolved: false,
      date: expect.any(Number),
      parent_channel: CHANNELS.general,
    });
    expect(data[1]).toMatchObject({
      type: 'post',
      post_data: { title: 'The depot stays', subtype: { name: 'Announcement' } },
    });
    const plain = (await get(`${path}?content_format=text/plain`)).json.data[2];
    expect(plain.content).not.toContain('**');
    const first = (await get(`${path}?limit=3`)).json;
    expect((await get(`${path}?limit=3&cursor=${first.next_cursor}`)).json.data).toHaveLength(1);
    expect((await get(`${path}?limit=101`)).status).toBe(400);
  });

  it('are written, answered, changed and deleted', async () => {
    const { get, post, call, del } = harness();
    const made = await post(
      `${chat}/channels/${CHANNELS.sprint24}/messages`,
      message('Hello', { assignee: USERS.yuki }),
    );
    expect(made).toMatchObject({
      status: 201,
      json: { content: 'Hello', assignee: USERS.yuki, assigned_by: USERS.lena, replies_count: 0, date: SEED_NOW },
    });
    const path = `${chat}/messages/${made.json.id}`;
    const answered = await post(`${path}/replies`, message('Hi'), API_KEYS.member);
    expect(answered).toMatchObject({ status: 201, json: { parent_message: made.json.id } });
    expect(answered.json).not.toHaveProperty('replies_count');
    await post(`${chat}/messages/${answered.json.id}/replies`, message('In the same thread'));
    expect((await get(`${path}/replies`)).json.data).toHaveLength(2);
    const changed = await call('PATCH', path, { content: 'Hello all', resolved: true, group_assignee: GROUPS.backend });
    expect(changed.json).toMatchObject({
      content: 'Hello all',
      resolved: true,
      resolved_by: USERS.lena,
      group_assignee: GROUPS.backend,
      replies_count: 2,
    });
    expect((await call('PATCH', path, { content: 'Mine' }, API_KEYS.member)).status).toBe(403);
    expect((await call('PATCH', path, { resolved: false })).json.resolved).toBe(false);
    expect((await del(path, API_KEYS.member)).status).toBe(403);
    expect((await del(path)).status).toBe(204);
    expect((await get(`${chat}/messages/${answered.json.id}/reactions`)).status).toBe(404);
  });

  it('can be posts with a subtype', async () => {
    const { get, post, call } = harness();
    const subtypes = (await get(`${base}/comments/types/post/subtypes`)).json.data;
    expect(subtypes).toHaveLength(4);
    const path = `${chat}/channels/${CHANNELS.general}/messages`;
    const body = { type: 'post', content: 'Text', post_data: { title: 'Title', subtype: { id: subtypes[2].id } } };
    const made = (await post(path, body)).json;
    expect(made.post_data).toMatchObject({ title: 'Title', subtype: { id: subtypes[2].id } });
    const changed = (await call('PATCH', `${chat}/messages/${made.id}`, { post_data: { title: 'Other' } })).json;
    expect(changed.post_data).toMatchObject({ title: 'Other', subtype: { id: subtypes[2].id } });
    expect((await post(path, { type: 'post', content: 'x' })).status).toBe(400);
    expect((await post(path, { ...body, post_data: { title: 'x', subtype: { id: 'y' } } })).status).toBe(400);
    expect((await get(`${base}/comments/types/song/subtypes`)).status).toBe(400);
  });

  it('mention people and take reactions', async () => {
    const { get, post, del } = harness();
    const path = `${chat}/messages/${MESSAGES.mention}`;
    expect(ids((await get(`${path}/tagged_users`)).json.data)).toEqual([USERS.lena]);
    expect((await post(`${path}/reactions`, { reaction: 'tada' })).status).toBe(201);
    await post(`${path}/reactions`, { reaction: 'tada' });
    const { data } = (await get(`${path}/reactions`)).json;
    expect(data).toEqual([{ reaction: 'tada', user_id: USERS.lena, date: SEED_NOW }]);
    expect((await del(`${path}/reactions/tada`, API_KEYS.member)).status).toBe(404);
    expect((await del(`${path}/reactions/tada`)).status).toBe(204);
    expect((await get(`${path}/reactions`)).json.data).toEqual([]);
    expect((await post(`${path}/reactions`, { reaction: ':Tada:' })).status).toBe(400);
    expect((await get(`${chat}/messages/${MESSAGES.posters}/reactions?limit=1`)).json.next_cursor).not.toBe('');
  });

  it('have limits', async () => {
    const { get, post } = harness();
    const path = `${chat}/channels/${CHANNELS.general}/messages`;
    expect((await post(path, message('x'.repeat(40_000)))).status).toBe(201);
    expect((await post(path, message('x'.repeat(40_001)))).status).toBe(400);
    expect((await post(path, message(''))).status).toBe(400);
    expect((await post(path, { content: 'x' })).status).toBe(400);
    expect((await post(path, message('x', { followers: Array(11).fill(USERS.yuki) }))).status).toBe(400);
    expect((await post(path, message('x', { reactions: Array(11).fill({ reaction: 'tada' }) }))).status).toBe(400);
    expect((await post(path, message('x', { content_format: 'text/html' }))).status).toBe(400);
    expect((await get(`${path}?content_format=text/html`)).status).toBe(400);
    expect((await post(path, message('x', { assignee: '5' }))).status).toBe(400);
    expect((await post(`${chat}/channels/nope/messages`, message('x'))).status).toBe(404);
  });
});
