import { describe, expect, it } from 'vitest';
import { API_KEYS, DOCS, LISTS, PAGES, SEED_NOW, SPACES, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const base = `/v3/workspaces/${WORKSPACE_ID}/docs`;
const ids = (rows: Json[]): string[] => rows.map((row) => row.id);

describe('searching Docs', () => {
  it('lists what the user may see, newest first', async () => {
    const { get } = harness();
    const { docs } = (await get(base)).json;
    expect(docs).toHaveLength(6);
    expect(docs[0]).toMatchObject({
      id: DOCS.sprintNotes,
      type: 3,
      workspace_id: Number(WORKSPACE_ID),
      parent: { id: WORKSPACE_ID, type: 12 },
      creator: Number(USERS.tomas),
      date_created: expect.any(Number),
    });
    expect(ids((await get(base, API_KEYS.member)).json.docs)).not.toContain(DOCS.salaries);
    expect((await get(base, API_KEYS.guest)).json.docs).toEqual([]);
  });

  it.each([
    [`id=${DOCS.runbook}`, [DOCS.runbook]],
    [`creator=${USERS.chloe}`, [DOCS.launchPlan]],
    [`parent_type=SPACE&parent_id=${SPACES.marketing}`, [DOCS.launchPlan]],
    ['parent_type=6', [DOCS.runbook]],
    ['deleted=true', []],
    ['archived=true', []],
  ])('filters by %s', async (query, found) => {
    expect(ids((await harness().get(`${base}?${query}`)).json.docs)).toEqual(found);
  });

  it('pages by cursor and loses nothing when Docs come in front', async () => {
    const { get, post } = harness();
    for (let i = 0; i < 8; i++) await post(base, { name: `Doc ${i}` });
    const first = (await get(`${base}?limit=10`)).json;
    expect(first.docs).toHaveLength(10);
    await post(base, { name: 'One more' });
    const second = (await get(`${base}?limit=10&cursor=${first.next_cursor}`)).json;
    expect(second.next_cursor).toBeUndefined();
    expect(new Set([...ids(first.docs), ...ids(second.docs)]).size).toBe(14);
    expect((await get(`${base}?limit=5`)).status).toBe(400);
    expect((await get(`${base}?cursor=nonsense`)).status).toBe(400);
  });
});

describe('pages', () => {
  it('come as a bare tree, cut at a depth', async () => {
    const { get } = harness();
    const listing = (await get(`${base}/${DOCS.handbook}/page_listing`)).json;
    expect(listing.map((page: Json) => page.name)).toEqual(['How we work', 'First week']);
    const onCall = listing[0].pages[1];
    expect(onCall).toMatchObject({
      id: PAGES.onCall,
      parent_page_id: PAGES.howWeWork,
      pages: [{ name: 'Escalation' }],
    });
    expect(onCall).not.toHaveProperty('content');
    const cut = (await get(`${base}/${DOCS.handbook}/page_listing?max_page_depth=1`)).json;
    expect(cut[0].pages[1].pages).toEqual([]);
    const pages = (await get(`${base}/${DOCS.handbook}/pages?max_page_depth=0`)).json;
    expect(pages[0]).toMatchObject({ content: expect.stringContaining('**two weeks**'), pages: [] });
    const plain = (await get(`${base}/${DOCS.handbook}/pages/${PAGES.howWeWork}?content_format=text/plain`)).json;
    expect(plain.content).toMatch(/^How we work\n\nWe plan in two weeks/);
    expect(plain.pages).toHaveLength(2);
    expect((await get(`${base}/${DOCS.handbook}/pages?content_format=text/html`)).status).toBe(400);
  });

  it('are created, replaced, appended to and put in front of', async () => {
    const { get, post, put, clock } = harness();
    const path = `${base}/${DOCS.unlockDesign}/pages`;
    const made = await post(path, { name: 'Test', content: 'Middle', parent_page_id: PAGES.token, sub_title: 'Sub' });
    expect(made).toMatchObject({
      status: 201,
      json: { parent_page_id: PAGES.token, sub_title: 'Sub', content: 'Middle' },
    });
    const page = `${path}/${made.json.id}`;
    const plain = await post(path, { content: '2 ** 3', content_format: 'text/plain' });
    expect(plain.json.content).toBe('2 ** 3');
    expect((await post(path, { content: 'x', content_format: 'text/html' })).status).toBe(400);
    clock.advance(1000);
    const changed = await put(page, { content: 'End', content_edit_mode: 'append' });
    expect(changed).toMatchObject({ status: 200, text: '' });
    await put(page, { content: 'Start', content_edit_mode: 'prepend', name: 'Renamed' });
    expect((await get(page)).json).toMatchObject({
      name: 'Renamed',
      content: 'Start\nMiddle\nEnd',
      date_updated: SEED_NOW + 1000,
      edited_by: Number(USERS.lena),
    });
    await put(page, { content: 'New' });
    expect((await get(page)).json.content).toBe('New');
    expect((await get(`${base}/${DOCS.unlockDesign}`)).json.date_updated).toBe(SEED_NOW + 1000);
    expect((await put(page, { content: 'x', content_edit_mode: 'shuffle' })).status).toBe(400);
    expect((await put(`${path}/8cdxa-1`, { content: 'x' })).status).toBe(404);
  });
});

describe('creating Docs', () => {
  it('answers 201 and makes a first page unless told not to', async () => {
    const { get, post } = harness();
    const made = await post(base, { name: 'Plan', parent: { id: LISTS.bugs, type: 6 }, visibility: 'PRIVATE' });
    expect(made).toMatchObject({
      status: 201,
      json: { name: 'Plan', parent: { id: LISTS.bugs, type: 6 }, public: false },
    });
    expect((await get(`${base}/${made.json.id}/pages`)).json).toHaveLength(1);
    expect((await get(`${base}/${made.json.id}`)).json).not.toHaveProperty('pages');
    expect(await get(`${base}/${made.json.id}`, API_KEYS.admin)).toMatchObject({
      status: 404,
      json: { ECODE: 'ACCESS_999' },
    });
    const bare = (await post(base, { create_page: false })).json;
    expect((await get(`${base}/${bare.id}/pages`)).json).toEqual([]);
  });

  it('may be opened to single people and groups afterwards', async () => {
    const { get, post, call } = harness();
    const { id } = (await post(base, { name: 'Pay', visibility: 'PRIVATE' })).json;
    const acl = `/v3/workspaces/${WORKSPACE_ID}/doc/${id}/acls`;
    const seen = async () => (await get(`${base}/${id}`, API_KEYS.member)).status;
    const entry = { kind: 'user', id: USERS.priya, permission_level: 1 };
    expect(await seen()).toBe(404);
    expect((await call('PATCH', acl, { entries: [entry] })).json).toMatchObject({ private: true, entries: [entry] });
    expect(await seen()).toBe(200);
    await call('PATCH', acl, { entries: [{ ...entry, permission_level: null }] });
    expect(await seen()).toBe(404);
    expect((await call('PATCH', acl, { private: false })).json.private).toBe(false);
    expect(await seen()).toBe(200);
    expect((await call('PATCH', acl, { private: true }, API_KEYS.guest)).status).toBe(404);
  });

  it('fails in the form of v3, and in that of v2 for rights', async () => {
    const { get, post, call } = harness();
    expect((await get(`${base}/8cdxa-9`)).json).toEqual({
      status: 404,
      message: 'Doc not found',
      trace_id: null,
      timestamp: SEED_NOW,
    });
    expect(await post(base, { name: 'x' }, API_KEYS.guest)).toMatchObject({
      status: 403,
      json: { ECODE: 'EXTRA_AUTHZ_002' },
    });
    expect((await post(base, { visibility: 'SECRET' })).status).toBe(400);
    expect((await post(base, { parent: { id: '1', type: 6 } })).status).toBe(404);
    expect((await post(base, { parent: { id: '1', type: 3 } })).status).toBe(400);
    expect((await get('/v3/workspaces/1/docs')).status).toBe(401);
    expect((await call('DELETE', `${base}/${DOCS.runbook}`)).status).toBe(405);
  });
});
