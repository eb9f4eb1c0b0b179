import { errorCodes } from '../../../src/runtime/errors.js';
import { markedText } from './values.js';

const codes: ReadonlySet<string> = new Set(Object.values(errorCodes).flat());

const isText = (value: unknown) => typeof value === 'string' && value !== '';

/** What is wrong with an answer as an envelope; undefined when nothing is. */
export function envelopeProblem(answer: unknown, tool: string): string | undefined {
  const text = asJson(answer);
  if (text === undefined) return 'cannot be written as JSON';
  const { success, data, error, metadata } = JSON.parse(text) as {
    success?: unknown;
    data?: unknown;
    error?: Record<string, unknown>;
    metadata?: Record<string, unknown>;
  };
  if (metadata?.tool_name !== tool || Number.isNaN(Date.parse(String(metadata.timestamp)))) return 'has no metadata';
  if (success === true) return data === undefined || error !== undefined ? 'succeeds without data' : undefined;
  if (success !== false || !error) return 'neither succeeds nor fails';
  if (!codes.has(String(error.code))) return `has the code ${String(error.code)}`;
  return isText(error.message) && isText(error.suggested_action) && isText(error.type) ? undefined : 'explains nothing';
}

export function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** How often an answer holds the marked text of its input. */
export function repetitions(answer: unknown, input: unknown): number {
  const [text] = asJson(input)?.match(markedText) ?? [];
  return text === undefined ? 0 : (asJson(answer)?.split(text).length ?? 1) - 1;
}
