import { type ClickUpError, clickUpError } from '../runtime/errors.js';
import type { Row } from './select.js';

/** The row of a name, which may leave `clickup_` out. */
export const rowOf = <R extends Row>(name: string, all: readonly R[]): R | undefined =>
  all.find((each) => each.name === name || each.name === `clickup_${name}`);

/** What to say of a tool of the registry that is not among those that are served; undefined where it is. */
export function absentTool(row: Row | undefined, served: readonly Row[]): ClickUpError | undefined {
  if (!row || served.some((each) => each.name === row.name)) return undefined;
  const { toolset } = row;
  const isOff = !served.some((each) => each.toolset === toolset);
  const why = isOff
    ? `belongs to the toolset ${toolset}, which is not served here`
    : 'is not among the tools served here';
  return clickUpError('UNKNOWN_TOOL', `${row.name} ${why}`, {
    suggestion: isOff
      ? `Ask the person to start the server with --toolsets ${toolset} (CLICKUP_TOOLSETS=${toolset}); a program passes chooseTools({ toolsets: ['${toolset}'] }).`
      : 'It was left out by whoever set this up: do without it, or ask the person.',
    details: { toolset },
  });
}
