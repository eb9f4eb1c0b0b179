import { ManifestError, type Problem } from '../manifest/problems.js';
import type { Completeness, Field, Model, Tool } from '../model.js';
import { reasonFor } from '../uncalled.js';

const wordsIn = (text: string): number => text.trim().split(/\s+/).length;

/** An inline object may leave the describing to its fields. */
const isDescribed = ({ description, type }: Field): boolean => {
  const inner = type.is === 'array' ? type.of : type;
  return description !== '' || (inner.is === 'object' && inner.fields.every(isDescribed));
};

/** What the toolset asks for, and what the message says of it. */
const countsIn = (tool: Tool, { useCases, examples, permissions, related }: Completeness): [boolean, string][] => [
  [
    useCases === undefined || tool.useCases.length === useCases,
    `has ${tool.useCases.length} use cases; it needs ${useCases}`,
  ],
  [
    examples === undefined || tool.examples.length === examples,
    `has ${tool.examples.length} examples; it needs ${examples}: basic, with options, an error`,
  ],
  [
    related === undefined || (tool.related.length >= related.min && tool.related.length <= related.max),
    `has ${tool.related.length} related tools; it needs ${related?.min} to ${related?.max}`,
  ],
  [
    permissions === undefined || tool.permissions.length >= permissions,
    `has ${tool.permissions.length} permissions; it needs ${permissions}`,
  ],
];

const missingIn = (tool: Tool, model: Model): string[] => {
  const writes = tool.effect !== 'read';
  const settling = model.tools.find(({ name }) => name === tool.settledBy);
  const { completeness } = model.toolsets.find(({ id }) => id === tool.toolset)!;
  const rules: [boolean, string][] = [
    ...countsIn(tool, completeness),
    [wordsIn(tool.description) >= 3, 'has no description worth the name'],
    [!writes || tool.settledBy !== '', 'needs settled_by: the read that shows whether it took effect'],
    [settling === undefined || settling.effect === 'read', `is settled by ${tool.settledBy}, which is no read tool`],
    [/^\d+\.\d+\.\d+$/.test(tool.since), `since: ${tool.since} is no version`],
    [tool.returns.every(isDescribed), 'has results without a description'],
    [tool.parameters.every(({ doc }) => doc !== ''), 'has arguments without a description'],
  ];
  return rules.flatMap(([holds, message]) => (holds ? [] : message));
};

/** Throws a ManifestError that lists everything that is not yet there: examples, use cases, settling reads, tools of a category. */
export const checkComplete = (model: Model): void => {
  const problems: Problem[] = model.tools.flatMap((tool) =>
    missingIn(tool, model).map((message) => ({ ...tool.source, message: `${tool.name} ${message}` })),
  );
  for (const { id, categories } of model.toolsets) {
    for (const { name } of categories) {
      if (model.tools.some(({ toolset, category }) => toolset === id && category === name)) continue;
      problems.push({ file: 'openapi/toolsets.yaml', line: 1, message: `${id}: no tool is in the category ${name}` });
    }
  }
  const called = new Set(model.tools.flatMap(({ operations }) => operations));
  for (const operation of model.operations) {
    if (called.has(operation.id) || reasonFor(operation, model)) continue;
    const message = `no tool calls ${operation.id}: say why under uncalled`;
    problems.push({ file: 'openapi/operations.yaml', line: 1, message });
  }
  if (problems.length > 0) throw new ManifestError(problems);
};
