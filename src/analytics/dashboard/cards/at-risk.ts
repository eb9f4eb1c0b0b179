import { shown } from '../../charts/plots.js';
import type { Cell, Column } from '../table.js';
import { card, detail, figure, place, text } from './card.js';

interface AtRisk {
  total: number;
  tasks: {
    task_id: string;
    name: string;
    status: string;
    list: string | null;
    assignees: string[];
    due: string | null;
    score: number;
    tracked_hours: number;
    estimate_hours: number;
    reasons: { reason: string; points: number }[];
  }[];
}

export const atRisk = card<AtRisk>({
  id: 'at-risk',
  title: 'Tasks at risk',
  tool: 'get_at_risk_tasks',
  isWide: true,
  follows: ['scope', 'person'],
  input: (filters) => ({
    ...place(filters),
    ...(filters.person !== undefined && { assignee: String(filters.person) }),
    limit: 500,
  }),
  show({ total, tasks }) {
    const columns: Column[] = [
      { ...text('task', 'Task'), link: ({ task_id }) => `https://app.clickup.com/t/${task_id}` },
      detail('task_id', 'Task id'),
      text('list', 'List'),
      text('assignees', 'Assignees'),
      text('status', 'Status'),
      { ...text('due', 'Due'), isShort: true },
      figure('score', 'Score'),
      text('reasons', 'Why'),
      detail('tracked_hours', 'Tracked hours'),
      detail('estimate_hours', 'Estimated hours'),
    ];
    return {
      summary:
        total === 0
          ? 'None.'
          : `${shown(total)} open ${total === 1 ? 'task is' : 'tasks are'} late, about to be, over the estimate or held up; the most pressing first.`,
      table: {
        columns,
        rows: tasks.map(
          (task): Record<string, Cell> => ({
            task_id: task.task_id,
            task: task.name,
            list: task.list,
            assignees: task.assignees.join(', '),
            status: task.status,
            due: task.due?.slice(0, 10) ?? null,
            score: task.score,
            reasons: task.reasons.map(({ reason }) => reason).join('; '),
            tracked_hours: task.tracked_hours,
            estimate_hours: task.estimate_hours,
          }),
        ),
      },
    };
  },
});
