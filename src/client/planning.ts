import type { Context } from '../clickup/context.js';
import type { Runtime } from '../runtime/client.js';
import type { Clock } from '../runtime/clock.js';
import type { Planner, PlanTokens } from '../runtime/planning.js';
import type { Store } from '../runtime/store.js';

/** How calls that destroy, and those that do many things, are confirmed. */
export const confirmModes = ['yes', 'plan', 'ask'] as const;

/**
 * How calls that destroy, and those that do many things, are confirmed: by `confirm: "yes"`, by the token of their plan, or by
 * asking the person (`onConfirm`), and by the token where nobody can be asked.
 *
 * @example
 * const confirm: ConfirmMode = 'plan';
 */
export type ConfirmMode = (typeof confirmModes)[number];

/** Objects whose present state a plan reads. */
const mostRead = { usual: 25, confirmed: 200 };

/** The planner of a client; its code is loaded with the first dry run. */
export function plannerOf(
  runtime: Runtime,
  mode: ConfirmMode,
  { store, clock }: { store: Store; clock: Clock },
): Planner<Context> {
  let loading: Promise<{ plan: Planner<Context>['plan']; tokens: PlanTokens }> | undefined;
  const load = async () => {
    const [{ planFor }, { Wholes }, { planTokens }] = await Promise.all([
      import('../journal/planner.js'),
      import('../journal/wholes.js'),
      import('../journal/tokens.js'),
    ]);
    const wholes = new Wholes();
    const most = mode === 'yes' ? mostRead.usual : mostRead.confirmed;
    return {
      plan: ((ctx, call) => planFor(ctx, call, { runtime, wholes, mostRead: most })) satisfies Planner<Context>['plan'],
      tokens: planTokens(store, clock),
    };
  };
  const loaded = () => {
    loading ??= load();
    return loading;
  };
  return {
    plan: async (ctx, call) => (await loaded()).plan(ctx, call),
    ...(mode !== 'yes' && {
      tokens: {
        issue: async (subject) => (await loaded()).tokens.issue(subject),
        accept: async (token, subject) => (await loaded()).tokens.accept(token, subject),
      },
    }),
  };
}
