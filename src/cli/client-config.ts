import { fileURLToPath } from 'node:url';
import { published } from '../config/published.js';
import { quoted } from './command.js';
import { tomlTable } from './install/toml-table.js';

/** What an MCP client starts, and with which environment. */
export interface ServerEntry {
  env: Record<string, string>;
  args?: readonly string[];
}

/** How a client starts the server. */
export interface Server {
  command: string;
  args: string[];
  env?: Record<string, string>;
}

const installed = (here: string): boolean => /[\\/]node_modules[\\/]/.test(fileURLToPath(here));

/** How to start this program again, as typed into a shell. */
export const cliCommand = (here: string = import.meta.url, fromRegistry = published): string =>
  fromRegistry && installed(here) ? 'npx clickup-tools' : `node ${quoted(fileURLToPath(new URL('./cli.js', here)))}`;

/** How to start the server on this machine: through npx where the registry has the package, by its path otherwise. */
export function startCommand(here: string = import.meta.url, fromRegistry = published): Omit<Server, 'env'> {
  return fromRegistry && installed(here)
    ? { command: 'npx', args: ['-y', '-p', 'clickup-tools', 'clickup-mcp'] }
    : { command: 'node', args: [fileURLToPath(new URL('./mcp.js', here))] };
}

/** The `mcpServers` block that Claude Desktop, Cursor and most other clients read. */
export const mcpServers = (entry: ServerEntry, here?: string): string =>
  json({ mcpServers: { clickup: server(entry, here) } });

/** The same in the forms of the usual clients, with a word on where each goes. */
export function clientConfiguration(entry: ServerEntry, here?: string): string {
  const { command, args } = server(entry, here);
  const env = Object.entries(entry.env).map(([name, value]) => ` --env ${name}=${value}`);
  const start = `${env.join('')} -- ${[command, ...args].map(quoted).join(' ')}`;
  return `Claude Desktop, Cursor, Windsurf, Gemini CLI (~/.gemini/settings.json) and others, in their JSON file with mcpServers:
${mcpServers(entry, here)}

VS Code (.vscode/mcp.json):
${json({ servers: { clickup: { type: 'stdio', ...server(entry, here) } } })}

Claude Code:
claude mcp add clickup${start}

Codex of OpenAI, by its command or in ~/.codex/config.toml:
codex mcp add clickup${start}

${tomlTable('mcp_servers.clickup', server(entry, here))}

Zed (settings.json):
${json({ context_servers: { clickup: server(entry, here) } })}
`;
}

export function server({ env, args: more = [] }: ServerEntry, here?: string): Server {
  const { command, args } = startCommand(here);
  return { command, args: [...args, ...more], ...(Object.keys(env).length > 0 ? { env } : {}) };
}

/** Indented JSON with its lists of words on one line. */
const json = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (_, items: string) => `[${items.replace(/,\s+/g, ', ')}]`,
  );
