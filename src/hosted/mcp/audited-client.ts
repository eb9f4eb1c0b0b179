import { createHash } from 'node:crypto';
import type { ToolClient } from '../../mcp/options.js';
import { withoutAlias } from '../../registry/without-alias.js';
import type { CallOptions } from '../../runtime/call.js';
import type { Envelope } from '../../runtime/envelope.js';
import { type ClickUpError, clickUpError, type ErrorBody } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import type { ToolEntry } from '../../runtime/tool.js';
import { lackingFor } from '../access/access-config.js';
import type { Caller } from '../access/authenticate.js';
import { withFixed } from '../access/bounds.js';
import type { Deps } from '../deps.js';
import type { Carrier, Span } from '../tracing/tracing.js';
import { authClient } from './auth-client.js';
import type { ServedCaller } from './clients.js';
import { inOwnWords } from './own-words.js';
import { signInToolset } from './served-tools.js';

/** One request of a caller. */
export interface Asking {
  caller: Caller;
  requestId: string;
  /** Its one call is counted, with this to wait in milliseconds; by default each call is counted when it is made. */
  waitMs?: number | undefined;
  /** Notes why it is turned away. */
  refuse(reason: 'call limit' | 'audit'): void;
  /** Of which trace it says that it is part. */
  trace?: Carrier | undefined;
}

/** Calls tools for one request, within what its way in and its Workspace may; what writes is in the audit before it is done, and how it ended after. */
export function auditedClient(
  deps: Deps,
  { client, names, signIn, fixed }: Pick<ServedCaller, 'client' | 'names' | 'signIn' | 'fixed'>,
  { caller, requestId, waitMs, refuse, trace }: Asking,
): ToolClient {
  const { audit, clock, log } = deps;
  const { byName } = deps.offer;
  const { access, tenant } = caller;
  const call = (called: string, said: object, options?: CallOptions): Promise<Envelope> =>
    deps.tracing.run({ name: 'execute_tool', parent: trace }, (span) => inSpan(span, called, said, options));
  const inSpan = async (span: Span, called: string, said: object, options?: CallOptions): Promise<Envelope> => {
    const given = isPlainObject(said) ? withFixed(said, fixed.get(called)) : said;
    // By its own name, whatever it was called by: a write is one under every name.
    const known = byName.has(called) ? { name: called, input: given } : withoutAlias({ name: called, input: given });
    const { name } = known;
    const input = known.input as object;
    const row = byName.get(name);
    const tool = row ? name : '(unknown)';
    span.rename(`execute_tool ${tool}`);
    span.set({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': tool,
      'clickup.request_id': requestId,
      'clickup.workspace_id': tenant.id,
      'clickup.access_id': access.id,
    });
    const wait = waitMs ?? (await deps.callLimits.take(access));
    if (wait > 0) {
      span.fail('RATE_LIMIT_EXCEEDED');
      refuse('call limit');
      const heldMs = await deps.heldRefusals.hold(access.id);
      return tooManyCalls(name, wait - heldMs, clock.now());
    }
    const effect = row?.effect ?? 'read';
    const begun = clock.now();
    const isAudited = effect !== 'read';
    if (isAudited) {
      const traceId = deps.tracing.current()?.trace_id;
      const about = {
        tool: name,
        access: access.id,
        actor: access.created_by,
        request: requestId,
        ...(traceId && { trace: traceId }),
        ...(access.client_id && { client: access.client_id }),
        arguments: digest(input),
        ids: idsIn(input),
        ...(isPlainObject(input) && input.dry_run === true && { dry_run: true as const }),
      };
      try {
        await audit.record(tenant.id, 'call_intended', about);
      } catch (error) {
        log.error(`The audit cannot be written: ${String(error)}`, { requestId, teamId: tenant.id });
        span.fail('SERVER_ERROR');
        refuse('audit');
        return refused(name, noAudit(), clock.now());
      }
    }
    const run = async (): Promise<Envelope> => {
      if (row && !names.has(name)) return refused(name, notServed(deps, caller, row), clock.now());
      const runs = row?.toolset === signInToolset ? authClient(deps, caller, signIn) : client;
      const { signal, deadlineMs, onProgress, onConfirm } = options ?? {};
      const asked = { signal, deadlineMs, onProgress, onConfirm, flow: access.id, requestId };
      return inOwnWords((await runs.call(name, input, asked as never)) as Envelope, deps.words);
    };
    const envelope = await run();
    const outcome = envelope.success ? 'ok' : envelope.error.code;
    const duration = clock.now() - begun;
    if (!envelope.success) span.fail(outcome);
    deps.metrics.count('clickup_hosted_calls_total', { tool, outcome });
    deps.metrics.observe('clickup_hosted_call_seconds', { tool }, duration / 1000);
    log.info(`${name} ${outcome}`, { requestId, teamId: tenant.id, duration, access: access.id });
    const { id, created_by: actor } = access;
    const done = { tool, access: id, actor, request: requestId, outcome, duration };
    if (!isAudited) deps.tell({ event: 'call_ended', teamId: tenant.id, data: done });
    else
      await audit.record(tenant.id, 'call_ended', done).catch((error: unknown) => {
        log.error(`The end of a call is not in the audit: ${String(error)}`, { requestId, teamId: tenant.id, outcome });
      });
    return envelope;
  };
  return { call: call as ToolClient['call'] };
}

