import { expect, it, vi } from 'vitest';
import { runHistory, runJobs } from '../../src/cli/shortcuts.js';

const callTool = vi.hoisted(() => vi.fn(async (_: readonly string[]) => 0));
vi.mock('../../src/cli/call.js', () => ({ callTool }));

const commands = { jobs: runJobs, history: runHistory };

it.each<[keyof typeof commands, string, string]>([
  ['jobs', '', 'clickup_job_list'],
  ['jobs', '--limit 3', 'clickup_job_list --limit 3'],
  ['jobs', 'resume job-1 --dry-run', 'clickup_job_resume --job-id job-1 --dry-run'],
  ['history', '--undoable', 'clickup_history_list --undoable'],
  ['history', 'undo --last 1', 'clickup_history_undo --last 1'],
])('%s %s', async (command, words, called) => {
  await commands[command](words.split(' ').filter(Boolean));
  expect(callTool.mock.lastCall?.[0].join(' ')).toBe(called);
});

it.each<[keyof typeof commands, string, RegExp]>([
  ['jobs', 'resume', /needs the id/],
  ['jobs', 'resume --dry-run', /needs the id/],
  ['jobs', 'undo', /jobs has no undo/],
  ['history', 'resume', /history has no resume/],
])('%s %s is no command', async (command, words, message) => {
  await expect(commands[command](words.split(' '))).rejects.toThrow(message);
});
