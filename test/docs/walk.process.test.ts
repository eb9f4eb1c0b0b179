import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(`${root}docs/guides/how-it-works.md`, 'utf8');
const section = guide.split('## One call, file by file')[1]?.split('\n## ')[0] ?? '';
const rows = [...section.matchAll(/^\| \d+ \| `([^`]+)` \|.*\|(.*)\|$/gm)];
const filesIn = (text: string) => [...text.matchAll(/`((?:src|generated)\/[^`]+)`/g)].map(([, file]) => file);

describe('the walk of one call in the guide', () => {
  it('names every file that runs, and no other', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'docs/examples/walk.ts'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const named = new Set(rows.flatMap(([, file, asked = '']) => [file, ...filesIn(asked)]));
    expect([...named].sort()).toEqual(stdout.trim().split('\n'));
  });

  it('has at most 25 steps', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThanOrEqual(25);
  });
});
