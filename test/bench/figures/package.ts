import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import type { Figure, Group } from '../figure.js';
import { withStandIn } from '../support/http.js';
import { ourServer } from '../support/mcp.js';
import { median, round } from '../support/stats.js';

const root = new URL('../../..', import.meta.url).pathname;

async function listTokens(): Promise<Figure> {
  const { measureTokens, tokenBudget } = await import('../../../codegen/tokens.js');
  const { toolsList } = await import('../../../generated/listings/index.js');
  const { whole, model } = measureTokens(toolsList);
  return {
    name: 'tools-tokens',
    figure: 'tokens of tools/list (o200k_base): whole JSON; what reaches a model',
    measured: `${whole}; ${model}`,
    must: `<= ${tokenBudget.whole}; <= ${tokenBudget.model}`,
    ok: whole <= tokenBudget.whole && model <= tokenBudget.model,
    values: { whole, model, tools: toolsList.length },
  };
}

/** Calls seen before `initialize` is answered, and ms from the end of stdin to the end of the process. */
async function lifeOf(url: string, received: readonly unknown[]): Promise<{ calls: number; ms: number }> {
  const env = { PATH: process.env.PATH ?? '', CLICKUP_API_KEY: 'pk_81234567_BENCH', CLICKUP_BASE_URL: url };
  const child = spawn(process.execPath, [ourServer], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`);
  await once(child.stdout, 'data');
  const calls = received.length;
  const begun = performance.now();
  child.stdin.end();
  await once(child, 'exit');
  return { calls, ms: performance.now() - begun };
}

async function life(): Promise<Figure> {
  const lives = await withStandIn(
    (_, response) => response.end('{}'),
    async ({ url, received }) => {
      const seen = [];
      for (let i = 0; i < 7; i++) seen.push(await lifeOf(url, received));
      return seen;
    },
  );
  const calls = Math.max(...lives.map((one) => one.calls));
  const ms = median(lives.map((one) => one.ms));
  return {
    name: 'life',
    figure: 'API calls before initialize is answered; time to exit once stdin closes',
    measured: `${calls}; ${round(ms, 1)} ms`,
    must: '0; < 50 ms',
    ok: calls === 0 && ms < 50,
    values: { calls, ms: round(ms) },
  };
}

function generation(): Figure {
  const begun = performance.now();
  const { status } = spawnSync('npm', ['run', '--silent', 'generate', '--', '--check'], { cwd: root, stdio: 'ignore' });
  const seconds = (performance.now() - begun) / 1000;
  return {
    name: 'generate',
    figure: 'npm run generate (all of it, compared instead of written)',
    measured: `${round(seconds, 1)} s${status === 0 ? '' : ', and the files are not up to date'}`,
    must: '<= 15 s',
    ok: status === 0 && seconds <= 15,
    values: { seconds: round(seconds) },
  };
}

async function bundle(): Promise<Figure> {
  const { reachOf } = await import('../../support/packed.js');
  const { bytes, atStart } = await reachOf(ourServer);
  const [all, loaded] = [bytes / 1000, atStart / 1000];
  return {
    name: 'bundle',
    figure: 'size of the bundled server: loaded at start; all of it',
    measured: `${Math.round(loaded)} kB; ${Math.round(all)} kB`,
    must: '<= 250 kB; <= 1500 kB',
    ok: loaded <= 250 && all <= 1500,
    values: { loaded: round(loaded), all: round(all) },
  };
}

const allowed = ['openapi-fetch', 'zod'];

/** Every package that the built root entry can reach. */
function dependencies(): Figure {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const walk = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, named, dynamic] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b(?:[^"';]*from)?\s*"([^"]+)"|\bimport\("([^"]+)"\)/gm,
    )) {
      const specifier = named ?? dynamic ?? '';
      if (specifier.startsWith('.')) walk(join(dirname(file), specifier));
      else
        packages.add(
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        );
    }
  };
  walk(join(root, 'dist', 'index.js'));
  const names = [...packages].sort();
  const strangers = names.filter((name) => !allowed.includes(name) || builtinModules.includes(name));
  return {
    name: 'dependencies',
    figure: 'packages that the "." entry reaches',
    measured: names.join(', '),
    must: 'openapi-fetch and zod',
    ok: strangers.length === 0,
    values: { packages: names },
  };
}

export const packageGroup: Group = {
  name: 'package',
  figures: ['tools-tokens', 'life', 'generate', 'bundle', 'dependencies'],
  run: async () => [await listTokens(), await life(), generation(), await bundle(), dependencies()],
};
