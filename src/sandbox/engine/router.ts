import type { Operations } from '../../runtime/operations.js';
import { createRouter as createOperationRouter } from '../../runtime/router.js';

/** Outcome of routing: a match, or why there is none. */
export type Route<Id> =
  | { readonly kind: 'match'; readonly operation: Id; readonly params: Record<string, string> }
  | { readonly kind: 'wrong-method'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' };

/** Finds the operation of a method and a path such as `/v2/task/86c1x9k2p`. */
export function createRouter<Id extends string>(
  operations: Operations<Id>,
): (method: string, path: string) => Route<Id> {
  const find = createOperationRouter<Id>(operations);
  return (method, path) => {
    const found = find(method, path);
    return found.kind === 'match' ? { ...found, operation: found.operation.id } : found;
  };
}
