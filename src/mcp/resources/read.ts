import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { Resource } from '../../../generated/mcp.js';
import { characterLimits } from '../../config/mcp-limits.js';
import type { Failure } from '../../runtime/envelope.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import type { CallExtra } from '../direct-calls.js';
import { filledInput } from '../fill-in.js';
import { fit } from '../fit.js';
import { guideText } from '../guide-text.js';
import type { McpServerOptions, ToolClient } from '../options.js';
import { mayHideIn } from '../result.js';
import type { Shown } from '../shown.js';
import { withoutUnseen } from '../visible-text.js';
import { markdownOf } from './markdown.js';
import { addressOf, appMimeType, guide, mimeType } from './resources.js';

/** A call of which the page shows the answer, as it is made. */
type Part = Resource['calls'][number];

/** A part of a page with what its tool answered. */
interface Read extends Part {
  envelope: Shown;
}

/**
 * Answers `resources/read`: what the tools say of an object, as a page of Markdown within the limit of characters. What
 * is left out is named at its end, with the way to go on.
 * @throws McpError
 * @see https://modelcontextprotocol.io/specification/2025-11-25/server/resources#error-handling
 */
export async function readResource(uri: string, options: McpServerOptions, extra: CallExtra): Promise<object> {
  const contents = (text: string) => ({ contents: [{ uri, mimeType, text }] });
  if (uri === guide.uri) return { ...contents(await guideText()), ttlMs: guideTtlMs };
  const page = options.pages?.[uri];
  if (page)
    return { contents: [{ uri, mimeType: appMimeType, text: await page(), _meta: { ui: { prefersBorder: true } } }] };
  const { listing, characterLimit: limit = characterLimits.usual } = options;
  const address = addressOf(uri, listing);
  if (!address) throw notFound(uri, extra);
  const { resource, words } = address;
  const client = await options.clientFor(extra);
  const calls = resource.calls
    .filter(({ tool }) => listing.some(({ name }) => name === tool))
    .map((part) => readPart({ ...part, input: filledInput(part.input, words) }, client, extra));
  const parts = (await Promise.all(calls)).filter(({ envelope, optional }) => envelope.success || !optional);
  const failed = parts.find(({ envelope }) => !envelope.success);
  if (failed) throw failure(uri, failed.envelope as Failure, extra);
  return contents(pageOf(await fitting(parts, { uri, limit, client, options, extra }), uri));
}

/** The guide is that of the program, and changes with it. */
const guideTtlMs = 3_600_000;

/** What a tool answers; a text that it shortens is asked for in full. */
async function readPart(part: Part, client: ToolClient, { signal }: CallExtra): Promise<Read> {
  const { tool, input, long } = part;
  const visible = (shown: Shown) => (mayHideIn(JSON.stringify(shown)) ? withoutUnseen(shown) : shown);
  const envelope: Shown = visible(await client.call(tool, input, { signal }));
  const data = dataOf(envelope);
  const isShort = long !== undefined && Array.isArray(data.notes) && data.notes.join().includes(long.field);
  if (!isShort) return { ...part, envelope };
  const whole = dataOf(visible(await client.call(tool, { ...input, detail: 'full' }, { signal })));
  const text = (whole[long.of] as Record<string, unknown> | undefined)?.[long.field];
  const { notes: _, ...rest } = data;
  return typeof text !== 'string'
    ? { ...part, envelope }
    : {
        ...part,
        envelope: {
          ...envelope,
          data: { ...rest, [long.of]: { ...(data[long.of] as object), [long.field]: text } },
        } as Shown,
      };
}

const dataOf = (envelope: Shown): Record<string, unknown> =>
  envelope.success && isPlainObject(envelope.data) ? envelope.data : {};

interface Fitting {
  uri: string;
  limit: number;
  client: ToolClient;
  options: McpServerOptions;
  extra: CallExtra;
}

/** The parts, cut from the last to the first until their page fits. */
async function fitting(parts: Read[], { uri, limit, client, options, extra }: Fitting): Promise<Read[]> {
  const fitted = [...parts];
  for (let index = parts.length - 1; index >= 0 && pageOf(fitted, uri).length > limit; index--) {
    const part = fitted[index]!;
    const withThis = (envelope: Shown) => fitted.with(index, { ...part, envelope });
    const envelope = await fit(part.envelope, {
      input: part.input,
      tool: options.listing.find(({ name }) => name === part.tool),
      limit,
      lengthOf: (shown) => pageOf(withThis(shown), uri).length,
      again: (input) => client.call(part.tool, input, { signal: extra.signal }),
    });
    fitted[index] = { ...part, envelope };
  }
  return fitted;
}

/** The page that the parts make. */
function pageOf(parts: readonly Read[], uri: string): string {
  return parts
    .map(({ envelope, heading, tool, input }) => {
      const call = `${tool} ${JSON.stringify(input)}`;
      if (!envelope.success) return `> ${heading ?? 'The rest'} did not fit; ${call} has it.`;
      const { next_cursor: cursor, ...data } = dataOf(envelope);
      const { guidance } = envelope;
      const next = typeof cursor === 'string' ? `Next: ${withCursor(uri, cursor)}` : '';
      const told = [guidance && `${guidance} The call is ${call}.`, next].filter(Boolean).map((line) => `> ${line}`);
      return [markdownOf(data, heading === undefined ? 1 : 2), ...told].join('\n\n');
    })
    .join('\n\n');
}

function withCursor(uri: string, cursor: string): string {
  const [path, search = ''] = uri.split('?');
  const query = new URLSearchParams(search);
  query.set('cursor', cursor);
  return `${path}?${query}`;
}

/** Revisions with a handshake have a code for it; the others none but that of wrong params. */
const notFound = (uri: string, { revision }: CallExtra, message = 'There is no such resource') =>
  new McpError(revision === undefined ? resourceNotFound : ErrorCode.InvalidParams, message, { uri });

const resourceNotFound = -32002;

function failure(uri: string, { error }: Failure, extra: CallExtra): McpError {
  const { type, code, message, suggested_action, retry_after } = error;
  const said = `${message.replace(/\.$/, '')}. ${suggested_action}`;
  if (type === 'NOT_FOUND') return notFound(uri, extra, said);
  const data = { uri, code, ...(retry_after !== undefined && { retry_after }) };
  return new McpError(type === 'VALIDATION' ? ErrorCode.InvalidParams : ErrorCode.InternalError, said, data);
}
