import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { API_KEYS, createSandbox, manualClock, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { built } from './build.js';

let ofThisTest: string | undefined;

/** Where the program is started: a folder that the test has for itself. */
export function folder(): string {
  if (ofThisTest !== undefined) return ofThisTest;
  const made = mkdtempSync(join(tmpdir(), 'clickup-tools-cli-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
    ofThisTest = undefined;
  });
  ofThisTest = made;
  return made;
}

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Running extends Promise<Finished> {
  interrupt(): void;
  /** Resolves once stdout holds the text. */
  says(text: string): Promise<string>;
}

/** Starts the built program; the promise ends with it. */
export function cli(
  words: readonly string[],
  {
    env = {},
    stdin = '',
    stdout = 'pipe',
  }: { env?: Record<string, string>; stdin?: string; stdout?: 'pipe' | number } = {},
) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [built('cli.js'), ...words], {
    cwd: folder(),
    env: { PATH, ...env },
    stdio: ['pipe', stdout, 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const result: Finished = { code: null, stdout: '', stderr: '' };
  const waiting: (() => void)[] = [];
  child.stdout?.on('data', (data: Buffer) => {
    result.stdout += data.toString();
    for (const look of waiting) look();
  });
  child.stderr?.on('data', (data: Buffer) => {
    result.stderr += data.toString();
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(stdin);
  const ended = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...result, code }));
  });
  return Object.assign(ended, {
    interrupt: () => child.kill('SIGINT'),
    says: (text: string) =>
      new Promise<string>((resolve) => {
        const look = () => {
          if (result.stdout.includes(text)) resolve(result.stdout);
        };
        waiting.push(look);
        look();
      }),
  }) as Running;
}

/** An environment for a sandbox that closes with the test. */
export async function serve(options: SandboxOptions = {}): Promise<Record<string, string>> {
  return serving(createSandbox({ clock: manualClock(Date.now()), ...options }));
}

export async function serving(sandbox: Sandbox): Promise<Record<string, string>> {
  const server = await serveSandbox(sandbox);
  onTestFinished(() => server.close());
  return { CLICKUP_BASE_URL: server.url, CLICKUP_API_KEY: API_KEYS.owner };
}

/** A base URL whose port was free a moment ago. */
export async function nobodyThere(): Promise<string> {
  const server = await serveSandbox(createSandbox({ seed: 'empty' }));
  await server.close();
  return server.url;
}
