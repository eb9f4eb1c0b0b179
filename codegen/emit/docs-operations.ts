import type { Model, Operation } from '../model.js';
import { cell } from './docs-text.js';

/** Operations that no tool calls, and why; the first line that fits counts. */
const reasons: readonly [area: string, fits: RegExp, why: string][] = [
  [
    'Webhooks',
    /\/webhook/,
    'Webhooks call a server that someone runs; an agent has none. Programs register them with the typed client.',
  ],
  [
    'Guests',
    /\/guest/,
    'Inviting and removing people from outside, and what they may see, stays with people: it spends seats and opens the Workspace. Enterprise plan only.',
  ],
  [
    'Members',
    /\/user\b/,
    'Inviting, changing and removing members stays with people: it spends seats and moves rights. Enterprise plan only.',
  ],
  [
    'Legacy time tracking',
    /\/task\/\{task_id\}\/time/,
    'ClickUp keeps these for old integrations. `clickup_time_create`, `clickup_time_update` and `clickup_time_delete` use the newer entries, which show the same time.',
  ],
  [
    'OAuth',
    /\/oauth\//,
    'Exchanges the code of an OAuth sign-in for a token. A tool runs with a token that is already there.',
  ],
  [
    'Chat',
    /\/chat\/|\/comments\/types\//,
    'Chat is outside the twelve categories of the standard tools. Comments on tasks, Lists and Chat views are covered.',
  ],
  ['Docs', /\/docs/, 'Docs are outside the twelve categories of the standard tools.'],
  [
    'Access and audit',
    /\/acls|\/auditlogs/,
    'Changing who sees what, and reading the audit log, is work for the admins of an Enterprise Workspace.',
  ],
];

const reasonFor = ({ id, path }: Operation): { area: string; why: string } => {
  const [area, , why] = reasons.find(([, fits]) => fits.test(path)) ?? [];
  if (area === undefined || why === undefined)
    throw new Error(`no tool calls ${id}, and docs-operations.ts has no reason for it`);
  return { area, why };
};

/** Where ClickUp documents an operation. */
export const referenceUrl = ({ publishedId }: Pick<Operation, 'publishedId'>): string =>
  `https://developer.clickup.com/reference/${publishedId.toLowerCase().replaceAll("'", '')}`;

const link = (operation: Operation): string => `[${operation.id}](${referenceUrl(operation)})`;

/** Everything that the page about operations says: each operation once, under its tools or under a reason. */
export const operationsView = ({ operations, tools }: Model) => {
  const callers = (id: string) => tools.filter((tool) => tool.operations.includes(id)).map(({ name }) => name);
  const rows = operations.map((operation) => ({ operation, tools: callers(operation.id) }));
  const covered = rows.filter((row) => row.tools.length > 0);
  const uncovered = rows.filter((row) => row.tools.length === 0);
  const groups = new Map<string, { area: string; why: string; operations: Record<string, string>[] }>();
  for (const { operation } of uncovered) {
    const { area, why } = reasonFor(operation);
    const group = groups.get(why) ?? { area, why, operations: [] };
    group.operations.push({
      link: link(operation),
      endpoint: `${operation.method} ${operation.path}`,
      summary: cell(operation.summary),
    });
    groups.set(why, group);
  }
  const byReason = (why: string) => reasons.findIndex(([, , text]) => text === why);
  return {
    total: operations.length,
    coveredCount: covered.length,
    uncoveredCount: uncovered.length,
    covered: covered.map(({ operation, tools: names }) => ({
      link: link(operation),
      endpoint: `${operation.method} ${operation.path}`,
      summary: cell(operation.summary),
      tools: names.map((name) => `[${name}](tools/${name}.md)`).join(', '),
    })),
    groups: [...groups.values()].sort((a, b) => byReason(a.why) - byReason(b.why)),
  };
};
