import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import {
  CHANNELS,
  createSandbox,
  LISTS,
  MESSAGES,
  manualClock,
  USERS,
  WORKSPACE_ID,
} from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

type Client = ReturnType<typeof sandboxClient>['clickup'];

const address = (channel: string, message?: string) =>
  `https://app.clickup.com/${WORKSPACE_ID}/chat/r/${channel}${message ? `/t/${message}` : ''}`;

/** A client on a sandbox whose answers `change` may turn into others. */
function changedClient(change: (operation: string, answer: Response) => Promise<Response> | Response) {
  const sandbox = createSandbox({ clock: manualClock() });
  const fetch = async (request: Request) => {
    const answer = await sandbox.fetch(request);
    return change(sandbox.requests.at(-1)?.operation ?? '', answer);
  };
  return createClickUp({ ...sandbox.options, fetch });
}

const texts = async (clickup: Client, channel: string) =>
  (await clickup.chat.listMessages({ channel })).messages.map(({ text }) => text);

describe('a channel', () => {
  it.each([
    ['#general', CHANNELS.general],
    ['General', CHANNELS.general],
    [' #GENERAL ', CHANNELS.general],
    [CHANNELS.general, CHANNELS.general],
    [address(CHANNELS.leads), CHANNELS.leads],
    [`https://app.clickup.com/${WORKSPACE_ID}/v/cn/${CHANNELS.leads}`, CHANNELS.leads],
    ['#Sprint 24', CHANNELS.sprint24],
    [CHANNELS.sprint24, CHANNELS.sprint24],
    ['Priya Nair', CHANNELS.lenaPriya],
  ])('is found as %j', async (channel, id) => {
    expect((await sandboxClient().clickup.chat.getChannel({ channel })).channel.id).toBe(id);
  });

  it('may be called what an id could look like', async () => {
    const { clickup } = sandboxClient();
    const { channel } = await clickup.chat.createChannel({ name: '#release-24' });
    expect((await clickup.chat.getChannel({ channel: 'release-24' })).channel).toMatchObject({
      id: channel.id,
      name: 'release-24',
    });
  });

  it('by id or address is not looked for among the others', async () => {
    const { clickup, sent } = sandboxClient();
    await clickup.chat.listMessages({ channel: address(CHANNELS.general) });
    expect(sent()).not.toContain('getChatChannels');
  });

  it.each([
    ['#genral', 'RESOURCE_NOT_FOUND', 'Did you mean "General"?'],
    ['#catering', 'RESOURCE_NOT_FOUND', expect.stringContaining('clickup_chat_list_channels')],
    [`https://app.clickup.com/${WORKSPACE_ID}/v/li/${LISTS.sprint24}`, 'INVALID_PARAMETER', expect.anything()],
  ])('%j is told with what comes near', async (channel, code, suggestion) => {
    const error = await failure(sandboxClient().clickup.chat.getChannel({ channel }));
    expect([error.code, error.suggestion]).toEqual([code, suggestion]);
  });

  it('whose name another has is told with the ids', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.updateChannel({ channel: '#leads', name: 'General' });
    const error = await failure(clickup.chat.getChannel({ channel: '#general' }));
    expect(error.code).toBe('AMBIGUOUS_REFERENCE');
    for (const id of [CHANNELS.general, CHANNELS.leads]) expect(error.suggestion).toContain(id);
  });

  it('is looked for on every page of channels', async () => {
    const { clickup, sent } = sandboxClient();
    for (let index = 0; index < 100; index++) await clickup.chat.createChannel({ name: `team ${index}` });
    sent();
    expect((await clickup.chat.getChannel({ channel: '#leads' })).channel.id).toBe(CHANNELS.leads);
    expect(sent().filter((operation) => operation === 'getChatChannels')).toHaveLength(2);
  });
});

describe('clickup_chat_list_channels', () => {
  it('names places and direct messages, the most recently used first', async () => {
    const { channels } = await sandboxClient().clickup.chat.listChannels({});
    expect(channels.map(({ name, type, location, location_id }) => [name, type, location, location_id])).toEqual([
      ['General', 'CHANNEL', undefined, undefined],
      ['Sprint 24', 'CHANNEL', 'list', LISTS.sprint24],
      ['Priya Nair', 'DM', undefined, undefined],
      ['Leads', 'CHANNEL', undefined, undefined],
    ]);
  });

  it.each([
    [{ type: 'DM' as const }, ['Priya Nair']],
    [{ followed: true }, ['General', 'Priya Nair', 'Leads']],
    [{ active_since: 'yesterday' }, ['General', 'Sprint 24', 'Priya Nair']],
  ])('with %j', async (input, names) => {
    const { channels } = await sandboxClient().clickup.chat.listChannels(input);
    expect(channels.map(({ name }) => name)).toEqual(names);
  });

  it('gives every channel once, page by page, and in full all that ClickUp says', async () => {
    const { clickup } = sandboxClient();
    const ids: string[] = [];
    for await (const { channels } of clickup.pages('clickup_chat_list_channels', { limit: 3 })) {
      expect(channels.length).toBeLessThanOrEqual(3);
      ids.push(...channels.map(({ id }) => id));
    }
    expect(ids).toEqual([CHANNELS.general, CHANNELS.sprint24, CHANNELS.lenaPriya, CHANNELS.leads]);
    const { channels } = await clickup.chat.listChannels({ limit: 1, detail: 'full' });
    expect(channels[0]).toMatchObject({ creator: USERS.lena, links: expect.anything() });
  });
});

