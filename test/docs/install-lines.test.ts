import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { mcpClients } from '../../src/cli/install/clients.js';
import { edited } from '../../src/cli/install/edit.js';
import { published } from '../../src/config/published.js';
import { codeBlocks } from '../support/docs-pages.js';

const root = new URL('../../', import.meta.url).pathname;
const below = (folder: string) =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(md|hbs|vue|ts)$/.test(path) && !/(^|\/)(node_modules|\.cache|dist)\//.test(path))
    .map((path) => `${folder}/${path}`);
const files = [
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...['docs', 'templates', 'src/cli', '.github'].flatMap(below),
];

/** Ways of asking npm for the package by its name: in a shell, and as the arguments of a configuration. */
const byName = [
  /\bnpx\s[^\n`]*\bclickup-(tools|mcp)\b/,
  /\b(npm (i|install|add)|yarn add|pnpm add|bun add)\s[^\n`]*(?<![\w./@-])clickup-(tools|mcp)\b/,
  /["']npx["'][\s\S]{0,80}["']clickup-(tools|mcp)["']/,
];

describe.skipIf(published)('before the package is on npm', () => {
  it.each(files.filter((file) => !file.endsWith('client-config.ts')))(
    '%s does not send anybody there for it',
    (file) => {
      const text = readFileSync(root + file, 'utf8');
      expect(byName.flatMap((pattern) => pattern.exec(text)?.[0] ?? [])).toEqual([]);
    },
  );

  it.each([
    'npx -y -p clickup-tools clickup-mcp',
    'npm install @modelcontextprotocol/sdk clickup-tools',
    '"command": "npx",\n "args": ["-y", "-p", "clickup-tools", "clickup-mcp"]',
  ])('would notice %j', (line) => {
    expect(byName.some((pattern) => pattern.test(line))).toBe(true);
  });

  it('lets a folder of that name be installed', () => {
    expect(byName.some((pattern) => pattern.test('npm install /path/to/clickup-tools'))).toBe(false);
  });
});

interface ServerBlock {
  command?: unknown;
  args?: unknown;
  env?: unknown;
}

describe('configurations to copy', () => {
  const pages = ['README.md', 'docs/index.md', 'docs/guides/get-started.md', 'docs/guides/mcp-clients.md'];
  const blocks = pages.flatMap((page) =>
    codeBlocks(readFileSync(root + page, 'utf8'), 'json').map((code, index) => [`${page} ${index + 1}`, code] as const),
  );

  it.each(blocks)('%s starts the built server of a clone with a key', (_, code) => {
    const parsed = JSON.parse(code) as Record<string, Record<string, ServerBlock>>;
    const servers = parsed.mcpServers ?? parsed.servers ?? parsed.context_servers;
    expect(servers?.clickup).toMatchObject({
      command: 'node',
      args: ['/path/to/clickup-tools/dist/mcp.js'],
      env: { CLICKUP_API_KEY: expect.any(String) },
    });
  });

  it('cover every client that has a section', () => {
    const text = readFileSync(`${root}docs/guides/mcp-clients.md`, 'utf8');
    const sections = text.split(/^## /m).slice(1, -2);
    expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toHaveLength(9);
    for (const section of sections) expect(section).toContain('/path/to/clickup-tools/dist/mcp.js');
  });

  const section = (title: string) => page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  const page = readFileSync(`${root}docs/guides/mcp-clients.md`, 'utf8');
  const server = {
    command: 'node',
    args: ['/path/to/clickup-tools/dist/mcp.js'],
    env: { CLICKUP_API_KEY: 'pk_...' },
  };

  it.each(Object.values(mcpClients))('of $title are what doctor --install writes', (client) => {
    const [block] = codeBlocks(section(client.title), client.format);
    if (client.title === 'Claude Code') {
      expect(codeBlocks(section(client.title), 'sh')[0]).toContain(
        'claude mcp add clickup --env CLICKUP_API_KEY=pk_...',
      );
      return;
    }
    const written = edited('', client, server);
    if ('problem' in written) throw new Error(written.problem);
    const read = client.format === 'json' ? JSON.parse : parse;
    expect(read(block!)).toEqual(read(written.text));
  });
});
