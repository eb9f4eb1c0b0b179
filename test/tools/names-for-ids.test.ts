import { describe, expect, it } from 'vitest';
import { WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type CatalogTool, everyTool } from '../support/catalog.js';
import { failure, recordingFor, sandboxClient } from '../support/sandbox-client.js';

type Input = Record<string, unknown>;
type Parameter = CatalogTool['parameters'][number];

const isIdArgument = ({ name }: Parameter) => /(^|_)ids?$/.test(name);

/** Why an id takes no name, as its description has to say. */
const reason = /\b(have|has) no names?\b|\bshare a name\b/;

/** Every argument of every tool that takes an id, those inside lists and objects too. */
const idArguments = everyTool.flatMap(([name, tool]) => {
  const inside = (
    parameters: readonly Parameter[],
    path: readonly string[],
  ): [string, string[], Parameter, CatalogTool][] =>
    parameters.flatMap((parameter) => [
      ...(isIdArgument(parameter) ? [[name, [...path, parameter.name], parameter, tool] as never] : []),
      ...inside(parameter.fields ?? [], [...path, parameter.name]),
    ]);
  return inside(tool.parameters, []);
});

const named = idArguments.filter(([, , { description }]) => !reason.test(description));

/** An input that is right but for the argument, which names what there is not. */
function naming(tool: CatalogTool, path: readonly string[], name: string): Input {
  const example = structuredClone(tool.examples[0]!.input) as Input;
  const [first, inner] = path as [string, string | undefined];
  const { kind, type, example: value } = tool.parameters.find((parameter) => parameter.name === first)!;
  const text = type === 'array' ? [name] : name;
  if (inner === undefined) return { ...example, [first]: text };
  const item = (kind === 'objects' ? [value].flat()[0] : value) as Input;
  const { fields = [] } = tool.parameters.find((parameter) => parameter.name === first)!;
  const isList = fields.find((field) => field.name === inner)?.type === 'array';
  const holder = { ...item, [inner]: isList ? [name] : name };
  return { ...example, [first]: kind === 'objects' ? [holder] : holder };
}

const client = (tool?: CatalogTool) =>
  sandboxClient({ plan: 'enterprise', rateLimit: false, ...(tool && recordingFor(tool)) });

describe('an argument that takes the id of something with a name', () => {
  it('is nearly every one: what has no name says so', () => {
    expect(named.length).toBeGreaterThan(140);
    const kinds = new Set(idArguments.filter((each) => !named.includes(each)).map(([, , { kind }]) => kind));
    expect([...kinds].sort()).toEqual([
      'comment',
      'message',
      'string',
      'strings',
      'task',
      'tasks',
      'time_entry',
      'webhook',
    ]);
  });

  it.each(named.map(([name, path, , tool]) => [name, path.join('.'), path, tool] as const))(
    '%s looks for the name in %s',
    async (name, _, path, tool) => {
      const { clickup, sandbox } = client(tool);
      const envelope = await clickup.call(name, { confirm: undefined, ...naming(tool, path, 'Nothing is called so') });
      const told = JSON.stringify(envelope);
      if (envelope.success) throw new Error(told);
      expect(envelope.error.code, told).toMatch(/^(INVALID_PARAMETER|RESOURCE_NOT_FOUND)$/);
      // A bulk tool says it of the item.
      if (!envelope.error.details?.results) expect(envelope.error.details?.parameter, told).toContain(path.at(-1));
      expect(envelope.error.message, told).toMatch(/Nothing is called so/);
      expect(envelope.error.message, told).not.toMatch(/is not an? [\w ]*id\b/);
      expect(sandbox.requests.length, told).toBeGreaterThan(0);
    },
  );
});

