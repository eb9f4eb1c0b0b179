import { profiles } from '../../generated/profiles.js';
import { aliasToolsets } from '../registry/aliases.js';
import { dialects } from '../registry/dialects/index.js';
import { writeArgumentsOf } from '../runtime/write-arguments.js';
import { plans } from '../sandbox/plans.js';
import { type CatalogTool, catalogTools, toolCalled } from './catalog.js';
import { cliCommand } from './client-config.js';
import { mcpClients } from './install/clients.js';
import { exitCodes, UsageError } from './usage.js';
import type { ArgumentSchema } from './values.js';
import { dashed } from './words.js';

/** A word that can stand at the cursor, and what it is. */
export interface Candidate {
  word: string;
  about?: string | undefined;
}

/**
 * `clickup-tools completion <shell>` prints what a shell has to know; that calls `clickup-tools completion -- words...` at
 * each Tab, with the words before the cursor and the one at it, and gets a candidate a line, its description after a tab.
 */
export async function complete([shell, ...words]: readonly string[]): Promise<number> {
  process.stdout.write(shell === '--' ? (await candidatesFor(words)).map(lineOf).join('') : scriptFor(shell));
  return exitCodes.success;
}

const lineOf = ({ word, about }: Candidate) => `${word}${about ? `\t${about}` : ''}\n`;

const commands: readonly Candidate[] = [
  { word: 'tools', about: 'List the tools' },
  { word: 'help', about: 'What a tool does, its arguments, examples' },
  { word: 'call', about: 'Run a tool' },
  { word: 'jobs', about: 'List bulk calls, go on with one' },
  { word: 'history', about: 'List what was written, take it back' },
  { word: 'doctor', about: 'Check the set-up, print or write the configuration of MCP clients' },
  { word: 'mcp', about: 'Start the MCP server' },
  { word: 'serve', about: 'Start the hosted server' },
  { word: 'sandbox', about: 'Serve an offline ClickUp' },
  { word: 'completion', about: 'Let a shell complete all this' },
];

/** Commands for two tools: the second has a word of its own. */
const shortcuts: Record<string, { second: string; lists: string; does: string }> = {
  jobs: { second: 'resume', lists: 'clickup_job_list', does: 'clickup_job_resume' },
  history: { second: 'undo', lists: 'clickup_history_list', does: 'clickup_history_undo' },
};

/** What may follow `--flag`; undefined where it stands alone. */
type Values = readonly string[] | undefined;
type Flags = Record<string, { values?: Values; about?: string | undefined; isBare?: boolean }>;

/** What can stand where the last word is, which may be empty or begun. */
export async function candidatesFor(words: readonly string[]): Promise<Candidate[]> {
  const { before, current, prefix } = atCursor(words);
  const fitting = (candidates: readonly Candidate[]) =>
    candidates.filter(({ word }) => word.startsWith(current)).map((each) => ({ ...each, word: prefix + each.word }));
  const [command, first, ...rest] = before;
  if (command === undefined) return fitting(commands);
  if (command === 'completion')
    return first === undefined ? fitting(Object.keys(shells).map((word) => ({ word }))) : [];
  if ((command === 'call' || command === 'help') && first === undefined) return fitting(toolNames(current));
  if (command === 'call') return fitting(flagsOf(flagsOfCall(toolCalled(first ?? '')), rest));
  const short = shortcuts[command];
  if (short) {
    if (first === undefined && !current.startsWith('-')) return fitting([{ word: short.second }]);
    const tool = first === short.second ? short.does : short.lists;
    return fitting(flagsOf(flagsOfCall(toolCalled(tool)), before.slice(1)));
  }
  const own = command === 'sandbox' ? await flagsOfSandbox() : flagsOfCommand[command];
  return own ? fitting(flagsOf(own, before.slice(1))) : [];
}

/** bash takes `--output=js` apart at the sign, other shells do not. */
function atCursor(words: readonly string[]): { before: string[]; current: string; prefix: string } {
  const joined = words.filter((word) => word !== '=');
  const current = words.at(-1) === '=' ? '' : (joined.pop() ?? '');
  const [, flag, value] = /^(--[^=]+=)(.*)$/s.exec(current) ?? [];
  if (flag === undefined || value === undefined) return { before: joined, current, prefix: '' };
  return { before: [...joined, flag.slice(0, -1)], current: value, prefix: flag };
}

/** Without `clickup_`, unless it has been begun. */
const toolNames = (current: string): Candidate[] =>
  catalogTools.map(({ name, title }) => ({
    word: current.startsWith('cl') ? name : name.replace(/^clickup_/, ''),
    about: title,
  }));

/** The values of the flag before the cursor, or the flags that are not given yet. */
function flagsOf(flags: Flags, before: readonly string[]): Candidate[] {
  const last = flags[before.at(-1) ?? ''];
  if (last && !last.isBare) return (last.values ?? []).map((word) => ({ word }));
  return Object.entries(flags)
    .filter(([flag]) => !before.includes(flag))
    .map(([word, { about }]) => ({ word, about }));
}

