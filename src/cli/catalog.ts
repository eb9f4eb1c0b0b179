import catalog from '../../generated/catalog.json' with { type: 'json' };
import { nearest } from '../runtime/nearest.js';
import { UsageError } from './usage.js';

/** A row of the catalogue, as far as the command line shows it. */
export interface CatalogTool {
  name: string;
  title: string;
  category: string;
  description: string;
  effect: 'read' | 'write' | 'delete';
  inputSchema: { properties: Record<string, { type: string }>; required?: readonly string[] };
  parameters: readonly { name: string; required: boolean; description: string; example?: unknown }[];
  examples: readonly { title: string; input: Record<string, unknown> }[];
}

export const catalogTools = catalog.tools as unknown as readonly CatalogTool[];

/** The tool of that name; the `clickup_` in front may be left out. */
export function findTool(name: string | undefined): CatalogTool {
  const wanted = (name ?? '').replaceAll('-', '_');
  const tool = catalogTools.find((row) => row.name === wanted || row.name === `clickup_${wanted}`);
  if (tool) return tool;
  const near = nearest(
    wanted.startsWith('clickup_') ? wanted : `clickup_${wanted}`,
    catalogTools.map((row) => row.name),
  );
  throw new UsageError(
    name ? `no tool is called ${name}` : 'which tool?',
    near ? `Did you mean ${near}?` : '`clickup-tools tools` lists them.',
  );
}
