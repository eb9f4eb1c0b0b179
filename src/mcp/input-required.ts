import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { CallOptions } from '../runtime/call.js';
import { canonical } from '../runtime/canonical.js';
import type { WritePlan } from '../runtime/envelope.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { confirmation, isYes } from './elicit.js';
import type { McpServerOptions, ToolClient } from './options.js';
import { sealFor } from './seal.js';

/** As long as a person may take to look at a plan. */
export const questionMs = 10 * 60 * 1000;

/** What is asked is found under this name in the question and in the answer. */
const key = 'confirm';

/** What a sealed state says. */
interface State {
  /** Which question it belongs to. */
  id: string;
  /** Epoch ms until which it holds. */
  until: number;
  /** The plan that the person was shown. */
  plan: string;
}

/** Questions that were answered, with the time until which they would hold: each is answered once. */
const answered = new WeakMap<ToolClient, Map<string, number>>();

interface AskedCall {
  name: string;
  input: Record<string, unknown>;
  params: Record<string, unknown>;
  client: ToolClient;
}

/** How a call asks a person in a revision in which a server sends no requests: its result is the question. */
export interface Question {
  onConfirm: NonNullable<CallOptions['onConfirm']>;
  /** The result that asks, once the call has ended; undefined where nothing had to be asked, or it was answered. */
  asked(): Promise<object | undefined>;
}

/**
 * Reads the answer out of a repeated call, or gets ready to ask. What the person agreed to is the plan that they saw: if
 * the call would now do something else, they are asked again.
 * @throws McpError where the state is none that was given to this caller for this call.
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic
 */
export async function questionFor(
  { name, input, params, client }: AskedCall,
  { stateKey, caller = '' }: Pick<McpServerOptions, 'stateKey' | 'caller'>,
  now: () => number = Date.now,
): Promise<Question> {
  const seal = await sealFor(stateKey ?? processKey(), canonical([caller, name, input]));
  const { requestState, inputResponses } = params;
  const state = requestState === undefined ? undefined : ((await seal.open(String(requestState))) as State | undefined);
  if (requestState !== undefined && state === undefined) {
    const message =
      'requestState is none that was given to this caller for this call; send it without to be asked anew';
    throw new McpError(ErrorCode.InvalidParams, message, { reason: 'invalid_request_state' });
  }
  const answer = isPlainObject(inputResponses) ? inputResponses[key] : undefined;
  let plan: WritePlan | undefined;
  return {
    async onConfirm(question) {
      const isFor = state?.plan === printOf(question.plan) && state.until > now();
      if (isFor && answer !== undefined && takeOnce(client, state, now())) return isYes(answer);
      plan = question.plan;
      return false;
    },
    async asked() {
      if (!plan) return undefined;
      const next: State = { id: crypto.randomUUID(), until: now() + questionMs, plan: printOf(plan) };
      return {
        resultType: 'input_required',
        inputRequests: {
          [key]: { method: 'elicitation/create', params: { mode: 'form', ...confirmation(name, plan) } },
        },
        requestState: await seal.close(next),
      };
    },
  };
}

/** Whether nobody has answered this question before. */
function takeOnce(client: ToolClient, { id, until }: State, now: number): boolean {
  const taken = answered.get(client) ?? new Map<string, number>();
  answered.set(client, taken);
  for (const [other, end] of taken) if (end <= now) taken.delete(other);
  if (taken.has(id)) return false;
  taken.set(id, until);
  return true;
}

let made: string | undefined;

/** Holds as long as the process does. */
function processKey(): string {
  made ??= crypto.randomUUID() + crypto.randomUUID();
  return made;
}

/** What a plan does. "In two hours" is another time of day when it is answered. */
const printOf = ({ changes, cannot_undo }: WritePlan): string =>
  canonical([changes, cannot_undo ?? []]).replace(/\b\d{2}:\d{2}\b/g, '');
