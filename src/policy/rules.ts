import type { Operation } from '../runtime/operations.js';
import type { Denial } from './denial.js';
import { type Policy, type PolicyEffect, policyEffects } from './policy.js';

/** What happens to whom, in words that follow the name of an operation. */
const verbs: Record<PolicyEffect, string> = {
  read: 'reads',
  write: 'writes',
  delete: 'deletes',
  admin: 'decides who may see or do what',
};

/** The effects that a policy allows, in their order. */
export const allowedEffects = ({ readOnly, effects = policyEffects }: Policy): PolicyEffect[] =>
  policyEffects.filter((effect) => effects.includes(effect) && !(readOnly && effect !== 'read'));

/** Why a policy forbids an operation whatever it is about; undefined where that depends on what it is about. */
export function denialOfOperation(policy: Policy, { id, effect }: Operation): Denial | undefined {
  const allowed = allowedEffects(policy);
  if (effect === undefined || allowed.includes(effect)) return undefined;
  const what = `${id} ${verbs[effect]}`;
  const details = { operation: id, effect };
  if (policy.readOnly && effect !== 'read')
    return { rule: 'readOnly', message: `${what}, and only reading is allowed here`, allowed, details };
  return { rule: 'effects', message: `${what}, which is not allowed here`, allowed, details };
}
