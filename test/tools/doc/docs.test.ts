import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import { createSandbox, DOCS, manualClock, PAGES, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const runbook = 'Runbook: unlock fails';

describe('clickup_doc_search', () => {
  it('finds words in the text of pages, and says how many Docs it read', async () => {
    const { docs, searched } = await sandboxClient().clickup.doc.search({ query: 'vendor' });
    expect(docs).toMatchObject([
      { id: DOCS.runbook, page: 'First five minutes', excerpt: expect.stringContaining('vendor') },
    ]);
    expect(searched).toEqual({ docs: expect.any(Number), read_in_full: expect.any(Number) });
  });

  it('gives a Doc whose name matches before one whose text does', async () => {
    const { docs } = await sandboxClient().clickup.doc.search({ query: 'unlock' });
    expect(docs[0]?.name).toMatch(/unlock/i);
    expect(docs.map(({ name }) => name)).toContain('Sprint 24 planning notes');
  });

  it('lists the Docs of a place without reading them', async () => {
    const { clickup, sent } = sandboxClient();
    const { docs } = await clickup.doc.search({ location: 'Product Engineering / Mobile App' });
    expect(docs.map(({ id }) => id)).toEqual([DOCS.unlockDesign]);
    expect(sent()).not.toContain('getDocPagesPublic');
  });

  it('says how many more match than it gives', async () => {
    const { docs, notes } = (await sandboxClient().clickup.doc.search({ limit: 1 })) as {
      docs: unknown[];
      notes?: string[];
    };
    expect([docs.length, notes?.[0]]).toEqual([1, expect.stringMatching(/^\d+ more match/)]);
  });

  it('goes on where one of the Docs may not be read, and tells', async () => {
    const sandbox = createSandbox({ clock: manualClock() });
    const refused = () => Response.json({ err: 'No access', ECODE: 'ACCESS_190' }, { status: 403 });
    const fetch = async (request: Request) =>
      request.url.includes(`${DOCS.handbook}/pages`) ? refused() : sandbox.fetch(request);
    const { docs, notes } = await createClickUp({ ...sandbox.options, fetch }).doc.search({ query: 'vendor' });
    expect(docs.map(({ id }) => id)).toEqual([DOCS.runbook]);
    expect(notes).toEqual([expect.stringContaining(`Team handbook (${DOCS.handbook}) could not be read`)]);
  });
});

describe('clickup_doc_read', () => {
  it('reads a Doc by name in one call, all its pages in order', async () => {
    const { pages, page_count } = await sandboxClient().clickup.doc.read({ doc: 'team handbook' });
    expect(pages.map(({ name, level }) => [name, level])).toEqual([
      ['How we work', undefined],
      ['Meetings', 1],
      ['On call', 1],
      ['Escalation', 2],
      ['First week', undefined],
    ]);
    expect(page_count).toBe(5);
  });

  it('reads the page that an address names, and a section of it', async () => {
    const { clickup } = sandboxClient();
    const doc = `https://app.clickup.com/${WORKSPACE_ID}/v/dc/${DOCS.handbook}/${PAGES.onCall}`;
    expect((await clickup.doc.read({ doc })).pages.map(({ name }) => name)).toEqual(['On call']);
    const { pages } = await clickup.doc.read({ doc: DOCS.unlockDesign, page: 'Token', section: 'Token' });
    expect(pages[0]?.content).toMatch(/^# Token\n/);
  });

  it.each([1, 7, 40, 150])('gives every character once in answers of %i characters', async (limit) => {
    const { clickup } = sandboxClient();
    const input = { doc: DOCS.handbook };
    const whole = (await clickup.doc.read(input)).pages.map(({ content }) => content).join('');
    let read = '';
    for await (const { pages } of clickup.pages('clickup_doc_read', { ...input, limit })) {
      const size = pages.reduce((sum, { content }) => sum + content.length, 0);
      expect(size).toBeLessThanOrEqual(limit);
      read += pages.map(({ content }) => content).join('');
    }
    expect(read).toBe(whole);
  });

  it('does not go on in a page that was changed meanwhile', async () => {
    const { clickup } = sandboxClient();
    const input = { doc: DOCS.handbook, page: 'On call', limit: 20 };
    const { next_cursor } = await clickup.doc.read(input);
    await clickup.doc.updatePage({ doc: DOCS.handbook, page: 'On call', mode: 'prepend', content: 'New.' });
    expect(await failure(clickup.doc.read({ ...input, cursor: next_cursor! }))).toMatchObject({ code: 'CONFLICT' });
  });

  it('goes on without reading the Doc again, for half a minute', async () => {
    const { clickup, sandbox, sent } = sandboxClient();
    const input = { doc: DOCS.handbook, limit: 200 };
    const answers = [await clickup.doc.read(input)];
    for (let cursor = answers[0]!.next_cursor; cursor; cursor = answers.at(-1)!.next_cursor)
      answers.push(await clickup.doc.read({ ...input, cursor }));
    expect(answers.length).toBeGreaterThan(2);
    expect(sent().filter((operation) => /Doc/.test(operation))).toEqual(['getDocPublic', 'getDocPagesPublic']);
    (sandbox.clock as ReturnType<typeof manualClock>).advance(30_000);
    await clickup.doc.read({ ...input, cursor: answers[0]!.next_cursor! });
    expect(sent()).toContain('getDocPagesPublic');
  });

  it('shows what this client has just written', async () => {
    const { clickup } = sandboxClient();
    const input = { doc: DOCS.handbook, page: 'On call' };
    await clickup.doc.read(input);
    await clickup.doc.updatePage({ ...input, mode: 'append', content: 'Just written.' });
    expect((await clickup.doc.read(input)).pages[0]!.content).toContain('Just written.');
    await clickup.doc.createPage({ doc: DOCS.handbook, name: 'One more', content: 'Text' });
    expect((await clickup.doc.listPages({ doc: DOCS.handbook })).pages.map(({ name }) => name)).toContain('One more');
  });

  it('says which name comes near', async () => {
    const error = await failure(sandboxClient().clickup.doc.read({ doc: 'Team hanbook' }));
    expect([error.code, error.suggestion]).toEqual(['RESOURCE_NOT_FOUND', 'Did you mean "Team handbook"?']);
  });
});

describe('clickup_doc_create', () => {
  it('creates a Doc in a Folder and writes its first page', async () => {
    const { clickup } = sandboxClient();
    const { doc, page_id } = await clickup.doc.create({ name: 'Plan', content: '# Plan', location: 'Mobile App' });
    const { pages } = await clickup.doc.read({ doc: doc.id });
    expect(pages.map(({ id, content }) => [id, content])).toEqual([[page_id, '# Plan']]);
    expect((await clickup.doc.search({ location: 'Mobile App' })).docs.map(({ id }) => id)).toContain(doc.id);
  });

  it('says that the Doc exists where its page could not be written', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'editPagePublic', nth: 1 }] });
    const error = await failure(clickup.doc.create({ name: 'Plan', content: '# Plan' }));
    expect(error.message).toMatch(/^The Doc \S+ was created/);
    expect(error.details?.doc_id).toBeTruthy();
  });

  it('plans both steps in a dry run', async () => {
    const plan = await sandboxClient().clickup.doc.create({ name: 'Plan', content: 'x', dry_run: true });
    expect(plan.requests.map(({ method }) => method)).toEqual(['POST', 'PUT']);
  });
});

