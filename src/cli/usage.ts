/** A mistake on the command line: shown without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** Exit codes, so that scripts can tell failures apart. */
export const exitCodes = {
  success: 0,
  API_ERROR: 1,
  VALIDATION: 2,
  AUTH: 3,
  NOT_FOUND: 4,
  RATE_LIMIT: 5,
  /** A bulk call of which some items came through. */
  partial: 6,
} as const;

export const help = `clickup-tools: 72 ClickUp tools for the shell. The same tools serve agents as clickup-mcp and programs as an import.

Usage
  clickup-tools tools [--category Task] [--json]       list the tools
  clickup-tools help <tool>                            arguments and examples of one tool
  clickup-tools call <tool> [--argument value ...]     run a tool
  clickup-tools call <tool> --json '{"task_id": "..."}'  the same with JSON; --json - reads standard input
  clickup-tools sandbox [--port 8787]                  serve an offline ClickUp with sample data
  clickup-tools doctor                                 check key, Workspace, plan, limits and clock; print client configuration
  clickup-tools --version

Options of call
  --sandbox            use an embedded ClickUp with sample data: no account, no key, nothing kept
  --output text|json   default: text in a terminal, JSON (the whole envelope) in a pipe
  --debug              show every HTTP call

Arguments are the tool's own: --task-id 86c1x9k2p or --task_id=86c1x9k2p; repeat one, or separate with commas, for
lists; JSON for objects; a bare flag means true. Writes take --dry-run; what destroys takes --confirm yes.

Examples
  clickup-tools call clickup_workspace_get_hierarchy --sandbox
  clickup-tools call clickup_task_create --list-id 901711223344 --name "Write the report" --due-date "next friday" --dry-run
  clickup-tools call clickup_task_search --query "login crash" --output json | jq .data

Exit codes
  0 success   1 ClickUp or network failed   2 wrong usage or input   3 key or rights   4 not found   5 rate limit
  6 a bulk call of which some items failed

Environment: CLICKUP_API_KEY, CLICKUP_WORKSPACE_ID, CLICKUP_BASE_URL, CLICKUP_TIME_ZONE, CLICKUP_DEADLINE_MS,
CLICKUP_FILES_ROOT, ENABLE_DEBUG
`;
