import { geminiTool } from './gemini.js';
import { openAiStrictTool } from './openai-strict.js';
import type { DialectTool } from './schema.js';

/** Forms of a tool that model APIs take which do not speak MCP, each ready for the list of tools of a request. */
export const dialects: Readonly<Record<Dialect, (tool: DialectTool) => object>> = {
  'openai-strict': openAiStrictTool,
  gemini: geminiTool,
};

export type Dialect = 'openai-strict' | 'gemini';
export type { DialectTool } from './schema.js';
