import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { profiles } from '../../generated/profiles.js';
import { catalogTools } from '../support/catalog.js';
import { packedProject } from '../support/packed.js';

const { folder, installed, about, run, remove } = packedProject();
afterAll(remove);

describe('the packed package, from plain JavaScript', () => {
  it('works as an SDK on its sandbox', () => {
    const answer = run(`
      import { createClickUp, ClickUpError, NotFoundError } from 'clickup-tools';
      import { createSandbox, SANDBOX_API_KEY } from 'clickup-tools/sandbox';
      const { fetch, clock } = createSandbox();
      const clickup = createClickUp({ apiKey: SANDBOX_API_KEY, fetch, clock });
      const { workspaces } = await clickup.workspace.list();
      const error = await clickup.task.get({ task_id: '86c9zzzzz' }).catch((e) => e);
      const raw = await clickup.api.GET('/v2/user');
      console.log(JSON.stringify({ names: workspaces.map((w) => w.name), caught: error instanceof ClickUpError, user: raw.data.user.username, type: error.type, notFound: error instanceof NotFoundError }));
    `);
    expect(answer).toMatchObject({
      names: ['Harbour Bikes'],
      caught: true,
      user: 'Lena Hoffmann',
      type: 'NOT_FOUND',
      notFound: true,
    });
  });

  it('serves the sandbox over HTTP', () => {
    const answer = run(`
      import { createSandbox } from 'clickup-tools/sandbox';
      import { serveSandbox } from 'clickup-tools/sandbox/server';
      const sandbox = createSandbox();
      const server = await serveSandbox(sandbox);
      const response = await fetch(server.url + '/v2/team', { headers: { Authorization: sandbox.apiKey } });
      console.log(JSON.stringify({ status: response.status, teams: (await response.json()).teams.length }));
      await server.close();
    `);
    expect(answer).toEqual({ status: 200, teams: 1 });
  });

  it('has the catalogue', () => {
    const answer = run(`
      import catalog from 'clickup-tools/catalog.json' with { type: 'json' };
      import about from 'clickup-tools/package.json' with { type: 'json' };
      console.log(JSON.stringify({ tools: catalog.tools.length, name: about.name }));
    `);
    expect(answer).toEqual({ tools: catalogTools.length, name: 'clickup-tools' });
  });

  it('brings both binaries: clickup-mcp answers tools/list without its dependencies, clickup-tools lists the tools', () => {
    const { bin } = about;
    const alone = join(folder, 'alone');
    cpSync(installed, alone, { recursive: true });
    const hello = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '0' } },
    };
    const input = [
      hello,
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 2, method: 'tools/list' },
    ];
    const env = { PATH: process.env.PATH };
    const served = spawnSync(process.execPath, [join(alone, bin['clickup-mcp']!)], {
      input: input.map((line) => `${JSON.stringify(line)}\n`).join(''),
      encoding: 'utf8',
      env,
    });
    expect(served.status).toBe(0);
    const answers = served.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; result: { tools?: unknown[] } });
    expect(answers.find(({ id }) => id === 2)?.result.tools).toHaveLength(profiles.standard!.count);
    const listed = execFileSync(process.execPath, [join(installed, bin['clickup-tools']!), 'tools', '--json'], {
      encoding: 'utf8',
      env,
    });
    expect(JSON.parse(listed)).toHaveLength(catalogTools.length);
  });
});
