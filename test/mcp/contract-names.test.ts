import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterEach, describe, expect, it } from 'vitest';
import { aliases } from '../../generated/aliases.js';
import { tools } from '../../generated/tools/index.js';
import { createClickUp } from '../../src/index.js';
import { servedTools } from '../../src/mcp/served.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { listedAs } from '../../src/registry/aliases.js';
import type { Choice } from '../../src/registry/choose.js';
import { choiceOf } from '../../src/registry/join-choices.js';
import { withoutAlias } from '../../src/registry/without-alias.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { aliasCalls } from '../support/alias-calls.js';

const open: Client[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});

async function connect(...choices: Choice[]): Promise<Client> {
  const { listing, instructions, tools: served } = await servedTools(choices);
  const sandbox = createSandbox({ clock: manualClock() });
  const clickup = createClickUp({ ...sandbox.options, tools: served });
  const server = createMcpServer({ version: '0.0.0', listing, instructions, clientFor: () => clickup });
  const client = new Client({ name: 'test', version: '0.0.0' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  open.push(client);
  return client;
}

const names = Object.keys(aliases);
const listedBy = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);
const only: Choice = { profile: 'none', toolsets: ['contract', 'truto'] };
const listedNames = Object.entries(aliases).map(([name, alias]) => listedAs(name, alias));

describe('the toolsets of names', () => {
  it('lists the names, and nothing else', async () => {
    expect(await listedBy(await connect(only))).toEqual(listedNames);
  });

  it('lists the hero tools of a managed server alone, under the very names that its prompts have', async () => {
    const listed = await listedBy(
      await connect({ profile: 'none', toolsets: ['truto'], deny: ['create_a_click_up_task'] }),
    );
    expect(listed).toHaveLength(7);
    expect(listed.every((name) => /_click_up_/.test(name) && !name.startsWith('clickup_'))).toBe(true);
  });

  it('comes on top of other tools, and a name of both stands once', async () => {
    const listed = await listedBy(await connect({ profile: 'core', toolsets: ['doc', 'contract'] }));
    expect(listed).toContain('clickup_task_search');
    expect(listed).toContain('clickup_search_tasks');
    expect(listed.filter((name) => name === 'clickup_doc_search')).toHaveLength(1);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('is in no profile', async () => {
    expect(await listedBy(await connect({ profile: 'full' }))).toEqual(tools.map(({ name }) => name));
  });

  it.each<[string, Choice, string]>([
    ['its own name', { deny: ['delete_view'] }, 'clickup_delete_view'],
    ['that of its tool', { deny: ['clickup_view_delete'] }, 'clickup_delete_view'],
    ['a pattern for its tool', { deny: ['view_*'] }, 'clickup_update_view'],
    ['what is read only', { readOnly: true }, 'clickup_update_task'],
  ])('leaves out what is denied by %s, and refuses its call', async (_, choice, name) => {
    const client = await connect({ ...only, ...choice });
    expect(await listedBy(client)).not.toContain(name);
    const [input] = aliasCalls[name.replace('clickup_', '')]!;
    const answer = await client.callTool({ name, arguments: input as Record<string, unknown> });
    expect(answer).toMatchObject({ isError: true, structuredContent: { error: { code: 'UNKNOWN_TOOL' } } });
  });

  it.each(names)('%s is listed with arguments that it takes', async (name) => {
    const { tools: listed } = await (await connect(only)).listTools();
    const { inputSchema } = listed.find((each) => each.name === listedAs(name, aliases[name]!))!;
    const argumentsListed = Object.keys(inputSchema.properties ?? {});
    const meant = withoutAlias({ name, input: Object.fromEntries(argumentsListed.map((key) => [key, 'x'])) });
    const { parameters } = await tools.find((tool) => tool.name === meant.name)!.load();
    expect(parameters).toEqual(expect.arrayContaining(Object.keys(meant.input as object)));
    expect(argumentsListed).toEqual(expect.arrayContaining([...(inputSchema.required ?? [])]));
  });
});

describe.each<[string, Choice]>([
  ['listed', only],
  ['not listed', { profile: 'full' }],
])('through the server, %s,', (_, choice) => {
  it.each(names.flatMap((name) => [name, `clickup_${name}`]))('%s can be called', async (name) => {
    const client = await connect(choice);
    const [input, data] = aliasCalls[name.replace(/^clickup_/, '')]!;
    const answer = await client.callTool({ name, arguments: input as Record<string, unknown> });
    expect(answer.isError).toBe(false);
    const shown = JSON.parse(JSON.stringify(answer.structuredContent)) as { data: Record<string, unknown> };
    expect(Object.keys(shown.data)).toEqual(expect.arrayContaining(Object.keys(data)));
  });
});

it('a policy leaves out what it makes impossible, also under its other names', async () => {
  const { listing, policy } = await servedTools([only], { effects: ['read'] });
  expect(policy).toEqual({ effects: ['read'] });
  expect(listing.map(({ name }) => name)).toContain('clickup_search_tasks');
  expect(listing.filter(({ annotations }) => !annotations.readOnlyHint)).toEqual([]);
});

it('three writes in a row by other names are told too', async () => {
  const client = await connect(only);
  const write = () =>
    client.callTool({ name: 'clickup_comment_task', arguments: { task_id: 'ENG-96', comment: 'Seen.' } });
  await write();
  await write();
  expect((await write()).structuredContent).toMatchObject({ guidance: expect.stringContaining('3 writes in a row') });
});

describe('the choice of a connection', () => {
  const ofEnvironment: Choice = { profile: 'core', allow: ['task_get'], deny: ['task_delete'] };

  it('wins over the environment, also in what can be called and in the instructions', async () => {
    const {
      listing,
      tools: served,
      instructions,
    } = await servedTools([
      ofEnvironment,
      choiceOf({ allowTools: ['task_list', 'task_delete', 'workspace_resolve'], toolsets: ['doc'] }),
    ]);
    const chosen = ['clickup_task_list', 'clickup_workspace_resolve'];
    expect(listing.map(({ name }) => name)).toEqual(chosen);
    expect(served.map(({ name }) => name)).toEqual(chosen);
    expect(instructions).not.toContain('clickup_workspace_get_hierarchy');
  });

  it('is that of the environment where it says nothing', async () => {
    const { listing } = await servedTools([ofEnvironment, choiceOf({ apiToken: 'pk_1' })]);
    expect(listing.map(({ name }) => name)).toEqual(['clickup_task_get']);
  });
});
