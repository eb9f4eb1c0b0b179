import { describe, expect, it } from 'vitest';
import { TASKS, USERS } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const path = `/v2/task/${TASKS.greyButton}`;

describe('checklists', () => {
  it('answers item writes with the whole tree', async () => {
    const { post, put, del, get } = harness();
    const { checklist } = (await post(`${path}/checklist`, { name: 'Steps' })).json;
    expect(checklist).toMatchObject({
      name: 'Steps',
      task_id: TASKS.greyButton,
      resolved: 0,
      unresolved: 0,
      items: [],
      orderindex: 0,
    });
    const at = `/v2/checklist/${checklist.id}`;
    await post(`${at}/checklist_item`, { name: 'First', assignee: Number(USERS.yuki) });
    const two = (await post(`${at}/checklist_item`, { name: 'Second' })).json.checklist;
    const [first, second] = two.items;
    const nested = await put(`${at}/checklist_item/${second.id}`, { parent: first.id, resolved: true });
    expect(nested.json.checklist).toMatchObject({
      resolved: 1,
      unresolved: 1,
      items: [
        {
          name: 'First',
          assignee: { id: Number(USERS.yuki) },
          children: [{ name: 'Second', resolved: true, parent: first.id }],
        },
      ],
    });
    expect((await put(`${at}/checklist_item/${first.id}`, { parent: second.id })).status).toBe(400);
    expect(
      (await put(`${at}/checklist_item/${first.id}`, { assignee: null })).json.checklist.items[0].assignee,
    ).toBeNull();
    expect((await put(at, { name: 'Renamed' })).json).toEqual({});
    expect((await get(path)).json.checklists[0].name).toBe('Renamed');
    expect((await del(`${at}/checklist_item/${first.id}`)).json).toEqual({});
    expect((await get(path)).json.checklists[0].items).toEqual([]);
    expect((await del(at)).json).toEqual({});
    expect((await get(path)).json.checklists).toEqual([]);
  });

  it('orders by position', async () => {
    const { post, put, get } = harness();
    await post(`${path}/checklist`, { name: 'A' });
    const b = (await post(`${path}/checklist`, { name: 'B' })).json.checklist.id;
    await put(`/v2/checklist/${b}`, { position: 0 });
    expect((await get(path)).json.checklists.map((list: Json) => list.name)).toEqual(['B', 'A']);
  });

  it('refuses unknown ids and blank names', async () => {
    const { post, put } = harness();
    expect((await post(`${path}/checklist`, {})).status).toBe(400);
    expect((await put('/v2/checklist/nope', { name: 'x' })).json.ECODE).toBe('OAUTH_027');
  });
});
