import type { Figure } from '../../figure.js';
import { json, withStandIn } from '../../support/http.js';
import { type Answer, withOurs } from '../../support/mcp.js';

const hostile = ['../../team', '../team', 'a/b?x=1', '86c0d0001#frag', '..%2fteam'];

export async function traversal(): Promise<Figure> {
  const { sent, types } = await withStandIn(
    (_, response) => json(response, {}),
    (server) =>
      withOurs(server, async (session) => {
        const answers: Answer[] = [];
        for (const task_id of hostile) {
          answers.push(await session.call('clickup_task_get', { task_id }));
          answers.push(await session.call('clickup_task_delete', { task_id, confirm: 'yes' }));
        }
        return {
          sent: server.received.length,
          types: answers.map(({ envelope }) => (envelope.success ? 'success' : envelope.error.type)),
        };
      }),
  );
  const refused = types.filter((type) => type === 'VALIDATION').length;
  return {
    name: 'traversal',
    figure: `${hostile.length} hostile task ids, on a read and on a delete`,
    measured: `${sent} requests sent, ${refused} of ${types.length} VALIDATION`,
    must: 'nothing sent, all VALIDATION',
    ok: sent === 0 && refused === types.length,
    values: { sent, refused },
  };
}
