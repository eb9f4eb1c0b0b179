import { settingsHelp } from '../config/report.js';

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
  /** 128 + SIGINT, as shells count. */
  cancelled: 130,
} as const;

export const help = `clickup-tools: ClickUp for the shell. The same tools serve agents as
clickup-mcp and programs as an import.

Usage
  clickup-tools tools [--category Task] [--profile core] [--toolsets doc]
                      [--tools 'task_*'] [--exclude-tools '*_delete*']
                      [--read-only] [--json] [--dialect openai-strict|gemini]
      List the tools, and what they cost a model; --dialect with --json as the
      API of a model takes them.
  clickup-tools help <tool>
      What a tool does, its arguments, examples to paste.
  clickup-tools call <tool> [--argument value ...] [options]
      Run a tool. The clickup_ in front of its name may be left out.
  clickup-tools jobs [resume <id>] [options]
      List bulk calls and what is left of them, or go on with one; kept in
      CLICKUP_STATE_DIR.
  clickup-tools history [undo --last 1] [options]
      List what was written, or take it back; kept in CLICKUP_STATE_DIR with
      CLICKUP_HISTORY=true.
  clickup-tools doctor [--sandbox]
      Check key, Workspace, plan, limits and clock; print what an MCP client
      needs.
  clickup-tools doctor --install <client> [--dry-run] [--sandbox]
      Write it into the client's configuration, after showing what changes:
      claude-desktop, claude-code, cursor, vscode, codex, gemini, windsurf,
      lm-studio or zed.
  clickup-tools doctor --troubleshoot
      What goes wrong, by what you see, and where the client has its log.
  clickup-tools mcp [options]
      Start the MCP server; takes the options of clickup-mcp.
  clickup-tools serve [command]
      Start the hosted server; takes what clickup-hosted takes.
  clickup-tools sandbox [options]
      Serve an offline ClickUp with sample data over HTTP; --help lists the
      options.
  clickup-tools completion bash|zsh|fish
      What a shell needs to complete commands, tools, arguments and values.
  clickup-tools --version

Arguments of call
  They are the tool's own: --task-id OPS-42 or --task_id=OPS-42.
  yes/no    --dry-run   --no-subtasks   --subtasks false
  lists     --tags bug,frontend   --tags bug --tags frontend   --tags '["a, b"]'
  objects   --custom-fields Severity=Major
            --custom-fields '{"Severity": "Major"}'
            --assignees add=Ana   --assignees remove=Ben
  all       --json '{"task_id": "OPS-42"}', or --json - for standard input
  Writes take --dry-run and --idempotency-key KEY (repeated with the same key,
  nothing is done twice), bulk tools --job-id ID (go on with a job that the same
  call began); deleting requires --confirm yes or, with CLICKUP_CONFIRM=plan, as
  bulk tools do, --confirm and the confirm_token of its --dry-run.

Options of call
  --sandbox           use an embedded ClickUp with sample data: no account, no
                      key, every call starts afresh
  --plan enterprise   its plan; business unless given
  --now 2026-10-05    another day than today to place its sample data around
  --output text|json  default: text in a terminal, elsewhere the whole answer
                      as JSON
  --debug             show every HTTP call
  --fresh             use nothing that is remembered

Examples
  clickup-tools call workspace_get_hierarchy --sandbox
  clickup-tools call task_search --query "battery" --sandbox
  clickup-tools call task_create --list-id 901711223344 \\
    --name "Write the report" --due-date "next friday 17:00" --dry-run
  clickup-tools call task_list --list-id 901711223344 | jq '.data.tasks[].name'

Exit codes
  0  success                        4  not found
  1  ClickUp or the network failed  5  rate limit
  2  wrong usage or input           6  some items of a bulk call failed
  3  key, rights or plan            130  cancelled with Ctrl-C

Environment
${settingsHelp('clickup-tools')}`;
