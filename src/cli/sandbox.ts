import { serveSandbox } from '../sandbox/http-server.js';
import { createSandbox, type FaultRule, type Plan, plans, runningClock, WORKSPACE_ID } from '../sandbox/index.js';
import { mcpServers } from './client-config.js';
import { parseFault } from './faults.js';
import { exitCodes, UsageError } from './usage.js';
import { flagsIn } from './words.js';

export { parseFault } from './faults.js';

interface Options {
  port: number;
  plan: Plan;
  faults: FaultRule[];
}

/** `clickup-tools sandbox`: serves the offline ClickUp over HTTP until interrupted. */
export async function runSandbox(words: readonly string[]): Promise<number> {
  const { port, plan, faults } = readOptions(words);
  // Its clients live in another process and so on real time; reset times and timers must mean the same to both.
  const sandbox = createSandbox({ plan, faults, clock: runningClock(Date.now()) });
  const server = await serveSandbox(sandbox, { port }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`;
    throw new UsageError(`port ${port} ${why}`, 'Choose another with --port, or 0 for any free one.');
  });
  process.stdout.write(welcome(server.url, sandbox.apiKey, plan, faults.length));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await server.close();
  return exitCodes.success;
}

const welcome = (
  url: string,
  key: string,
  plan: Plan,
  faults: number,
): string => `An offline ClickUp is listening on ${url}
Workspace ${WORKSPACE_ID} with sample data as of 5 October 2026, plan ${plans[plan].name}${faults > 0 ? `, ${faults} fault rule${faults > 1 ? 's' : ''}` : ''}.
Ctrl-C ends it; nothing is kept.

Try it from another shell:
  curl -H 'Authorization: ${key}' ${url}/v2/team
  export CLICKUP_BASE_URL=${url} CLICKUP_API_KEY=${key}
  clickup-tools doctor

MCP client configuration:
${mcpServers({ env: { CLICKUP_API_KEY: key, CLICKUP_BASE_URL: url } })}
`;

/** Reads `--port`, `--plan` and `--fault`; a bad value is refused with what is allowed. */
export function readOptions(words: readonly string[]): Options {
  const options: Options = { port: 8787, plan: 'business', faults: [] };
  const takes = 'sandbox takes --port, --plan and --fault.';
  for (const flag of flagsIn(words, () => takes)) {
    const value = flag.take() ?? '';
    if (flag.name === 'port') options.port = portOf(value);
    else if (flag.name === 'plan') options.plan = planOf(value);
    else if (flag.name === 'fault') options.faults.push(parseFault(value));
    else throw new UsageError(`unknown option --${flag.name}`, takes);
  }
  return options;
}

function portOf(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port is ${text || 'empty'}`, 'Give a number from 0 to 65535; 0 takes any free one.');
}

function planOf(text: string): Plan {
  if (Object.hasOwn(plans, text)) return text as Plan;
  throw new UsageError(
    text ? `no plan is called ${text}` : '--plan is empty',
    `There are: ${Object.keys(plans).join(', ')}.`,
  );
}