const refused = (tool_name: string, error: ClickUpError, now: number): Envelope =>
  refusal(tool_name, error.toBody(), now);

function refusal(tool_name: string, error: ErrorBody, now: number): Envelope {
  const metadata = { timestamp: new Date(now).toISOString(), tool_name, execution_time_ms: 0 };
  return { success: false, error, metadata } as Envelope;
}

/** Made once: it is said in floods, and an error looks where it was made. */
const tooMany = clickUpError(
  'RATE_LIMIT_EXCEEDED',
  'This link or key, or its Workspace, has made as many calls as it may for now',
  { suggestion: 'Wait retry_after seconds, then repeat.' },
).toBody();

/** The answer to a call that is one too many. */
export const tooManyCalls = (tool_name: string, waitMs: number, now: number): Envelope =>
  refusal(tool_name, { ...tooMany, retry_after: Math.max(1, Math.ceil(waitMs / 1000)) }, now);

/** What a way in does not serve it answers as a name that there is not, with what would serve it. */
function notServed({ offer, settings }: Deps, { access, tenant }: Caller, row: ToolEntry): ClickUpError {
  const { method, tag } = lackingFor(row, access.config, { offer, writeDeletes: tenant.write_deletes });
  const lacking = [method && `the method ${method}`, tag && `the tag ${tag}`].filter(Boolean).join(' and ');
  return clickUpError('UNKNOWN_TOOL', `${row.name} is not among the tools of this ${words[access.kind]}`, {
    suggestion: lacking
      ? `Do without it, or ask the person for a link or key with ${lacking}; it is made in the console, ${settings.publicUrl}/console.`
      : `It cannot work within the places that this ${words[access.kind]} is kept to: do without it, or ask the person.`,
    details: { toolset: row.toolset, ...(method && { method }), ...(tag && { tag }) },
  });
}

const words = { link: 'link', key: 'key', oauth: 'app', api: 'token' } as const;

const noAudit = () =>
  clickUpError('SERVER_ERROR', 'Nothing was written: the audit log cannot be reached', {
    suggestion: 'Reading works; write again later.',
  });

/** Tells equal arguments from others without holding them. */
const digest = (input: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest('base64url')
    .slice(0, 22);

/** What a call is about: arguments that are ids, a few of each. */
function idsIn(input: unknown): Record<string, unknown> {
  if (!isPlainObject(input)) return {};
  const isId = (value: unknown) => typeof value === 'string' && value.length <= 64;
  const entries = Object.entries(input).flatMap(([name, value]) => {
    if (name.endsWith('_id') && isId(value)) return [[name, value]];
    if (name.endsWith('_ids') && Array.isArray(value)) return [[name, value.filter(isId).slice(0, 20)]];
    return [];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}
