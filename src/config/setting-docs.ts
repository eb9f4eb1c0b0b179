import { characterLimits } from './settings.js';

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
    'Folder that remembers calls by their idempotency_key, for all programs on this machine that use it.',
  CLICKUP_MAX_CONCURRENCY: 'Requests under way at the same time.',
  CLICKUP_RATE_LIMIT: 'Requests in a minute, to leave some of what ClickUp allows to others.',
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
  ENABLE_DEBUG:
    'true adds metadata.debug to every answer, and metadata to what a model reads: each HTTP call with its path template, status and duration.',
};
