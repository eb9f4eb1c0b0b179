import { writeFileSync } from 'node:fs';
import { serveSandbox } from '../sandbox/http-server.js';
import { API_KEYS, createSandbox, plans, type Sandbox, WORKSPACE_ID } from '../sandbox/index.js';
import { cliCommand, mcpServers } from './client-config.js';
import { readOptions, type SandboxArguments } from './sandbox-options.js';
import { exitCodes, UsageError } from './usage.js';

/** `clickup-tools sandbox`: serves the offline ClickUp over HTTP until interrupted. */
export async function runSandbox(words: readonly string[]): Promise<number> {
  const given = readOptions(words);
  const sandbox = openSandbox(given);
  const served = given.options.strict ? reporting(sandbox) : sandbox;
  const server = await serveSandbox(served, given).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`;
    throw new UsageError(`port ${given.port} ${why}`, 'Choose another with --port, or 0 for any free one.');
  });
  process.stdout.write(welcome(server.url, sandbox.apiKey, given));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await server.close();
  // Attempts that are still to come would keep the process alive.
  sandbox.webhooks.clear();
  if (given.save) keep(sandbox, given.save);
  return exitCodes.success;
}

function openSandbox({ options }: SandboxArguments): Sandbox {
  try {
    return createSandbox(options);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message, '`clickup-tools --help` lists the options.');
    throw error;
  }
}

/** In strict mode what is wrong with a request is also said on stderr, where the developer looks. */
const reporting = ({ exchange }: Sandbox): Pick<Sandbox, 'exchange'> => ({
  exchange: async (request) => {
    const answer = await exchange(request);
    const notes = answer.headers['X-Sandbox-Notes'];
    const { pathname, search } = new URL(request.url);
    if (notes) process.stderr.write(`${request.method} ${pathname}${search} ${answer.status}: ${notes}\n`);
    return answer;
  },
});

function keep(sandbox: Sandbox, file: string): void {
  writeFileSync(file, JSON.stringify(sandbox.snapshot()));
  process.stdout.write(`\nSaved to ${file}; --data ${file} continues from there.\n`);
}

function welcome(
  url: string,
  key: string,
  { options: { plan, faults, seed, data, strict, now, rateLimit }, save }: SandboxArguments,
): string {
  const holds = data
    ? 'your data'
    : `sample data as of ${now ?? 'now'}${typeof seed === 'object' ? `, ${seed.scale} tasks` : ''}`;
  const limit =
    rateLimit === undefined ? '' : `, ${rateLimit ? `${rateLimit.limit} requests a minute` : 'no rate limit'}`;
  const rules = faults.length > 0 ? `, ${faults.length} fault rule${faults.length > 1 ? 's' : ''}` : '';
  const watched = strict ? 'What is wrong with a request is said here and in its X-Sandbox-Notes header.\n' : '';
  return `An offline ClickUp is listening on ${url}
Workspace ${WORKSPACE_ID} with ${holds}; plan ${plans[plan].name}${limit}${rules}.
${watched}Ctrl-C ends it; ${save ? `what it then holds goes to ${save}` : 'nothing is kept without --save'}.

Try it from another shell:
  curl -H 'Authorization: ${key}' ${url}/v2/team
  export CLICKUP_BASE_URL=${url} CLICKUP_API_KEY=${key}
  ${cliCommand()} doctor

Keys of people with fewer rights:
  admin ${API_KEYS.admin}
  member ${API_KEYS.member}
  guest ${API_KEYS.guest}
  read-only guest ${API_KEYS.readOnly}

MCP client configuration:
${mcpServers({ env: { CLICKUP_API_KEY: key, CLICKUP_BASE_URL: url } })}
`;
}
