import type { ServerResponse } from 'node:http';
import type { Figure } from '../../figure.js';
import { json, withStandIn } from '../../support/http.js';
import { type Answer, withOurs } from '../../support/mcp.js';

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
        answer: await session.call('clickup_task_create', { list_id: '901711223344', name: 'Once' }),
        made,
      })),
  );
}

export async function lostAnswer(): Promise<Figure> {
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
