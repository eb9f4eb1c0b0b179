import { type CallToolResult, ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { characterLimits, mcpDeadlineMs } from '../config/mcp-limits.js';
import type { CallOptions } from '../runtime/call.js';
import type { Envelope } from '../runtime/envelope.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { ListedTool } from '../runtime/tool.js';
import type { CallExtra } from './direct-calls.js';
import type { McpServerOptions } from './options.js';
import { lengthRead, mayHide, resultOf } from './result.js';
import { showsForms } from './revision.js';
import type { Shown } from './shown.js';

/** How many writes each client has sent since its last read; over HTTP a client outlives the server of each request. */
const writes = new WeakMap<object, number>();

/** The rows of a list by name: over HTTP a list outlives the server of each request too. */
const listings = new WeakMap<readonly ListedTool[], ReadonlyMap<string, ListedTool>>();

function byName(listing: readonly ListedTool[]): ReadonlyMap<string, ListedTool> {
  const known = listings.get(listing) ?? new Map(listing.map((tool) => [tool.name, tool]));
  listings.set(listing, known);
  return known;
}

/** So many writes in a row should be looked at before the next. */
export const writesUnread = 3;

const hasImages = ({ success, ...answer }: Shown) =>
  success && isPlainObject((answer as { data?: unknown }).data) && 'images' in (answer as { data: object }).data;

/** What is known of the client that a server is connected to. */
export interface Connection {
  /** What it calls itself, where it said so once for all calls. */
  clientName(): string | undefined;
  /** How to ask the person at it, where it can. */
  asking(extra: CallExtra): Pick<CallOptions, 'onConfirm'>;
}

/** Answers `tools/call` with its params. */
type AnswerCall = (params: Record<string, unknown>, extra: CallExtra) => Promise<object>;

/** Answers `tools/call`: runs the tool, and brings what it gave into the form and the length that the client takes. */
export function answerCalls(options: McpServerOptions, { clientName, asking }: Connection): AnswerCall {
  const { listing, clientFor, result: form } = options;
  const { characterLimit = characterLimits.usual, deadlineMs = mcpDeadlineMs, asks = false } = options;
  const listed = byName(listing);
  /** Says so where writes follow each other unread. */
  const guided = (envelope: Envelope, tool: ListedTool | undefined, client: object): Shown => {
    if (!tool || !envelope.success || (isPlainObject(envelope.data) && envelope.data.dry_run === true)) return envelope;
    const count = tool.annotations.readOnlyHint ? 0 : (writes.get(client) ?? 0) + 1;
    writes.set(client, count);
    if (count < writesUnread) return envelope;
    return {
      ...envelope,
      guidance: `${count} writes in a row: read back what their answers do not show before going on.`,
    };
  };
  return async (params, extra) => {
    const { name, arguments: given } = params;
    if (typeof name !== 'string') throw new McpError(ErrorCode.InvalidParams, 'tools/call needs the name of a tool');
    const input = (given ?? {}) as Record<string, unknown>;
    const client = await clientFor(extra);
    const isStateless = extra.revision !== undefined;
    const question =
      asks && isStateless && showsForms(extra.capabilities)
        ? await (await import('./input-required.js')).questionFor({ name, input, params, client }, options)
        : undefined;
    const onConfirm = question ?? (asks && !isStateless ? asking(extra) : {});
    // As it is, where nothing is added: a copy would put together what few look at.
    const called = await client.call(name, input, 'onConfirm' in onConfirm ? { ...extra, ...onConfirm } : extra);
    if (extra.logLevel !== undefined) (await import('./log-messages.js')).logCall(called, extra, extra.logLevel);
    const unanswered = (await question?.asked()) ?? options.instead?.(called, params, extra);
    if (unanswered) return unanswered;
    // A tool may be listed under another name.
    const tool = [called.metadata.tool_name, name, `clickup_${name}`].map((each) => listed.get(each)).find(Boolean);
    const whole = guided(called, tool, options.countedFor ?? client);
    const { answer: shown, images } = hasImages(whole)
      ? (await import('./images.js')).takeImages(whole)
      : { answer: whole, images: [] };
    let first: Shown = shown;
    const caller = extra.clientName ?? clientName();
    const resultFor = (envelope: Shown) => resultOf(envelope, form, caller);
    const withImages = (result: CallToolResult): CallToolResult =>
      images.length > 0 ? { ...result, content: [...result.content, ...images] } : result;
    let result = resultFor(first);
    if (mayHide(result)) {
      const { withoutUnseen } = await import('./visible-text.js');
      first = withoutUnseen(first);
      result = resultFor(first);
    }
    if (lengthRead(result) <= characterLimit) return withImages(result);
    const { fit } = await import('./fit.js');
    let spentMs = first.metadata.execution_time_ms;
    const fitting = await fit(first, {
      input,
      tool,
      limit: characterLimit,
      lengthOf: (envelope) => lengthRead(resultFor(envelope)),
      async again(limited) {
        const next = await client.call(name, limited, { ...extra, deadlineMs: deadlineMs - spentMs });
        spentMs += next.metadata.execution_time_ms;
        return mayHide(resultFor(next)) ? (await import('./visible-text.js')).withoutUnseen(next) : next;
      },
    });
    const { guidance } = fitting;
    const said = guidance && options.words ? { ...fitting, guidance: options.words(guidance) } : fitting;
    const cut = withImages(resultFor(said));
    // Older clients may not know what a link is.
    if (!isStateless) return cut;
    const link = (await import('./resources/links.js')).linkTo(called.metadata.tool_name, input, listing);
    return link ? { ...cut, content: [...cut.content, link] } : cut;
  };
}
