import { type OperationId, operations } from '../../generated/operations.js';
import type { PlannedRequest } from '../runtime/envelope.js';
import type { Router } from '../runtime/router.js';
import type { Sent } from './row.js';

/** A request taken apart; undefined where the API has no operation at that path. */
export function sentOf({ method, path, query = {}, body }: PlannedRequest, router: Router): Sent | undefined {
  const route = router(method, path);
  if (route.kind !== 'match' || !Object.hasOwn(operations, route.operation.id)) return undefined;
  return { id: route.operation.id as OperationId, path: route.params, query, body };
}
