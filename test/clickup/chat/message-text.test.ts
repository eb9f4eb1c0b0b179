import { describe, expect, it } from 'vitest';
import { workspacesKey } from '../../../src/clickup/account-keys.js';
import { messageText, readText } from '../../../src/clickup/chat/message-text.js';
import type { Context } from '../../../src/clickup/context.js';

const people = [
  { id: 1, username: 'Ada Byron', email: 'ada@example.com' },
  { id: 2, username: 'Priya Nair', email: 'priya@example.com' },
  { id: 3, username: 'Priya Sharma', email: null },
  { id: 4, username: '[Bot] one', email: null },
];

/** A context that knows these people, and the notes that it was given. */
function context() {
  const notes: unknown[] = [];
  const teams = [{ id: '9', name: 'W', members: people.map((user) => ({ user })) }];
  const cache = { get: async (key: unknown) => (key === workspacesKey ? teams : undefined) };
  return { ctx: { cache, note: (text: unknown) => notes.push(text) } as unknown as Context, notes };
}

const ada = '[@Ada Byron](#user_mention#1)';

describe('mentions in a Chat message', () => {
  it.each([
    ['@Ada, look', `${ada}, look`],
    ['@Ada Byron look', `${ada} look`],
    ['(@[ada byron])', `(${ada})`],
    ['@ada@example.com.', `${ada}.`],
    ['@Ada and @Ada', `${ada} and ${ada}`],
    ['**@Ada**\n\n- @Ada', `**${ada}**\n\n- ${ada}`],
    ['@Priya Sharma', '[@Priya Sharma](#user_mention#3)'],
    ['@[[Bot] one', '@[[Bot] one'],
    [ada, ada],
  ])('%j is sent as %j', async (markdown, content) => {
    expect((await messageText(context().ctx, markdown, 'text')).content).toBe(content);
  });

  it.each([
    'mail ada@example.com',
    '`@Ada`',
    '```\n@Ada\n```',
    '~~~ts\n@Ada',
    'https://example.com/@Ada',
    '[@Ada](https://example.com)',
    '| a_b | 1\\_000 |',
  ])('%j is sent as it is, without a note', async (markdown) => {
    const { ctx, notes } = context();
    expect(await messageText(ctx, markdown, 'text')).toEqual({ content: markdown, mentioned: [] });
    expect(notes).toEqual([]);
  });

  it('that mean nobody, or two people, stay text with a note', async () => {
    const { ctx, notes } = context();
    const { content, mentioned } = await messageText(ctx, '@Pat and @Priya, @Pat', 'text');
    expect([content, mentioned]).toEqual(['@Pat and @Priya, @Pat', []]);
    expect(notes).toEqual([expect.stringMatching(/^@Pat, @Priya stays plain text/)]);
  });

  it('in brackets that mean nobody are refused, with the nearest name', async () => {
    const { ctx } = context();
    await expect(messageText(ctx, 'Thanks @[Nobody]', 'text')).rejects.toThrow('@[Nobody] mentions nobody');
  });

  it('count as they are sent towards the longest text', async () => {
    const { ctx } = context();
    const text = `${'x'.repeat(39_990)} @Ada`;
    await expect(messageText(ctx, text, 'text')).rejects.toMatchObject({ code: 'INVALID_PARAMETER' });
  });

  it('are read as they are written', () => {
    expect(readText(`${ada} and [a link](https://example.com)`)).toBe('@[Ada Byron] and [a link](https://example.com)');
  });
});
