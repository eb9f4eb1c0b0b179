import type { Layer } from '../runtime/send.js';
import { denied } from './denial.js';
import type { Policy } from './policy.js';
import { denialOfOperation } from './rules.js';

/** Holds every request against the policy, and throws POLICY_DENIED for what it does not allow. */
export const policyLayer =
  (policy: Policy): Layer =>
  (next) =>
  (request, context) => {
    const { operation } = context;
    if (!operation) throw denied(unknownOperation);
    const denial = denialOfOperation(policy, operation);
    if (denial) throw denied(denial);
    return next(request, context);
  };

/** Nobody knows what such a request does. */
const unknownOperation = {
  rule: undefined,
  message: "ClickUp's API has no operation of that method at that path",
  next: 'Call an operation that its description has.',
} as const;
