import type { Layer, Send } from '../runtime/send.js';
import type { ToolEntry } from '../runtime/tool.js';
import type { PolicyDeps } from './layer.js';
import type { Policy } from './policy.js';

/** The layer of a policy; its code is loaded with the first request. */
export const lazyLayer =
  (policy: Policy, deps: PolicyDeps): Layer =>
  (next) => {
    let loaded: Promise<Send> | undefined;
    return async (request, context) => {
      loaded ??= import('./layer.js').then(({ policyLayer }) => policyLayer(policy, deps)(next));
      return (await loaded)(request, context);
    };
  };

/** The same tools; of those that cannot work under the policy each call says why. */
export const underPolicy = (tools: readonly ToolEntry[], policy: Policy): ToolEntry[] =>
  tools.map((row) => ({
    ...row,
    load: async () => {
      const denial = await denialOfTool(policy, row);
      if (denial) throw denial;
      return row.load();
    },
  }));

/** Why a tool can never work under the policy; undefined where it can. */
export async function denialOfTool(policy: Policy, row: ToolEntry) {
  return (await import('./tools.js')).toolDenial(policy, row);
}