describe('direct messages without a name', () => {
  const nameless = (count: number) =>
    changedClient(async (operation, answer) => {
      if (operation !== 'getChatChannels') return answer;
      const { data } = (await answer.json()) as { data: { id: string; type: string; name: string }[] };
      const direct = data.filter(({ type }) => type === 'DM').map((channel) => ({ ...channel, name: '' }));
      return Response.json({ data: Array.from({ length: count }, () => direct[0]), next_cursor: '' });
    });

  it('are listed with the people in them', async () => {
    const { channels } = await nameless(1).chat.listChannels({});
    expect(channels).toEqual([expect.objectContaining({ people: ['Lena Hoffmann', 'Priya Nair'] })]);
    expect(channels[0]).not.toHaveProperty('name');
  });

  it('cost at most 20 requests, and the rest are told', async () => {
    const { channels, notes } = (await nameless(23).chat.listChannels({})) as { channels: unknown[]; notes?: string[] };
    expect([channels.length, notes]).toEqual([23, [expect.stringMatching(/^3 more .* clickup_chat_get_channel/)]]);
  });
});

describe('clickup_chat_get_channel', () => {
  it('gives members and followers by name', async () => {
    const { channel, members, followers } = await sandboxClient().clickup.chat.getChannel({ channel: '#leads' });
    expect(channel).toMatchObject({ visibility: 'PRIVATE', url: address(CHANNELS.leads) });
    expect(members.map(({ name }) => name)).toEqual(['Lena Hoffmann', 'Tomas Rivera']);
    expect(followers).toEqual(members);
  });
});

describe('clickup_chat_create_channel', () => {
  it('makes a private channel with people by name', async () => {
    const { clickup } = sandboxClient();
    const { channel, created } = await clickup.chat.createChannel({
      name: 'launch',
      members: ['Yuki'],
      visibility: 'PRIVATE',
      topic: 'Launch week',
      description: '# Why',
    });
    expect(channel).toMatchObject({ name: 'launch', topic: 'Launch week', description: '# Why' });
    const { members } = await clickup.chat.getChannel({ channel: channel.id });
    expect([created, members.map(({ name }) => name)]).toEqual([true, ['Lena Hoffmann', 'Yuki Tanaka']]);
  });

  it('makes the channel of a place, named by its path', async () => {
    const location = 'Product Engineering / Mobile App';
    const { channel, created } = await sandboxClient().clickup.chat.createChannel({ location });
    expect([created, channel]).toEqual([true, expect.objectContaining({ name: 'Mobile App', location: 'folder' })]);
  });

  it.each([
    ['a name that is taken', { name: '#general', visibility: 'PRIVATE' as const }, CHANNELS.general],
    [
      'a place that has one',
      { location: `https://app.clickup.com/${WORKSPACE_ID}/v/li/${LISTS.sprint24}` },
      CHANNELS.sprint24,
    ],
    ['people who have one', { members: ['Priya Nair'] }, CHANNELS.lenaPriya],
  ])('gives what is there for %s, and says so', async (_, input, id) => {
    const { channel, created, notes } = (await sandboxClient().clickup.chat.createChannel(input)) as {
      channel: { id: string };
      created: boolean;
      notes?: string[];
    };
    expect([channel.id, created, notes]).toEqual([id, false, [expect.stringContaining('already')]]);
  });

  it('opens a direct message with several people', async () => {
    const { channel, created } = await sandboxClient().clickup.chat.createChannel({ members: ['Yuki', 'Samuel'] });
    expect([created, channel.type, channel.visibility]).toEqual([true, 'GROUP_DM', 'PRIVATE']);
  });

  it.each([
    [{}, 'MISSING_PARAMETER'],
    [{ name: ' # ' }, 'INVALID_PARAMETER'],
    [{ name: 'a', location: 'Mobile App' }, 'INVALID_PARAMETER'],
    [{ members: ['Priya'], topic: 'x' }, 'INVALID_PARAMETER'],
    [{ members: Array.from({ length: 16 }, (_, index) => String(81_000_000 + index)) }, 'INVALID_PARAMETER'],
  ])('refuses %j before anything is sent', async (input, code) => {
    const { clickup, sent } = sandboxClient();
    expect((await failure(clickup.chat.createChannel(input))).code).toBe(code);
    expect(sent().filter((operation) => operation.startsWith('create'))).toEqual([]);
  });

  it('plans in a dry run', async () => {
    const plan = await sandboxClient().clickup.chat.createChannel({ name: 'launch', members: ['Yuki'], dry_run: true });
    expect(plan.requests).toEqual([
      expect.objectContaining({ method: 'POST', body: { name: 'launch', user_ids: [USERS.yuki] } }),
    ]);
  });
});

