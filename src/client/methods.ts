import type { CallOptions } from '../runtime/call.js';
import type { ToolEntry } from '../runtime/tool.js';

/** Runs one tool by name: gives its data or throws. */
type Run = (name: string, input: unknown, options?: CallOptions) => Promise<unknown>;

/** One method per tool, where its row says: `clickup_custom_field_set` is `customField.set`. */
export function methods(tools: readonly ToolEntry[], run: Run): Record<string, Record<string, unknown>> {
  const namespaces: Record<string, Record<string, unknown>> = {};
  for (const { name, sdk } of tools) {
    namespaces[sdk.namespace] ??= {};
    namespaces[sdk.namespace]![sdk.method] = (input: unknown = {}, options?: CallOptions) => run(name, input, options);
  }
  return namespaces;
}
