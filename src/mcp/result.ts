import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { ResultForm } from '../config/settings.js';
import type { Envelope } from '../runtime/envelope.js';
import { clickUpError, type ErrorBody } from '../runtime/errors.js';
import { answerText } from './answer-text.js';
import { compact } from './compact.js';

/**
 * Clients that hand everything in a result to the model, which then reads each answer twice, by the name that they give
 * in `initialize`. Google's `mcpToTool` does so too and has no name of its own: CLICKUP_RESULT=text is for such.
 * Sources: `dist/tools.js` of https://www.npmjs.com/package/@langchain/mcp-adapters/v/1.1.4, which adds `_meta` too, and
 * https://github.com/googleapis/js-genai/blob/main/src/mcp/_mcp.ts
 */
const clientsThatRepeat = new Set(['@langchain/mcp-adapters']);

/** An envelope as MCP carries it, in the form asked for, or else in that which suits the client. */
export function resultOf(envelope: Envelope, form: ResultForm | undefined, client: string | undefined): CallToolResult {
  try {
    const shown: Envelope = envelope.success
      ? { ...envelope, data: compact(envelope.data) }
      : { ...envelope, error: withCompactResults(envelope.error) };
    const text = answerText(shown);
    if (text.length > safeLength && Buffer.byteLength(text) > maxBytes) {
      return resultOf(unfit(envelope, 'too large'), form, client);
    }
    const content: CallToolResult['content'] = form === 'structured' ? [] : [{ type: 'text', text }];
    const base = { content, isError: !envelope.success };
    if (form === undefined && client !== undefined && clientsThatRepeat.has(client)) return base;
    if (form === 'text') return { ...base, _meta: { 'clickup-tools/metadata': envelope.metadata } };
    return { ...base, structuredContent: { ...shown } };
  } catch (error) {
    // The stack ends where values are nested some thousands deep.
    if (error instanceof RangeError) return resultOf(unfit(envelope, 'nested too deep'), form, client);
    throw error;
  }
}

/** Clients on the official SDK end the session at a message above 10 MB, which holds the answer twice, its quotes escaped. */
const maxBytes = 2_400_000;
/** Shorter texts have fewer bytes, whatever their letters. */
const safeLength = maxBytes / 4;

function unfit({ success, metadata }: Envelope, why: string): Envelope {
  const message = `The call ${success ? 'succeeded' : 'failed'}, but its answer is ${why} for MCP clients`;
  const error = clickUpError('INVALID_RESPONSE', message, {
    suggestion: 'Ask for less: a smaller limit, fewer ids, no detail: "full". What was written need not be repeated.',
  });
  return { success: false, error: error.toBody(), metadata };
}

/** The items of a bulk call that failed as a whole, which often failed of the same. */
function withCompactResults({ details, ...error }: ErrorBody): ErrorBody {
  if (!details) return error;
  return { ...error, details: 'results' in details ? { ...details, results: compact(details.results) } : details };
}
