import type { Operation } from '../runtime/operations.js';
import type { Denial } from './denial.js';
import { limitsPlaces, type Policy, type PolicyEffect, policyEffects } from './policy.js';
import { placeless } from './prover.js';
import { isFact, isFiltered, isOfTimer } from './reads-of-all.js';

/** What a rule looks at of an operation. */
type About = Pick<Operation, 'id' | 'effect' | 'location'>;

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

/** Why a request outside of the places of a policy is not sent. */
export function placesDenial(policy: Policy, { id, effect }: About, why: string): Denial {
  const kinds = (['spaces', 'folders', 'lists'] as const).filter((kind) => policy[kind] !== undefined);
  return {
    rule: kinds[0],
    message: `${id} would leave what is allowed: ${why}`,
    allowed: kinds.flatMap((kind) => policy[kind]!.map((place) => `${kind.slice(0, -1)} ${place}`)),
    details: { operation: id, effect },
  };
}

/** Why a request for another Workspace is not sent. */
export const workspaceDenial = ({ workspaceId = '' }: Policy, { id, effect }: About, why: string): Denial => ({
  rule: 'workspaceId',
  message: `${id} would leave Workspace ${workspaceId}: ${why}`,
  allowed: [workspaceId],
  details: { operation: id, effect },
});

/** Why a policy forbids an operation whatever it is about; undefined where that depends on what it is about. */
export function denialOfOperation(policy: Policy, operation: About): Denial | undefined {
  const { id, effect } = operation;
  const allowed = allowedEffects(policy);
  if (effect === undefined || allowed.includes(effect)) {
    const isAdrift = limitsPlaces(policy) && !canStay(operation);
    return isAdrift ? placesDenial(policy, operation, 'it names no List, Folder or Space') : undefined;
  }
  const what = `${id} ${verbs[effect]}`;
  const details = { operation: id, effect };
  if (policy.readOnly && effect !== 'read')
    return { rule: 'readOnly', message: `${what}, and only reading is allowed here`, allowed, details };
  return { rule: 'effects', message: `${what}, which is not allowed here`, allowed, details };
}

/** Whether an operation can name a place, or is one that the policy itself keeps to places. */
export const canStay = ({ id, location = {} }: About): boolean =>
  isFact(id) ||
  isFiltered(id) ||
  isOfTimer(id) ||
  id === 'GetFilteredTeamTasks' ||
  (Object.values(location).some((noun) => !placeless.includes(noun)) &&
    !Object.entries(location).some(([at, noun]) => at.startsWith('path.') && homeless.has(noun)));

/** What lies in the Workspace as a whole, so that nothing of it can be proved to lie in a place. */
const homeless: ReadonlySet<string> = new Set(['goal', 'key_result', 'group']);
