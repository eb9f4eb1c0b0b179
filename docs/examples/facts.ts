import { readFileSync } from 'node:fs';
import { operations } from '../../generated/operations.js';
import { cacheTimes } from '../../src/clickup/cache-times.js';
import { characterLimits, mcpDeadlineMs } from '../../src/config/mcp-limits.js';
import { tokenMs } from '../../src/journal/tokens.js';
import { writesUnread } from '../../src/mcp/answer-calls.js';

interface Row {
  category: string;
  toolset: string;
  binding: 'operation' | 'route' | 'handler';
}

const { tools, toolsets } = JSON.parse(
  readFileSync(new URL('../../generated/catalog.json', import.meta.url), 'utf8'),
) as {
  tools: Row[];
  toolsets: { id: string; default: boolean }[];
};
const boundTo = (binding: Row['binding']) => tools.filter((tool) => tool.binding === binding).length;

const byCategory = [...new Set(tools.map(({ category }) => category))].map((category) => [
  `${category} tools`,
  tools.filter((tool) => tool.category === category).length,
]);

/** Figures that prose quotes, as the generated files have them. */
export const facts: Readonly<Record<string, number>> = {
  tools: tools.length,
  'default tools': tools.filter(({ toolset }) => toolsets.some(({ id, default: isOn }) => isOn && id === toolset))
    .length,
  categories: new Set(tools.map(({ category }) => category)).size,
  operations: Object.keys(operations).length,
  ...Object.fromEntries(byCategory),
  'bound to an operation': boundTo('operation'),
  'bound to a route': boundTo('route'),
  'with a handler': boundTo('handler'),
  'unread writes': writesUnread,
  'characters of an answer': characterLimits.usual,
  'seconds of a call': mcpDeadlineMs / 1000,
  'minutes of a plan': tokenMs / 60_000,
  'workspace cache seconds': cacheTimes.workspace.ttlMs / 1000,
  'docs cache seconds': cacheTimes.docs.ttlMs / 1000,
};

/** A text with each marked figure, such as `<!-- fact: tools -->72<!-- /fact -->`, as it now is. */
export const syncFacts = (text: string): string =>
  text.replace(/(<!-- fact: ([\w ]+) -->)[^<]*(?=<!-- \/fact -->)/g, (_, mark: string, name: string) => {
    const value = facts[name];
    if (value === undefined) throw new Error(`No figure is called ${JSON.stringify(name)}: see docs/examples/facts.ts`);
    return `${mark}${value.toLocaleString('en-US')}`;
  });
