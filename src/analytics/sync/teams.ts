import { rows, unwrap } from '../../clickup/api.js';
import type { Queryable } from '../../db/database.js';
import { AuthError } from '../../runtime/errors.js';
import { list, number, object, type Row, text, type Wire } from './rows.js';
import type { Run } from './run.js';
import { upsert } from './store-rows.js';

/**
 * Reads who is in which Team, in one call, where tasks have a Team at all: of an incremental run only where one of these is not known,
 * since no date tells of people who come or go.
 */
export async function syncTeams(run: Run, { unknownOnly = false } = {}): Promise<void> {
  const { api, call, db, workspaceId } = run;
  const named = await db.query<{ team_id: string; is_known: boolean }>(
    `SELECT DISTINCT n.team_id, t.team_id IS NOT NULL AS is_known FROM cu.task_teams n
     LEFT JOIN cu.teams t ON t.workspace_id = n.workspace_id AND t.team_id = n.team_id WHERE n.workspace_id = $1`,
    [workspaceId],
  );
  if (named.length === 0 || (unknownOnly && named.every(({ is_known }) => is_known))) return;
  const query = { team_id: workspaceId };
  const found = await call(unwrap(api.GET('/v2/group', { params: { query } }))).then(
    (answer) => rows(answer, 'groups') as unknown as Wire[],
    // Guests may not see them.
    (error: unknown) => {
      if (!(error instanceof AuthError)) throw error;
      return [];
    },
  );
  const teams = new Map<string, Row>(named.map(({ team_id }) => [team_id, { team_id, name: null }]));
  for (const team of found) teams.set(String(team.id), { team_id: String(team.id), name: text(team.name) });
  const members = found.flatMap((team) => membersOf(String(team.id), team));
  const whose = (row: Row): Row => ({ workspace_id: workspaceId, ...row });
  await run.page(async (tx) => {
    for (const table of ['cu.teams', 'cu.team_members'])
      await tx.query(`DELETE FROM ${table} WHERE workspace_id = $1`, [workspaceId]);
    await upsert(tx, { table: 'cu.teams', key: ['workspace_id', 'team_id'] }, [...teams.values()].map(whose));
    const key = ['workspace_id', 'team_id', 'user_id'];
    await upsert(tx, { table: 'cu.team_members', key }, members.map(whose));
    await tx.query('DELETE FROM cu.task_assignees WHERE workspace_id = $1 AND via_team IS NOT NULL', [workspaceId]);
    await assignMembers(tx, workspaceId);
  });
}

function membersOf(team_id: string, { members }: Wire): Row[] {
  const ids = list(members).map((member) => number(member.id ?? object(member.user).id));
  return [...new Set(ids)].flatMap((user_id, position) => (user_id === null ? [] : [{ team_id, user_id, position }]));
}

/** Gives tasks to those whom their Teams bring, after those who were assigned themselves, each once; `ids`, where not all tasks. */
export async function assignMembers(tx: Queryable, workspaceId: string, ids?: readonly string[]): Promise<void> {
  await tx.query(
    `WITH brought AS (
       SELECT DISTINCT ON (t.task_id, m.user_id) t.task_id, m.user_id, t.team_id, t.position AS team, m.position AS place
       FROM cu.task_teams t JOIN cu.team_members m ON m.workspace_id = t.workspace_id AND m.team_id = t.team_id
       WHERE t.workspace_id = $1 AND ($2::text[] IS NULL OR t.task_id = ANY($2::text[])) AND NOT EXISTS (
         SELECT 1 FROM cu.task_assignees a WHERE a.workspace_id = $1 AND a.task_id = t.task_id AND a.user_id = m.user_id)
       ORDER BY t.task_id, m.user_id, t.position)
     INSERT INTO cu.task_assignees (workspace_id, task_id, user_id, position, via_team)
     SELECT $1, b.task_id, b.user_id,
       (SELECT count(*) FROM cu.task_assignees a WHERE a.workspace_id = $1 AND a.task_id = b.task_id)
         + row_number() OVER (PARTITION BY b.task_id ORDER BY b.team, b.place, b.user_id) - 1, b.team_id
     FROM brought b`,
    [workspaceId, ids ? [...ids] : null],
  );
}
