import { describe, expect, test } from 'vitest';
import { API_KEYS, LISTS, SPACES } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('clickup_list_get_options', () => {
  test('says what may be written, by name', async () => {
    const { clickup } = sandboxClient();
    const options = await clickup.list.getOptions({ list_id: LISTS.sprint24 });
    expect(options.list).toEqual({ id: LISTS.sprint24, name: 'Sprint 24' });
    expect(options.space).toEqual({ id: SPACES.engineering, name: 'Product Engineering' });
    expect(options.statuses?.map(({ status, type }) => [status, type])).toEqual([
      ['to do', 'open'],
      ['in progress', 'custom'],
      ['blocked', 'custom'],
      ['in review', 'custom'],
      ['done', 'done'],
      ['closed', 'closed'],
    ]);
    expect(options.fields).toContainEqual(
      expect.objectContaining({
        name: 'Severity',
        type: 'drop_down',
        options: expect.arrayContaining(['Critical', 'Minor']),
      }),
    );
    expect(options.fields).toContainEqual(
      expect.objectContaining({
        name: 'Platforms',
        type: 'labels',
        options: expect.arrayContaining(['iOS', 'Android']),
      }),
    );
    expect(options.members).toContainEqual(expect.objectContaining({ username: 'Priya Nair' }));
    expect(options.tags).toContain('backend');
    expect(options.task_types?.slice(0, 2)).toEqual([
      { id: '0', name: 'Task' },
      { id: '1', name: 'Milestone' },
    ]);
  });

  test('a List with statuses of its own shows those', async () => {
    const { statuses } = await sandboxClient().clickup.list.getOptions({ list_id: LISTS.bugs, include: ['statuses'] });
    expect(statuses?.map(({ status }) => status)).toEqual(['new', 'triaged', 'fixing', 'verified', 'closed']);
  });

  test('reads only the wanted sections', async () => {
    const { clickup, sent } = sandboxClient();
    const options = await clickup.list.getOptions({ list_id: LISTS.bugs, include: ['statuses', 'tags'] });
    expect(Object.keys(options)).toEqual(['list', 'space', 'statuses', 'tags']);
    expect(sent()).toEqual(['GetList', 'GetSpaceTags']);
  });

  test('an unknown section is refused before anything is sent', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.list.getOptions({ list_id: LISTS.bugs, include: ['status'] }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { nearest: 'statuses' } });
    expect(sent()).toEqual([]);
  });

  test('an unknown List costs one call', async () => {
    const { clickup, sent } = sandboxClient();
    expect((await failure(clickup.list.getOptions({ list_id: '901799999999' }))).code).toBe('RESOURCE_NOT_FOUND');
    expect(sent()).toEqual(['GetList']);
  });

  test('sections are named in any case, and in one text', async () => {
    const { clickup, sent } = sandboxClient();
    await clickup.list.getOptions({ list_id: LISTS.bugs, include: ['Statuses, TAGS'] });
    expect(sent()).toEqual(['GetList', 'GetSpaceTags']);
  });

  test('a guest, who cannot read the Space, gets the rest with a note', async () => {
    const { clickup } = sandboxClient({ apiKey: API_KEYS.guest });
    const { statuses, tags, notes } = await clickup.list.getOptions({ list_id: LISTS.maintenance });
    expect(statuses).not.toHaveLength(0);
    expect(tags).toBeUndefined();
    expect(notes).toEqual(['tags are left out: the token sees this List, but not the tags of its Space.']);
  });
});
