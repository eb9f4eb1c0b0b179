import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packedProject, reachOf } from '../support/packed.js';

interface Entry {
  /** What it may import of Node and of npm, at start or on demand. */
  needs: string[];
  /** Most bytes of the file and of those beside it that it reaches. */
  most: number;
  /** Most bytes of those that are loaded before anything is asked. */
  atStart?: number;
}

/** Every subpath and program of the package. One that needs nothing of npm works without `node_modules`. */
const entries: Record<string, Entry> = {
  '.': { needs: ['openapi-fetch', 'zod'], most: 1_300_000, atStart: 250_000 },
  './sandbox': { needs: [], most: 600_000 },
  './sandbox/server': { needs: ['node'], most: 10_000 },
  './analytics': { needs: ['node', 'pg'], most: 3_200_000, atStart: 5_000 },
  './hosted': { needs: ['node', 'pg'], most: 4_000_000, atStart: 1_250_000 },
  './webhooks': { needs: [], most: 30_000 },
  './catalog.json': { needs: [], most: 650_000 },
  'clickup-analytics': { needs: ['node', 'pg'], most: 3_200_000, atStart: 60_000 },
  'clickup-hosted': { needs: ['node', 'pg'], most: 4_000_000, atStart: 1_300_000 },
  'clickup-mcp': { needs: ['node'], most: 1_500_000, atStart: 250_000 },
  'clickup-tools': { needs: ['node', 'openapi-fetch', 'zod'], most: 3_150_000 },
};

const project = packedProject();
/** The package without dependencies, beside nothing that has any. */
const alone = mkdtempSync(join(tmpdir(), 'clickup-tools-alone-'));
cpSync(project.installed, alone, { recursive: true });
afterAll(() => {
  project.remove();
  rmSync(alone, { recursive: true, force: true });
});

const { bin, exports, dependencies, peerDependencies } = project.about;
/** What a program starts without: it says what to install when it is wanted. */
const isOptional = (name: string) => name === 'node' || Object.hasOwn(peerDependencies, name);
const fileOf = (name: string): string => {
  const target = bin[name] ?? exports[name]!;
  return typeof target === 'string' ? target : target.default;
};
const start = (words: readonly string[]): string =>
  execFileSync(process.execPath, words, { encoding: 'utf8', env: { PATH: process.env.PATH } });

describe('the entries of the package', () => {
  it('are those of the table', () => {
    const published = [...Object.keys(exports), ...Object.keys(bin)].filter((name) => name !== './package.json');
    expect(Object.keys(entries)).toEqual(published);
  });

  it('need nothing of npm but what the package depends on', () => {
    const needed = Object.values(entries).flatMap(({ needs }) => needs.filter((name) => !isOptional(name)));
    expect([...new Set(needed)].sort()).toEqual(Object.keys(dependencies).sort());
  });

  it.each(Object.entries(entries))(
    '%s reaches no more than it may, and stays small',
    async (name, { needs, most, atStart = most }) => {
      const { outside, bytes, atStart: loaded } = await reachOf(join(project.installed, fileOf(name)));
      expect(outside).toEqual(needs);
      expect(bytes).toBeLessThanOrEqual(most);
      expect(loaded).toBeLessThanOrEqual(atStart);
    },
  );

  it.each(Object.entries(entries))('%s starts from the packed file', (name, { needs }) => {
    const installed = needs.every(isOptional) ? alone : project.installed;
    const file = join(installed, fileOf(name));
    if (name in bin) expect(start([file, '--version'])).toMatch(/\d+\.\d+\.\d+/);
    else if (file.endsWith('.json')) expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('tools');
    else
      expect(start(['-e', `import(${JSON.stringify(file)}).then((m) => console.log(Object.keys(m).length))`])).toMatch(
        /^[1-9]/,
      );
  });

  it('come with the licences of what was bundled into them', () => {
    const notices = readFileSync(join(alone, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['@modelcontextprotocol/sdk', 'chrono-node', 'openapi-fetch', 'zod'])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'));
    expect(notices.match(/Permission is hereby granted/g)?.length).toBeGreaterThanOrEqual(4);
  });
});
