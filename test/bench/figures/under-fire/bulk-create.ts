import type { ServerResponse } from 'node:http';
import type { Figure } from '../../figure.js';
import { json, type Received, withStandIn } from '../../support/http.js';
import { withOurs } from '../../support/mcp.js';
import { round } from '../../support/stats.js';

const list_id = '901711223344';
const windowMs = 10_000;
const limit = 10;
const tasks = 30;

/** What an object store behind a fixed window of `limit` calls does, and what it saw. */
function limitedApi() {
  const created: string[] = [];
  let refused = 0;
  let opened = Number.NEGATIVE_INFINITY;
  let count = 0;
  const answer = ({ method, body }: Received, response: ServerResponse) => {
    const now = Date.now();
    if (now >= opened + windowMs) {
      opened = now;
      count = 0;
    }
    count++;
    const headers = {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(Math.max(0, limit - count)),
      'X-RateLimit-Reset': String(Math.ceil((opened + windowMs) / 1000)),
    };
    if (count > limit) {
      refused++;
      return json(response, { err: 'Rate limit reached', ECODE: 'APP_002' }, { status: 429, headers });
    }
    if (method === 'POST') created.push((JSON.parse(body) as { name: string }).name);
    json(response, { id: `86c${created.length}`, name: created.at(-1), status: { status: 'to do' } }, { headers });
  };
  return { answer, created, refused: () => refused };
}

export async function bulkCreate(): Promise<Figure> {
  const api = limitedApi();
  const input = { list_id, tasks: Array.from({ length: tasks }, (_, i) => ({ name: `Task ${i + 1}` })) };
  const { seconds, counts } = await withStandIn(api.answer, (server) =>
    withOurs(server, async (session) => {
      const begun = performance.now();
      const { envelope } = await session.call('clickup_task_create_bulk', input);
      const data = (envelope.success ? envelope.data : {}) as { counts?: { succeeded: number } };
      return { seconds: (performance.now() - begun) / 1000, counts: data.counts };
    }),
  );
  const ideal = (Math.ceil(tasks / limit) - 1) * (windowMs / 1000);
  const duplicates = api.created.length - new Set(api.created).size;
  const ratio = round(seconds / ideal, 3);
  return {
    name: 'bulk-create',
    figure: `${tasks} creates in bulk where the API allows ${limit} in ${windowMs / 1000} s`,
    measured: `${api.created.length} created, ${duplicates} twice, ${api.refused()} 429s, ${round(seconds, 1)} s = ${ratio}x`,
    must: `${tasks}, 0, 0, <= 1.15x of ${ideal} s`,
    ok:
      counts?.succeeded === tasks &&
      duplicates === 0 &&
      api.created.length === tasks &&
      api.refused() === 0 &&
      ratio <= 1.15,
    values: { created: api.created.length, duplicates, refused: api.refused(), seconds: round(seconds), ideal, ratio },
  };
}
