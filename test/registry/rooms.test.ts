import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = new URL('../../src/', import.meta.url).pathname;

/** Lines of code that name a tool. */
const toolNamesIn = (room: string): string[] =>
  readdirSync(join(src, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => readFileSync(join(src, room, path), 'utf8').split('\n'))
    .filter((line) => /['`]clickup_[a-z]/.test(line) && !/^\s*(\*|\/[/*])/.test(line));

describe('rooms that work for any tools', () => {
  it.each(['runtime', 'clickup', 'mcp', 'registry'])('src/%s names none', (room) => {
    expect(toolNamesIn(room)).toEqual([]);
  });

  it('are told apart from those that name some', () => {
    expect(toolNamesIn('tools').length).toBeGreaterThan(0);
  });
});
