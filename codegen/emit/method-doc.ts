import type { Tool } from '../model.js';
import { literal } from './docs-programs.js';
import { jsdoc } from './text.js';

const path = ({ sdk }: Tool): string => `${sdk.namespace}.${sdk.method}`;

/** What an editor shows of an SDK method: what it does, what it throws, and its first example. */
export const methodDoc = (tool: Tool, tools: readonly Tool[]): string => {
  const settling = tools.find(({ name }) => name === tool.settledBy);
  const look = settling ? `\`${path(settling)}\` shows whether it was done` : 'look before you repeat it';
  const input = tool.examples[0]?.input;
  return jsdoc(
    [
      tool.description,
      '',
      '@throws {ClickUpError} ValidationError, NotFoundError, AuthError, RateLimitError or ApiError; its `suggestion` says what to do.',
      ...(tool.confirm === 'always'
        ? ["@throws {ValidationError} `CONFIRMATION_REQUIRED` without `confirm: 'yes'`."]
        : []),
      ...(tool.effect === 'read' ? [] : [`@throws {ApiError} \`UNKNOWN_OUTCOME\` where the answer was lost: ${look}.`]),
      ...(input ? ['@example', `await clickup.${path(tool)}(${callInput(input)});`] : []),
    ].join('\n'),
  );
};

const callInput = (input: Readonly<Record<string, unknown>>): string =>
  Object.keys(input).length === 0 ? '' : literal(input, 'typescript', '');
