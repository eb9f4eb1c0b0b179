import type { Context } from '../../clickup/context.js';
import type { DescribedOperation } from '../../clickup/operation/operations.js';
import { withTool } from '../../runtime/advice.js';

/** The tools that do what an operation does, of those that are offered. */
export const toolsFor = (ctx: Context, { tools = [] }: DescribedOperation): string[] =>
  tools.map((tool) => ctx.say(withTool(tool, (name) => name))).filter((name) => name !== '');

/** Says which tool does the same with names, dates and checks. */
export function noteTool(ctx: Context, operation: DescribedOperation): void {
  const [tool] = toolsFor(ctx, operation);
  if (tool) ctx.note(`${tool} does this too, and takes names and dates as people write them.`);
}
