import type { Model, Operation } from '../model.js';
import { reasonFor } from '../uncalled.js';
import { linksFrom } from './docs-links.js';
import { cell } from './docs-text.js';

const unexplained = { area: 'Others', why: 'No tool calls these yet.' };

/** Where ClickUp documents an operation. */
export const referenceUrl = ({ publishedId }: Pick<Operation, 'publishedId'>): string =>
  `https://developer.clickup.com/reference/${publishedId.toLowerCase().replaceAll("'", '')}`;

const linkOf = (operation: Operation): string => `[${operation.id}](${referenceUrl(operation)})`;

/** Everything that the page about operations says: each operation once, under its tools or under a reason. */
export const operationsView = ({ operations, tools, uncalled }: Model) => {
  const link = linksFrom('', { tools });
  const callers = (id: string) => tools.filter((tool) => tool.operations.includes(id)).map(({ name }) => name);
  const rows = operations.map((operation) => ({ operation, tools: callers(operation.id) }));
  const covered = rows.filter((row) => row.tools.length > 0);
  const uncovered = rows.filter((row) => row.tools.length === 0);
  const groups = new Map<string, { area: string; why: string; operations: Record<string, string>[] }>();
  for (const { operation } of uncovered) {
    const { area, why } = reasonFor(operation, { uncalled }) ?? unexplained;
    const group = groups.get(why) ?? { area, why, operations: [] };
    group.operations.push({
      link: linkOf(operation),
      endpoint: `${operation.method} ${operation.path}`,
      summary: cell(operation.summary),
    });
    groups.set(why, group);
  }
  const byReason = (why: string) => uncalled.findIndex((each) => each.why === why);
  return {
    total: operations.length,
    coveredCount: covered.length,
    uncoveredCount: uncovered.length,
    covered: covered.map(({ operation, tools: names }) => ({
      link: linkOf(operation),
      endpoint: `${operation.method} ${operation.path}`,
      summary: cell(operation.summary),
      tools: names.map(link).join(', '),
    })),
    groups: [...groups.values()].sort((a, b) => byReason(a.why) - byReason(b.why)),
  };
};
