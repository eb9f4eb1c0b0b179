import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aliases } from '../../generated/aliases.js';
import { chooseTools } from '../../src/index.js';
import { DOCS, LISTS, TASKS } from '../../src/sandbox/index.js';
import { aliasCalls } from '../support/alias-calls.js';
import { sandboxClient } from '../support/sandbox-client.js';

describe("other servers' names of tools", () => {
  it('are all tried here', () => {
    expect(Object.keys(aliasCalls).sort()).toEqual(Object.keys(aliases).sort());
  });

  it.each(Object.keys(aliases).flatMap((name) => [name, `clickup_${name}`]))('%s is understood', async (name) => {
    const [input, data] = aliasCalls[name.replace(/^clickup_/, '')]!;
    const answer = await sandboxClient().clickup.call(name, input);
    expect(answer).toMatchObject({ success: true, data, metadata: { tool_name: expect.stringMatching(/^clickup_/) } });
  });

  it('stand in the guide', () => {
    const guide = readFileSync(new URL('../../docs/guides/choosing-tools.md', import.meta.url), 'utf8');
    for (const name of Object.keys(aliases)) expect(guide).toContain(`\`${name}\``);
  });

  it('stand in no list', () => {
    const names = chooseTools({ profile: 'full' }).map(({ name }) => name);
    const others = Object.keys(aliases).map((name) => `clickup_${name}`);
    expect(names.filter((name) => others.includes(name))).toEqual(['clickup_doc_search']);
  });

  it('refuse an argument that is not understood, above all in a write', async () => {
    const answer = await sandboxClient().clickup.call('update_task', { taskId: TASKS.greyButton, assigneeIds: ['me'] });
    expect(answer).toMatchObject({
      success: false,
      error: { code: 'INVALID_PARAMETER', details: { parameter: 'assigneeIds' } },
    });
  });

  it('refuse a format that nothing is answered in', async () => {
    const input = { docId: DOCS.handbook, contentFormat: 'text/html' };
    expect(await sandboxClient().clickup.call('get_doc_page', input)).toMatchObject({ success: false });
  });
});

describe('arguments in camelCase', () => {
  it('are taken, also inside of objects', async () => {
    const { clickup, sent } = sandboxClient();
    const call = clickup.call as (name: string, input: object) => Promise<{ success: boolean }>;
    const tasks = [{ name: 'One', listId: LISTS.bugs, dueDate: 'tomorrow' }];
    expect(await call('clickup_task_create_bulk', { tasks, dryRun: true })).toMatchObject({ success: true });
    expect(sent()).not.toContain('CreateTask');
    expect(await call('clickup_task_get', { taskId: TASKS.greyButton, teamId: null })).toMatchObject({ success: true });
  });

  it('are refused where both spellings are given', async () => {
    const { clickup } = sandboxClient();
    const call = clickup.call as (name: string, input: object) => Promise<object>;
    expect(await call('clickup_task_get', { taskId: 'a', task_id: TASKS.greyButton })).toMatchObject({
      error: { code: 'INVALID_PARAMETER', details: { parameter: 'taskId', nearest: 'task_id' } },
    });
  });
});
