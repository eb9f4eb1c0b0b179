import { posix, win32 } from 'node:path';
import type { Environment } from '../../config/setting.js';
import type { Server } from '../client-config.js';

/** Whose files are looked for, on which system. */
export interface Place {
  platform: NodeJS.Platform;
  home: string;
  env: Environment;
}

/** One value that a configuration has to have, by its path from the root. */
export interface Change {
  path: readonly (string | number)[];
  value: unknown;
}

/** An MCP client whose configuration is a file that others may write. */
export interface McpClient {
  title: string;
  format: 'json' | 'toml';
  /** Where it keeps its servers, for this person, in all projects. */
  file(place: Place): string;
  /** What has to be in the file; `found` is what is there. */
  changes(server: Server, found: Record<string, unknown>): Change[];
  /** What makes the client read its file again. */
  next: string;
}

const below = ({ platform, home }: Place, ...parts: string[]): string =>
  (platform === 'win32' ? win32 : posix).join(home, ...parts);

/** Where programs keep what belongs to a person. */
function settingsFolder(place: Place, ...parts: string[]): string {
  const { platform, env } = place;
  if (platform === 'darwin') return below(place, 'Library', 'Application Support', ...parts);
  if (platform === 'win32') return win32.join(env.APPDATA ?? below(place, 'AppData', 'Roaming'), ...parts);
  return posix.join(env.XDG_CONFIG_HOME ?? below(place, '.config'), ...parts);
}

const serversUnder =
  (key: string): McpClient['changes'] =>
  (server) => [{ path: [key, 'clickup'], value: server }];

const keyInput = { type: 'promptString', id: 'clickup-key', description: 'ClickUp API token', password: true };

/** VS Code asks for the key once and keeps it where other secrets are, so that the file holds none. */
const ofVsCode: McpClient['changes'] = (server, { inputs }) => {
  const env = server.env?.CLICKUP_API_KEY && { ...server.env, CLICKUP_API_KEY: `\${input:${keyInput.id}}` };
  const change = { path: ['servers', 'clickup'], value: { type: 'stdio', ...server, ...(env && { env }) } };
  if (!env) return [change];
  if (!Array.isArray(inputs)) return [{ path: ['inputs'], value: [keyInput] }, change];
  const known = inputs.findIndex((input: { id?: unknown } | null) => input?.id === keyInput.id);
  return [{ path: ['inputs', known === -1 ? inputs.length : known], value: keyInput }, change];
};

/**
 * By the name that `doctor --install` takes. Where each keeps its file is said by
 * https://modelcontextprotocol.io/docs/develop/connect-local-servers, https://code.claude.com/docs/en/mcp,
 * https://cursor.com/docs/context/mcp, https://code.visualstudio.com/docs/copilot/customization/mcp-servers,
 * https://developers.openai.com/codex/mcp, https://geminicli.com/docs/tools/mcp-server,
 * https://docs.windsurf.com/windsurf/cascade/mcp, https://lmstudio.ai/docs/app/mcp and https://zed.dev/docs/ai/mcp.
 */
export const mcpClients: Readonly<Record<string, McpClient>> = {
  'claude-desktop': {
    title: 'Claude Desktop',
    format: 'json',
    file: (place) => settingsFolder(place, 'Claude', 'claude_desktop_config.json'),
    changes: serversUnder('mcpServers'),
    next: 'Quit Claude Desktop, from its menu, and start it again.',
  },
  'claude-code': {
    title: 'Claude Code',
    format: 'json',
    file: (place) => below(place, '.claude.json'),
    changes: (server) => [{ path: ['mcpServers', 'clickup'], value: { type: 'stdio', ...server } }],
    next: 'Start a new session; /mcp shows whether it is connected.',
  },
  cursor: {
    title: 'Cursor',
    format: 'json',
    file: (place) => below(place, '.cursor', 'mcp.json'),
    changes: serversUnder('mcpServers'),
    next: 'Settings > MCP shows the server; switch it on there.',
  },
  vscode: {
    title: 'VS Code',
    format: 'json',
    file: (place) => settingsFolder(place, 'Code', 'User', 'mcp.json'),
    changes: ofVsCode,
    next: 'Run "MCP: List Servers" and start clickup; VS Code asks for the key then.',
  },
  codex: {
    title: 'Codex',
    format: 'toml',
    file: (place) =>
      place.env.CODEX_HOME
        ? (place.platform === 'win32' ? win32 : posix).join(place.env.CODEX_HOME, 'config.toml')
        : below(place, '.codex', 'config.toml'),
    changes: serversUnder('mcp_servers'),
    next: 'Start a new session; codex mcp list shows it.',
  },
  gemini: {
    title: 'Gemini CLI',
    format: 'json',
    file: (place) => below(place, '.gemini', 'settings.json'),
    changes: serversUnder('mcpServers'),
    next: 'Start a new session; /mcp shows whether it is connected.',
  },
  windsurf: {
    title: 'Windsurf',
    format: 'json',
    file: (place) => below(place, '.codeium', 'windsurf', 'mcp_config.json'),
    changes: serversUnder('mcpServers'),
    next: 'Refresh the list of MCP servers in the settings of Cascade.',
  },
  'lm-studio': {
    title: 'LM Studio',
    format: 'json',
    file: (place) => below(place, '.lmstudio', 'mcp.json'),
    changes: serversUnder('mcpServers'),
    next: 'Switch the server on under Program > Integrations.',
  },
  zed: {
    title: 'Zed',
    format: 'json',
    file: (place) =>
      place.platform === 'win32' ? settingsFolder(place, 'Zed', 'settings.json') : zedFolder(place, 'settings.json'),
    changes: serversUnder('context_servers'),
    next: 'The agent panel lists it under its settings.',
  },
};

/** Zed keeps its settings in ~/.config on macOS too. */
const zedFolder = (place: Place, file: string): string =>
  place.platform === 'darwin'
    ? below(place, '.config', 'zed', file)
    : posix.join(place.env.XDG_CONFIG_HOME ?? below(place, '.config'), 'zed', file);
