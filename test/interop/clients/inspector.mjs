import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const about = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json');
const program = join(dirname(about), 'clients/launcher/build/index.js');

/** Its command line: a process for each request, so that over stdio each meets a server that was just started. */
export async function connect({ stdio, url }) {
  const target = url ? [url, '--transport', 'http'] : [stdio.command, ...stdio.args];
  const run = (...words) =>
    new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        [program, '--cli', ...target, ...words],
        { maxBuffer: 1e8 },
        (error, stdout, stderr) => {
          if (stdout.trim().startsWith('{')) resolve(JSON.parse(stdout));
          else reject(new Error(stderr || stdout || String(error)));
        },
      );
    });
  return {
    list: async () => (await run('--method', 'tools/list')).tools.map(({ name }) => name),
    call: (name, args) => {
      const given = Object.entries(args).map(
        ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
      return run('--method', 'tools/call', '--tool-name', name, ...given.flatMap((each) => ['--tool-arg', each]));
    },
    close: async () => undefined,
    keepsState: url !== undefined,
  };
}
