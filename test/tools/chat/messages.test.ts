import { describe, expect, it } from 'vitest';
import { CHANNELS, MESSAGES, USERS } from '../../../src/sandbox/index.js';
import { changedClient } from '../../support/chat.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const texts = async (clickup: ReturnType<typeof sandboxClient>['clickup'], channel: string) =>
  (await clickup.chat.listMessages({ channel })).messages.map(({ text }) => text);

describe('clickup_chat_list_messages', () => {
  it('gives posts, replies counted, and names', async () => {
    const { messages } = await sandboxClient().clickup.chat.listMessages({ channel: '#general' });
    expect(messages.map(({ author, title, replies }) => [author, title, replies])).toEqual([
      ['Priya Nair', undefined, undefined],
      ['Lena Hoffmann', 'The depot stays', undefined],
      ['Chloe Martin', undefined, 2],
      ['Lena Hoffmann', undefined, undefined],
    ]);
    expect(messages[2]).not.toHaveProperty('resolved');
  });

  it('keeps ids and flags in full', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.updateMessage({ message_id: MESSAGES.posters, assignee: 'Yuki' });
    const { messages } = await clickup.chat.listMessages({ channel: '#general', detail: 'full' });
    expect(messages[2]).toMatchObject({ assignee: USERS.yuki, assignee_name: 'Yuki Tanaka', replies_count: 2 });
    expect(messages[0]).toMatchObject({ user_id: USERS.priya, resolved: false });
    const { channel } = await clickup.chat.getChannel({ channel: '#general', detail: 'full' });
    expect(channel).toMatchObject({ archived: false, creator: USERS.lena });
  });

  it('reads reactions where they are asked for', async () => {
    const { messages } = await sandboxClient().clickup.chat.listMessages({
      channel: '#general',
      include_reactions: true,
    });
    expect(messages.find(({ id }) => id === MESSAGES.posters)?.reactions).toEqual([
      { reaction: 'eyes', count: 1, people: ['Tomas Rivera'] },
      { reaction: 'tada', count: 1, people: ['Lena Hoffmann'] },
    ]);
  });

  it.each([1, 2, 3])('gives every message once, newest first, %i at a time, while more are written', async (limit) => {
    const { clickup } = sandboxClient();
    const before = await texts(clickup, '#general');
    const read: string[] = [];
    for await (const { messages } of clickup.pages('clickup_chat_list_messages', { channel: '#general', limit })) {
      read.push(...messages.map(({ text }) => text));
      await clickup.chat.sendMessage({ channel: '#general', text: 'Meanwhile' });
    }
    expect(read).toEqual(before);
  });

  it('ends where ClickUp gives the same cursor again', async () => {
    const clickup = changedClient(async (operation, answer) => {
      if (operation !== 'getChatMessages') return answer;
      return Response.json({ ...((await answer.json()) as object), next_cursor: 'same' });
    });
    const { next_cursor } = await clickup.chat.listMessages({ channel: CHANNELS.leads });
    expect(next_cursor).toBeTruthy();
    const clickupAgain = changedClient(async (operation, answer) =>
      operation === 'getChatMessages'
        ? Response.json({ data: [{ id: '1', date: 1, user_id: '1', content: 'x' }], next_cursor: 'same' })
        : answer,
    );
    const again = await clickupAgain.chat.listMessages({ channel: CHANNELS.leads, cursor: next_cursor! });
    expect(again).not.toHaveProperty('next_cursor');
  });

  it('refuses the cursor of another channel', async () => {
    const { clickup } = sandboxClient();
    const { next_cursor } = await clickup.chat.listMessages({ channel: '#general', limit: 1 });
    const error = await failure(clickup.chat.listMessages({ channel: '#leads', cursor: next_cursor! }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'cursor' } });
  });
});

describe('clickup_chat_get_thread', () => {
  it('gives replies, reactions and mentions, the last two with the first page', async () => {
    const { clickup, sent } = sandboxClient();
    const first = await clickup.chat.getThread({ message_id: MESSAGES.posters, limit: 1 });
    expect(first).toMatchObject({
      replies: [{ author: 'Chloe Martin', text: 'Saved. Thank you!' }],
      reactions: [{ reaction: 'eyes' }, { reaction: 'tada' }],
      mentioned: [],
    });
    sent();
    const second = await clickup.chat.getThread({
      message_id: MESSAGES.posters,
      limit: 1,
      cursor: first.next_cursor!,
    });
    expect(second).toEqual({ replies: [expect.objectContaining({ id: MESSAGES.typo })] });
    expect(sent()).toEqual(['getChatMessageReplies']);
  });

  it('counts people of one reaction together', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.react({ message_id: MESSAGES.posters, reaction: 'eyes' });
    expect((await clickup.chat.getThread({ message_id: MESSAGES.posters })).reactions?.[0]).toEqual({
      reaction: 'eyes',
      count: 2,
      people: ['Tomas Rivera', 'Lena Hoffmann'],
    });
  });
});
