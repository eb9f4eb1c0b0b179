import MiniSearch from 'minisearch';
import { tokenize } from '../rank.js';
import { type DescribedOperation, describedOperations } from './operations.js';

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

/** Operations by words, the best match first. */
export const searchOperations = (query: string): DescribedOperation[] =>
  index.search(query).map(({ id }) => described.get(id)!);

/** `createChatMessage` and `clickup_task_get` as the words that they are made of, and themselves. */
function spaced(name: string): string {
  return `${name.replace(/([a-z])(?=[A-Z])/g, '$1 ').replaceAll('_', ' ')} ${name}`;
}
