import type { Alias, ToolEntry } from '../runtime/tool.js';
import type { Row } from './select.js';

/**
 * The toolset that lists these names. They can be called without it. Most of them are those of the agent contract of
 * ClickUp-MCP: https://glama.ai/mcp/servers/@Polaralias/ClickUp-MCP-Server
 */
export const contract = {
  id: 'contract',
  title: 'Names of the agent contract',
} as const;

/** The toolset that lists the hero tools of Truto's managed server: https://truto.one/blog/connect-clickup-to-claude-track-goals-docs-and-key-results/ */
export const truto = {
  id: 'truto',
  title: 'Names of a managed server',
} as const;

/** Toolsets that hold names alone. */
export const aliasToolsets = [contract, truto] as const;

/** The name under which an alias is listed. */
export const listedAs = (name: string, { toolset }: Pick<Alias, 'toolset'>): string =>
  toolset === truto.id ? name : `clickup_${name}`;

/** A name as something to choose: it does what its tool does, and is denied with it. */
export interface AliasRow extends Row {
  /** The name of its tool. */
  readonly aliasOf: string;
}

/** A tool, or another name of one. */
export type NamedRow<R extends Row> = (R & { readonly aliasOf?: undefined }) | AliasRow;

/** A row for each name whose tool is there. */
export const aliasRows = (aliases: Readonly<Record<string, Alias>>, tools: readonly Row[]): AliasRow[] =>
  Object.entries(aliases).flatMap(([name, alias]) => {
    const { tool, toolset = contract.id } = alias;
    const row = tools.find((each) => each.name === tool);
    if (!row) return [];
    const { category, effect } = row;
    return [{ name: listedAs(name, alias), toolset, category, effect, aliasOf: tool }];
  });

/** The tools that are chosen by their own name or another, in the order of `tools`. */
export function entriesOf(rows: readonly NamedRow<Row>[], tools: readonly ToolEntry[]): ToolEntry[] {
  const names = new Set(rows.map(({ name, aliasOf }) => aliasOf ?? name));
  return tools.filter(({ name }) => names.has(name));
}
