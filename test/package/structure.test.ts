import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  const found = source.matchAll(/(?:^|\n)\s*(import|export)(\s+type)?[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)/g);
  return [...found].map(([, , type, named, dynamic]) => {
    const specifier = named ?? dynamic ?? '';
    const to = specifier.startsWith('.') ? join(dirname(file), specifier).replace(/\.js$/, '.ts') : specifier;
    return { from: file, to, typeOnly: type !== undefined };
  });
}

/** Rooms, and what each may import. Types may be looked up where values may not. */
const rules: { room: string; may: RegExp; mayTypes?: RegExp }[] = [
  { room: 'src/runtime', may: /^(src\/runtime\/|openapi-fetch$|zod$)/ },
  {
    room: 'src/clickup',
    may: /^(src\/(runtime|tools|clickup)\/|chrono-node)/,
    mayTypes: /^(generated\/(api|contracts|operations)|openapi-fetch$)/,
  },
  { room: 'generated', may: /^(src\/(runtime|tools|clickup)\/|generated\/|zod$)/ },
  {
    room: 'src/sandbox',
    may: /^(src\/(runtime|sandbox)\/|generated\/(operations|requests)|node:)/,
    mayTypes: /^(src\/clickup\/|generated\/|msw)/,
  },
];

describe('imports point one way', () => {
  it.each(rules)('$room', ({ room, may, mayTypes }) => {
    const wrong = filesIn(room)
      .flatMap(importsOf)
      .filter(({ to, typeOnly }) => !may.test(to) && !(typeOnly && mayTypes?.test(to)));
    expect(wrong).toEqual([]);
  });

  it('only src/mcp knows the MCP SDK, and nothing that ships knows codegen or the tests', () => {
    const all = [...filesIn('src'), ...filesIn('generated')].flatMap(importsOf);
    expect(
      all.filter(({ from, to }) => to.startsWith('@modelcontextprotocol/') && !from.startsWith('src/mcp/')),
    ).toEqual([]);
    expect(all.filter(({ to }) => /^(codegen|test)\//.test(to))).toEqual([]);
  });

  it('the runtime, the tools and the sandbox use web standards only', () => {
    const portable = ['src/runtime', 'src/clickup', 'generated', 'src/sandbox'].flatMap(filesIn);
    const node = portable
      .flatMap(importsOf)
      .filter(({ from, to }) => to.startsWith('node:') && !from.endsWith('http-server.ts'));
    expect(node).toEqual([]);
  });
});

describe('stdout', () => {
  it('belongs to JSON-RPC: nothing but the command lines writes to it', () => {
    const writers = filesIn('src').filter((file) =>
      /console\.|process\.stdout\.write/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(writers.filter((file) => !file.startsWith('src/cli/'))).toEqual(['src/mcp/main.ts', 'src/mcp/stdio.ts']);
  });
});
