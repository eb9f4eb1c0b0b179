import type { OperationSearchData, OperationSearchInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { type DescribedOperation, describedOperations } from '../../clickup/operation/operations.js';
import { rank, tokenize } from '../../clickup/rank.js';
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
  const found = rank(query, describedOperations, (operation) => [
    { text: spaced(operation.id), weight: 4 },
    { text: operation.summary, weight: 4 },
    { text: operation.tools?.map(spaced).join(' ') ?? '', weight: 3 },
    { text: `${operation.tag} ${spaced(operation.path)}`, weight: 2 },
    { text: operation.about, weight: 1 },
  ]);
  return { operations: found.slice(0, limit).map(({ item }) => rowOf(ctx, item)), total: found.length };
}

function rowOf(ctx: Context, operation: DescribedOperation): OperationSearchData['operations'][number] {
  const { id, effect, method, path, summary } = operation;
  const [tool] = toolsFor(ctx, operation);
  return { ...(tool && { tool }), operation: id, effect, method, path, summary };
}

/** `createChatMessage` and `clickup_task_get` as the words that they are made of, and themselves. */
const spaced = (name: string): string => `${name.replace(/([a-z])(?=[A-Z])/g, '$1 ').replaceAll('_', ' ')} ${name}`;
