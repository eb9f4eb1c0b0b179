import type { ServerResponse } from 'node:http';
import type { Figure, Group } from '../figure.js';
import { json, type Received, type StandIn, withStandIn } from '../support/http.js';
import { type Answer, withOurs } from '../support/mcp.js';
import { round } from '../support/stats.js';

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

async function bulk(): Promise<Figure> {
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

/** Makes the object, then loses the answer. */
async function lost(lose: (response: ServerResponse) => void): Promise<{ made: number; answer: Answer }> {
  let made = 0;
  return withStandIn(
    ({ method }, response) => {
      if (method !== 'POST') return json(response, {});
      made++;
      lose(response);
    },
    (server) =>
      withOurs(server, async (session) => ({
        answer: await session.call('clickup_task_create', { list_id, name: 'Once' }),
        made,
      })),
  );
}

async function lostAnswers(): Promise<Figure> {
  const cases = [
    await lost((response) => response.socket?.resetAndDestroy()),
    await lost((response) => response.writeHead(504, { 'Content-Type': 'text/html' }).end('<html>504</html>')),
  ];
  const codes = cases.map(({ answer: { envelope } }) => (envelope.success ? 'success' : envelope.error.code));
  const settles = cases.every(
    ({ answer: { envelope } }) => !envelope.success && /clickup_task_\w+/.test(envelope.error.suggested_action),
  );
  const made = cases.map((one) => one.made);
  return {
    name: 'lost-answer',
    figure: 'a create whose answer is lost after it took effect (reset; 504)',
    measured: `${made.join(' and ')} made; ${codes.join(' and ')}; ${settles ? 'names the read' : 'names no read'}`,
    must: '1 and 1, UNKNOWN_OUTCOME, with the read that settles it',
    ok: made.every((n) => n === 1) && codes.every((code) => code === 'UNKNOWN_OUTCOME') && settles,
    values: { made, codes },
  };
}

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

async function recovery(): Promise<Figure> {
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

const hostile = ['../../team', '../team', 'a/b?x=1', '86c0d0001#frag', '..%2fteam'];

async function traversal(): Promise<Figure> {
  const { sent, types } = await withStandIn(
    (_, response) => json(response, {}),
    (server: StandIn) =>
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

async function isError(): Promise<Figure> {
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

export const underFireGroup: Group = {
  name: 'under-fire',
  figures: ['bulk-create', 'lost-answer', 'recovery', 'traversal', 'is-error'],
  run: async () => [await bulk(), await lostAnswers(), await recovery(), await traversal(), await isError()],
};