describe('names of what is no place', () => {
  it.each([
    ['a Doc', 'clickup_access_update', { private: true }, 'doc_id', 'autumn launch plan', /^.+ \(8cdxa-304\)$/],
    ['a Team', 'clickup_team_update', { name: 'Server' }, 'group_id', ' backend ', /^Backend \(c9e3f2d0-.*02\)$/],
    ['a Team by its handle', 'clickup_team_delete', { confirm: 'yes' }, 'group_id', '@design', /^Design \(.*03\)$/],
    [
      'a custom role',
      'clickup_member_update',
      { user_id: 'priya' },
      'custom_role_id',
      'team lead',
      /^Team lead \(4501002\)$/,
    ],
    [
      'a task template',
      'clickup_task_create',
      { list_id: 'Bugs', name: 'Lamp' },
      'template_id',
      'bug report',
      /^Bug report \(t-90010001\)$/,
    ],
    [
      'a List template',
      'clickup_list_create',
      { folder_id: 'Mobile App', name: 'Sprint 27' },
      'template_id',
      'Two-week sprint',
      /\(t-90010003\)$/,
    ],
    [
      'a Folder template',
      'clickup_folder_create',
      { space_id: 'Marketing', name: 'Bremen' },
      'template_id',
      'City launch',
      /\(t-90010004\)$/,
    ],
    [
      'a view of the Everything level',
      'clickup_view_get',
      {},
      'view_id',
      'Company calendar',
      /^Company calendar \(8cdxa-102\)$/,
    ],
    [
      'a view of a List by its path',
      'clickup_view_list_tasks',
      {},
      'view_id',
      'Sprint 24 / sprint by person',
      /\(8cdxa-108\)$/,
    ],
    [
      'a view of a Space by its path',
      'clickup_view_update',
      { name: 'Work' },
      'view_id',
      'Product Engineering > Engineering board',
      /\(8cdxa-103\)$/,
    ],
    ['the Workspace', 'clickup_team_list', {}, 'workspace_id', 'Harbour Bikes', new RegExp(`\\(${WORKSPACE_ID}\\)$`)],
  ] as const)('%s', async (_, tool, input, parameter, name, resolved) => {
    const envelope = await client().clickup.call(tool, { ...input, [parameter]: name });
    expect(envelope, JSON.stringify(envelope)).toMatchObject({ success: true });
    const { data } = envelope as { data: { resolved: Record<string, string> } };
    expect(data.resolved[parameter]).toMatch(resolved);
  });

  it('give a Doc and a Team access in one call', async () => {
    const entries = [{ group_id: 'backend', permission: 'edit' as const }];
    const done = await client().clickup.access.update({ doc_id: 'Autumn launch plan', private: true, entries });
    expect(done.object_id).toBe('8cdxa-304');
    expect(done.entries).toEqual([{ group_id: 'c9e3f2d0-3d30-4c03-8e03-2c3d4e5f6a02', permission: 'edit' }]);
  });

  it('assign Teams to a task', async () => {
    const { clickup, sandbox } = client();
    await clickup.task.update({ task_id: 'ENG-96', group_assignees: { add: ['backend', '@design'] } });
    const task = await clickup.task.get({ task_id: 'ENG-96', detail: 'full' });
    expect(JSON.stringify(task)).toContain('c9e3f2d0-3d30-4c03-8e03-2c3d4e5f6a02');
    expect(sandbox.requests.filter(({ operation }) => operation === 'GetUserGroups')).toHaveLength(1);
    const error = await failure(clickup.task.update({ task_id: 'ENG-96', group_assignees: { remove: ['Bakend'] } }));
    expect(error.details?.parameter).toBe('group_assignees.remove[0]');
    expect(error.suggestion).toContain('"Backend"');
  });

  it('say where a view is that its name alone does not find', async () => {
    const error = await failure(client().clickup.view.get({ view_id: 'Sprint by person' }));
    expect(error.suggestion).toContain('"Sprint 24 / Board"');
  });

  it('are looked for in the Workspace that is named', async () => {
    const { clickup, sandbox } = client();
    await clickup.list.list({ space_id: 'Marketing' });
    await clickup.call('clickup_view_list', { workspace_id: 'harbour bikes', list_id: 'Sprint 24' });
    expect(sandbox.requests.some(({ path }) => path.includes('harbour'))).toBe(false);
  });

  it('of a Team that was renamed since are not those of before', async () => {
    const { clickup } = client();
    await clickup.team.update({ group_id: 'Backend', name: 'Platform' });
    expect((await clickup.team.update({ group_id: 'Platform', handle: 'platform' })).team.name).toBe('Platform');
    expect((await failure(clickup.team.delete({ group_id: 'Backend', confirm: 'yes' }))).code).toBe(
      'INVALID_PARAMETER',
    );
  });
});
