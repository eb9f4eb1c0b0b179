import { characterLimits } from './mcp-limits.js';

/** What each variable is for, apart from the table: a server that starts says nothing of it. */
export const settingDocs: Readonly<Record<string, string>> = {
  CLICKUP_API_KEY: 'Personal token (pk_...) or OAuth access token.',
  CLICKUP_WORKSPACE_ID:
    'The Workspace to work in: for tools that are given no workspace_id, and nothing is sent to any other.',
  CLICKUP_BASE_URL: 'Root of the API, without /v2.',
  CLICKUP_TIME_ZONE: 'IANA zone in which dates are read.',
  CLICKUP_TIMES: 'How answers show times: zone, with the offset of the zone in which dates are read, or utc.',
  CLICKUP_DEADLINE_MS: 'Milliseconds one tool call may take, waiting included.',
  CLICKUP_FILES_ROOT: 'Folder below which clickup_task_attach_file may read files.',
  CLICKUP_STATE_DIR:
    'Folder in which the programs of this machine remember calls by their idempotency_key, and share the rate limit.',
  CLICKUP_MAX_CONCURRENCY: 'Requests under way at the same time.',
  CLICKUP_RATE_LIMIT: 'Requests in a minute, to leave some of what ClickUp allows to others.',
  CLICKUP_RATE_REDIS_URL:
    'Redis in which all processes with the same token share its rate limit; needs the package redis beside this one.',
  CLICKUP_CACHE_MS: 'Most milliseconds for which places, people, fields and Docs are remembered; 0 for nothing.',
  CLICKUP_MAX_ATTACHMENT_MB: 'Megabytes of a file that is attached.',
  CLICKUP_CONFIRM:
    'How what destroys, and what does many things, is confirmed: yes, by confirm: "yes"; plan, by the confirm_token of its dry run; ask, by asking the person through the client, and by the token where it cannot.',
  CLICKUP_HISTORY:
    'true records each write with what takes it back, for clickup_history_list and clickup_history_undo; in CLICKUP_STATE_DIR, where it is set.',
  CLICKUP_MAX_UNVERIFIED_WRITES: 'Writes that may follow each other without a read in between; the next is refused.',
  CLICKUP_PROFILE: 'Tools to start from; --profile wins.',
  CLICKUP_TOOLSETS: 'Toolsets to add; --toolsets wins.',
  MCP_TOOLS_ALLOW: 'Serves only these tools; * stands for anything; --tools wins.',
  MCP_TOOLS_DENY: 'Never serves these, whatever else says so; * stands for anything.',
  CLICKUP_READ_ONLY: 'true lets nothing through that is not a read.',
  CLICKUP_ALLOW_EFFECTS: 'What may be done: read, write, delete, admin (who may see or do what).',
  CLICKUP_ALLOW_SPACES: 'Spaces to stay in, with all in them: ids or names, with commas between.',
  CLICKUP_ALLOW_FOLDERS: 'Folders to stay in: ids or paths such as Engineering / Platform, with commas between.',
  CLICKUP_TRUSTED_AUTHORS:
    'People whose texts are shown; of those of others only who wrote them, but for detail: "full".',
  CLICKUP_ALLOW_LISTS: 'Lists to stay in: ids or paths such as Engineering / Platform / Bugs, with commas between.',
  CLICKUP_RESULT: 'What answers carry: text for models, structured for programs, or both.',
  CLICKUP_CHARACTER_LIMIT: `Most characters of an answer to a model, at least ${characterLimits.least}; what is left out is said, and how to get it.`,
  MCP_TRANSPORT: 'How the server is spoken to: stdio or http, as --http.',
  CLICKUP_OUTPUT_SCHEMAS:
    'true adds to tools/list what each tool answers, for programs that check results; a model would pay for it.',
  MCP_READY_SIGNAL:
    'true tells a client that has connected that the list of tools changed, for clients that wait for it; it has not.',
  MCP_STATE_KEY:
    'Seals the question that a client of 2026-07-28 brings back with the answer of the person; processes behind one balancer share it.',
  ENABLE_DEBUG:
    'true adds metadata.debug to every answer, and metadata to what a model reads: each HTTP call with its path template, status and duration.',
};

/** The same for the variables of `clickup-mcp --http`. */
export const httpSettingDocs: Readonly<Record<string, string>> = {
  MCP_HTTP_PORT: 'Port to listen on; --http <port> wins.',
  MCP_HTTP_HOST: 'Address to listen on.',
  MCP_HTTP_TOKEN: 'What every message must show, as Authorization: Bearer <token>.',
  MCP_HTTP_METRICS_TOKEN: 'What GET /metrics must show, as Authorization: Bearer <token>.',
  MCP_HTTP_CALLER_KEYS:
    'true lets each caller bring a ClickUp key: as Authorization, as X-ClickUp-Api-Key where there is an MCP_HTTP_TOKEN, or as apiToken in the address.',
  MCP_HTTP_ALLOWED_HOSTS: 'Names that the server is called by.',
  MCP_HTTP_ALLOWED_ORIGINS: 'Web pages that may send messages.',
  MCP_HTTP_ENABLE_DNS_REBINDING_PROTECTION: 'false looks at neither Host nor Origin.',
  MCP_HTTP_CORS_ALLOW_ORIGIN: 'Web pages that may read answers.',
  MCP_HTTP_CORS_ALLOW_HEADERS: 'Headers that those pages may send.',
  MCP_HTTP_CORS_ALLOW_METHODS: 'Methods that those pages may use.',
  MCP_HTTP_ENABLE_JSON_RESPONSE: 'true never streams: an answer comes in one piece, without progress.',
  MCP_HTTP_LEGACY_SSE: 'true also serves clients of HTTP with SSE, which came before Streamable HTTP, at /sse.',
  MCP_HTTP_INITIALIZE_TIMEOUT_MS: 'Milliseconds that ClickUp is waited for while a connection is opened.',
  MCP_DEBUG: 'Whether each request is a line on stderr: method, path and status.',
};
