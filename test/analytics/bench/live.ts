import { createClickUp } from '../../../src/index.js';
import { createSandbox, manualClock, SPACES } from '../../../src/sandbox/index.js';

interface Asked {
  question: string;
  /** The report that answers it from the copy. */
  tool: string;
  /** Requests that the standard tools sent to find out what it is made of. */
  calls: number;
}

/** What people ask of a whole Workspace: the calls by which the standard tools gather all rows that the answer sums. */
const questions: readonly { question: string; tool: string; gather: readonly [tool: string, input: object][] }[] = [
  {
    question: 'Hours by person and day of the last 30 days',
    tool: 'get_monthly_timesheet',
    gather: [['clickup_time_list', { start_date: '30 days ago', people: ['all'], limit: 10_000 }]],
  },
  {
    question: 'Hours by project and person against the estimates',
    tool: 'get_space_project_time_report',
    gather: [
      ['clickup_time_list', { start_date: '30 days ago', people: ['all'], limit: 10_000 }],
      ['clickup_task_search', { include_closed: true, limit: 100 }],
    ],
  },
  {
    question: 'Open tasks at risk',
    tool: 'get_at_risk_tasks',
    gather: [['clickup_task_search', { limit: 100 }]],
  },
  {
    question: 'Health of a Space',
    tool: 'get_project_health_score',
    gather: [['clickup_task_search', { space_ids: [SPACES.engineering], include_closed: true, limit: 100 }]],
  },
];

/** Asks a sandbox of that size through the standard tools, page by page, and counts the requests. */
export async function askLive(tasks: number): Promise<Asked[]> {
  const clock = manualClock();
  const sandbox = createSandbox({ seed: { scale: tasks }, rateLimit: false, clock });
  const { transport } = sandbox.options;
  // The sandbox keeps its last requests alone.
  let sent = 0;
  const clickup = createClickUp({
    ...sandbox.options,
    transport(request, ending) {
      sent++;
      return transport(request, ending);
    },
    deadlineMs: 2 ** 31 - 1,
    cacheMs: 0,
  });
  const asked: Asked[] = [];
  for (const { question, tool, gather } of questions) {
    const before = sent;
    for (const [name, input] of gather) {
      let cursor: string | undefined;
      do {
        const answer = await clickup.call(name as never, { ...input, ...(cursor && { cursor }) } as never);
        if (!answer.success) throw new Error(`${name}: ${answer.error.message}`);
        cursor = (answer.data as { next_cursor?: string }).next_cursor;
      } while (cursor !== undefined);
    }
    asked.push({ question, tool, calls: sent - before });
  }
  return asked;
}
