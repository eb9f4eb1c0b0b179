import type { ServerResponse } from 'node:http';
import type { Figure } from '../../figure.js';
import { json, withStandIn } from '../../support/http.js';
import { withOurs } from '../../support/mcp.js';

/** Spoils the first answer to the read itself. */
async function recovers(spoil: (response: ServerResponse) => void): Promise<boolean> {
  let reads = 0;
  return withStandIn(
    ({ path }, response) => {
      if (path.includes('/task/') && ++reads === 1) spoil(response);
      else json(response, { id: '86c0d0001', name: 'Here', status: { status: 'to do' } });
    },
    (server) =>
      withOurs(
        server,
        async (session) => !(await session.call('clickup_task_get', { task_id: '86c0d0001' })).isError && reads === 2,
      ),
  );
}

export async function recovery(): Promise<Figure> {
  const after503 = await recovers((response) => json(response, { err: 'busy' }, { status: 503 }));
  const afterReset = await recovers((response) => response.socket?.resetAndDestroy());
  return {
    name: 'recovery',
    figure: 'a read answered 503 once; its connection reset once',
    measured: `${after503 ? 'recovers' : 'fails'}; ${afterReset ? 'recovers' : 'fails'}`,
    must: 'both recover',
    ok: after503 && afterReset,
    values: { after503: String(after503), afterReset: String(afterReset) },
  };
}