describe('clickup_chat_update_channel', () => {
  it('renames a channel, which is then found by the new name alone', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.updateChannel({ channel: '#leads', name: '#leadership', topic: 'Plans' });
    expect((await clickup.chat.getChannel({ channel: '#leadership' })).channel.topic).toBe('Plans');
    expect((await failure(clickup.chat.getChannel({ channel: '#leads' }))).code).toBe('RESOURCE_NOT_FOUND');
  });

  it('moves it to a place', async () => {
    const { channel } = await sandboxClient().clickup.chat.updateChannel({ channel: '#leads', location: 'Mobile App' });
    expect(channel.location).toBe('folder');
  });

  it('asks for something to change before anything is sent', async () => {
    const { clickup, sent } = sandboxClient();
    expect((await failure(clickup.chat.updateChannel({ channel: '#leads' }))).code).toBe('MISSING_PARAMETER');
    expect(sent()).toEqual([]);
  });
});

describe('deleting', () => {
  it('a channel by name takes its messages with it', async () => {
    const { clickup } = sandboxClient();
    const answer = await clickup.chat.deleteChannel({ channel: '#general', confirm: 'yes' });
    expect(answer).toEqual({ deleted: true, channel_id: CHANNELS.general });
    expect((await failure(clickup.chat.getThread({ message_id: MESSAGES.posters }))).code).toBe('RESOURCE_NOT_FOUND');
  });

  it('a message takes its replies with it', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.deleteMessage({ message_id: address(CHANNELS.general, MESSAGES.posters), confirm: 'yes' });
    expect((await failure(clickup.chat.getThread({ message_id: MESSAGES.typo }))).code).toBe('RESOURCE_NOT_FOUND');
  });

  it('without confirmation deletes nothing', async () => {
    const { clickup, sent } = sandboxClient();
    const errors = [
      await failure(clickup.chat.deleteChannel({ channel: '#general' } as never)),
      await failure(clickup.chat.deleteMessage({ message_id: MESSAGES.posters } as never)),
    ];
    expect(errors.map(({ code }) => code)).toEqual(['CONFIRMATION_REQUIRED', 'CONFIRMATION_REQUIRED']);
    expect(sent()).toEqual([]);
  });
});

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
    expect(channel).toMatchObject({ archived: false, description: '', creator: USERS.lena });
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

  it('says how to look where ClickUp answers without an id', async () => {
    const clickup = changedClient((operation, answer) =>
      operation === 'createChatMessage' ? Response.json({}, { status: 201 }) : answer,
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
  it.each(['thumbsup', ':thumbsup:', 'ThumbsUp', '+1'])('adds %j and takes it back', async (reaction) => {
    const { clickup } = sandboxClient();
    const message_id = MESSAGES.mention;
    const added = await clickup.chat.react({ message_id, reaction });
    const now = async () => (await clickup.chat.getThread({ message_id })).reactions?.map((row) => row.reaction);
    expect([added.state, await now()]).toEqual(['added', [added.reaction]]);
    await clickup.chat.react({ message_id, reaction, remove: true });
    expect(await now()).toEqual([]);
  });

  it.each(['👍', '', 'thumbs up', '../x'])('refuses %j before anything is sent', async (reaction) => {
    const { clickup, sent } = sandboxClient();
    expect((await failure(clickup.chat.react({ message_id: MESSAGES.mention, reaction }))).code).toBe(
      'INVALID_PARAMETER',
    );
    expect(sent()).toEqual([]);
  });
});

describe('answers in their other form', () => {
  const wrap = changedClient(async (operation, answer) => {
    if (!['createChatMessage', 'createReplyMessage', 'patchChatMessage'].includes(operation)) return answer;
    return Response.json({ data: await answer.json() }, { status: answer.status });
  });
  const bare = changedClient(async (operation, answer) => {
    if (!['createChatChannel', 'updateChatChannel', 'getChatChannel', 'getSubtypes'].includes(operation)) return answer;
    return Response.json(((await answer.json()) as { data: unknown }).data, { status: answer.status });
  });

  it('messages come wrapped in data', async () => {
    const { message_id } = await wrap.chat.sendMessage({ channel: '#general', text: 'One' });
    const reply = await wrap.chat.sendMessage({ message_id, text: 'Two' });
    expect(reply.channel_id).toBe(CHANNELS.general);
    expect((await wrap.chat.updateMessage({ message_id, text: 'Three' })).message?.text).toBe('Three');
  });

  it('channels and subtypes come bare', async () => {
    const { channel } = await bare.chat.createChannel({ name: 'launch' });
    await bare.chat.updateChannel({ channel: channel.id, topic: 'Soon' });
    expect((await bare.chat.getChannel({ channel: '#launch' })).channel.topic).toBe('Soon');
    await bare.chat.sendMessage({ channel: '#launch', text: 'x', title: 'T', subtype: 'Idea' });
  });
});
