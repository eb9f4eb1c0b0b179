import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

/** A server of our own that a test may kill, and start again on what it had written. */
export interface OwnService {
  url: string;
  /** As kill -9 does it: nothing is ended in good order. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it for good and removes what it wrote. */
  end(): Promise<void>;
}

const binaryOf = (name: string): string | undefined => {
  const postgres = '/usr/lib/postgresql';
  const versions = existsSync(postgres) ? readdirSync(postgres).map((version) => join(postgres, version, 'bin')) : [];
  const places = [...(process.env.PATH ?? '').split(':'), ...versions];
  return places.map((place) => join(place, name)).find((path) => existsSync(path));
};

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
const isRoot = process.getuid?.() === 0;
const asPostgres = (words: readonly string[]): [string, string[]] =>
  isRoot
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', ...words]]
    : [words[0]!, words.slice(1)];

/** Why tests that need servers of their own skip; undefined where they can be had. */
export const noServices: string | undefined = ['redis-server', 'initdb', 'postgres', ...(isRoot ? ['setpriv'] : [])]
  .filter((name) => !binaryOf(name))
  .map((name) => `${name} is not installed`)
  .at(0);

export async function ownRedis(): Promise<OwnService> {
  const port = await freePort();
  const words = ['--port', String(port), '--save', '', '--appendonly', 'no', '--dir', tmpdir()];
  return service(`redis://127.0.0.1:${port}`, port, [binaryOf('redis-server')!, ...words], () => undefined);
}

export async function ownPostgres(): Promise<OwnService> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'clickup-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  if (isRoot) spawnSync('chown', ['-R', 'postgres', folder]);
  const [program, words] = asPostgres([binaryOf('initdb')!, '-A', 'trust', '-U', 'postgres', '-D', data]);
  const made = spawnSync(program, words, { encoding: 'utf8', cwd: '/' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const [server, options] = asPostgres([binaryOf('postgres')!, '-D', data, '-p', String(port), '-k', folder]);
  return service(`postgresql://postgres@127.0.0.1:${port}/postgres`, port, [server, ...options], () =>
    rmSync(folder, { recursive: true, force: true }),
  );
}

/** Longer than any server takes to start. */
const startMs = 60_000;

async function service(url: string, port: number, words: string[], tidy: () => void): Promise<OwnService> {
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(words[0]!, words.slice(1), { stdio: 'ignore', cwd: '/' });
    const last = child;
    const until = Date.now() + startMs;
    while (!(await listens(port))) {
      if (last.exitCode !== null) throw new Error(`${words[0]} ended with ${last.exitCode}`);
      if (Date.now() > until) throw new Error(`${words[0]} does not listen on ${port}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const kill = async () => {
    const last = child;
    child = undefined;
    if (!last || last.exitCode !== null) return;
    const ended = new Promise((resolve) => last.once('exit', resolve));
    last.kill('SIGKILL');
    await ended;
  };
  try {
    await start();
  } catch (error) {
    await kill();
    tidy();
    throw error;
  }
  return {
    url,
    kill,
    start,
    async end() {
      await kill();
      tidy();
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
