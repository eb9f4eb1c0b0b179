import { ManifestError, type Problem } from '../manifest/problems.js';
import type { Field, Model, Tool } from '../model.js';
import { standardTools } from '../standard-tools.js';

const wordsIn = (text: string): number => text.trim().split(/\s+/).length;

/** An inline object may leave the describing to its fields. */
const isDescribed = ({ description, type }: Field): boolean => {
  const inner = type.is === 'array' ? type.of : type;
  return description !== '' || (inner.is === 'object' && inner.fields.every(isDescribed));
};

const missingIn = (tool: Tool, model: Model): string[] => {
  const writes = tool.effect !== 'read';
  const settling = model.tools.find(({ name }) => name === tool.settledBy);
  const rules: [boolean, string][] = [
    [tool.useCases.length === 3, `has ${tool.useCases.length} use cases; it needs 3`],
    [tool.examples.length === 3, `has ${tool.examples.length} examples; it needs 3: basic, with options, an error`],
    [tool.related.length >= 2 && tool.related.length <= 4, `has ${tool.related.length} related tools; it needs 2 to 4`],
    [tool.permissions.length >= 1, 'says no permissions'],
    [wordsIn(tool.description) >= 3, 'has no description worth the name'],
    [!writes || tool.settledBy !== '', 'needs settled_by: the read that shows whether it took effect'],
    [settling === undefined || settling.effect === 'read', `is settled by ${tool.settledBy}, which is no read tool`],
    [/^\d+\.\d+\.\d+$/.test(tool.since), `since: ${tool.since} is no version`],
    [tool.returns.every(isDescribed), 'has results without a description'],
    [tool.parameters.every(({ doc }) => doc !== ''), 'has arguments without a description'],
  ];
  return rules.flatMap(([holds, message]) => (holds ? [] : message));
};

/** Throws a ManifestError that lists everything that is not yet there: tools, examples, use cases, settling reads. */
export const checkComplete = (model: Model): void => {
  const problems: Problem[] = model.tools.flatMap((tool) =>
    missingIn(tool, model).map((message) => ({ ...tool.source, message: `${tool.name} ${message}` })),
  );
  const names = new Set(model.tools.map(({ name }) => name));
  for (const name of standardTools.filter((each) => !names.has(each))) {
    problems.push({ file: 'openapi/tools', line: 1, message: `no entry for ${name}` });
  }
  if (problems.length > 0) throw new ManifestError(problems);
};
