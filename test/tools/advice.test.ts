import { describe, expect, it, test } from 'vitest';
import { tools } from '../../generated/tools/index.js';
import { createClickUp, type Envelope } from '../../src/index.js';
import { createSandbox, LISTS, manualClock, TASKS } from '../../src/sandbox/index.js';
import { type CatalogTool, everyTool } from '../support/catalog.js';
import { sandboxClient } from '../support/sandbox-client.js';

/** Codes with advice of their own, one of each kind, and statuses without a code. */
const refusals: readonly (readonly [status: number, body: object])[] = [
  ...['OAUTH_017', 'OAUTH_023', 'OAUTH_027', 'TEAM_110', 'ACCESS_083'].map(
    (ECODE) => [401, { err: 'No', ECODE }] as const,
  ),
  ...['FIELD_033', 'PAYWALL_004', 'FIELD_605', 'SUBCAT_016', 'SUBCAT_020', 'ITEM_137', 'STATUS_002', 'OAUTH_064'].map(
    (ECODE) => [400, { err: 'No', ECODE }] as const,
  ),
  ...['CRTSK_001', 'ITEM_013', 'TIMEENTRY_072'].map((ECODE) => [400, { err: 'No', ECODE }] as const),
  [403, { err: 'Not on your plan' }],
  [404, { err: 'Not found' }],
  [400, { err: 'name invalid' }],
  [500, {}],
  [200, { err: 'No', ECODE: 'OAUTH_023' }],
  [200, {}],
];

const other = 'clickup_goal_delete';
const offered = (name: string) => tools.filter((tool) => tool.name === name || tool.name === other);

/** What an envelope says of tools that are neither the one called nor the other one offered. */
function strangers(envelope: Envelope, name: string): string[] {
  const said = envelope.success ? envelope.data : envelope.error;
  const named = JSON.stringify(said).match(/clickup_[a-z]+_[a-z_]+[a-z]/g) ?? [];
  return named.filter((tool) => tool !== name && tool !== other && !tool.startsWith('clickup_says'));
}

async function runsOf(tool: CatalogTool): Promise<Envelope[]> {
  const small = (fetch: (request: Request) => Promise<Response>) =>
    createClickUp({
      apiKey: 'pk_1_A',
      workspaceId: '9001',
      fetch,
      tools: offered(tool.name),
      random: () => 0.5,
      clock: manualClock(),
    });
  const input = tool.examples[0]!.input;
  const [argument = 'x'] = Object.keys(input);
  const nowhere = small(async () => new Response('{}', { status: 404 }));
  const inputs = [
    {},
    { [argument]: '' },
    { [argument]: 'no such thing' },
    { ...input, team_id: 1 },
    { ...input, tags: 1 },
  ];
  return Promise.all([
    ...inputs.map((wrong) => nowhere.call(tool.name, wrong)),
    ...refusals.map(([status, body]) => small(async () => Response.json(body, { status })).call(tool.name, input)),
  ]);
}

describe('with two tools offered, no third is named', () => {
  it.each(everyTool)('in any failure of %s', async (name, tool) => {
    for (const envelope of await runsOf(tool)) expect(strangers(envelope, name), JSON.stringify(envelope)).toEqual([]);
  });

  it.each(everyTool)('in the examples of %s', async (name, tool) => {
    for (const example of tool.examples) {
      const { sandbox, clickup } = sandboxClient({
        ...(tool.plan && { plan: tool.plan }),
        ...(example.fault ? { faults: [{ kind: example.fault as never }] } : {}),
      });
      for (const step of example.before ?? []) await clickup.call(step.tool, step.input);
      const { fetch, clock, apiKey } = sandbox;
      const small = createClickUp({ apiKey, fetch, clock, tools: offered(name), random: () => 0.5 });
      const envelope = await small.call(name, example.input);
      expect(strangers(envelope, name), JSON.stringify(envelope)).toEqual([]);
    }
  });

  test.each<[string, string, object]>([
    ['a person whom nobody is', 'clickup_task_update', { task_id: TASKS.greyButton, assignees: ['Nobody'] }],
    ['a name that several have', 'clickup_task_update', { task_id: TASKS.greyButton, assignees: ['Samuel'] }],
    ['a status that is none', 'clickup_task_create', { list_id: LISTS.backlog, name: 'x', status: 'nowhere' }],
    ['nothing to change', 'clickup_task_update', { task_id: TASKS.greyButton }],
    ['an argument of another tool', 'clickup_task_update', { task_id: TASKS.greyButton, list_id: LISTS.backlog }],
    ['an id in place of a name', 'clickup_custom_field_set', { task_id: TASKS.greyButton, fields: { Nothing: 1 } }],
    ['an id that is none', 'clickup_task_get', { task_id: '../..' }],
    ['no timer to stop', 'clickup_time_stop', {}],
    ['filters that find nothing', 'clickup_task_list', { list_id: LISTS.backlog, tags: ['none-such'] }],
    ['a name that is nowhere', 'clickup_workspace_resolve', { reference: 'Nowhere / At all' }],
  ])('for %s', async (_, name, input) => {
    const sandbox = createSandbox({ clock: manualClock() });
    const { fetch, clock, apiKey } = sandbox;
    const envelope = await createClickUp({ apiKey, fetch, clock, tools: offered(name) }).call(name, input);
    expect(strangers(envelope, name), JSON.stringify(envelope)).toEqual([]);
  });

  test('a lost answer names no read that is not there', async () => {
    const sandbox = createSandbox({
      clock: manualClock(),
      faults: [{ kind: 'reset-before', operation: 'CreateGoal' }],
    });
    const { fetch, clock, apiKey } = sandbox;
    const clickup = createClickUp({ apiKey, fetch, clock, tools: offered('clickup_goal_create') });
    expect(await clickup.call('clickup_goal_create', { name: 'Grow' })).toMatchObject({
      error: {
        code: 'UNKNOWN_OUTCOME',
        suggested_action: 'It may have taken effect. Read before you repeat it.',
        details: expect.not.objectContaining({ settled_by: expect.anything() }),
      },
    });
  });
});
