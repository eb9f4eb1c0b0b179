import { type ClickUpError, clickUpError } from '../runtime/errors.js';
import type { Row } from './select.js';

/** What to say of a tool that is in the registry, but not among those that are served; undefined for any other name. */
export function absentTool(name: string, served: readonly Row[], all: readonly Row[]): ClickUpError | undefined {
  const row = all.find((each) => each.name === name || each.name === `clickup_${name}`);
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
