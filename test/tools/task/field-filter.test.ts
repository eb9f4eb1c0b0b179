import { describe, expect, it } from 'vitest';
import type { FieldCondition } from '../../../src/index.js';
import { LISTS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('the field conditions of clickup_task_list and clickup_task_search', () => {
  const severities = async (input: { custom_fields: FieldCondition[] }) => {
    const { clickup, sandbox, sent } = sandboxClient();
    const { tasks } = await clickup.task.list({ list_id: LISTS.bugs, include_closed: true, ...input });
    const { path = '' } = sandbox.requests.find(({ operation }) => operation === 'GetTasks') ?? {};
    const conditions = new URL(path, 'https://x').searchParams.get('custom_fields');
    return { names: tasks.map(({ name }) => name), conditions: JSON.parse(conditions ?? '[]'), sent: sent() };
  };

  it('take fields and options by name', async () => {
    const critical = await severities({ custom_fields: [{ field: 'severity', operator: '=', value: 'critical' }] });
    expect(critical.names).toContain('Bluetooth scan drains the battery overnight');
    expect(critical.sent.slice(0, 2)).toEqual(['GetAccessibleCustomFields', 'GetTasks']);
    const both = await severities({
      custom_fields: [{ field: 'Severity', operator: 'any' as 'ANY', value: ['Critical', 'Major'] }],
    });
    expect(both.names.length).toBeGreaterThan(critical.names.length);
    const others = await severities({
      custom_fields: [{ field: 'Severity', operator: 'NOT ANY', value: ['Critical', 'Major'] }],
    });
    expect(others.names.filter((name) => both.names.includes(name))).toEqual([]);
    const set = await severities({ custom_fields: [{ field: 'Severity', operator: 'is not null' as 'IS NOT NULL' }] });
    expect(set.conditions).toEqual([{ field_id: expect.stringMatching(/^[0-9a-f-]{36}$/), operator: 'IS NOT NULL' }]);
  });

  it('take numbers, and fields of several Lists', async () => {
    const { clickup, sent } = sandboxClient();
    const custom_fields = [{ field: 'Customer reports', operator: 'RANGE' as const, value: ['1', '40'] }];
    const { tasks } = await clickup.task.search({ list_ids: [LISTS.bugs, LISTS.sprint24], custom_fields });
    expect(tasks.length).toBeGreaterThan(0);
    expect(sent().filter((operation) => operation === 'GetAccessibleCustomFields')).toHaveLength(2);
  });

  it('take people and dates as text', async () => {
    const { clickup } = sandboxClient();
    const fields = { Reviewer: ['lena'], 'Release date': '2026-10-20' };
    await clickup.customField.set({ task_ids: ['ENG-46', 'ENG-69'], fields });
    await clickup.customField.set({ task_ids: ['ENG-69'], fields: { 'Release date': '2026-10-21' } });
    const found = async (...custom_fields: FieldCondition[]) => {
      const { tasks } = await clickup.task.list({ list_id: LISTS.bugs, custom_fields });
      return tasks.map(({ custom_id }) => custom_id).sort();
    };
    const lena: FieldCondition = { field: 'Reviewer', operator: 'ANY', value: ['Lena Hoffmann'] };
    const date = (operator: FieldCondition['operator'], value: unknown) => ({ field: 'Release date', operator, value });
    expect(await found(lena)).toEqual(['ENG-46', 'ENG-69']);
    expect(await found(lena, date('<=', '2026-10-20'))).toEqual(['ENG-46']);
    expect(await found(lena, date('<', '2026-10-20'))).toEqual([]);
    expect(await found(date('>', '20 october'))).toEqual(['ENG-69']);
    expect(await found(date('>=', '2026-10-20'))).toEqual(['ENG-46', 'ENG-69']);
    expect(await found(date('==', '2026-10-20'))).toEqual(['ENG-46']);
    expect(await found(date('RANGE', ['2026-10-19', '2026-10-20']))).toEqual(['ENG-46']);
    expect(await found(date('RANGE', { low_value: '2026-10-21', high_value: '2026-10-21' }))).toEqual(['ENG-69']);
  });

  it('take JSON text, and the key that ClickUp has for a field', async () => {
    const { names } = await severities({
      custom_fields: '[{"field_id":"Severity","operator":"=","value":"Critical"}]' as never,
    });
    expect(names).toContain('Bluetooth scan drains the battery overnight');
  });

  it('name the fields and options there are', async () => {
    const { clickup, sent } = sandboxClient();
    const list = (condition: FieldCondition) => clickup.task.list({ list_id: LISTS.bugs, custom_fields: [condition] });
    const noField = await failure(list({ field: 'Severty', operator: '=', value: 'Critical' }));
    expect(noField.suggestion).toContain('Severity');
    const noOption = await failure(list({ field: 'Severity', operator: '=', value: 'Critcal' }));
    expect(noOption.suggestion).toBe('Did you mean "Critical"?');
    expect(sent().filter((operation) => operation === 'GetTasks')).toEqual([]);
  });

  it('need a List for the name of a field', async () => {
    const custom_fields = [{ field: 'Severity', operator: '=' as const, value: 'Critical' }];
    const error = await failure(sandboxClient().clickup.task.search({ custom_fields }));
    expect(error).toMatchObject({ code: 'MISSING_PARAMETER' });
    expect(error.suggestion).toContain('list_ids');
  });
});
