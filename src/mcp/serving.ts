import packageJson from '../../package.json' with { type: 'json' };
import type { ClickUp } from '../client/create-clickup.js';
import type { Config } from '../config/config.js';
import { mcpDeadlineMs } from '../config/mcp-limits.js';
import type { Embedded } from '../node/embedded.js';
import type { Choice } from '../registry/choose.js';
import type { ToolEntry } from '../runtime/tool.js';
import type { GateEvent } from './gate-events.js';
import type { McpServerOptions } from './options.js';
import { servedTools } from './served.js';

/** What one caller is served, and the client that runs the calls. */
export interface Serving {
  options: McpServerOptions;
  /** Lines for the log about tools that the choice leaves out. */
  events: readonly GateEvent[];
  client: {
    /** Opens it where nobody has. */
    (): Promise<ClickUp>;
    /** The client if somebody has opened it. */
    begun(): Promise<ClickUp> | undefined;
  };
}

/** Whether anything that is served could show or undo what was written; jobs need no record of that. */
const servesHistory = (tools: readonly ToolEntry[]): boolean => tools.some(({ sdk }) => sdk.namespace === 'history');

/** Brings settings and choices of tools into what a server serves. */
export async function serving(
  { result: form, characterLimit, outputSchemas, readySignal, stateKey, choice: _, ...config }: Config,
  choices: readonly Choice[],
  sandbox: boolean | Embedded,
): Promise<Serving> {
  const {
    tools,
    policy,
    listing: plain,
    instructions,
    events,
  } = await servedTools(choices, config.policy, config.confirm);
  // Who is told the form of results gets them in that form.
  const isTold = outputSchemas === true && form !== 'text';
  const listing = isTold ? (await import('./output-schemas.js')).withOutputSchemas(plain) : plain;
  const result = isTold ? (form ?? 'both') : form;
  let opened: Promise<ClickUp> | undefined;
  // Everything heavy stands behind this import: a server that only lists tools never loads it.
  const open = async () =>
    (await import('../node/open-client.js')).openClient(
      { deadlineMs: mcpDeadlineMs, history: servesHistory(tools), ...config, tools, policy },
      { sandbox },
    );
  const clientFor = () => {
    opened ??= open();
    return opened;
  };
  const { version } = packageJson;
  const { deadlineMs, confirm } = config;
  return {
    options: {
      version,
      listing,
      instructions,
      result,
      characterLimit,
      deadlineMs,
      asks: confirm === 'ask',
      clientFor,
      readySignal,
      stateKey,
    },
    events,
    client: Object.assign(clientFor, { begun: () => opened }),
  };
}
