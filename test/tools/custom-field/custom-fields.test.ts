import { describe, expect, test } from 'vitest';
import { FIELDS, FOLDERS, LISTS, optionId, SPACES, TASKS, USERS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const task_id = TASKS.greyButton;
type Client = ReturnType<typeof sandboxClient>['clickup'];

const valuesOf = async (clickup: Client, id: string) =>
  (await clickup.task.get({ task_id: id, include: ['custom_fields'] })).task?.custom_fields as Record<string, unknown>;

describe('clickup_custom_field_list', () => {
  test('a List has inherited fields too; Space, Folder and Workspace only their own', async () => {
    const { clickup } = sandboxClient();
    const names = async (scope: object) => (await clickup.customField.list(scope)).fields.map(({ name }) => name);
    expect(await names({ list_id: LISTS.maintenance })).toEqual(expect.arrayContaining(['Bikes affected', 'Photos']));
    expect(await names({ space_id: SPACES.operations })).not.toContain('Bikes affected');
    expect(await names({ folder_id: FOLDERS.fleet })).toEqual([]);
    expect(await names({})).toEqual([]);
  });

  test('the short form names options, the full one has their ids', async () => {
    const { clickup } = sandboxClient();
    const { fields } = await clickup.customField.list({ list_id: LISTS.sprint24 });
    expect(fields.find(({ name }) => name === 'Severity')).toEqual({
      id: FIELDS.severity,
      name: 'Severity',
      type: 'drop_down',
      required: false,
      options: ['Critical', 'Major', 'Minor', 'Cosmetic'],
    });
    expect(fields.find(({ name }) => name === 'Platforms')?.labels).toEqual(['iOS', 'Android', 'Web', 'Lock firmware']);
    const full = await clickup.customField.list({ list_id: LISTS.sprint24, detail: 'full' });
    expect(JSON.stringify(full)).toContain(optionId('severity', 'Major'));
  });
});

describe('clickup_custom_field_set', () => {
  test('sets every type by name on several tasks, and says how each value was understood', async () => {
    const { clickup } = sandboxClient();
    const { counts, results } = await clickup.customField.set({
      task_ids: ['ENG-134', TASKS.stationApi],
      fields: {
        severity: 'minor',
        Platforms: ['Android', 'web'],
        'Customer reports': '1 200',
        'Release date': 'next friday',
        'Regression tested': 'yes',
        Specification: 'https://example.com/spec',
        'Reporter e-mail': 'rider@example.com',
        Reviewer: 'Priya Nair',
        'Related incidents': ['ENG-96'],
        Rollout: '40%',
        'Rider impact': 3,
        Build: 'ios 2.5',
        [FIELDS.rootCause]: 'A race **after** wake-up',
      },
    });
    expect(counts).toMatchObject({ total: 26, succeeded: 26 });
    const shown = (name: string) => results.find(({ field, task_id: id }) => field === name && id === task_id)?.value;
    expect(shown('Severity')).toBe('Minor');
    expect(shown('Platforms')).toEqual(['Android', 'Web']);
    expect(shown('Release date')).toBe('2026-10-16');
    expect(shown('Reviewer')).toEqual(['Priya Nair']);
    // Whatever the type, the answer says what is read back.
    const { 'Related incidents': related, ...read } = await valuesOf(clickup, task_id);
    const said = Object.fromEntries(
      results.filter((row) => row.task_id === task_id).map((row) => [row.field, row.value]),
    );
    expect(said).toMatchObject({ 'Related incidents': [TASKS.offlineUnlock] });
    const { 'Related incidents': _, ...others } = said;
    expect(read).toMatchObject(others);
    expect(await valuesOf(clickup, task_id)).toMatchObject({
      Severity: 'Minor',
      Platforms: ['Android', 'Web'],
      'Customer reports': 1200,
      'Release date': '2026-10-16',
      'Regression tested': true,
      Specification: 'https://example.com/spec',
      'Reporter e-mail': 'rider@example.com',
      Reviewer: ['Priya Nair'],
      'Related incidents': [{ id: TASKS.offlineUnlock, name: 'Offline unlock with a signed token' }],
      'Rider impact': 3,
      Build: 'ios 2.5',
      'Root cause': 'A race **after** wake-up',
    });
  });

  test('a list is the new state, { add, remove } a change of it', async () => {
    const { clickup } = sandboxClient();
    const set = (value: unknown) => clickup.customField.set({ task_ids: [task_id], fields: { Platforms: value } });
    await set(['iOS', 'Web']);
    await set({ add: ['Android'], remove: ['Web'] });
    expect(await valuesOf(clickup, task_id)).toMatchObject({ Platforms: ['iOS', 'Android'] });
    await set(['Web']);
    expect(await valuesOf(clickup, task_id)).toMatchObject({ Platforms: ['Web'] });
    const people = async (value: unknown) => {
      await clickup.customField.set({ task_ids: [task_id], fields: { Reviewer: value } });
      return (await valuesOf(clickup, task_id)).Reviewer;
    };
    const shown = async (value: unknown) =>
      (await clickup.customField.set({ task_ids: [task_id], fields: { 'Related incidents': value } })).results[0]
        ?.value;
    expect(await shown(['ENG-96'])).toEqual([TASKS.offlineUnlock]);
    expect(await shown({ add: ['ENG-137'] })).toEqual([TASKS.offlineUnlock, TASKS.stationApi]);
    expect(await shown({ remove: ['ENG-96'] })).toEqual([TASKS.stationApi]);
    expect(await people('me')).toEqual(['Lena Hoffmann']);
    expect(await people(USERS.tomas)).toEqual(['Tomas Rivera']);
  });

  test('sets money, phone and place', async () => {
    const { clickup } = sandboxClient();
    const { counts } = await clickup.customField.set({
      task_ids: [TASKS.brakePads],
      fields: {
        'Repair costs': '€ 1,240.50',
        'Depot phone': '+49 30 1234567',
        'Station location': { lat: 53.54, lng: 9.98, address: 'Harbour' },
        'Bikes affected': 12,
      },
    });
    expect(counts.succeeded).toBe(4);
    expect(await valuesOf(clickup, TASKS.brakePads)).toMatchObject({
      'Repair costs': 1240.5,
      'Station location': { address: 'Harbour' },
    });
  });

  test.each([
    [{ Sevrity: 'Minor' }, 'INVALID_PARAMETER', 'Did you mean "Severity"?'],
    [{ Severity: 'Mjaor' }, 'INVALID_PARAMETER', 'Did you mean "Major"?'],
    [{ Severity: null }, 'MISSING_PARAMETER', 'clickup_custom_field_remove'],
    [{ Progress: 50 }, 'INVALID_PARAMETER', 'Leave this field out'],
    [{ Severity: 'Minor', [FIELDS.severity]: 'Major' }, 'INVALID_PARAMETER', 'once'],
    [{ Reviewer: 'Nobody Known' }, 'INVALID_PARAMETER', 'clickup_user_find'],
    [{ 'Related incidents': ['../../team'] }, 'INVALID_PARAMETER', 'custom id'],
    [{}, 'MISSING_PARAMETER', 'Severity'],
  ])('one wrong value stops everything: %j', async (fields, code, hint) => {
    const { clickup, sandbox } = sandboxClient();
    const error = await failure(
      clickup.customField.set({
        task_ids: [TASKS.stationApi, task_id],
        fields: Object.keys(fields).length > 0 ? { Build: 'fine', ...fields } : {},
      }),
    );
    expect(error).toMatchObject({ code, suggestion: expect.stringContaining(hint) });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('an unknown task stops everything too', async () => {
    const { clickup, sandbox } = sandboxClient();
    const error = await failure(clickup.customField.set({ task_ids: [task_id, '86czzzzzz'], fields: { Build: 'x' } }));
    expect(error.code).toBe('RESOURCE_NOT_FOUND');
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('reports each task and field; a lost answer is unknown and not repeated', async () => {
    const { clickup, sent } = sandboxClient({
      faults: [{ kind: 'reset-after', operation: 'SetCustomFieldValue', nth: 2 }],
    });
    const { results, counts } = await clickup.customField.set({
      task_ids: [task_id],
      fields: { Build: 'x', Severity: 'Minor', 'Customer reports': 4 },
    });
    expect(results.map(({ field, status }) => [field, status])).toEqual([
      ['Build', 'succeeded'],
      ['Severity', 'unknown'],
      ['Customer reports', 'succeeded'],
    ]);
    expect(counts).toEqual({ total: 3, succeeded: 2, failed: 0, unknown: 1, skipped: 0 });
    expect(sent().filter((operation) => operation === 'SetCustomFieldValue')).toHaveLength(3);
  });
});

describe('clickup_custom_field_remove', () => {
  test('a computed field is refused, and nothing is emptied', async () => {
    const { clickup, sandbox } = sandboxClient();
    const error = await failure(clickup.customField.remove({ task_ids: ['ENG-96'], fields: ['Severity', 'Progress'] }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'fields', value: 'Progress' } });
    expect(error.message).toContain('computes it');
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('empties by name or id, and spends no request on what is empty', async () => {
    const { clickup, sent } = sandboxClient();
    const { results } = await clickup.customField.remove({
      task_ids: [task_id],
      fields: ['severity', FIELDS.reports, 'Build'],
    });
    expect(results.map(({ field, outcome }) => [field, outcome])).toEqual([
      ['Severity', 'cleared'],
      ['Customer reports', 'cleared'],
      ['Build', 'was empty'],
    ]);
    expect(sent()).toEqual(['GetTask', 'RemoveCustomFieldValue', 'RemoveCustomFieldValue']);
    expect(await valuesOf(clickup, task_id)).not.toHaveProperty('Severity');
  });

  test('names the fields there are when one is unknown', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(clickup.customField.remove({ task_ids: [task_id], fields: ['Bikes affected'] }));
    expect(error.details?.allowed_values).toContain('Severity');
  });
});
