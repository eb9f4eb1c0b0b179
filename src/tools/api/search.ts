import MiniSearch from 'minisearch';
import type { OperationSearchData, OperationSearchInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { type DescribedOperation, describedOperations } from '../../clickup/operation/operations.js';
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
  const found = index.search(query);
  const operations = found.slice(0, limit).map(({ id }) => rowOf(ctx, described.get(id)!));
  return { operations, total: found.length };
}

const described = new Map(describedOperations.map((operation) => [operation.id as string, operation]));

/** What operations and their tools are called, do and are about; a word may be begun only, or have a typo. */
const index = new MiniSearch({
  idField: 'key',
  fields: ['id', 'summary', 'tools', 'place', 'about'],
  tokenize,
  searchOptions: {
    // What an operation is about is long, and names what others are for.
    boost: { id: 4, summary: 4, tools: 3, place: 2 },
    prefix: (word) => word.length > 2,
    fuzzy: (word) => (word.length > 4 ? 0.2 : false),
  },
});
index.addAll(
  describedOperations.map(({ id, summary, tools, tag, path, about }) => ({
    key: id,
    id: spaced(id),
    summary,
    tools: tools?.map(spaced).join(' '),
    place: `${tag} ${spaced(path)}`,
    about,
  })),
);

function rowOf(ctx: Context, operation: DescribedOperation): OperationSearchData['operations'][number] {
  const { id, effect, method, path, summary } = operation;
  const [tool] = toolsFor(ctx, operation);
  return { ...(tool && { tool }), operation: id, effect, method, path, summary };
}

/** `createChatMessage` and `clickup_task_get` as the words that they are made of, and themselves. */
function spaced(name: string): string {
  return `${name.replace(/([a-z])(?=[A-Z])/g, '$1 ').replaceAll('_', ' ')} ${name}`;
}
