import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FOLDERS, LISTS } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { failure } from '../support/sandbox-client.js';

describe('projects of a file', () => {
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  beforeAll(async () => {
    fixture = await analyticsFixture();
    await fixture.sync();
  });
  afterAll(() => fixture.drop());
  const take = (content: unknown) =>
    fixture.call<{ added: { alias: string }[]; refused: { reason: string }[] }>('import_mappings', {
      json: typeof content === 'string' ? content : JSON.stringify(content),
    });

  it('are taken from a project_map.json; what is unknown or overlaps is told', async () => {
    const { added, refused } = await take({
      Bugs: { clickup_id: LISTS.bugs, clickup_type: 'list', type: 'list', name: 'Bugs' },
      gone: { id: '1', type: 'list' },
      again: { id: LISTS.bugs, type: 'list' },
    });
    expect(added).toMatchObject([{ alias: 'bugs' }]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('is called "1"'),
      expect.stringContaining('overlaps it'),
    ]);
  });

  it('are those that export_mappings gave', async () => {
    const exported = await fixture.call('export_mappings');
    await fixture.call('remove_project', { alias: 'bugs' });
    expect((await take(exported)).added).toMatchObject([{ alias: 'bugs' }]);
    expect(await fixture.call('export_mappings')).toEqual(exported);
    expect((await take([{ alias: 'team', id: FOLDERS.platform, type: 'folder' }])).refused.length).toBeLessThan(2);
  });

  it.each(['[', '{}', '{"a": 1}', '{"a": {"type": "list"}}'])('%s is no such file', async (text) => {
    expect(await failure(take(text))).toMatchObject({
      code: 'INVALID_PARAMETER',
      suggested_action: expect.stringContaining('project_map.json'),
    });
  });
});
