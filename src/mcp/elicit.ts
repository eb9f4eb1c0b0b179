import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { ElicitResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CancelSignal } from '../runtime/call.js';
import type { PlannedChange, WritePlan } from '../runtime/envelope.js';
import { isPlainObject } from '../runtime/plain-object.js';

/** As long as the token of the plan holds. */
const patienceMs = 10 * 60 * 1000;

/** Lines of a plan that a person reads. */
const mostLines = 20;

/**
 * Asks the person through their client whether a plan is carried out; anything but a tick and "accept" is no.
 * @see https://modelcontextprotocol.io/specification/2025-06-18/client/elicitation
 */
export async function elicit(
  server: Server,
  { tool, plan }: { tool: string; plan: WritePlan },
  cancelled: CancelSignal,
): Promise<boolean> {
  const over = new AbortController();
  const stop = () => over.abort(cancelled.reason);
  cancelled.addEventListener('abort', stop, { once: true });
  try {
    const answer = await server.request(
      { method: 'elicitation/create', params: confirmation(tool, plan) } as never,
      ElicitResultSchema,
      { timeout: patienceMs, signal: over.signal },
    );
    return isYes(answer);
  } finally {
    cancelled.removeEventListener('abort', stop);
  }
}

/** The form that asks about a plan: one box to tick. */
export function confirmation(tool: string, plan: WritePlan) {
  const properties = {
    confirm: { type: 'boolean', title: 'Do it', description: 'Carry out what is listed above', default: false },
  };
  return {
    message: messageOf(tool, plan),
    requestedSchema: { type: 'object', properties, required: ['confirm'] },
  };
}

/** Whether a form came back with the box ticked. */
export const isYes = (answer: unknown): boolean =>
  isPlainObject(answer) &&
  answer.action === 'accept' &&
  isPlainObject(answer.content) &&
  answer.content.confirm === true;

/** The plan as a person reads it. */
function messageOf(tool: string, { changes, cannot_undo: cannot = [], api_calls: calls }: WritePlan): string {
  const lines = changes.slice(0, mostLines).map(inWords);
  const more = changes.length - lines.length;
  return [
    `${tool} would:`,
    ...lines.map((line) => `- ${line}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
    ...cannot.map((what) => `Cannot be undone: ${what}.`),
    `${calls} ${calls === 1 ? 'request' : 'requests'} to ClickUp.`,
  ].join('\n');
}

function inWords({ action, target, field, from, to, lost }: PlannedChange): string {
  const change =
    field === undefined
      ? ''
      : `: ${field}${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
  return `${action} ${target}${change}${lost === undefined ? '' : `; with it goes: ${lost}`}`;
}
