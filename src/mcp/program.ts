import { finished } from 'node:stream';
import { parseArgs } from 'node:util';
import packageJson from '../../package.json' with { type: 'json' };
import type { Config } from '../config/config.js';
import { configWarnings, readConfig } from '../config/read.js';
import { redact } from '../config/redact.js';
import { wordsOf } from '../config/setting-checks.js';
import type { Embedded } from '../node/embedded.js';
import type { Choice } from '../registry/choose.js';
import { ClickUpError } from '../runtime/errors.js';
import { createMcpServer, type McpServer } from './server.js';
import { type Serving, serving } from './serving.js';
import { StdioTransport } from './stdio.js';

const { version } = packageJson;

const options = {
  sandbox: { type: 'boolean', default: false },
  plan: { type: 'string' },
  now: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean' },
  profile: { type: 'string' },
  toolsets: { type: 'string', multiple: true },
  tools: { type: 'string', multiple: true },
  'exclude-tools': { type: 'string', multiple: true },
  'read-only': { type: 'boolean' },
  http: { type: 'string' },
} as const;

/** Of a process what the program reads, writes, listens to and ends. */
export type Host = Pick<NodeJS.Process, 'env' | 'stdin' | 'stdout' | 'stderr' | 'once' | 'exit' | 'exitCode'>;

/** `clickup-mcp` with these words, in a process of its own or in what stands for one. */
export async function runServer(words: string[], host: Host): Promise<void> {
  try {
    await main(words, host);
  } catch (error) {
    if (!(error instanceof ClickUpError)) throw error;
    fail(host, error.message, error.suggestion);
  }
}

async function main(words: string[], host: Host): Promise<void> {
  // The port may be left out.
  const args = words.map((word, index) =>
    word === '--http' && !/^\d/.test(words[index + 1] ?? '') ? '--http=' : word,
  );
  const { values, tokens } = parseArgs({ args, options, strict: false, tokens: true });
  const wrong = tokens.find((token) => token.kind !== 'option' || !isOption(token));
  if (wrong)
    return fail(
      host,
      `unknown option ${nameOf(args[wrong.index] ?? '', host.env)}`,
      'clickup-mcp --help lists the options',
    );
  if (values.help) host.stdout.write((await import('./help.js')).help(version));
  else if (values.version) host.stdout.write(`${version}\n`);
  else if (!values.sandbox && (values.plan ?? values.now) !== undefined)
    fail(host, '--plan and --now are of the embedded ClickUp', 'add --sandbox, or leave them out');
  else
    await serve(
      host,
      values.sandbox === true && (await embedded(values)),
      choiceOf(values),
      values.http as string | undefined,
    );
}

async function embedded({ plan, now }: Values): Promise<true | Embedded> {
  if (plan === undefined && now === undefined) return true;
  const { embeddedOf } = await import('../node/embedded.js');
  return embeddedOf({ ...(typeof plan === 'string' && { plan }), ...(typeof now === 'string' && { now }) });
}

/** Known, and with a value exactly where it takes one. */
const isOption = ({ name, value }: { name: string; value?: string | undefined }): boolean =>
  Object.hasOwn(options, name) && (options[name as keyof typeof options].type === 'string') === (value !== undefined);

type Values = ReturnType<typeof parseArgs>['values'];

function choiceOf(values: Values): Choice {
  const list = (name: string) => wordsOf([values[name] ?? []].flat().join(',') || undefined);
  return {
    ...(typeof values.profile === 'string' && { profile: values.profile }),
    toolsets: list('toolsets'),
    allow: list('tools'),
    deny: list('exclude-tools'),
    ...(values['read-only'] === true && { readOnly: true }),
  };
}

async function serve(host: Host, sandbox: boolean | Embedded, line: Choice, port: string | undefined): Promise<void> {
  const warn = (text: string): void => void host.stderr.write(`clickup-mcp: ${text}\n`);
  const tell = ({ events }: Serving): void => {
    for (const event of events) host.stderr.write(`${JSON.stringify(event)}\n`);
  };
  const warnOfCaps = capWarner(warn);
  const { transport, ...config } = readConfig(host.env, { program: 'clickup-mcp', sandbox: sandbox !== false });
  for (const warning of configWarnings(config)) warn(warning);
  const open = async (choices: readonly Choice[], account: Pick<Config, 'apiKey' | 'workspaceId' | 'metrics'> = {}) => {
    const opened = await serving({ ...(account.apiKey ? withoutFiles(config) : config), ...account }, choices, sandbox);
    opened.options.onClient = warnOfCaps(opened.options.listing);
    return opened;
  };
  const choices = [config.choice ?? {}, line];
  if (port !== undefined || transport === 'http') {
    const { serveOverHttp } = await import('./http/main.js');
    const hasOwnKey = sandbox !== false || config.apiKey !== undefined;
    const { url, close } = await serveOverHttp({
      version,
      env: host.env,
      port: port || undefined,
      hasOwnKey,
      holdsKey: sandbox === false && hasOwnKey,
      choices,
      open,
      tell,
      warn,
    });
    host.stderr.write(`clickup-mcp: ${url}\n`);
    for (const signal of signals) host.once(signal, () => close().finally(() => host.exit(0)));
    return;
  }
  if (!sandbox && !config.apiKey) warn('CLICKUP_API_KEY is not set; tools are listed, but every call will say so.');
  const opened = await open(choices);
  tell(opened);
  const { options: served, client } = opened;
  const server = createMcpServer(served);
  server.oninitialized = () => served.onClient?.(server.getClientVersion()?.name ?? '');
  for (const signal of signals) host.once(signal, () => host.exit(0));
  finished(host.stdin, () => end(host, server, async () => (await client.begun())?.close()));
  server
    .connect(new StdioTransport(host))
    .catch((error: unknown) => fail(host, String(error), 'start it from an MCP client'));
}

/** Whoever brings a key of their own has no business in the files of this machine. */
const withoutFiles = ({ filesRoot: _, ...config }: Config): Config => config;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Says once where a client takes fewer tools than are served to it. */
function capWarner(warn: (text: string) => void) {
  // What stands in the log already: over HTTP many clients come.
  const told = new Set<string>();
  return (listing: readonly { name: string }[]) => async (client: string) => {
    const { capWarning } = await import('./tool-caps.js');
    const names = listing.map(({ name }) => name);
    const warning = capWarning(client, names);
    if (warning === undefined || told.has(warning)) return;
    told.add(warning);
    warn(warning);
  };
}

/** What was asked before stdin ended is answered, as far as it can be in this time. */
const graceMs = 2_000;

function end(host: Host, server: McpServer, stopWaiting: () => Promise<void>): void {
  // For calls that do not even end when they are cancelled.
  setTimeout(() => host.exit(0), graceMs + 250).unref();
  // The SDK answers within the turn in which it is asked.
  setImmediate(async () => {
    stopWaiting().catch(() => undefined);
    await server.drain(graceMs);
    host.stdout.write('', () => host.exit(0));
  });
}

/** An option without its value, which may be a key. */
const nameOf = (word: string, env: NodeJS.ProcessEnv): string => redact(word.replace(/=.*/s, ''), env);

function fail(host: Host, problem: string, next: string): void {
  host.stderr.write(`clickup-mcp: ${problem}\n  ${next}\n`);
  host.exitCode = 2;
}
