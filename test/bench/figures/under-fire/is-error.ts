import type { Figure } from '../../figure.js';
import { json, withStandIn } from '../../support/http.js';
import { withOurs } from '../../support/mcp.js';

const list_id = '901711223344';

export async function isError(): Promise<Figure> {
  const answers = await withStandIn(
    ({ method, body }, response) => {
      if (method === 'POST' && /"Bad/.test(body))
        return json(response, { err: 'Task name invalid', ECODE: 'INPUT_005' }, { status: 400 });
      if (method === 'POST') return json(response, { id: '86c1', name: 'x', status: { status: 'to do' } });
      json(response, { err: 'Team not authorized', ECODE: 'OAUTH_027' }, { status: 401 });
    },
    (server) =>
      withOurs(server, async (session) => [
        await session.call('clickup_task_get', { task_id: '86c9zzzzz' }),
        await session.call('clickup_task_gett', {}),
        await session.call('clickup_task_delete', { task_id: '86c9zzzzz' }),
        await session.call('clickup_task_create_bulk', { list_id, tasks: [{ name: 'Good' }, { name: 'Bad' }] }),
        await session.call('clickup_task_create_bulk', { list_id, tasks: [{ name: 'Bad 1' }, { name: 'Bad 2' }] }),
        await session.call('clickup_task_create', { list_id, name: 'Good', dry_run: true }),
      ]),
  );
  const agree = answers.filter((answer) => answer.isError === !answer.envelope.success).length;
  const partial = answers[3]?.envelope;
  const counts = partial?.success
    ? (partial.data as { counts: { succeeded: number; failed: number } }).counts
    : undefined;
  const told = counts?.succeeded === 1 && counts.failed === 1;
  return {
    name: 'is-error',
    figure: 'isError exactly when success is false; a partial bulk says so in its counts',
    measured: `${agree} of ${answers.length} agree; counts ${told ? 'tell' : 'do not tell'}`,
    must: 'always',
    ok: agree === answers.length && told,
    values: { agree, calls: answers.length },
  };
}