describe('clickup_doc_create_page', () => {
  it('names the argument parent where its page is misspelt', async () => {
    const input = { doc: 'Team handbook', name: 'Holidays', parent: 'How we wrok' };
    const error = await failure(sandboxClient().clickup.doc.createPage(input));
    expect([error.details?.parameter, error.suggestion]).toEqual(['parent', 'Did you mean "How we work"?']);
  });

  it('adds a page below another, named', async () => {
    const { clickup } = sandboxClient();
    await clickup.doc.createPage({ doc: 'Team handbook', name: 'Holidays', content: 'Rest.', parent: 'How we work' });
    const { pages } = await clickup.doc.listPages({ doc: DOCS.handbook });
    expect(pages.find(({ name }) => name === 'Holidays')?.level).toBe(1);
  });
});

describe('clickup_doc_update_page', () => {
  const section = { doc: DOCS.unlockDesign, page: PAGES.token, section: 'Token' };
  const read = async (clickup: ReturnType<typeof sandboxClient>['clickup']) =>
    (await clickup.doc.read({ doc: DOCS.unlockDesign, page: PAGES.token })).pages[0]!;

  it('appends under one heading and keeps what another writer added elsewhere', async () => {
    const { clickup } = sandboxClient();
    const before = (await clickup.doc.read(section)).pages[0]!;
    await clickup.doc.updatePage({
      doc: DOCS.unlockDesign,
      page: PAGES.token,
      mode: 'append',
      content: '# Other\n\nTheirs.',
    });
    await clickup.doc.updatePage({ ...section, version: before.version, mode: 'append', content: 'Ours.' });
    expect((await read(clickup)).content).toBe(`${before.content.trimEnd()}\n\nOurs.\n\n# Other\n\nTheirs.`);
  });

  it('writes nothing where the section itself was changed, and shows what is there', async () => {
    const { clickup } = sandboxClient();
    const { version } = (await clickup.doc.read(section)).pages[0]!;
    await clickup.doc.updatePage({ ...section, mode: 'append', content: 'Theirs.' });
    const error = await failure(clickup.doc.updatePage({ ...section, version, mode: 'replace', content: 'Ours.' }));
    expect(error).toMatchObject({ code: 'CONFLICT', details: { now: expect.stringContaining('Theirs.') } });
    const { content, version: now } = await read(clickup);
    expect(content).not.toContain('Ours.');
    expect((error.details as { version: string }).version).toBe((await clickup.doc.read(section)).pages[0]!.version);
    await clickup.doc.updatePage({ ...section, version: now, mode: 'replace', content: 'Ours.' });
    expect((await read(clickup)).content).toBe('# Token\n\nOurs.');
  });

  it('answers with the version that the next edit takes', async () => {
    const { clickup } = sandboxClient();
    const { version } = await clickup.doc.updatePage({ ...section, mode: 'append', content: 'One.' });
    const again = await clickup.doc.updatePage({ ...section, version: version!, mode: 'append', content: 'Two.' });
    expect(again.version).toBe((await read(clickup)).version);
  });

  it('appends to a page without reading it', async () => {
    const { clickup, sent } = sandboxClient();
    await clickup.doc.updatePage({ doc: DOCS.unlockDesign, page: PAGES.token, mode: 'append', content: 'End.' });
    expect(sent()).not.toContain('getPagePublic');
  });

  it('takes the only page of a Doc as meant, and asks where there are several', async () => {
    const { clickup } = sandboxClient();
    await clickup.doc.updatePage({ doc: runbook, mode: 'append', content: '4. Tell the riders' });
    const error = await failure(clickup.doc.updatePage({ doc: 'Team handbook', mode: 'append', content: 'x' }));
    expect(error).toMatchObject({ code: 'MISSING_PARAMETER', details: { parameter: 'page' } });
  });

  it.each([
    [{}, 'content'],
    [{ content: 'x' }, 'mode'],
    [{ section: 'Token' }, 'content'],
    [{ name: 'Key', version: 'abc' }, 'content'],
  ])('refuses %j before anything is sent', async (input, parameter) => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.doc.updatePage({ doc: DOCS.runbook, ...input }));
    expect(error).toMatchObject({ code: 'MISSING_PARAMETER', details: { parameter } });
    expect(sent()).toEqual([]);
  });
});

