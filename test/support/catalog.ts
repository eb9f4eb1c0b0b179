import type { JsonSchema } from '../../codegen/model.js';
import catalog from '../../generated/catalog.json' with { type: 'json' };

/** A tool as the catalogue describes it. */
export interface CatalogTool {
  name: string;
  title: string;
  category: string;
  description: string;
  effect: 'read' | 'write' | 'delete';
  confirm: 'never' | 'always' | 'partial';
  settledBy?: string;
  annotations: Record<string, unknown>;
  inputSchema: JsonSchema & { properties: Record<string, JsonSchema> };
  outputSchema: Record<string, unknown>;
  related: { tool: string; why: string }[];
  useCases: string[];
  examples: {
    title: string;
    input: Record<string, unknown>;
    before?: { tool: string; input: Record<string, unknown> }[];
    fault?: string;
  }[];
}

export const catalogTools = catalog.tools as unknown as readonly CatalogTool[];

/** For `it.each`: every tool by its name. */
export const everyTool = catalogTools.map((tool): [string, CatalogTool] => [tool.name, tool]);
