import { homedir } from 'node:os';
import { profiles } from '../../generated/profiles.js';
import type { Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import { configProblems, sendsInClear, usableConfig } from '../config/read.js';
import type { Environment } from '../config/setting.js';
import { settings } from '../config/settings.js';
import { openClient } from '../node/open-client.js';
import { nearest } from '../runtime/nearest.js';
import { defaults } from '../runtime/options.js';
import { type Arrival, checkAccount, checkPlaces, type Finding } from './checks.js';
import { clientConfiguration, server } from './client-config.js';
import { type Paint, paintFor } from './colour.js';
import type { McpClient } from './install/clients.js';
import { textWidth } from './terminal.js';
import { exitCodes, UsageError } from './usage.js';
import { harmless, wrap } from './width.js';
import { flagsIn } from './words.js';

const program = 'clickup-tools';
const styles = { ok: 'green', note: 'yellow', FAIL: 'red' } as const;

/** `clickup-tools doctor`: says what works and what to do about the rest; prints, or writes, what an MCP client needs. */
export async function runDoctor(words: readonly string[]): Promise<number> {
  if (words.length === 1 && words[0] === '--troubleshoot') {
    process.stdout.write((await import('./troubleshooting.js')).troubleshooting(process.platform));
    return exitCodes.success;
  }
  const { sandbox, client, dryRun } = await wishesIn(words);
  const findings = [nodeVersion(process.versions.node), ...checkEnvironment(process.env, sandbox)];
  const config = usableConfig(process.env, { program, sandbox });
  const mayAsk = !findings.some(({ what }) => /^CLICKUP_(API|BASE)/.test(what));
  if (mayAsk) findings.push(...(await askClickUp(config, sandbox)));
  const failed = findings.filter(({ level }) => level === 'FAIL');
  const verdict =
    failed.length === 0
      ? 'All is well.'
      : `${failed.length === 1 ? 'One problem' : `${failed.length} problems`}: see FAIL. After that doctor prints what MCP clients need; --troubleshoot goes by what you see.`;
  process.stdout.write(`${reportOf(findings, textWidth(process.stdout), paintFor(process.stdout))}\n${verdict}\n`);
  if (failed.length === 0) process.stdout.write(`\n${await nextFor(config, { sandbox, client, dryRun })}`);
  return failed[0] ? (failed[0].code ?? exitCodes.API_ERROR) : exitCodes.success;
}

interface Wishes {
  sandbox: boolean;
  /** Whose configuration is written. */
  client: McpClient | undefined;
  dryRun: boolean;
}

async function wishesIn(words: readonly string[]): Promise<Wishes> {
  const takes = 'doctor takes --troubleshoot alone, or --sandbox, and --install CLIENT with or without --dry-run.';
  const wishes: Wishes = { sandbox: false, client: undefined, dryRun: false };
  for (const { name, take } of flagsIn(words, () => takes)) {
    if (name === 'sandbox') wishes.sandbox = true;
    else if (name === 'dry_run') wishes.dryRun = true;
    else if (name === 'install') wishes.client = (await import('./install/install.js')).clientNamed(take());
    else throw new UsageError(`unknown option --${name.replaceAll('_', '-')}`, takes);
  }
  if (wishes.dryRun && !wishes.client) throw new UsageError('--dry-run is of --install', takes);
  return wishes;
}

/** What MCP clients need, to be copied or written. */
async function nextFor(config: Config, { sandbox, client, dryRun }: Wishes): Promise<string> {
  if (!client) return `${tokenCost()}\n\n${configurationFor(config, sandbox)}`;
  const { install } = await import('./install/install.js');
  const entry = server(sandbox ? { env: {}, args: ['--sandbox'] } : { env: environmentFor(config, config.apiKey) });
  // Programs that are started by a click do not find what a shell finds.
  const command = entry.command === 'node' ? process.execPath : entry.command;
  const place = { platform: process.platform, home: homedir(), env: process.env };
  return install(client, { ...entry, command }, { dryRun, place, now: new Date() });
}

export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFine = major > 20 || (major === 20 && minor >= 19);
  const what = `Node ${version}`;
  return isFine
    ? { level: 'ok', what }
    : { level: 'FAIL', what, next: 'Install Node 20.19 or newer.', code: exitCodes.API_ERROR };
}

