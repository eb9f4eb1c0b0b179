import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { built } from '../../support/build.js';
import { StdioProcess } from '../../support/stdio-process.js';
import { within } from '../support/within.js';

const patienceMs = 30_000;
const call = { task_id: '86c131205' };

/** What the built programs write on some server. */
export async function outputsOfPrograms(apiKey: string, baseUrl: string): Promise<Map<string, string>> {
  const [mcp, cli] = [built('mcp.js'), built('cli.js')];
  const env = { CLICKUP_API_KEY: apiKey, CLICKUP_BASE_URL: baseUrl, ENABLE_DEBUG: 'true', CLICKUP_DEADLINE_MS: '3000' };
  return new Map([
    ['the answer of the MCP server', await outputOfServer(mcp, env)],
    ['clickup-tools call', await outputOf([cli, 'call', 'clickup_task_get', '--json', JSON.stringify(call)], env)],
    ['clickup-tools doctor', await outputOf([cli, 'doctor'], env)],
  ]);
}

async function outputOfServer(binary: string, env: Record<string, string>): Promise<string> {
  const server = new StdioProcess(binary, { arguments: [], env });
  try {
    await within(patienceMs, server.initialize(), undefined);
    await within(patienceMs, server.call('clickup_task_get', call), undefined);
    await within(patienceMs, server.call('clickup_task_update', { ...call, name: 'Changed' }), undefined);
    return `${server.stdout.join('\n')}\n${server.stderr}`;
  } finally {
    await server.stop();
  }
}

async function outputOf(words: readonly string[], env: Record<string, string>): Promise<string> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, words, { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  clearTimeout(timer);
  return `${out}\n${errors}`;
}
