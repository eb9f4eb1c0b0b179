import { describe, expect, it } from 'vitest';
import { FIELDS, SEED_NOW, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const path = `/v2/task/${TASKS.greyButton}`;

describe('attachments', () => {
  const form = (name: string, filename: string, text: string): FormData => {
    const data = new FormData();
    data.append(name, new File([text], filename, { type: 'text/plain' }));
    return data;
  };

  it('takes a file over v2 and shows it over v3 and on the task', async () => {
    const { post, get } = harness();
    const { json } = await post(`${path}/attachment`, form('attachment', 'log.txt', 'abc'));
    expect(json).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}\.txt$/),
      title: 'log.txt',
      date: SEED_NOW,
      extension: 'txt',
    });
    const listed = (await get(`/v3/workspaces/${WORKSPACE_ID}/attachments/${TASKS.greyButton}/attachments`)).json;
    expect(listed).toMatchObject({
      next_cursor: '',
      data: [{ title: 'grey-button.txt' }, { title: 'log.txt', size: 3, user_id: Number(USERS.lena) }],
    });
    expect((await get(path)).json.attachments).toHaveLength(2);
    expect((await get(`${path}/attachment`)).status).toBe(405);
  });

  it('pages by cursor', async () => {
    const { post, get } = harness();
    await post(`${path}/attachment`, form('attachment', 'log.txt', 'abc'));
    const at = `/v3/workspaces/${WORKSPACE_ID}/attachments/${TASKS.greyButton}/attachments?limit=1`;
    const first = (await get(at)).json;
    const second = (await get(`${at}&cursor=${first.next_cursor}`)).json;
    expect([first.data[0].title, second.data[0].title, second.next_cursor]).toEqual(['grey-button.txt', 'log.txt', '']);
    expect((await get(`${at}&cursor=x`)).status).toBe(400);
  });

  it('refuses JSON and an empty form', async () => {
    const { post } = harness();
    expect((await post(`${path}/attachment`, { attachment: 'x' })).json.ECODE).toBe('ATTCH_045');
    const data = new FormData();
    data.append('attachment', 'https://example.com/a.png');
    expect((await post(`${path}/attachment`, data)).json.ECODE).toBe('ATTCH_039');
  });

  it('gives a custom field files in two steps: upload to the field, then name it in the value', async () => {
    const { post, get } = harness();
    const at = `/v3/workspaces/${WORKSPACE_ID}/custom_fields/${FIELDS.photos}/attachments`;
    const { json } = await post(at, form('attachment', 'pad.png', 'png'));
    expect(json).toMatchObject({ parent_entity_type: 'custom_fields', parent_id: FIELDS.photos, title: 'pad.png' });
    const photos = async () => {
      const fields: Json[] = (await get(`/v2/task/${TASKS.brakePads}`)).json.custom_fields;
      return fields.find((field) => field.id === FIELDS.photos);
    };
    expect(await photos()).not.toHaveProperty('value');
    const set = (value: object) => post(`/v2/task/${TASKS.brakePads}/field/${FIELDS.photos}`, { value });
    await set({ add: [json.id, 'unknown.png'] });
    expect((await photos()).value).toMatchObject([{ id: json.id, title: 'pad.png' }]);
    await set({ rem: [json.id] });
    expect((await photos()).value).toEqual([]);
  });
});
