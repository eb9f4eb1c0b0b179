import { describe, expect, it } from 'vitest';
import { CHANNELS, MESSAGES } from '../../../src/sandbox/index.js';
import { address, changedClient } from '../../support/chat.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const texts = async (clickup: ReturnType<typeof sandboxClient>['clickup'], channel: string) =>
  (await clickup.chat.listMessages({ channel })).messages.map(({ text }) => text);

describe('clickup_chat_send_message', () => {
  it('writes into a channel and mentions people as Chat does', async () => {
    const { clickup } = sandboxClient();
    const text = 'Fixed, @Samuel. Ask @[Priya Nair] or `@Yuki`; @Pat knows too.';
    const sent = (await clickup.chat.sendMessage({ channel: '#general', text })) as {
      message_id: string;
      mentioned?: string[];
      notes?: string[];
      url?: string;
    };
    expect(sent.mentioned).toEqual(['Samuel Okafor', 'Priya Nair']);
    expect(sent.notes).toEqual([expect.stringMatching(/^@Pat stays plain text/)]);
    expect(sent.url).toBe(address(CHANNELS.general, sent.message_id));
    expect((await texts(clickup, '#general'))[0]).toBe(
      'Fixed, @[Samuel Okafor]. Ask @[Priya Nair] or `@Yuki`; @Pat knows too.',
    );
    const { mentioned } = await clickup.chat.getThread({ message_id: sent.message_id });
    expect(mentioned?.sort()).toEqual(['Priya Nair', 'Samuel Okafor']);
  });

  it('writes to people by name, in the direct message that there is', async () => {
    const { clickup } = sandboxClient();
    const { channel_id } = await clickup.chat.sendMessage({ people: ['Priya'], text: 'On Thursday' });
    expect(channel_id).toBe(CHANNELS.lenaPriya);
    expect((await texts(clickup, CHANNELS.lenaPriya))[0]).toBe('On Thursday');
  });

  it('replies to a message', async () => {
    const { clickup } = sandboxClient();
    const sent = await clickup.chat.sendMessage({ message_id: MESSAGES.posters, text: 'Great' });
    expect(sent).toMatchObject({ channel_id: CHANNELS.general, url: address(CHANNELS.general, MESSAGES.posters) });
    expect((await clickup.chat.getThread({ message_id: MESSAGES.posters })).replies[0]?.text).toBe('Great');
  });

  it('posts with a title and a kind by name, and gives somebody the task', async () => {
    const { clickup } = sandboxClient();
    const post = { channel: '#general', text: 'It starts.', title: 'Field test', subtype: 'update', assignee: 'Yuki' };
    expect((await clickup.chat.sendMessage(post)).assignee).toBe('Yuki Tanaka');
    expect((await clickup.chat.listMessages({ channel: '#general', limit: 1 })).messages[0]).toMatchObject({
      title: 'Field test',
      subtype: 'Update',
      assignee: 'Yuki Tanaka',
      resolved: false,
    });
  });

  it.each([
    [{ text: 'x' }, 'MISSING_PARAMETER', 'channel'],
    [{ text: 'x', channel: '#general', people: ['Priya'] }, 'INVALID_PARAMETER', 'people'],
    [{ text: 'x', message_id: MESSAGES.posters, title: 'T' }, 'INVALID_PARAMETER', 'title'],
    [{ text: ' \n', channel: '#general' }, 'INVALID_PARAMETER', 'text'],
    [{ text: 'x'.repeat(40_001), people: ['Priya'] }, 'INVALID_PARAMETER', 'text'],
    [{ text: 'x', channel: '#general', title: 'T'.repeat(256) }, 'INVALID_PARAMETER', 'title'],
    [{ text: 'x', channel: '#general', subtype: 'Update' }, 'MISSING_PARAMETER', 'title'],
    [{ text: 'x', people: ['Priya'], title: 'T' }, 'MISSING_PARAMETER', 'subtype'],
    [{ text: 'x', people: ['Priya'], title: 'T', subtype: 'Poem' }, 'INVALID_PARAMETER', 'subtype'],
  ])('writes nothing for what ClickUp would refuse, case %#', async (input, code, parameter) => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.chat.sendMessage(input))).toMatchObject({ code, details: { parameter } });
    expect(sent().filter((operation) => operation.startsWith('create'))).toEqual([]);
  });

  it('takes a text of exactly 40,000 characters', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.sendMessage({ channel: '#general', text: 'x'.repeat(40_000) });
    expect((await texts(clickup, '#general'))[0]).toHaveLength(40_000);
  });

  it('plans a direct message with both its requests', async () => {
    const plan = await sandboxClient().clickup.chat.sendMessage({ people: ['Yuki'], text: 'Hello', dry_run: true });
    expect(plan.requests.map(({ path }) => path.split('/chat/')[1])).toEqual([
      'channels/direct_message',
      'channels/dry-run-1/messages',
    ]);
  });

  it('says how to look where ClickUp answers without an id, and shows no message either', async () => {
    const clickup = changedClient((operation, answer) =>
      operation === 'createChatMessage' || operation === 'getChatMessages'
        ? Response.json({}, { status: 201 })
        : answer,
    );
    const error = await failure(clickup.chat.sendMessage({ channel: '#general', text: 'x' }));
    expect([error.code, error.suggestion]).toEqual(['UNKNOWN_OUTCOME', expect.stringContaining('list_messages')]);
  });
});