/** What the environment alone shows: bad values, variables nobody reads, a key that is missing or sent in the clear. */
export function checkEnvironment(env: Environment, sandbox: boolean): Finding[] {
  const findings: Finding[] = configProblems(env, { program, sandbox }).map(({ message, suggestion }) => ({
    level: 'FAIL',
    what: message,
    next: suggestion,
    code: exitCodes.VALIDATION,
  }));
  const { apiKey, baseUrl, filesRoot } = usableConfig(env, { program, sandbox });
  if (!apiKey && !sandbox && !findings.some(({ what }) => what.startsWith('CLICKUP_API'))) {
    findings.push({
      level: 'FAIL',
      what: 'CLICKUP_API_KEY is not set',
      next: 'Create a token in ClickUp: avatar > Settings > Apps > API Token. --sandbox works without.',
      code: exitCodes.AUTH,
    });
  }
  if (baseUrl) findings.push(baseUrlFinding(new URL(baseUrl)));
  if (filesRoot) findings.push({ level: 'ok', what: `Files: attachments may be read below ${filesRoot}` });
  return [...findings, ...unreadVariables(env), ...unheardProxy(env)];
}

function baseUrlFinding(url: URL): Finding {
  const what = `API: ${url.href}`;
  if (!sendsInClear(url)) return { level: 'ok', what };
  return { level: 'note', what, next: 'With http everybody on the way can read the key; use https.' };
}

function unreadVariables(env: Environment): Finding[] {
  const known = settings.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  return Object.keys(env)
    .filter((name) => name.startsWith('CLICKUP_') && !known.includes(name))
    .flatMap((name) => {
      const near = nearest(name, known);
      return near ? [{ level: 'note', what: `${name} is not read`, next: `Did you mean ${near}?` }] : [];
    });
}

/** https://nodejs.org/api/cli.html#node_use_env_proxy1 */
function unheardProxy(env: Environment): Finding[] {
  const name = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find((known) => env[known]);
  if (!name || env.NODE_USE_ENV_PROXY === '1') return [];
  const next =
    'If ClickUp is only reached through the proxy, set NODE_USE_ENV_PROXY=1 as well; it needs Node 22.21 or newer.';
  return [{ level: 'note', what: `${name} is set, but Node does not read it`, next }];
}

async function askClickUp(config: Config, sandbox: boolean): Promise<Finding[]> {
  let arrival: Arrival | undefined;
  const client = await openClient(config, {
    sandbox,
    onResponse: ({ headers }) => {
      arrival = { at: Date.now(), date: headers.get('Date') };
    },
  });
  const account = await checkAccount(client, {
    workspaceId: config.workspaceId,
    lastArrival: () => arrival,
    isLocal: isLoopback(new URL(config.baseUrl ?? defaults.baseUrl).hostname),
  });
  const isFine = account.every(({ level }) => level !== 'FAIL');
  return [...account, ...(isFine && config.policy ? await checkPlaces(client, config.policy) : [])];
}

function reportOf(findings: readonly Finding[], width: number, paint: Paint): string {
  const block = (text: string) => wrap(harmless(text), width - 6).join('\n      ');
  return findings
    .map(
      ({ level, what, next }) =>
        `${paint(styles[level], level.padEnd(4))}  ${block(what)}\n${next ? `      ${block(next)}\n` : ''}`,
    )
    .join('');
}

/** What each profile costs a model. */
function tokenCost(): string {
  const rows = Object.entries(profiles)
    .filter(([, { count }]) => count > 0)
    .map(([name, { count, tokens }]) => [name, `${count}`, tokens.toLocaleString('en')] as const);
  const table = [['profile', 'tools', 'tokens'] as const, ...rows].map(
    ([name, count, tokens]) => `  ${name.padEnd(10)}${count.padStart(5)}${tokens.padStart(9)}`,
  );
  return [
    'What tools/list costs a model, by --profile (o200k_base); standard is the default:',
    ...table,
    'Cursor takes 40 tools, VS Code and OpenAI 128.',
  ].join('\n');
}

function configurationFor(config: Config, sandbox: boolean): string {
  if (sandbox) return clientConfiguration({ env: {}, args: ['--sandbox'] });
  return `Put your key in place of pk_...\n\n${clientConfiguration({ env: environmentFor(config, 'pk_...') })}`;
}

const environmentFor = ({ workspaceId, baseUrl }: Config, apiKey = ''): Record<string, string> => ({
  CLICKUP_API_KEY: apiKey,
  ...(workspaceId && { CLICKUP_WORKSPACE_ID: workspaceId }),
  ...(baseUrl && { CLICKUP_BASE_URL: baseUrl }),
});
