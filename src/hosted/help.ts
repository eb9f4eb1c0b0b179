import { twoColumns } from '../config/report.js';
import { hostedSettingDocs, hostedSettings } from './settings/hosted-settings.js';

export const commands = {
  serve: 'Serves; what is done without a command. --port <port> wins over PORT.',
  'keys new': 'Prints a new key for HOSTED_ENCRYPTION_KEYS.',
  'keys rewrap':
    'Brings all records under the first key of HOSTED_ENCRYPTION_KEYS; with PostgreSQL while the server runs.',
  tokens: 'Makes a management token for --team <id>, for the account of --person <id or e-mail>, and shows it once.',
  'links on': 'Lets people of --team <id> make links; links off ends that, and all of them.',
  'links off': 'See links on.',
  migrate: 'Brings the schema of the database up to date and ends.',
  'audit verify': 'Follows the audit log of every Workspace, or of --team <id>, from its first entry.',
} as const;

const rows = (texts: Readonly<Record<string, string>>) =>
  twoColumns(Object.entries(texts).map(([name, text]) => ({ name, text })));

export const hostedHelp = (
  version: string,
): string => `clickup-hosted ${version}: ClickUp over MCP for many people, who sign in with ClickUp

Usage: clickup-hosted [command]

${rows(commands)}
  --help, --version

Settings, from the environment; a secret may lie in a file that <name>_FILE names:

${rows(
  Object.fromEntries(
    hostedSettings.map(({ name, fallback }) => [
      name,
      `${(hostedSettingDocs[name] ?? '').replace(/\.$/, '')}. Default: ${String(fallback)}.`,
    ]),
  ),
)}`;