describe('clickup_chat_update_message', () => {
  it('rewrites with what was read, mentions kept', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.sendMessage({ channel: '#general', text: 'Ask @Priya Nair' });
    const [read] = (await clickup.chat.listMessages({ channel: '#general', limit: 1 })).messages;
    const { message, mentioned } = await clickup.chat.updateMessage({ message_id: read!.id, text: `${read!.text}.` });
    expect([message?.text, mentioned]).toEqual(['Ask @[Priya Nair].', ['Priya Nair']]);
  });

  it('assigns and settles', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.updateMessage({ message_id: MESSAGES.mention, assignee: 'me' });
    const { message } = await clickup.chat.updateMessage({ message_id: MESSAGES.mention, resolved: true });
    expect(message).toMatchObject({ assignee: 'Lena Hoffmann', resolved: true });
  });

  it('changes what a post is called', async () => {
    const input = { message_id: MESSAGES.depotPost, title: 'We stay', subtype: 'Discussion' };
    const { message } = await sandboxClient().clickup.chat.updateMessage(input);
    expect(message).toMatchObject({ title: 'We stay', subtype: 'Discussion' });
  });

  it('says that a message takes no title', async () => {
    const answer = await sandboxClient().clickup.chat.updateMessage({ message_id: MESSAGES.mention, title: 'News' });
    expect(answer).toMatchObject({ notes: [expect.stringContaining('no post')] });
  });
});

describe('clickup_chat_react', () => {
  it.each([
    ['👍', 'thumbsup'],
    ['👍🏽', 'thumbsup'],
    ['❤️', 'heart'],
  ])('takes %s for its name', async (reaction, name) => {
    const answer = await sandboxClient().clickup.chat.react({ message_id: MESSAGES.posters, reaction });
    expect(answer.reaction).toBe(name);
  });

  it.each(['thumbsup', ':thumbsup:', 'ThumbsUp', '+1'])('adds %j and takes it back', async (reaction) => {
    const { clickup } = sandboxClient();
    const message_id = MESSAGES.mention;
    const added = await clickup.chat.react({ message_id, reaction });
    const now = async () => (await clickup.chat.getThread({ message_id })).reactions?.map((row) => row.reaction);
    expect([added.state, await now()]).toEqual(['added', [added.reaction]]);
    await clickup.chat.react({ message_id, reaction, remove: true });
    expect(await now()).toEqual([]);
  });

  it.each(['🦄', '', 'thumbs up', '../x', '👍👍'])('refuses %j before anything is sent', async (reaction) => {
    const { clickup, sent } = sandboxClient();
    expect((await failure(clickup.chat.react({ message_id: MESSAGES.mention, reaction }))).code).toBe(
      'INVALID_PARAMETER',
    );
    expect(sent()).toEqual([]);
  });
});

describe('messages wrapped in data', () => {
  const wrap = changedClient(async (operation, answer) => {
    if (!['createChatMessage', 'createReplyMessage', 'patchChatMessage'].includes(operation)) return answer;
    return Response.json({ data: await answer.json() }, { status: answer.status });
  });

  it('are understood as those that come bare', async () => {
    const { message_id } = await wrap.chat.sendMessage({ channel: '#general', text: 'One' });
    const reply = await wrap.chat.sendMessage({ message_id, text: 'Two' });
    expect(reply.channel_id).toBe(CHANNELS.general);
    expect((await wrap.chat.updateMessage({ message_id, text: 'Three' })).message?.text).toBe('Three');
  });
});
