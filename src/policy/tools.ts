import { type OperationId, operations } from '../../generated/operations.js';
import { operationsOf } from '../../generated/tool-operations.js';
import type { ClickUpError } from '../runtime/errors.js';
import type { ToolEntry } from '../runtime/tool.js';
import { type Denial, denied } from './denial.js';
import type { Policy } from './policy.js';
import { allowedEffects, denialOfOperation } from './rules.js';

type Row = Pick<ToolEntry, 'name' | 'effect'>;

/** The tools that can do something of what they are for under a policy. */
export const possibleTools = <R extends Row>(rows: readonly R[], policy: Policy): R[] =>
  rows.filter((row) => denialOf(policy, row) === undefined);

/** Why a tool can never work under the policy; undefined where it can. */
export function toolDenial(policy: Policy, row: Row): ClickUpError | undefined {
  const denial = denialOf(policy, row);
  if (!denial) return undefined;
  const { details, ...rest } = denial;
  return denied({
    ...rest,
    message: `${row.name} cannot work here: ${rest.message}`,
    details: { ...details, tool: row.name },
  });
}

/** A tool reads by any of its reads, and writes by any of its writes: what it looks up on the way makes none of it work. */
function denialOf(policy: Policy, { name, effect }: Row): Denial | undefined {
  const called = operationsOf(name) ?? [];
  if (called.length === 0) return denialOfAny(policy, { name, effect });
  const own = called.filter((id) => (operations[id].effect === 'read') === (effect === 'read'));
  const denials = own.map((id) => denialOfOperation(policy, operationOf(id)));
  return denials.includes(undefined) ? undefined : denials[0];
}

/** Tools that call any operation of their effect, and those that call none. */
function denialOfAny(policy: Policy, { name, effect }: Row): Denial | undefined {
  const allowed = allowedEffects(policy);
  if (effect === 'read' || allowed.some((each) => each !== 'read')) return undefined;
  return denialOfOperation(policy, { id: name, effect });
}

const operationOf = (id: OperationId) => ({ id, ...operations[id] });
