import { type Row, rowsOf, type Session } from './session.js';

/** Finds the sprint, hands its unassigned bugs to the two people who fix such bugs, and says who has what. */
export async function sprintTriage({ call, say }: Session): Promise<void> {
  say('1. Sprint triage: every unassigned bug of the sprint gets an owner\n');
  const list = await call<{ id: string; path: string }>('clickup_workspace_resolve', {
    reference: 'Sprint 24',
    type: 'list',
  });
  say(`    ${list.path} is List ${list.id}.\n`);

  const owners = { frontend: 'Samuel Okafor', backend: 'Priya Nair' };
  const changes: Row[] = [];
  for (const [tag, owner] of Object.entries(owners)) {
    const found = await call<{ tasks: never; scanned: number }>('clickup_task_search', {
      list_ids: [list.id],
      tags: [tag],
      unassigned: true,
    });
    const bugs = rowsOf(found.tasks);
    say(`    ${bugs.length} unassigned, tagged ${tag} (${found.scanned} tasks looked at):`);
    for (const { id, name, priority } of bugs) say(`      ${id}  ${priority ?? 'no priority'}  ${name}`);
    say();
    if (bugs.length > 0) changes.push({ task_ids: bugs.map(({ id }) => id), assignees: { add: [owner] } });
  }

  const { counts, results } = await call<{ counts: Row; results: never }>('clickup_task_update_bulk', { changes });
  say(`    ${counts.succeeded} of ${counts.total} assigned, ${counts.failed} failed.\n`);
  say('    Now:');
  const ids = new Set(rowsOf(results).map(({ id }) => id));
  const after = await call<{ tasks: never }>('clickup_task_list', { list_id: list.id, tags: Object.keys(owners) });
  for (const { id, name, assignees } of rowsOf(after.tasks))
    if (ids.has(id)) say(`      ${[assignees].flat().join(', ')}: ${name}`);
}
