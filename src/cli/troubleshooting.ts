/** Something that goes wrong as a person sees it, why, and what to do. */
export interface Symptom {
  see: string;
  why: string;
  next: string;
}

export interface Trouble {
  title: string;
  symptoms: readonly Symptom[];
}

/** By what does not work. The guide and `clickup-tools doctor --troubleshoot` show it; `code` stands between backticks. */
export const troubles: Readonly<Record<string, Trouble>> = {
  'not-shown': {
    title: 'The client does not show it',
    symptoms: [
      {
        see: 'Nothing, not even an error',
        why: 'The client has not read its file again, or reads another one.',
        next: 'Quit it completely and start it again; `doctor --install CLIENT --dry-run` says which file it reads.',
      },
      {
        see: '`spawn node ENOENT`',
        why: 'A program that is started by a click does not find what a shell finds.',
        next: 'Give the full path that `which node` (Windows: `where node`) prints; `doctor --install` writes it.',
      },
      {
        see: '`Cannot find module .../dist/mcp.js`',
        why: 'The path is wrong, or the clone was not built.',
        next: 'Run `npm ci` in the clone, and compare the path with the one that `doctor` prints.',
      },
      {
        see: '`SyntaxError`, or `Unsupported engine`',
        why: 'Node is older than 20.19.',
        next: 'Install a newer one; `node --version` shows which one a shell finds, which need not be the one of the client.',
      },
      {
        see: 'It ends at once',
        why: 'A setting cannot work.',
        next: 'Read the log of the client: the server names the setting, and what it takes. `doctor` checks them all.',
      },
      {
        see: 'Messages that are not JSON, or a lost connection at the start',
        why: 'Something else writes to stdout, such as `npm start` or a shell that greets.',
        next: 'Let the client start `node` itself, with the path as its argument.',
      },
      {
        see: 'Some tools are missing',
        why: 'A profile, `MCP_TOOLS_DENY`, `CLICKUP_READ_ONLY` or a policy leaves them out, or the client takes no more: Cursor 40, VS Code 128.',
        next: 'The log has a line for each tool that was left out (`tool_gate_skipped`); choose fewer with `CLICKUP_PROFILE=core`.',
      },
    ],
  },
  calls: {
    title: 'Calls fail',
    symptoms: [
      {
        see: '`NETWORK_ERROR` at every call',
        why: 'ClickUp is not reached: no network, a firewall, or a proxy that Node does not use.',
        next: 'Behind a proxy set `NODE_USE_ENV_PROXY=1`, which needs Node 22.21 or newer.',
      },
      {
        see: '`TIMEOUT`',
        why: 'The call took longer than its deadline.',
        next: 'Ask for less (`limit`, fewer ids), or raise `CLICKUP_DEADLINE_MS`.',
      },
      {
        see: '`UNKNOWN_OUTCOME`',
        why: 'The answer to a write was lost: it may have been done.',
        next: 'Read first whether it was; with the same `idempotency_key` a repeat does nothing twice.',
      },
      {
        see: '`RESOURCE_NOT_FOUND` for something that is there',
        why: 'The key does not reach it, or the name is that of something in another Workspace.',
        next: 'Take the nearest names that the error lists, or set `CLICKUP_WORKSPACE_ID`.',
      },
      {
        see: '`CONFIRMATION_REQUIRED`',
        why: 'What cannot be undone is confirmed first.',
        next: 'Look at it with `dry_run: true`, then repeat the call with what the error asks for.',
      },
      {
        see: '`POLICY_DENIED`',
        why: 'Rules of this server forbid it.',
        next: 'The message names the rule; only whoever starts the server can change it.',
      },
      {
        see: '`truncated: true`, or an answer that seems too short',
        why: 'An answer to a model has at most `CLICKUP_CHARACTER_LIMIT` characters.',
        next: '`guidance` names the call that gets the rest.',
      },
    ],
  },
  'sign-in': {
    title: 'Signing in fails',
    symptoms: [
      {
        see: '`CLICKUP_API_KEY is not set`, although it is',
        why: 'The client hands its own environment to the server, not that of your shell.',
        next: 'Put the key under `env` of the entry; `doctor --install` does.',
      },
      {
        see: '`UNAUTHORIZED`',
        why: 'The key is wrong, was replaced, or is still `pk_...`.',
        next: 'In ClickUp: avatar > Settings > Apps > API Token, then `doctor` with it.',
      },
      {
        see: '`FORBIDDEN`',
        why: 'The owner of the key may not do it, or is a guest.',
        next: 'Ask who manages the Workspace, or use the key of somebody who may.',
      },
      {
        see: '`PLAN_REQUIRED`',
        why: 'The plan of the Workspace does not have it.',
        next: '`doctor` says which plan it is on; the error names the one that is needed.',
      },
      {
        see: 'HTTP 401 over HTTP',
        why: 'The server wants its own token, not the key of ClickUp.',
        next: 'Send `Authorization: Bearer` with the value of `MCP_HTTP_TOKEN`; a key of your own goes into `X-ClickUp-Api-Key`.',
      },
      {
        see: 'HTTP 403 over HTTP',
        why: 'The name or the page by which the server is called is not one that it knows.',
        next: 'Add it to `MCP_HTTP_ALLOWED_HOSTS` or `MCP_HTTP_ALLOWED_ORIGINS`.',
      },
      {
        see: '`The key reaches several Workspaces`',
        why: 'Over HTTP with a key of your own, one has to be chosen.',
        next: 'Send `defaultTeamId`, one of the ids that the error lists.',
      },
    ],
  },
  limits: {
    title: 'Limits',
    symptoms: [
      {
        see: '`RATE_LIMIT_EXCEEDED`',
        why: 'ClickUp counts the requests of each key by the minute, those of other programs too.',
        next: 'Wait as `retry_after` says; `doctor` shows how many are left. Programs that share `CLICKUP_STATE_DIR` share the count.',
      },
      {
        see: 'Calls become slow',
        why: 'They are paced to stay within the limit.',
        next: 'Use the bulk tools, which say how long they take, and ask for whole Lists instead of single tasks.',
      },
      {
        see: 'The model loses the thread, or stops early',
        why: 'The list of tools fills its context.',
        next: '`CLICKUP_PROFILE=core` costs about a third; `doctor` prints the cost of each profile.',
      },
      {
        see: 'HTTP 413 over HTTP',
        why: 'A message has at most 1 MB.',
        next: 'Attach a file by its path or address instead of its contents.',
      },
    ],
  },
};

