import { describe, expect, it } from 'vitest';
import { everyTool } from '../support/catalog.js';
import { failure, sandboxClient } from '../support/sandbox-client.js';

type Input = Record<string, unknown>;

/** What the sample Workspace calls its Spaces, Folders and Lists. */
const names = new Map([
  ['901700000101', 'Product Engineering'],
  ['901700000102', 'Marketing'],
  ['901701000201', 'Product Engineering / Mobile App'],
  ['901710000301', 'Sprint 24'],
  ['901710000302', 'mobile app > sprint 25'],
  ['901710000303', 'Mobile App/Backlog'],
  ['901710000305', 'Bugs'],
]);

const place = /^(?:parent_)?(?:space|folder|list)_ids?$/;

/** The same input with names for ids, as far as its places have some. */
function named(input: Input): Input {
  const nameOf = (id: unknown) => names.get(String(id)) ?? id;
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => {
      if (place.test(key)) return [key, Array.isArray(value) ? value.map(nameOf) : nameOf(value)];
      const isList = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
      return [key, isList ? value.map((item) => named(item as Input)) : value];
    }),
  );
}

const cases = everyTool.flatMap(([name, { examples }]) =>
  examples
    .slice(0, 2)
    .filter(({ input }) => JSON.stringify(named(input as Input)) !== JSON.stringify(input))
    .map(({ title, input }) => [name, title, input as Input] as const),
);

describe('names of Spaces, Folders and Lists', () => {
  it('are taken by every kind of tool', () => {
    expect(new Set(cases.map(([name]) => name)).size).toBeGreaterThan(25);
  });

  it.each(cases)('%s takes them where it takes ids: %s', async (name, _, input) => {
    const options = { plan: 'enterprise', rateLimit: false } as const;
    const byId = await sandboxClient(options).clickup.call(name, input);
    const byName = await sandboxClient(options).clickup.call(name, named(input));
    if (!byId.success || !byName.success) throw new Error(`the call failed: ${JSON.stringify([byId, byName])}`);
    const { resolved = {}, ...data } = byName.data as { resolved?: Record<string, string> };
    const { resolved: _also, ...same } = byId.data as { resolved?: Record<string, string> };
    expect(data).toEqual(same);
    expect(Object.values(resolved).join()).toMatch(/\(9017\d+\)/);
  });

  it('are said with what they meant, once each', async () => {
    const { clickup, sent } = sandboxClient({ rateLimit: false });
    const tasks = ['A', 'B', 'C'].map((name) => ({ name, list_id: 'Bugs' }));
    const { counts, resolved } = await clickup.task.createBulk({ tasks });
    expect(counts.succeeded).toBe(3);
    expect(resolved).toEqual({ 'tasks[0].list_id': 'Product Engineering / Bugs (901710000305)' });
    expect(sent().filter((operation) => operation === 'GetSpaces')).toHaveLength(1);
  });

  it('that several places have name the candidates, and nothing is written', async () => {
    const { clickup, sent } = sandboxClient({ rateLimit: false });
    await clickup.list.create({ space_id: 'Marketing', name: 'Bugs' });
    sent();
    const error = await failure(clickup.task.create({ list_id: 'bugs', name: 'Which?' }));
    expect(error.code).toBe('AMBIGUOUS_REFERENCE');
    expect(error.details).toMatchObject({ parameter: 'list_id', value: 'bugs' });
    expect(error.details?.candidates).toHaveLength(2);
    expect(sent()).not.toContain('CreateTask');
  });

  it('that no place of that kind has lead to the nearest', async () => {
    const { clickup } = sandboxClient({ rateLimit: false });
    const error = await failure(clickup.list.get({ list_id: 'Sprnt 24' }));
    expect(error).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      details: { parameter: 'list_id', searched: '11 lists' },
    });
    expect(error.suggestion).toContain(
      'Did you mean list 901710000301 (Product Engineering / Mobile App / Sprint 24)?',
    );
    expect((await failure(clickup.folder.get({ folder_id: 'Marketing' }))).code).toBe('RESOURCE_NOT_FOUND');
  });

  it.each([
    '../team',
    '..%2fteam',
    'a/b?x=1',
    '901710000301#frag',
    'a\nb',
    '5f2c9f4e-0a52-4a6e-9d0e-2b1f7c7d4a10',
    'x'.repeat(300),
  ])('%j is none, so nothing is looked up', async (list_id) => {
    const { clickup, sent } = sandboxClient();
    expect((await failure(clickup.list.get({ list_id }))).code).toBe('INVALID_PARAMETER');
    expect(sent()).toEqual([]);
  });

  it('are taken of goals too, those in folders included', async () => {
    const { clickup } = sandboxClient({ rateLimit: false });
    const { goals } = await clickup.goal.list({ include_completed: true });
    for (const { id, name } of goals) {
      const { goal, resolved } = await clickup.goal.get({ goal_id: ` ${name.toUpperCase()}` });
      expect([goal.id, resolved]).toEqual([id, { goal_id: `${name} (${id})` }]);
    }
    expect(goals.some((goal) => 'folder' in goal)).toBe(true);
    const error = await failure(clickup.goal.delete({ goal_id: 'Readi for winter', confirm: 'yes' }));
    expect(error.suggestion).toContain('There are: "');
  });

  it('lead from a channel to Chat', async () => {
    const { clickup } = sandboxClient({ rateLimit: false });
    const error = await failure(clickup.workspace.resolve({ reference: '#general' }));
    expect(error.suggestion).toContain('finds channels');
  });
});
