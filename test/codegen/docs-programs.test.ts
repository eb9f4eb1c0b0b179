import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeBlocks, toolPages } from '../support/docs-pages.js';

const pages = [...toolPages()];
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Compiles every file named on the command line, and says which do not. */
const compileAll = `
import py_compile, sys
bad = 0
for path in sys.argv[1:]:
    try:
        py_compile.compile(path, cfile=path + "c", doraise=True)
    except py_compile.PyCompileError as error:
        bad += 1
        print(error.msg)
sys.exit(1 if bad else 0)
`;

describe('programs on the pages', () => {
  it.skipIf(!hasPython)('in Python byte-compile, one per page (skipped where python3 is absent)', () => {
    const all = pages.flatMap(([tool, { text }]) => codeBlocks(text, 'python').map((code) => ({ tool, code })));
    expect(all).toHaveLength(pages.length);
    const folder = mkdtempSync(join(tmpdir(), 'programs-'));
    try {
      const files = all.map(({ tool, code }) => {
        const path = join(folder, `${tool}.py`);
        writeFileSync(path, code);
        return path;
      });
      const { status, stdout, stderr } = spawnSync('python3', ['-c', compileAll, ...files], { encoding: 'utf8' });
      expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
