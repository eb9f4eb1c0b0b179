import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { programOptions } from '../../codegen/program-options.js';
import { endOnClosedPipe } from '../../src/node/closed-pipe.js';

endOnClosedPipe('interop');

/** MCP clients of others: the file that drives each, its package, and what it needs besides. */
const clients: Record<string, readonly [name: string, ...more: string[]]> = {
  inspector: ['@modelcontextprotocol/inspector@2.12.0'],
  langchain: ['@langchain/mcp-adapters@1.1.4', '@langchain/core@1'],
  'ai-sdk': ['@ai-sdk/mcp@2.0.99', 'ai@7.0.173'],
  'openai-agents': ['@openai/agents@0.20.0'],
  'mcp-use': ['mcp-use@1.34.6', 'langchain@1', '@langchain/core@1'],
};

/** What vendors publish to hand tools to the API of a model, for `tools --dialect`. */
const converters = [
  '@openai/agents@0.20.0',
  'openai@7.59.0',
  '@google/genai@2.32.0',
  'ai@7.0.173',
  '@ai-sdk/openai@3.0.141',
  '@ai-sdk/google@3.0.141',
];

/** A Node of the npm registry: some of the clients do not run on older ones. */
const newerNode = 'node@22.23.3';

const help = `npm run interop -- [--only ${[...Object.keys(clients), 'exports'].join('|')}]

Drives MCP clients of others against clickup-mcp on its sandbox, over stdio and HTTP: list, read, write, an error, and a bulk
call with progress. Then it hands the exported forms of all tools (tools --dialect) to the converters of their vendors. All
are installed into .cache/interop; nothing is added to the package.
`;

const { values, refuse } = programOptions(help, { only: { type: 'string' } });
const wanted = Object.keys(clients).filter((name) => values.only === undefined || values.only === name);
const withExports = values.only === undefined || values.only === 'exports';
if (wanted.length === 0 && !withExports) refuse(`no client is called ${values.only}`);

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = fileURLToPath(new URL('../../.cache/interop/', import.meta.url));
const binary = fileURLToPath(new URL('../../dist/mcp.js', import.meta.url));
if (!existsSync(binary)) throw new Error('There is no dist/mcp.js: run npm run build first');

/** A folder with these packages and the files that drive them. */
function folderWith(name: string, packages: readonly string[]): string {
  const folder = join(cache, name);
  mkdirSync(folder, { recursive: true });
  const list = join(folder, 'installed.txt');
  const wish = packages.join('\n');
  if (!existsSync(list) || readFileSync(list, 'utf8') !== wish) {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const words = ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel', 'error', ...packages];
    execFileSync('npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    writeFileSync(list, wish);
  }
  for (const file of ['drive.mjs', 'exports.mjs', 'clients'])
    cpSync(join(here, file), join(folder, file), { recursive: true });
  return folder;
}

const isNew = Number(process.versions.node.split('.')[0]) >= 22;
const node = isNew ? process.execPath : join(folderWith('node', [newerNode]), 'node_modules/.bin/node');

interface Step {
  step: string;
  ok: boolean;
  said: string;
}

/** So long a client may take for all of its steps, most of which some spend on starting. */
const patienceMs = 120_000;

function run(folder: string, words: readonly string[]): Promise<Step[]> {
  return new Promise((resolve) => {
    execFile(node, words, { cwd: folder, timeout: patienceMs, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      const steps = stdout
        .split('\n')
        .flatMap((line): Step[] => (line.startsWith('{"step"') ? [JSON.parse(line)] : []));
      if (steps.length < 5)
        steps.push({ step: 'end', ok: false, said: `${error ?? ''} ${stderr}`.trim().slice(0, 500) });
      resolve(steps);
    });
  });
}

const { PATH = '' } = process.env;
const overHttp = spawn(process.execPath, [binary, '--http', '0', '--sandbox'], { env: { PATH, MCP_DEBUG: '0' } });
const [line] = (await once(createInterface({ input: overHttp.stderr }), 'line')) as [string];
const servers = {
  stdio: { stdio: { command: process.execPath, args: [binary, '--sandbox'] } },
  http: { url: /http:\S+/.exec(line)?.[0] },
};

let failures = 0;
let passes = 0;
for (const name of wanted) {
  const [first, ...more] = clients[name]!;
  const folder = folderWith(name, [first, ...more]);
  const version = (
    JSON.parse(readFileSync(join(folder, 'node_modules', first.replace(/@[^@/]+$/, ''), 'package.json'), 'utf8')) as {
      version: string;
    }
  ).version;
  for (const [transport, server] of Object.entries(servers)) {
    const steps = await run(folder, ['drive.mjs', name, JSON.stringify(server)]);
    const shown = steps.map(({ step, ok }) => `${step} ${ok ? 'ok' : 'FAIL'}`).join('  ');
    const progress = steps.find(({ step }) => step === 'bulk')?.said ?? '';
    process.stdout.write(
      `${`${first.replace(/@[^@/]+$/, '')} ${version}`.padEnd(40)} ${transport.padEnd(6)} ${shown}  (${progress})\n`,
    );
    for (const { step, ok, said } of steps) if (!ok) process.stdout.write(`  ${step}: ${said}\n`);
    if (steps.every(({ ok }) => ok)) passes++;
    else failures++;
  }
}
overHttp.kill();

/** Every tool, and every name of another server, as the built command line prints them. */
const exported = (...words: string[]) => {
  const choice = ['tools', '--profile', 'full', '--toolsets', 'contract,truto', '--json'];
  const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, [program, ...choice, ...words], { encoding: 'utf8', maxBuffer: 1e8 }),
  );
};

if (withExports) {
  const folder = folderWith('exports', converters);
  const { tools: plain } = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../dist/catalog.json', import.meta.url)), 'utf8'),
  ) as { tools: object[] };
  const forms = { strict: exported('--dialect', 'openai-strict'), gemini: exported('--dialect', 'gemini'), plain };
  writeFileSync(join(folder, 'forms.json'), JSON.stringify(forms));
  for (const { step, ok, said } of await run(folder, ['exports.mjs', 'forms.json'])) {
    process.stdout.write(`${step.padEnd(47)} ${ok ? 'ok' : 'FAIL'}  (${said})\n`);
    if (ok) passes++;
    else failures++;
  }
}
process.stdout.write(`${passes} passed, ${failures} failed\n`);
process.exit(failures === 0 ? 0 : 1);