describe('a Doc by name', () => {
  it('that two have is refused with the ids of both', async () => {
    const { clickup } = sandboxClient();
    const { doc } = await clickup.doc.create({ name: 'Team handbook' });
    const error = await failure(clickup.doc.listPages({ doc: 'Team handbook' }));
    expect(error).toMatchObject({ code: 'AMBIGUOUS_REFERENCE', details: { allowed_values: [doc.id, DOCS.handbook] } });
  });

  it('that none comes near is refused with the way to find it', async () => {
    const error = await failure(sandboxClient().clickup.doc.read({ doc: 'Cafeteria menu of next week' }));
    expect([error.code, error.suggestion]).toEqual([
      'RESOURCE_NOT_FOUND',
      expect.stringContaining('clickup_doc_search'),
    ]);
  });

  it('is found beyond the first hundred Docs', async () => {
    const { clickup } = sandboxClient();
    for (let i = 0; i < 98; i++) await clickup.doc.create({ name: `Note ${i}` });
    expect((await clickup.doc.read({ doc: 'Team handbook' })).doc.id).toBe(DOCS.handbook);
  });
});

it('a new Doc without a page of its own gets one for its text', async () => {
  const sandbox = createSandbox({ clock: manualClock() });
  const fetch = async (request: Request) =>
    request.method === 'GET' && request.url.endsWith('/page_listing') ? Response.json([]) : sandbox.fetch(request);
  const clickup = createClickUp({ ...sandbox.options, fetch });
  const { doc, page_id } = await clickup.doc.create({ name: 'Plan', content: '# Plan', page_name: 'First' });
  const { pages } = await clickup.doc.read({ doc: doc.id });
  expect(pages.find(({ id }) => id === page_id)).toMatchObject({ name: 'First', content: '# Plan' });
});
