import type { Context } from '../clickup/context.js';
import type { Wholes } from '../journal/wholes.js';
import type { Runtime } from '../runtime/client.js';
import { lazily } from '../runtime/lazily.js';
import type { Planner } from '../runtime/planning.js';
import type { ConfirmMode } from './confirm-modes.js';

/** Objects whose present state a plan reads. */
const mostRead = { usual: 25, confirmed: 200 };

/** The planner of a client; its code is loaded with the first dry run. */
export function plannerOf(runtime: Runtime, mode: ConfirmMode, wholes: () => Promise<Wholes>): Planner<Context> {
  const { store, clock, secrets } = runtime;
  const loaded = lazily(async () => {
    const [{ planFor }, { planTokens }, known] = await Promise.all([
      import('../journal/planner.js'),
      import('../journal/tokens.js'),
      wholes(),
    ]);
    const most = mode === 'yes' ? mostRead.usual : mostRead.confirmed;
    return {
      plan: ((ctx, call) =>
        planFor(ctx, call, { runtime, wholes: known, mostRead: most })) satisfies Planner<Context>['plan'],
      tokens: planTokens(store, clock, (value) => secrets.hideIn(value)),
    };
  });
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
