import { describe, expect, it } from 'vitest';
import { mcpClients, type Place } from '../../../src/cli/install/clients.js';
import { edited } from '../../../src/cli/install/edit.js';

const server = { command: 'node', args: ['/a b/mcp.js'], env: { CLICKUP_API_KEY: 'pk_1_SECRET' } };
const change = (client: string, text: string) => edited(text, mcpClients[client]!, server);
const textOf = (client: string, text: string): string => {
  const result = change(client, text);
  if ('problem' in result) throw new Error(result.problem);
  return result.text;
};

describe('the configuration of a client', () => {
  it.each(Object.keys(mcpClients).filter((name) => mcpClients[name]!.format === 'json'))(
    '%s gets the entry, beside what is there, once',
    (name) => {
      const given = {
        theme: 'dark',
        mcpServers: { other: { command: 'x' } },
        servers: { other: {} },
        context_servers: {},
      };
      const text = textOf(name, JSON.stringify(given, null, 2));
      const parsed = JSON.parse(text);
      const { mcpServers, servers, context_servers } = parsed;
      const found = [mcpServers, servers, context_servers].filter((each) => each?.clickup);
      expect(found).toHaveLength(1);
      expect(found[0].clickup).toMatchObject({ command: 'node', args: ['/a b/mcp.js'] });
      expect(parsed.mcpServers.other).toEqual({ command: 'x' });
      expect(textOf(name, text)).toBe(text);
      expect(JSON.parse(textOf(name, ''))).not.toEqual({});
    },
  );

  it('keeps comments, trailing commas, tabs and line ends of Windows', () => {
    const given =
      '// mine\r\n{\r\n\t"theme": "One", // light\r\n\t"context_servers": {\r\n\t\t"a": {},\r\n\t},\r\n}\r\n';
    const text = textOf('zed', given);
    expect(text).toContain('// mine\r\n');
    expect(text).toContain('"theme": "One", // light\r\n');
    expect(text).toContain('\r\n\t\t"clickup": {\r\n\t\t\t"command": "node",');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('of VS Code holds no key: the editor asks for it, once', () => {
    const text = textOf('vscode', '{ "inputs": [{ "id": "other" }] }');
    expect(text).not.toContain('SECRET');
    const { inputs, servers } = JSON.parse(text);
    expect(inputs.map(({ id }: { id: string }) => id)).toEqual(['other', 'clickup-key']);
    expect(inputs[1].password).toBe(true);
    expect(servers.clickup.env.CLICKUP_API_KEY).toBe(`\${input:clickup-key}`);
    expect(textOf('vscode', text)).toBe(text);
  });

  it('of Codex keeps every other table and comment', () => {
    const above = '# mine\nmodel = "gpt"\n\n[mcp_servers.other]\ncommand = "x"\n';
    const entry = `[mcp_servers.clickup]
command = "node"
args = ["/a b/mcp.js"]
env = { CLICKUP_API_KEY = "pk_1_SECRET" }
`;
    expect(textOf('codex', '')).toBe(entry);
    expect(textOf('codex', above)).toBe(`${above}\n${entry}`);
    const old = '[mcp_servers.clickup]\ncommand = "old"\n\n[mcp_servers.clickup.env]\nA = "1"\n';
    const below = '\n# yours\n[profiles.a]\nmodel = "b"\n';
    expect(textOf('codex', `${above}\n${old}${below}`)).toBe(`${above}\n${entry}${below}`);
    expect(textOf('codex', `${above}\n${entry}`)).toBe(`${above}\n${entry}`);
  });

  it.each([
    ['cursor', '{\n  "mcpServers": {\n    "a": {} "b": {}\n  }\n}', /not JSON: comma expected at line 3, column 13/],
    ['cursor', '[]', /something else than an object/],
    ['cursor', '{ "mcpServers": "none" }', /mcpServers is there and is no table/],
    ['codex', 'a = 1\nb = = 2\n', /not TOML: .* at line 2, column 5/],
    ['codex', 'mcp_servers = { clickup = { command = "old" } }\n', /cannot be changed without changing more|not TOML/],
  ])('%s: refuses what it cannot change, with the place', (name, text, problem) => {
    expect(change(name, text)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('where a client keeps its configuration', () => {
  const fileOf = (name: string, place: Partial<Place>) =>
    mcpClients[name]!.file({ platform: 'linux', home: '/home/ana', env: {}, ...place });

  it.each([
    [
      'claude-desktop',
      { platform: 'darwin', home: '/Users/ana' },
      '/Users/ana/Library/Application Support/Claude/claude_desktop_config.json',
    ],
    [
      'claude-desktop',
      { platform: 'win32', env: { APPDATA: 'C:\\Users\\ana\\AppData\\Roaming' } },
      'C:\\Users\\ana\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
    ],
    ['claude-desktop', {}, '/home/ana/.config/Claude/claude_desktop_config.json'],
    ['vscode', { env: { XDG_CONFIG_HOME: '/x' } }, '/x/Code/User/mcp.json'],
    ['vscode', { platform: 'win32', home: 'C:\\Users\\ana' }, 'C:\\Users\\ana\\AppData\\Roaming\\Code\\User\\mcp.json'],
    ['codex', { env: { CODEX_HOME: '/c' } }, '/c/config.toml'],
    ['zed', { platform: 'darwin', home: '/Users/ana' }, '/Users/ana/.config/zed/settings.json'],
    ['windsurf', {}, '/home/ana/.codeium/windsurf/mcp_config.json'],
  ] as const)('%s %j', (name, place, file) => {
    expect(fileOf(name, place)).toBe(file);
  });
});
