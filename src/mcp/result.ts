import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { ResultForm } from '../config/config.js';
import type { Envelope } from '../runtime/envelope.js';
import { clickUpError, type ErrorBody } from '../runtime/errors.js';
import { answerText } from './answer-text.js';
import { compact } from './compact.js';
import type { Shown } from './shown.js';

/**
 * Clients that hand everything in a result to the model, which then reads each answer twice, by the name that they give
 * in `initialize`. Google's `mcpToTool` does so too and has no name of its own: CLICKUP_RESULT=text is for such.
 * Sources: `dist/tools.js` of https://www.npmjs.com/package/@langchain/mcp-adapters/v/1.1.4, which adds `_meta` too, and
 * https://github.com/googleapis/js-genai/blob/main/src/mcp/_mcp.ts
 */
const clientsThatRepeat = new Set(['@langchain/mcp-adapters']);

/** An envelope as MCP carries it, in the form asked for, or else in that which suits the client. */
export function resultOf(envelope: Shown, form: ResultForm | undefined, client: string | undefined): CallToolResult {
  try {
    const shown: Shown = envelope.success
      ? { ...envelope, data: compact(envelope.data) }
      : { ...envelope, error: withCompactResults(envelope.error) };
    const content: CallToolResult['content'] = form === 'structured' ? [] : [{ type: 'text', text: answerText(shown) }];
    const base = { content, isError: !envelope.success };
    if (form === undefined && client !== undefined && clientsThatRepeat.has(client)) return base;
    const { truncated, guidance } = envelope;
    const _meta = {
      ...(truncated && { truncated }),
      ...(guidance && { guidance }),
      ...(form === 'text' && { 'clickup-tools/metadata': envelope.metadata }),
    };
    return {
      ...base,
      ...(form !== 'text' && { structuredContent: { ...shown } }),
      ...(Object.keys(_meta).length > 0 && { _meta }),
    };
  } catch (error) {
    // The stack ends where values are nested some thousands deep.
    if (error instanceof RangeError) return resultOf(unfit(envelope, 'nested too deep'), form, client);
    throw error;
  }
}

/** Characters of a result that a model reads: its text, or the envelope of a result without one. */
export const lengthRead = (result: CallToolResult): number => textRead(result).length;

/** What cannot be seen, raw or as JSON writes it. */
const unseen = /[\x7f-\x9f\uFFF9-\uFFFB\u2028\u2029]|\p{Default_Ignorable_Code_Point}|\\u00[01]|\\[bf]/u;

/** Whether a result holds what its reader may not see; a plain text costs one look. */
export const mayHide = (result: CallToolResult): boolean => mayHideIn(textRead(result));

/** The same of a text by itself. */
export const mayHideIn = (text: string): boolean => /[^\t\n -~]|\\[ubf]/.test(text) && unseen.test(text);

function textRead({ content, structuredContent }: CallToolResult): string {
  const [first] = content;
  return first?.type === 'text' ? first.text : JSON.stringify(structuredContent);
}

/** In place of an answer that cannot be shown. */
export function unfit({ success, metadata }: Envelope, why: string): Envelope {
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
