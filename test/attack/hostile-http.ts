import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { residentKb } from '../bench/support/mcp.js';
import { type Attack, type AttackOptions, Tally } from './attack.js';
import { type HostileRequest, harmless, hostileRequests, unfinished } from './hostile-http/requests.js';
import { type Address, holdOpen, statusOf } from './hostile-http/wire.js';
import { sideBySide } from './support/side-by-side.js';

const binary = new URL('../../dist/mcp.js', import.meta.url).pathname;

interface Share {
  /** How often each request is sent. */
  times: number;
  /** Connections that are open side by side. */
  idle: number;
}

const shares: Record<AttackOptions['size'], Share> = {
  small: { times: 20, idle: 3_000 },
  full: { times: 200, idle: 10_000 },
};

/** What a process may grow by once all of it is over. */
const mostMegabytes = 50;

/** Hostile HTTP against `clickup-mcp --http`: each request gets the right status, and others are answered meanwhile. */
export const hostileHttp: Attack = {
  limitMs: { small: 120_000, full: 600_000 },
  async run({ size }) {
    const server = await start();
    try {
      return await attack(server, shares[size]);
    } finally {
      server.child.kill('SIGKILL');
    }
  },
};

/** A heap that collects soon, so that what stays is what is kept; a process that keeps more than this ends. */
const smallHeap = ['--max-old-space-size=128', '--max-semi-space-size=2'];

interface Started extends Address {
  child: ChildProcess;
}

async function start(): Promise<Started> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [...smallHeap, binary, '--http', '0', '--sandbox'], {
    env: { PATH, MCP_DEBUG: '0' },
  });
  const url = await new Promise<URL>((resolve, reject) => {
    child.once('exit', () => reject(new Error('clickup-mcp --http did not start')));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const [found] = /http:\S+/.exec(line) ?? [];
      if (found) resolve(new URL(found));
    });
  });
  return { child, host: url.hostname, port: Number(url.port) };
}

async function attack({ child, host, port }: Started, { times, idle }: Share) {
  const address = { host, port };
  const status = new Tally('hostile requests with another status than theirs');
  const others = new Tally('requests of others that were not answered');
  const askBeside = async (when: string) => {
    const found = await statusOf(address, harmless);
    others.check(found === 200, () => `${when}: ${found ?? 'no answer'}`);
  };
  const send = async ({ name, raw, status: wanted }: HostileRequest) => {
    const found = await statusOf(address, raw);
    status.check(found === wanted, () => `${name}: ${found ?? 'no answer'} in place of ${wanted ?? 'none'}`);
  };
  const round = async (count: number) => {
    for (const request of hostileRequests) {
      const repeated = Array.from({ length: request.isLarge ? Math.ceil(count / 10) : count }, () => request);
      await sideBySide(repeated, send);
      await askBeside(`after ${request.name}`);
    }
  };
  const hold = async () => {
    const each = Math.ceil(idle / unfinished.length);
    const sockets = await Promise.all(unfinished.map(({ raw }) => holdOpen(address, each, raw)));
    await askBeside(`beside ${idle} connections that are never finished`);
    for (const socket of sockets.flat()) socket.destroy();
    await askBeside('when they are over');
  };
  // As many at a time as later, before memory is looked at: what that takes may be kept, but not more each time.
  await round(Math.min(times, shares.small.times));
  await hold();
  const before = residentKb(child.pid!);
  await round(times);
  await hold();
  const grown = Math.round((residentKb(child.pid!) - before) / 1024);
  const memory = new Tally(`more than ${mostMegabytes} MB that are kept (grew by ${grown} MB)`);
  memory.check(grown <= mostMegabytes, () => `from ${Math.round(before / 1024)} MB by ${grown} MB`);
  const alive = new Tally('programs that end');
  alive.check(child.exitCode === null, () => `exit code ${child.exitCode}`);
  return [status.row, others.row, memory.row, alive.row];
}
