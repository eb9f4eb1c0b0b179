import { expect, it } from 'vitest';
import { tools } from '../../generated/tools/index.js';
import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';

it('a key of several Workspaces is told of the setting, since not every tool takes a Workspace', async () => {
  const sandbox = createSandbox({ clock: manualClock() });
  const fetch = async (request: Request) => {
    const answer = await sandbox.fetch(request);
    if (!new URL(request.url).pathname.endsWith('/v2/team')) return answer;
    const { teams } = (await answer.json()) as { teams: object[] };
    return Response.json({ teams: [...teams, { ...teams[0], id: '9019999999', name: 'Another' }] });
  };
  const clickup = createClickUp({ ...sandbox.options, fetch, tools });
  const answer = await clickup.call('clickup_space_list', {});
  expect(answer).toMatchObject({ error: { code: 'AMBIGUOUS_REFERENCE', details: { candidates: [{}, {}] } } });
  expect(JSON.stringify(answer)).toContain(
    'Set CLICKUP_WORKSPACE_ID once, or pass workspace_id where a tool takes it.',
  );
});