/** Where the log of each client is. */
export const clientLogs: readonly { client: string; darwin: string; win32: string; linux: string }[] = [
  {
    client: 'Claude Desktop',
    darwin: '~/Library/Logs/Claude/mcp-server-clickup.log',
    win32: '%APPDATA%\\Claude\\logs\\mcp-server-clickup.log',
    linux: '~/.config/Claude/logs/mcp-server-clickup.log',
  },
  { client: 'Claude Code', ...everywhere('claude --debug; /mcp shows the state') },
  { client: 'Cursor', ...everywhere('View > Output > MCP Logs') },
  { client: 'VS Code', ...everywhere('MCP: List Servers > clickup > Show Output') },
  {
    client: 'Codex',
    darwin: '~/.codex/log/codex-tui.log',
    win32: '%USERPROFILE%\\.codex\\log\\codex-tui.log',
    linux: '~/.codex/log/codex-tui.log',
  },
  { client: 'Gemini CLI', ...everywhere('gemini --debug; /mcp shows the state') },
  { client: 'LM Studio', ...everywhere('Developer > Logs') },
  {
    client: 'Zed',
    darwin: '~/Library/Logs/Zed/Zed.log',
    win32: '%LOCALAPPDATA%\\Zed\\logs\\Zed.log',
    linux: '~/.local/share/zed/logs/Zed.log',
  },
];

function everywhere(where: string): { darwin: string; win32: string; linux: string } {
  return { darwin: where, win32: where, linux: where };
}

/** All of it as a person reads it in a terminal, with the logs of this system. */
export function troubleshooting(platform: NodeJS.Platform): string {
  const plain = (text: string) => text.replaceAll('`', '');
  const parts = Object.values(troubles).map(({ title, symptoms }) => {
    const rows = symptoms.map(({ see, why, next }) => `  ${plain(see)}\n    ${plain(why)}\n    ${plain(next)}\n`);
    return `${title}\n${rows.join('')}`;
  });
  const system = platform === 'darwin' || platform === 'win32' ? platform : 'linux';
  const logs = clientLogs.map((log) => `  ${log.client.padEnd(16)}${log[system]}\n`);
  return [...parts, `Logs of the clients, where the server writes what it has to say\n${logs.join('')}`].join('\n');
}
