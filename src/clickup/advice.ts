import type { ClickUpTools } from '../../generated/contracts.js';
import { type Advice, advice, type Text, withTool as withAnyTool } from '../runtime/advice.js';

/** A tool by its place in the SDK: `task.get`. */
export type ToolReference = {
  [Namespace in keyof ClickUpTools & string]: `${Namespace}.${keyof ClickUpTools[Namespace] & string}`;
}[keyof ClickUpTools & string];

/** A text that names a tool; `otherwise` is said where that tool is not offered. */
export const withTool: (tool: ToolReference, say: (name: string) => Text, otherwise?: Text) => Advice = withAnyTool;

/** "Name a task; clickup_task_search finds ids.", or the first part alone where the tool is not offered. */
export const withHint = (sentence: Text, tool: ToolReference, does: string): Advice =>
  advice`${sentence}${withTool(tool, (name) => `; ${name} ${does}`)}.`;
