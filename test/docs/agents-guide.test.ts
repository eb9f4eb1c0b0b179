import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agentsGuide } from '../../generated/agents-guide.js';
import { tools } from '../../generated/tools/index.js';
import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';

const page = readFileSync('docs/guides/agents.md', 'utf8');

/** The figure of a row of the limits. */
const figure = (row: string): number => Number(new RegExp(`^\\| ${row} \\| (\\d+)`, 'm').exec(agentsGuide)?.[1]);
const created = () => createClickUp(createSandbox({ clock: manualClock() }).options);
const ids = (count: number) => Array.from({ length: count }, (_, index) => `86c${index.toString(36).padStart(6, '0')}`);

describe('the guide for agents', () => {
  it('is the page, without marks, links and what is for people', () => {
    expect(agentsGuide).toMatch(/^# For agents\n/);
    expect(agentsGuide).not.toMatch(/<!--|\]\(|agent contract/);
    expect(page).toContain('## Of the ClickUp-MCP agent contract');
    for (const heading of agentsGuide.match(/^## .+$/gm) ?? []) expect(page).toContain(`${heading}\n`);
    expect(agentsGuide.length).toBeLessThan(5_000);
  });

  it('names tools that there are', () => {
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(agentsGuide.match(/clickup_\w+/g) ?? ['none']));
  });

  it.each([
    ['tasks of one `clickup_task_get`', 'clickup_task_get', (count: number) => ({ task_ids: ids(count) })],
    [
      'tasks of a bulk call',
      'clickup_task_update_bulk',
      (count: number) => ({ changes: [{ task_ids: ids(count), priority: 'low' }], dry_run: true }),
    ],
  ] as const)('says truly how many %s there may be', async (row, tool, input) => {
    const clickup = created();
    const most = figure(row);
    const codeOf = async (count: number) => {
      const answer = await clickup.call(tool, input(count) as never);
      return answer.success ? undefined : answer.error.code;
    };
    expect(await codeOf(most + 1)).toBe('INVALID_PARAMETER');
    expect(await codeOf(most)).not.toBe('INVALID_PARAMETER');
  });

  it('says truly how many rows a page has', async () => {
    const most = figure('rows of a page');
    const { tasks, next_cursor } = await created().task.search({ include_closed: true });
    expect(tasks).toHaveLength(most);
    expect(next_cursor).toBeDefined();
  });
});
