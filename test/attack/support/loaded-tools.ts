import { tools } from '../../../generated/tools/index.js';
import type { ToolEntry } from '../../../src/runtime/tool.js';

let loaded: Promise<ToolEntry[]> | undefined;

/**
 * The standard tools with everything in memory. Loading takes real time, of which a virtual clock knows nothing: it would
 * run to the deadline meanwhile.
 */
export function loadedTools(): Promise<ToolEntry[]> {
  loaded ??= Promise.all(
    tools.map(async (entry): Promise<ToolEntry> => {
      const tool = await entry.load();
      const schema = await tool.schema();
      return { ...entry, load: async () => ({ ...tool, schema: async () => schema }) };
    }),
  );
  return loaded;
}
