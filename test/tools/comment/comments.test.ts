import { describe, expect, test } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import { LISTS, TASKS, USERS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const task_id = TASKS.brakePads;

describe('clickup_comment_create and clickup_comment_list', () => {
  test('Markdown goes in as blocks and comes back as Markdown', async () => {
    const { clickup, sandbox } = sandboxClient();
    const text =
      '# Result\n\n**Three** of *five* bikes, see [the sheet](https://example.com/s)\n- [x] front\n- [ ] rear\n> ask `Diego`';
    const { id, created } = await clickup.comment.create({ task_id, text });
    expect(id).toMatch(/^\d+$/);
    expect(created).toBe('2026-10-05T11:00+02:00');
    expect(sandbox.requests.at(-1)?.body).toEqual({ comment: expect.any(Array) });
    const { comments } = await clickup.comment.list({ task_id, limit: 1 });
    expect(comments).toEqual([{ id, author: 'Lena Hoffmann', date: created, text, resolved: false }]);
  });

  test('a mention reaches the person, and reads back as a name', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.comment.create({
      task_id,
      text: 'Please look, @Priya Nair and @diego',
      assignee: 'Priya',
      notify_all: true,
    });
    const body = sandbox.requests.findLast(({ operation }) => operation === 'CreateTaskComment')?.body;
    expect(body).toMatchObject({ assignee: Number(USERS.priya), notify_all: true });
    expect(JSON.stringify(body)).toContain(`"user":{"id":${USERS.priya}}`);
    const { comments } = await clickup.comment.list({ task_id, limit: 1 });
    expect(comments[0]).toMatchObject({
      text: 'Please look, @[Priya Nair] and @[Diego Alvarez]',
      assignee: 'Priya Nair',
    });
  });

  test.each([
    ['@[Pria Nair]', 'Did you mean @[Priya Nair]?'],
    ['@[nobody at all]', 'Write @[Full Name]'],
  ])('%s in brackets can only be a mention: nothing is sent', async (mention, suggestion) => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.comment.create({ task_id, text: `Thanks ${mention}` }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'text', value: mention } });
    expect(error.suggestion).toContain(suggestion);
    expect(sent()).not.toContain('CreateTaskComment');
    await clickup.comment.create({ task_id, text: `Write \`${mention}\` to mention somebody` });
  });

  test('a mention that means nobody for sure stays text, and is named', async () => {
    const { clickup, sandbox } = sandboxClient();
    const text = 'Thanks @Priya Sharma and @nobody, not `@code` or a@b.example\n```\n@Override\n```';
    const { notes } = await clickup.comment.create({ task_id, text });
    expect(notes).toEqual([expect.stringMatching(/^@Priya, @nobody stays plain text/)]);
    const { body } = sandbox.requests.at(-1) ?? {};
    expect(JSON.stringify(body)).not.toContain('"type":"tag"');
  });

  test('replies are counted on the comment and listed by its id', async () => {
    const { clickup } = sandboxClient();
    const { id } = await clickup.comment.create({ task_id, text: 'Which pads?' });
    const reply = await clickup.comment.create({ comment_id: id, text: 'The organic ones' });
    const { comments } = await clickup.comment.list({ task_id, limit: 1 });
    expect(comments[0]).toMatchObject({ id, replies: 1 });
    const thread = await clickup.comment.list({ comment_id: id });
    expect(thread.comments).toMatchObject([{ id: reply.id, text: 'The organic ones' }]);
  });

  test('on a List, and in a Chat view', async () => {
    const { clickup } = sandboxClient();
    const list_id = LISTS.maintenance;
    await clickup.comment.create({ list_id, text: 'Depot closes early' });
    expect((await clickup.comment.list({ list_id, limit: 1 })).comments).toMatchObject([
      { text: 'Depot closes early' },
    ]);
    const { view } = await clickup.view.create({ list_id, name: 'Depot talk', type: 'conversation' });
    await clickup.comment.create({ view_id: view.id, text: 'Hello' });
    expect(await clickup.comment.list({ view_id: view.id })).toMatchObject({ comments: [{ text: 'Hello' }] });
  });

  test('pages of 25, newest first, until the end', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { view } = await clickup.view.create({ list_id: LISTS.maintenance, name: 'Long talk', type: 'conversation' });
    for (let i = 1; i <= 60; i++) {
      await sandbox.clock.sleep(1000);
      await clickup.comment.create({ view_id: view.id, text: `Message ${i}` });
    }
    const sizes: number[] = [];
    const texts: string[] = [];
    for await (const { comments } of clickup.pages('clickup_comment_list', { view_id: view.id })) {
      sizes.push(comments.length);
      texts.push(...comments.map(({ text }) => text));
    }
    expect(sizes).toEqual([25, 25, 10]);
    expect(texts).toEqual(Array.from({ length: 60 }, (_, i) => `Message ${60 - i}`));
  });

  test('those of one author are looked for page by page, and the cursor goes on behind the last one shown', async () => {
    const { clickup, sandbox, sent } = sandboxClient();
    const { view } = await clickup.view.create({ list_id: LISTS.maintenance, name: 'Long talk', type: 'conversation' });
    const others = createClickUp({ ...sandbox.options, apiKey: sandbox.apiKeys.admin });
    for (let i = 1; i <= 60; i++) {
      await sandbox.clock.sleep(1000);
      await (i % 20 === 5 ? others : clickup).comment.create({ view_id: view.id, text: `Message ${i}` });
    }
    const [author] = (await others.comment.list({ view_id: view.id, limit: 25 })).comments.flatMap((each) =>
      each.text === 'Message 45' ? [each.author ?? ''] : [],
    );
    const texts = async (input: object) => {
      const pages: string[][] = [];
      for await (const { comments } of clickup.pages('clickup_comment_list', { view_id: view.id, author, ...input })) {
        pages.push(comments.map(({ text }) => text));
      }
      return pages;
    };
    sent();
    expect(await texts({})).toEqual([['Message 45', 'Message 25', 'Message 5']]);
    expect(sent().filter((operation) => operation === 'GetChatViewComments')).toHaveLength(3);
    expect((await texts({ limit: 1 })).flat()).toEqual(['Message 45', 'Message 25', 'Message 5']);
    const nobody = await clickup.comment.list({ view_id: view.id, author: 'Ingrid' });
    expect(nobody).toMatchObject({ comments: [], notes: [expect.stringContaining('No comment here is by Ingrid')] });
    expect((await failure(clickup.comment.list({ view_id: view.id, author: 'Nobody' }))).code).toBe(
      'INVALID_PARAMETER',
    );
  });

  test('replies are paged although ClickUp sends them all at once', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { id: comment_id } = await clickup.comment.create({ task_id, text: 'Vote here' });
    for (let i = 1; i <= 5; i++) {
      await sandbox.clock.sleep(1000);
      await clickup.comment.create({ comment_id, text: `Vote ${i}` });
    }
    const texts: string[] = [];
    for await (const { comments } of clickup.pages('clickup_comment_list', { comment_id, limit: 2 })) {
      texts.push(...comments.map(({ text }) => text));
    }
    expect(texts).toEqual(['Vote 5', 'Vote 4', 'Vote 3', 'Vote 2', 'Vote 1']);
  });

  test.each([
    [{}, 'MISSING_PARAMETER'],
    [{ task_id, list_id: LISTS.maintenance }, 'INVALID_PARAMETER'],
    [{ task_id: '../../team' }, 'INVALID_PARAMETER'],
    [{ task_id: '86c0zzzz9' }, 'RESOURCE_NOT_FOUND'],
    [{ comment_id: '90110099999999' }, 'RESOURCE_NOT_FOUND'],
  ])('list of %j: %s', async (input, code) => {
    expect((await failure(sandboxClient().clickup.comment.list(input))).code).toBe(code);
  });

  test('an empty comment, and one by somebody unknown, are refused before anything is written', async () => {
    const { clickup, sent } = sandboxClient();
    expect((await failure(clickup.comment.create({ task_id, text: '  ' }))).code).toBe('INVALID_PARAMETER');
    const error = await failure(clickup.comment.create({ task_id, text: 'Hi', assignee: 'Nobody' }));
    expect(error.code).toBe('INVALID_PARAMETER');
    expect(sent()).not.toContain('CreateTaskComment');
  });
});

