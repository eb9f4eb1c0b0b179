import type { ConfirmMode } from '../client/confirm-modes.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { needsPlan } from '../runtime/planning.js';
import type { ListedTool } from '../runtime/tool.js';

const token = { type: 'string', description: 'The confirm_token of a dry run of the same call.' };

/** What a model is told of it. */
export const advice: Readonly<Record<ConfirmMode, string | undefined>> = {
  yes: undefined,
  plan: 'What destroys, *_bulk and resuming a job need a plan: call with dry_run: true, show the person what it says, repeat the call with its confirm_token as confirm.',
  ask: 'Before what destroys, *_bulk and resuming a job the person is asked; where they cannot be, call with dry_run: true, show them the plan, repeat the call with its confirm_token as confirm.',
};

/** The listing where calls are confirmed by the token of their plan: `confirm` takes it, and tools for many things have it too. */
export const confirmedByPlan = (listing: readonly ListedTool[]): ListedTool[] =>
  listing.map((tool) => {
    const { properties } = tool.inputSchema;
    const { readOnlyHint, destructiveHint } = tool.annotations;
    if (readOnlyHint || !isPlainObject(properties)) return tool;
    const isPlanned = needsPlan({ name: tool.name, effect: destructiveHint ? 'delete' : 'write' });
    if (!('confirm' in properties) && !isPlanned) return tool;
    return { ...tool, inputSchema: { ...tool.inputSchema, properties: { ...properties, confirm: token } } };
  });
