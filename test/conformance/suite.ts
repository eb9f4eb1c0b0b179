import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One run of the official suite against one server. */
export interface Suite {
  name: string;
  /** Its version on npm. */
  version: string;
  /** What it is told besides where the server is. */
  args: readonly string[];
  /** Which Node it needs at least. */
  node: number;
}

const alpha = { version: '0.2.0-alpha.12', node: 22 };

export const suites: readonly Suite[] = [
  { name: '0.1.13', version: '0.1.13', node: 20, args: ['--suite', 'all'] },
  { name: '2025-11-25', ...alpha, args: ['--requirements', '2025-11-25'] },
  { name: '2026-07-28', ...alpha, args: ['--requirements', '2026-07-28'] },
];

/** A Node of the npm registry, for suites that this one is too old for. */
const newerNode = '22.23.3';

const cache = fileURLToPath(new URL('../../.cache/conformance/', import.meta.url));

/** Installs what npm has, once, outside of the package's own dependencies; gives its folder. */
function installed(...packages: readonly string[]): string {
  const folder = join(cache, packages.join('+').replaceAll(/[@/]/g, '_'));
  if (existsSync(join(folder, 'done'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const words = ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', folder, ...packages];
  execFileSync('npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(join(folder, 'done'), '');
  return folder;
}

export interface Outcome {
  passed: number;
  failed: number;
  /** Scenarios of the set without a failure or a warning. */
  clean: number;
  scenarios: number;
  /** What the suite says of the baseline: failures that are not in it, and entries that pass. */
  problems: string[];
}

/** A Node that is new enough, and the suite as its program. */
export function commandOf({
  version,
  node,
}: Pick<Suite, 'version' | 'node'> = alpha): [program: string, entry: string] {
  const isOldEnough = Number(process.versions.node.split('.')[0]) >= node;
  const folder = installed(`@modelcontextprotocol/conformance@${version}`);
  const program = isOldEnough ? process.execPath : join(installed(`node@${newerNode}`), 'node_modules/.bin/node');
  return [program, join(folder, 'node_modules/@modelcontextprotocol/conformance/dist/index.js')];
}

/** Runs a suite; `baseline` is a file of the scenarios that may fail, each of which must. */
export async function runSuite({ args, ...suite }: Suite, url: string, baseline?: string): Promise<Outcome> {
  const [program, entry] = commandOf(suite);
  const scratch = mkdtempSync(join(tmpdir(), 'clickup-tools-conformance-'));
  const none = join(scratch, 'none.yaml');
  writeFileSync(none, 'server: []\n');
  const words = [entry, 'server', '--url', url, ...args, '--expected-failures', baseline ?? none];
  // What a suite writes of its checks goes below the folder in which it runs.
  const { output, code } = await new Promise<{ output: string; code: number }>((resolve) => {
    execFile(program, words, { cwd: scratch, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ output: `${stdout}\n${stderr}`, code: error ? 1 : 0 }),
    );
  });
  rmSync(scratch, { recursive: true, force: true });
  return outcomeOf(output, code);
}

/** Reads what a suite prints at its end. */
export function outcomeOf(printed: string, code: number): Outcome {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  const output = printed.replace(/\x1b\[\d+m/g, '');
  const [, passed = '', failed = ''] = /^Total: (\d+) passed, (\d+) failed/m.exec(output) ?? [];
  if (passed === '') throw new Error(`The suite printed no total:\n${output.slice(-2_000)}`);
  const section = (title: RegExp) =>
    (output.split(/\n\n/).find((part) => title.test(part.trimStart())) ?? '')
      .split('\n')
      .filter((line) => /^ +[✗✓~]/.test(line))
      .map((line) => line.trim());
  const scenarios = [...output.matchAll(/^([✓✗]) ([\w/-]+): \d+ passed, \d+ failed/gm)];
  const problems = [
    ...section(/^Unexpected failures/).map((line) => `fails: ${line.slice(2)}`),
    ...section(/^Stale baseline/).map((line) => `is in the baseline and passes: ${line.slice(2)}`),
  ];
  return {
    passed: Number(passed),
    failed: Number(failed),
    clean: scenarios.filter(([, mark]) => mark === '✓').length,
    scenarios: scenarios.length,
    problems: code !== 0 && problems.length === 0 ? ['the suite ended with an error'] : problems,
  };
}

/** The scenarios that a baseline lists. */
export const listedIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^ +- ([\w:-]+)/gm)].map(([, name]) => name!);
