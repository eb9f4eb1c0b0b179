import { profiles } from '../../generated/profiles.js';
import { toolsetDescriptions } from '../../generated/toolset-descriptions.js';
import { httpSettingsHelp, settingsHelp, twoColumns } from '../config/report.js';
import { aliasDescriptions } from '../registry/alias-descriptions.js';

const toolOptions = [
  { name: '--profile <name>', text: 'The tools to start from. Default: standard.' },
  { name: '--toolsets <names>', text: 'Toolsets to add, with commas between.' },
  {
    name: '--tools <names>',
    text: 'Only these tools; a name in full also adds the tool of another toolset. * stands for anything.',
  },
  { name: '--exclude-tools <names>', text: 'Never these.' },
  { name: '--read-only', text: 'Only tools that read.' },
];

/** What `clickup-mcp --help` prints. */
export const help = (
  version: string,
): string => `clickup-mcp ${version}: ClickUp tools over the Model Context Protocol, on stdin and stdout, or over HTTP.

  clickup-mcp             serve ClickUp; needs CLICKUP_API_KEY
  clickup-mcp --sandbox   serve an embedded ClickUp with sample data; no account, no key;
                          --plan enterprise and --now 2026-10-05 give it another plan and day
  clickup-mcp --http [port]
                          serve over Streamable HTTP, on this machine alone unless told otherwise
  clickup-mcp --version
  clickup-mcp --help

An MCP client starts it; \`clickup-tools doctor\` prints the configuration to paste.

Which tools it serves
${twoColumns(toolOptions)}
Profiles
${twoColumns(Object.entries(profiles).map(([name, { description }]) => ({ name, text: description })))}
Toolsets
${twoColumns(Object.entries({ ...toolsetDescriptions, ...aliasDescriptions }).map(([name, text]) => ({ name, text })))}
Environment
${settingsHelp('clickup-mcp')}
Environment of --http
${httpSettingsHelp()}`;