const options: Flags = {
  '--sandbox': { isBare: true, about: 'Use an embedded ClickUp with sample data' },
  '--plan': { values: Object.keys(plans), about: 'Plan of the embedded ClickUp' },
  '--now': { about: 'The day of the embedded ClickUp' },
  '--output': { values: ['text', 'json'] },
  '--debug': { isBare: true, about: 'Show every HTTP call' },
  '--fresh': { isBare: true, about: 'Use nothing that is remembered' },
  '--json': { about: 'All arguments as JSON' },
};

const ofWrites: Record<ReturnType<typeof writeArgumentsOf>[number], { about: string }> = {
  idempotency_key: { about: 'Repeated with the same key, nothing is done twice' },
  job_id: { about: 'Go on with the job that the same call began' },
  reason: { about: 'Why it is done, for the history' },
};

const flagsOfWrite = (tool: string): Flags =>
  Object.fromEntries(writeArgumentsOf(tool).map((name) => [dashed(name), ofWrites[name]]));

function flagsOfCall(tool: CatalogTool | undefined): Flags {
  if (!tool) return {};
  const own = tool.parameters.map(({ name, description }) => {
    const schema: ArgumentSchema | undefined = tool.inputSchema.properties[name];
    const values = schema?.enum ?? schema?.items?.enum;
    return [dashed(name), { values, about: description, isBare: schema?.type === 'boolean' }];
  });
  return { ...Object.fromEntries(own), ...(tool.effect === 'read' ? {} : flagsOfWrite(tool.name)), ...options };
}

const categories = [...new Set(catalogTools.map(({ category }) => category.toLowerCase().replaceAll(' ', '-')))];
const flagsOfCommand: Record<string, Flags> = {
  tools: {
    '--category': { values: categories },
    '--profile': { values: Object.keys(profiles) },
    '--toolsets': {
      values: [...new Set(catalogTools.map(({ toolset }) => toolset)), ...aliasToolsets.map(({ id }) => id)],
    },
    '--tools': { values: catalogTools.map(({ name }) => name), about: 'Only these; * stands for anything' },
    '--exclude-tools': { values: catalogTools.map(({ name }) => name), about: 'None of these; * stands for anything' },
    '--read-only': { isBare: true, about: 'Those that change nothing' },
    '--dialect': { values: Object.keys(dialects), about: 'With --json: as the API of a model takes them' },
    '--json': { isBare: true },
  },
  doctor: {
    '--sandbox': { isBare: true },
    '--install': { values: Object.keys(mcpClients), about: 'Write the configuration of an MCP client' },
    '--troubleshoot': { isBare: true, about: 'What goes wrong, by what you see' },
    '--dry-run': { isBare: true, about: 'With --install: show what would change' },
  },
};

/** The sandbox is loaded for its own options alone: a person waits at each Tab. */
async function flagsOfSandbox(): Promise<Flags> {
  const [{ sandboxFlags }, { faultKinds, plans }] = await Promise.all([
    import('./sandbox-help.js'),
    import('../sandbox/index.js'),
  ]);
  const values: Record<string, Values> = { plan: Object.keys(plans), fault: faultKinds };
  return Object.fromEntries(
    Object.entries(sandboxFlags).map(([flag, [value, about]]) => [
      `--${flag}`,
      { values: values[flag], about, isBare: value === '' },
    ]),
  );
}

/** What each shell evaluates at start. It also makes the name a command where it is none yet, as in a clone. */
const shells: Record<string, (program: string) => string> = {
  bash: (program) => `# source <(${program} completion bash)
type clickup-tools >/dev/null 2>&1 || clickup-tools() { ${program} "$@"; }
_clickup_tools() {
  local IFS=$'\\n'
  COMPREPLY=($(${program} completion -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _clickup_tools clickup-tools
`,
  zsh: (program) => `# source <(${program} completion zsh), after compinit
type clickup-tools >/dev/null 2>&1 || clickup-tools() { ${program} "$@" }
_clickup_tools() {
  local -a lines shown
  lines=("\${(@f)$(${program} completion -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  shown=("\${(@)lines/$'\\t'/  -- }")
  if [[ -n $lines[1] ]]; then compadd -l -d shown -- "\${(@)lines%%$'\\t'*}"; else _files; fi
}
compdef _clickup_tools clickup-tools
`,
  fish: (program) => `# ${program} completion fish | source
type -q clickup-tools; or function clickup-tools; ${program} $argv; end
function __clickup_tools_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    ${program} completion -- $words[2..-1] "$current" 2>/dev/null
end
complete -c clickup-tools -f -a '(__clickup_tools_complete)'
`,
};

function scriptFor(shell = ''): string {
  const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
  const names = Object.keys(shells).join(', ');
  if (script) return script(cliCommand());
  throw new UsageError(shell ? `no completion for ${shell}` : 'completion of which shell?', `There are: ${names}.`);
}
