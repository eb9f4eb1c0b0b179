import { describe, expect, it } from 'vitest';
import { CHANNELS, LISTS, USERS, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { address, changedClient } from '../../support/chat.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

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

describe('channels and subtypes without data around them', () => {
  const bare = changedClient(async (operation, answer) => {
    if (!['createChatChannel', 'updateChatChannel', 'getChatChannel', 'getSubtypes'].includes(operation)) return answer;
    return Response.json(((await answer.json()) as { data: unknown }).data, { status: answer.status });
  });

  it('are understood as those within', async () => {
    const { channel } = await bare.chat.createChannel({ name: 'launch' });
    await bare.chat.updateChannel({ channel: channel.id, topic: 'Soon' });
    expect((await bare.chat.getChannel({ channel: '#launch' })).channel.topic).toBe('Soon');
    await bare.chat.sendMessage({ channel: '#launch', text: 'x', title: 'T', subtype: 'Idea' });
  });
});