describe('clickup_comment_update and clickup_comment_delete', () => {
  test('say who is really mentioned and whose action item it is', async () => {
    const { clickup } = sandboxClient();
    const text = '@[Priya Nair], @Samuel and @Pat: please look';
    const made = await clickup.comment.create({ task_id, text, assignee: 'priya' });
    expect(made).toMatchObject({ mentioned: ['Priya Nair', 'Samuel Okafor'], assignee: 'Priya Nair' });
    const changed = await clickup.comment.update({ comment_id: made.id, text: 'Done, @Yuki', assignee: 'none' });
    expect(changed).toMatchObject({ mentioned: ['Yuki Tanaka'], assignee: 'none' });
  });

  test('rewrites, assigns, resolves, and takes the assignee off', async () => {
    const { clickup } = sandboxClient();
    const { id: comment_id } = await clickup.comment.create({ task_id, text: 'Draft' });
    const now = async () => (await clickup.comment.list({ task_id, limit: 1 })).comments[0];
    expect(await clickup.comment.update({ comment_id, text: '**Final**', assignee: 'samuel', resolved: true })).toEqual(
      {
        updated: true,
        comment_id,
        assignee: 'Samuel Okafor',
        state: 'resolved',
        resolved: expect.objectContaining({ assignee: `Samuel Okafor (${USERS.samuel})` }),
      },
    );
    expect(await now()).toMatchObject({ text: '**Final**', assignee: 'Samuel Okafor', resolved: true });
    await clickup.comment.update({ comment_id, assignee: 'none', resolved: false });
    expect(await now()).toMatchObject({ text: '**Final**', resolved: false });
    expect(await now()).not.toHaveProperty('assignee');
  });

  test('deletes a comment with its replies', async () => {
    const { clickup } = sandboxClient();
    const { id: comment_id } = await clickup.comment.create({ task_id, text: 'Wrong task' });
    expect((await failure(clickup.comment.delete({ comment_id }))).code).toBe('CONFIRMATION_REQUIRED');
    expect(await clickup.comment.delete({ comment_id, confirm: 'yes' })).toEqual({ deleted: true, comment_id });
    expect((await failure(clickup.comment.list({ comment_id }))).code).toBe('RESOURCE_NOT_FOUND');
  });

  test('nothing to change', async () => {
    const error = await failure(sandboxClient().clickup.comment.update({ comment_id: '90110030000001' }));
    expect(error).toMatchObject({ code: 'MISSING_PARAMETER', details: { parameter: 'text' } });
  });
});
