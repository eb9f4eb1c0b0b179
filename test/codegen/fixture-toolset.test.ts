import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Generated, generate } from '../../codegen/generate.js';
import { cloneRepository, contribute, typeErrors } from '../support/contributor.js';
import { api } from '../support/spec-api.js';

const run = promisify(execFile);
const fixture = fileURLToPath(new URL('../fixtures/toolset/', import.meta.url));
const names = ['clickup_person_get_seats', 'clickup_person_list', 'clickup_person_count'];
const list = { list_id: '901710000301' };

/** What a user of the SDK writes, with the new toolset alone. */
const program = `import { members } from './generated/tools/index.js';
import { createClickUp } from './src/index.js';
import { createSandbox, SANDBOX_API_KEY } from './src/sandbox/index.js';

const clickup = createClickUp({ apiKey: SANDBOX_API_KEY, fetch: createSandbox().fetch, tools: members });
const { seats } = await clickup.person.getSeats();
const { members: people } = await clickup.person.list({ list_id: '901710000301' });
const { count } = await clickup.person.count({ list_id: '901710000301' });
const other = await clickup.call('clickup_task_get', { task_id: 'ENG-1' });
console.log(JSON.stringify({ seats, people: people.length, count, other: other.success }));
`;

let clone: Awaited<ReturnType<typeof cloneRepository>>;
let added: string[];
let generated: Generated;

beforeAll(async () => {
  clone = await cloneRepository();
  added = await contribute(fixture, clone.root);
  generated = await generate({ root: clone.root, toolset: 'members', document: api });
  await writeFile(join(clone.root, 'program.ts'), program);
  await build({
    absWorkingDir: clone.root,
    entryPoints: { mcp: 'src/mcp/main.ts', cli: 'src/cli/main.ts', program: 'program.ts' },
    outdir: join(clone.root, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
}, 180_000);
afterAll(() => clone.remove());

const node = async (file: string, ...words: string[]): Promise<unknown> => {
  const { stdout } = await run(process.execPath, [join(clone.root, 'dist', file), ...words]);
  return JSON.parse(stdout);
};

describe('a toolset of one operation, one route and one handler', () => {
  it('takes files in openapi and a handler, and no other', () => {
    expect(added).toEqual([
      'openapi/shapes/members.yaml',
      'openapi/tools/members/person.yaml',
      'openapi/toolsets.yaml',
      'src/tools/person/count.ts',
    ]);
    const own = generated.model.tools.filter(({ toolset }) => toolset === 'members');
    expect(own.map(({ name, implementation }) => [name, implementation.type])).toEqual([
      [names[0], 'operation'],
      [names[1], 'route'],
      [names[2], 'handler'],
    ]);
  });

  it('has code that type-checks, from the handler to the program of a user', () => {
    const files = names.flatMap((name) => [`generated/tools/${name}.ts`, `generated/schemas/${name}.ts`]);
    expect(typeErrors(clone.root, [...files, 'src/tools/person/count.ts', 'program.ts'])).toEqual([]);
  });

  it('has a page for each tool, with its examples executed and links into other toolsets, and one for its category', async () => {
    expect(generated.changes.added.filter((path) => path.startsWith('docs/'))).toEqual([
      'docs/reference/members/clickup_person_count.md',
      'docs/reference/members/clickup_person_get_seats.md',
      'docs/reference/members/clickup_person_list.md',
      'docs/reference/members/person.md',
    ]);
    const page = await readFile(join(clone.root, 'docs/reference/members/clickup_person_count.md'), 'utf8');
    expect(page).toContain('**Category**: [Person](person.md)');
    expect(page).toContain('- **[clickup_list_get](../standard/clickup_list_get.md)**: The List.');
    expect(page).toMatch(/"count": [1-9]/);
  });

  it('is served over stdio', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const args = [join(clone.root, 'dist/mcp.mjs'), '--sandbox'];
    await client.connect(new StdioClientTransport({ command: process.execPath, args }));
    try {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name).slice(-3)).toEqual(names);
      for (const [index, name] of names.entries()) {
        const result = await client.callTool({ name, arguments: index === 0 ? {} : list });
        expect(result).toMatchObject({ isError: false, structuredContent: { metadata: { tool_name: name } } });
      }
    } finally {
      await client.close();
    }
  });

  it('is called from the SDK, alone', async () => {
    expect(await node('program.mjs')).toEqual({
      seats: { filled: expect.any(Number), total: expect.any(Number) },
      people: expect.any(Number),
      count: expect.any(Number),
      other: false,
    });
  });

  it('is called from the command line, which lists it as well', async () => {
    const envelope = await node('cli.mjs', 'call', 'person_count', '--list-id', list.list_id, '--sandbox');
    expect(envelope).toMatchObject({ success: true, data: { count: expect.any(Number) } });
    const rows = (await node('cli.mjs', 'tools', '--category', 'Person', '--json')) as { name: string }[];
    expect(rows.map(({ name }) => name)).toEqual(names);
  });
});
