import type { ZodType } from 'zod';
import type { Tool, ToolEntry } from './tool.js';

/** A tool with its code and its schema, as a call needs it. */
export interface LoadedTool {
  tool: Tool<unknown>;
  schema: ZodType;
}

// An import that has been done is still resolved and waited for, at every call.
const loaded = new WeakMap<ToolEntry, LoadedTool>();

/** The code and schema of a tool; at once where they were loaded before. */
export function loadTool(entry: ToolEntry): LoadedTool | Promise<LoadedTool> {
  return loaded.get(entry) ?? load(entry);
}

async function load(entry: ToolEntry): Promise<LoadedTool> {
  const tool = (await entry.load()) as unknown as Tool<unknown>;
  const found = { tool, schema: await tool.schema() };
  loaded.set(entry, found);
  return found;
}
