import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { built } from '../support/build.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const documents = ['openapi/clickup-v2.json', 'openapi/clickup-v3.json'];

/** How each program is started, and what it is given on stdin. */
const programs: Record<string, string[]> = {
  'clickup-tools': [built('cli.js')],
  'clickup-mcp': [built('mcp.js')],
  generate: ['--import', 'tsx', 'codegen/main.ts'],
  'spec:drift': ['--import', 'tsx', 'codegen/drift.ts'],
  'spec:import': ['--import', 'tsx', 'codegen/import.ts'],
  'spec:lint': ['--import', 'tsx', 'codegen/lint.ts'],
  tokens: ['--import', 'tsx', 'codegen/tokens.ts'],
  bench: ['--import', 'tsx', 'test/bench/main.ts'],
  attack: ['--import', 'tsx', 'test/attack/main.ts'],
};

const initialize = `${JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '0' } },
})}\n`;

/** Runs a program whose output, and where wanted its stderr, nobody reads any more. */
const unread = (program: string, words: readonly string[], { stdin = '', isStderrGone = false } = {}) =>
  new Promise<{ code: number | null; stderr: string }>((resolve) => {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [...programs[program]!, ...words], { cwd: repository, env: { PATH } });
    let stderr = '';
    child.stdout.destroy();
    if (isStderrGone) child.stderr.destroy();
    else child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    child.once('exit', (code) => setImmediate(() => resolve({ code, stderr })));
  });

it.each<[program: string, words: string[], stdin?: string]>([
  ['clickup-tools', ['--help']],
  ['clickup-tools', ['tools']],
  ['clickup-tools', ['help', 'task_create']],
  ['clickup-tools', ['call', 'workspace_get_hierarchy', '--sandbox']],
  ['clickup-tools', ['doctor', '--sandbox']],
  ['clickup-tools', ['sandbox', '--port', '0']],
  ['clickup-tools', ['completion', 'bash']],
  ['clickup-mcp', ['--help']],
  ['clickup-mcp', ['--sandbox'], initialize],
  ['generate', ['--help']],
  ['spec:drift', documents],
  ['spec:lint', []],
  ['tokens', []],
])('%s %j ends quietly when its reader has read enough', async (program, words, stdin) => {
  expect(await unread(program, words, { stdin })).toEqual({ code: 0, stderr: '' });
});

it.each<[program: string, words: string[], code: number]>([
  ['clickup-tools', ['toolz'], 2],
  ['clickup-mcp', ['--wrong'], 2],
  ['spec:drift', [], 2],
  ['spec:import', [], 2],
  ['bench', ['--only', 'nothing'], 2],
  ['attack', ['--help'], 0],
])('%s %j ends with its own code where nobody reads its errors either', async (program, words, code) => {
  expect((await unread(program, words, { isStderrGone: true })).code).toBe(code);
});
