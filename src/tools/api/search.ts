import type { OperationSearchData, OperationSearchInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import type { DescribedOperation } from '../../clickup/operation/operations.js';
import { searchOperations } from '../../clickup/operation/search-operations.js';
import { tokenize } from '../../clickup/rank.js';
import { invalidInput } from '../../runtime/errors.js';
import { toolsFor } from './tools-for.js';

const usual = 10;

/** Operations by words in what they are called, do and are about. */
export async function apiSearch(
  ctx: Context,
  { query, limit = usual }: OperationSearchInput,
): Promise<OperationSearchData> {
  if (tokenize(query).length === 0) {
    throw invalidInput('query has no word to look for', {
      parameter: 'query',
      value: query,
      suggestion: 'Say in a few words what to do: "send chat message".',
    });
  }
  const found = searchOperations(query);
  return { operations: found.slice(0, limit).map((operation) => rowOf(ctx, operation)), total: found.length };
}

function rowOf(ctx: Context, operation: DescribedOperation): OperationSearchData['operations'][number] {
  const { id, effect, method, path, summary } = operation;
  const [tool] = toolsFor(ctx, operation);
  return { ...(tool && { tool }), operation: id, effect, method, path, summary };
}
