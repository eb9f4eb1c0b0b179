import type { CatalogTool } from '../../../generated/catalog.js';

export type JsonObject = Record<string, unknown>;

/** What a tool's page hands to its playground. */
export type PlaygroundTool = Pick<
  CatalogTool,
  'name' | 'title' | 'effect' | 'plan' | 'sdk' | 'parameters' | 'inputSchema' | 'examples'
>;

/** The word of the badge. */
export const effectWords = { read: 'reads', write: 'writes', delete: 'deletes' } as const;
