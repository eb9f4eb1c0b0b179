import { type Row, rowsOf, type Session } from './session.js';

/** Lays a goal and its key results beside the blocked urgent work that stands in their way. */
export async function okrCheck({ call, say }: Session): Promise<void> {
  say('\n2. OKR check: what stands between us and the goal of the quarter\n');
  const { goals } = await call<{ goals: never }>('clickup_goal_list');
  const [chosen] = rowsOf(goals).filter(({ name }) => /Q4/.test(String(name)));
  if (!chosen) throw new Error('the sample Workspace has no goal for Q4');
  const { goal } = await call<{ goal: Row }>('clickup_goal_get', { goal_id: chosen.id });
  say(`    ${goal.name}: ${goal.progress} % done, due ${String(goal.due_date).slice(0, 10)}`);
  for (const result of rowsOf(goal.key_results as never)) {
    const { name, current = 0, target = '?', unit } = result;
    const steps = [current, 'of', target, unit ?? 'steps'].join(' ');
    say(`      ${String(result.progress).padStart(4)} %  ${name} (${steps})`);
  }
  say();

  const list = await call<{ id: string; path: string }>('clickup_workspace_resolve', {
    reference: 'API Platform',
    type: 'list',
  });
  const found = await call<{ tasks: never }>('clickup_task_search', {
    list_ids: [list.id],
    statuses: ['blocked'],
    priorities: ['urgent', 'high'],
  });
  const blocked = rowsOf(found.tasks);
  say(`    ${blocked.length} blocked tasks of high priority in ${list.path}:`);
  for (const { id, name, priority, assignees, due_date } of blocked) {
    say(`      ${id}  ${priority}  ${name} (${[assignees ?? 'nobody'].flat().join(', ')}, due ${due_date ?? 'never'})`);
  }
  say(`\n    ${blocked.length === 0 ? 'Nothing is in the way.' : 'These are the conversations to have today.'}`);
}
