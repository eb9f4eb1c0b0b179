import { LISTS, type Sandbox, WORKSPACE_ID } from '../../src/sandbox/index.js';
import type { TaskRow } from '../../src/sandbox/state/tasks.js';
import type { TimeEntryRow } from '../../src/sandbox/state/time-entries.js';
import type { Random } from '../attack/support/random.js';

interface Rows {
  tasks: readonly TaskRow[];
  timeEntries: readonly TimeEntryRow[];
}

const hourMs = 3_600_000;
const lists = [LISTS.bugs, LISTS.ideas];

/** One change that somebody makes while a sync runs; drawn from `random`. */
export async function edit(sandbox: Sandbox, { tasks, timeEntries }: Rows, random: Random): Promise<void> {
  const send = async (method: string, path: string, body?: object): Promise<void> => {
    const answer = await sandbox.fetch(`https://api.clickup.com/api/v2${path}`, {
      method,
      headers: { authorization: sandbox.apiKey, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    await answer.body?.cancel();
  };
  const task = random.pick(tasks.filter(({ deleted }) => !deleted));
  // Older ones have their turn in an audit.
  const entry = random.pick(timeEntries.filter(({ start }) => start > Date.now() - 30 * 24 * hourMs));
  const entries = `/team/${WORKSPACE_ID}/time_entries`;
  const edits: readonly (() => Promise<void>)[] = [
    () => send('PUT', `/task/${task.id}`, { name: `Renamed ${random.below(1e6)}` }),
    () => send('PUT', `/task/${task.id}`, { status: random.pick(['to do', 'in progress', 'complete']) }),
    () => send('PUT', `/task/${task.id}`, { time_estimate: random.below(100) * 60_000, priority: 1 + random.below(4) }),
    () => send('PUT', `/task/${task.id}`, { archived: !task.archived }),
    () => send('POST', `/task/${task.id}/tag/round-${random.below(5)}`),
    () => send('POST', `/list/${random.pick(lists)}/task/${task.id}`),
    () => send('POST', `/list/${random.pick(lists)}/task`, { name: `New ${random.below(1e6)}`, tags: ['new'] }),
    () => send('POST', `/list/${random.pick(lists)}/task`, { name: `Below ${random.below(1e6)}`, parent: task.id }),
    () => send('DELETE', `/task/${task.id}`),
    () => send('POST', entries, { start: Date.now() - random.below(400) * hourMs, duration: 60_000, tid: task.id }),
    () => send('PUT', `${entries}/${entry.id}`, { description: `Changed ${random.below(1e6)}` }),
    () => send('DELETE', `${entries}/${entry.id}`),
    () => send('PUT', `/list/${random.pick(lists)}`, { name: `List ${random.below(1e6)}` }),
    () => send('POST', `/list/${random.pick(lists)}/task`, { name: `Twin ${random.below(1e6)}` }),
  ];
  await random.pick(edits)();
}
