import type { ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import type { ListedTool } from '../../runtime/tool.js';
import { addressOf, mimeType } from './resources.js';

type Input = Readonly<Record<string, unknown>>;

/** The resource that shows what a call reads, by its tool: the words of its path. */
const paths: Readonly<Record<string, (input: Input) => unknown[]>> = {
  clickup_task_get: ({ task_id }) => ['task', task_id],
  clickup_comment_list: ({ task_id }) => ['task', task_id],
  clickup_list_get: ({ list_id }) => ['list', list_id],
  clickup_task_list: ({ list_id }) => ['list', list_id],
  clickup_doc_read: ({ doc, page }) => ['doc', doc, ...(page === undefined ? [] : [page])],
  clickup_workspace_get_hierarchy: () => ['hierarchy'],
};

/** A link to the page that shows what a call reads, part by part; undefined where there is none. */
export function linkTo(tool: string, input: Input, listing: readonly ListedTool[]): ContentBlock | undefined {
  const words = paths[tool]?.(input);
  if (!words?.every((word) => typeof word === 'string' || typeof word === 'number')) return undefined;
  const uri = `clickup://${words.map((word) => encodeURIComponent(String(word))).join('/')}`;
  const address = addressOf(uri, listing);
  if (!address) return undefined;
  const { name, title } = address.kind;
  return { type: 'resource_link', uri, name, title, mimeType };
}
