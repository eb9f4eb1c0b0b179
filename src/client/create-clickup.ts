import type { Client } from 'openapi-fetch';
import type { paths } from '../../generated/api.js';
import type { ClickUpTools } from '../../generated/contracts.js';
import { shapes } from '../../generated/shapes.js';
import { tools as allTools } from '../../generated/tools/index.js';
import { isWorkspaceName, withIds } from '../clickup/names-for-ids.js';
import { objectId } from '../clickup/references.js';
import { checkPolicy } from '../policy/check-policy.js';
import { denialOfTool, lazyLayer, underPolicy } from '../policy/lazy.js';
import { absentTool, rowOf } from '../registry/absent-tool.js';
import { select, withServices } from '../registry/select.js';
import type { NamedCall } from '../registry/without-alias.js';
import type { CallOptions } from '../runtime/call.js';
import { createRuntime, type Runtime } from '../runtime/client.js';
import { systemClock } from '../runtime/clock.js';
import { clickUpError, type ErrorBody } from '../runtime/errors.js';
import { lazily } from '../runtime/lazily.js';
import { Metrics } from '../runtime/metrics.js';
import { clickUpApi } from './api-description.js';
import type { CallByName, PagesByName } from './call-types.js';
import { checkOptions } from './check-options.js';
import type { ConfirmMode } from './confirm-modes.js';
import { createContext } from './context.js';
import { jobsOf } from './jobs.js';
import { methods } from './methods.js';
import type { ClickUpOptions } from './options.js';
import { plannerOf } from './planning.js';
import { rawApi } from './raw-api.js';
import { recordingOf } from './recording.js';

/**
 * The standard tools as typed methods (`clickup.task.get(...)`), which give data or throw, and the ways around them.
 *
 * @example
 * async function closeAll(clickup: ClickUp, taskIds: string[]) {
 *   await clickup.task.updateBulk({ changes: [{ task_ids: taskIds, status: 'closed' }] });
 * }
 */
export interface ClickUp extends ClickUpTools {
  /** Any tool by name; gives the envelope and never throws. */
  readonly call: CallByName;
  /** Every page of a listing, one after the other, following `next_cursor`; throws as the methods do. */
  readonly pages: PagesByName;
  /** The typed openapi-fetch client for all operations, through the same retries and limits. */
  readonly api: Client<paths>;
  /**
   * For a program that is about to end: calls that wait for the rate limit fail as CANCELLED at once, and so does each that
   * would have to. What was sent is still answered.
   */
  close(): void;
}

/**
 * Creates a client. One client is one credential: its rate limit, its memory of who it is.
 * @example
 * const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY });
 * const { task } = await clickup.task.create({ list_id: '901', name: 'Write the report', due_date: 'next friday' });
 */
export function createClickUp(options: ClickUpOptions): ClickUp {
  checkOptions(options);
  const { policy } = options;
  if (policy) checkPolicy(policy);
  const offered = select(options.tools ?? allTools, withServices(options.services ?? {}));
  const tools = policy ? underPolicy(offered, policy) : offered;
  const byName = new Set(tools.map((tool) => tool.name));
  const mode: ConfirmMode = options.confirm ?? (options.onConfirm ? 'ask' : 'yes');
  const wholes = lazily(
    async () =>
      new (await import('../journal/wholes.js')).Wholes(options.history || mode !== 'yes' ? runtime.store : undefined),
  );
  const recording = recordingOf(() => runtime, wholes, options.history);
  const credentials = options.credentials ?? { get: () => options.apiKey };
  const { clock = systemClock } = options;
  const metrics = options.metrics ?? new Metrics(() => clock.now());
  const services = {
    ...options.services,
    jobs: jobsOf(() => runtime),
    system: async () => (await import('./system.js')).systemOf(credentials, metrics),
    ...(options.history && { history: recording.history }),
  };
  const runtime: Runtime = createRuntime(
    {
      ...options,
      ...metrics.listening(options),
      metrics,
      credentials,
      recorder: recording,
      policy: policy && lazyLayer(policy, { clock, api: clickUpApi }),
    },
    {
      tools,
      api: clickUpApi,
      planner: (host) => plannerOf(host, mode, wholes),
      async explainAbsent(name) {
        const row = rowOf(name, allTools);
        return (policy && row && (await denialOfTool(policy, row))) ?? absentTool(row, tools);
      },
      context: (host, call, progress, remarks, input) =>
        createContext(host, call, progress, remarks, { ...options, services, ...workspaceOf(input), shapes }),
      settle: withIds,
    },
  );
  const call = (name: string, input: unknown, callOptions?: CallOptions) => {
    const start = (meant: NamedCall) => {
      const run = (given: unknown) => runtime.execute(meant.name, given, callOptions);
      const ask = callOptions?.onConfirm ?? options.onConfirm;
      return mode === 'ask' && ask
        ? import('./ask.js').then(({ asking }) => asking(meant, run, ask))
        : run(meant.input);
    };
    // A tool that is offered under a name goes before what other servers call another by it.
    if (byName.has(name)) return start({ name, input });
    return import('../registry/without-alias.js').then(({ withoutAlias }) => start(withoutAlias({ name, input })));
  };
  const dataOf = async (name: string, input: unknown, callOptions?: CallOptions) => {
    const envelope = await call(name, input, callOptions);
    if (envelope.success) return envelope.data;
    throw fromEnvelope(envelope.error, callOptions?.signal);
  };
  async function* pages(name: string, input: object, callOptions?: CallOptions) {
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const data = (await dataOf(name, cursor ? { ...input, cursor } : input, callOptions)) as { next_cursor?: string };
      yield data;
      // A cursor that leads to where it came from would do so for ever.
      cursor = data.next_cursor === cursor ? undefined : data.next_cursor;
    }
  }
  return { ...methods(tools, dataOf), call, pages, api: rawApi(runtime), close: runtime.close } as ClickUp;
}

/** A call that names its Workspace means it for everything it looks up: custom ids, people, places. */
const workspaceOf = ({ workspace_id }: { workspace_id?: string }) =>
  workspace_id === undefined || isWorkspaceName(workspace_id)
    ? {}
    : { workspaceId: objectId('workspace', workspace_id, 'workspace_id') };

const fromEnvelope = (
  { code, message, suggested_action, details, retry_after }: ErrorBody,
  signal: CallOptions['signal'],
) =>
  clickUpError(code, message, {
    suggestion: suggested_action,
    ...(details && { details }),
    ...(retry_after !== undefined && { retryAfter: retry_after }),
    ...(signal?.aborted && { cause: signal.reason }),
  });
