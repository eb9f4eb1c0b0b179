import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const src = new URL('../../src/', import.meta.url).pathname;

it('stdout belongs to JSON-RPC: only programs and the MCP transport write to it', () => {
  const writers = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /console\.[a-z]|\bstdout\.write/.test(codeOf(readFileSync(join(src, file), 'utf8'))));
  expect(writers.filter((file) => !file.startsWith('cli/'))).toEqual([
    'analytics/commands.ts',
    'analytics/main.ts',
    'hosted/main.ts',
    'mcp/program.ts',
    'mcp/stdio.ts',
  ]);
});

/** Without comments, whose examples may print. */
function codeOf(source: string): string {
  return source.replace(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
