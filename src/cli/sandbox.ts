import { parseArgs } from 'node:util';
import { operations } from '../../generated/operations.js';
import { nearest } from '../runtime/nearest.js';
import { serveSandbox } from '../sandbox/http-server.js';
import {
  createSandbox,
  type FaultRule,
  faultKinds,
  type Plan,
  plans,
  SANDBOX_API_KEY,
  WORKSPACE_ID,
} from '../sandbox/index.js';
import { UsageError } from './usage.js';

/** `clickup-tools sandbox`: serves the offline ClickUp over HTTP until interrupted. */
export async function runSandbox(words: readonly string[]): Promise<number> {
  const { port, plan, fault } = readOptions(words);
  const sandbox = createSandbox({ ...(plan && { plan }), faults: fault });
  const server = await serveSandbox(sandbox, { port }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `port ${port} cannot be used (${error.code})`,
      'Choose another with --port, or 0 for any free one.',
    );
  });
  process.stdout.write(`An offline ClickUp is listening on ${server.url}
Sample data: Workspace ${WORKSPACE_ID}, key ${SANDBOX_API_KEY}. Ctrl-C ends it; nothing is kept.

  curl -H 'Authorization: ${SANDBOX_API_KEY}' ${server.url}/v2/team

MCP client configuration:
${JSON.stringify({ mcpServers: { clickup: { command: 'npx', args: ['-y', '-p', 'clickup-tools', 'clickup-mcp'], env: { CLICKUP_API_KEY: SANDBOX_API_KEY, CLICKUP_BASE_URL: server.url } } } }, null, 2)}
`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.close();
  return 0;
}

function readOptions(words: readonly string[]): { port: number; plan: Plan | undefined; fault: FaultRule[] } {
  const { values } = parse(words);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new UsageError(`--port is ${values.port}`, 'Give a number from 0 to 65535.');
  if (values.plan !== undefined && !Object.hasOwn(plans, values.plan)) {
    throw new UsageError(`no plan is called ${values.plan}`, `There are: ${Object.keys(plans).join(', ')}.`);
  }
  return { port, plan: values.plan as Plan | undefined, fault: values.fault.map(parseFault) };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        port: { type: 'string', default: '8787' },
        plan: { type: 'string' },
        fault: { type: 'string', multiple: true, default: [] as string[] },
      },
    });
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? error.message : 'unreadable options',
      'sandbox takes --port, --plan and --fault.',
    );
  }
}

/** `kind`, then any of `:operation=CreateTask`, `:method=POST`, `:nth=1`, `:share=0.1`, separated by colons. */
export function parseFault(spec: string): FaultRule {
  const [kind = '', ...parts] = spec.split(':');
  const known = faultKinds.find((other) => other === kind);
  if (!known) {
    const near = nearest(kind, faultKinds);
    throw new UsageError(
      `no fault is called ${kind}`,
      near ? `Did you mean ${near}?` : `There are: ${faultKinds.join(', ')}.`,
    );
  }
  const rule: Record<string, unknown> = { kind: known };
  for (const part of parts) {
    const [name = '', value = ''] = part.split('=');
    if (!['operation', 'method', 'nth', 'share'].includes(name)) {
      throw new UsageError(`a fault has no ${name}`, 'It takes operation=, method=, nth= and share=.');
    }
    if (name === 'operation' && !Object.hasOwn(operations, value)) {
      const near = nearest(value, Object.keys(operations));
      throw new UsageError(
        `no operation is called ${value}`,
        near ? `Did you mean ${near}?` : 'See the coverage page.',
      );
    }
    rule[name] = name === 'nth' || name === 'share' ? Number(value) : value;
  }
  return rule as unknown as FaultRule;
}
