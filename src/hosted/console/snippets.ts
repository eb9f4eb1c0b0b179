/** What is pasted where, for one client. */
export interface Snippet {
  client: string;
  where: string;
  text: string;
}

/** Holds the whole header for the bridge. */
const authVariable = 'CLICKUP_TOOLS_AUTH';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** How clients are told of an address, and of the key that they send where it is not part of it. */
export function snippetsFor(url: string, key?: string): Snippet[] {
  const headers = key === undefined ? {} : { headers: { Authorization: `Bearer ${key}` } };
  const header = key === undefined ? '' : ` \\\n  --header "Authorization: Bearer ${key}"`;
  // A space in an argument is lost where Windows starts the bridge, and the environment is seen by fewer.
  const bridge =
    key === undefined
      ? { command: 'npx', args: ['-y', 'mcp-remote', url] }
      : {
          command: 'npx',
          args: ['-y', 'mcp-remote', url, '--header', `Authorization:\${${authVariable}}`],
          env: { [authVariable]: `Bearer ${key}` },
        };
  const connector = {
    client: 'Claude (web) and ChatGPT',
    where:
      'Claude: Settings > Connectors > Add custom connector. ChatGPT: developer mode, then a new connector. Paste:',
    text: url,
  };
  return [
    // Neither has a field for a header.
    ...(key === undefined ? [connector] : []),
    { client: 'Claude Code', where: 'In a shell:', text: `claude mcp add --transport http clickup ${url}${header}` },
    {
      client: 'Claude Desktop',
      where: 'claude_desktop_config.json, by the bridge mcp-remote:',
      text: json({ mcpServers: { clickup: bridge } }),
    },
    {
      client: 'LM Studio',
      where: 'Program > Install > Edit mcp.json:',
      text: json({ mcpServers: { clickup: { url, ...headers } } }),
    },
    {
      client: 'Cursor',
      where: '~/.cursor/mcp.json:',
      text: json({ mcpServers: { clickup: { url, ...headers } } }),
    },
    {
      client: 'VS Code',
      where: '.vscode/mcp.json:',
      text: json({ servers: { clickup: { type: 'http', url, ...headers } } }),
    },
    {
      client: 'Codex',
      where: `~/.codex/config.toml${key === undefined ? '' : ', with the key in the environment as CLICKUP_TOOLS_KEY'}:`,
      text: `[mcp_servers.clickup]\nurl = "${url}"${key === undefined ? '' : '\nbearer_token_env_var = "CLICKUP_TOOLS_KEY"'}`,
    },
  ];
}
