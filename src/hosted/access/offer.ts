import { tools as hostedTools, toolsets as hostedToolsets } from '../../../generated/tools/hosted.js';
import { tools as usualTools, toolsets as usualToolsets } from '../../../generated/tools/index.js';
import { select, withServices } from '../../registry/select.js';
import { invalidInput } from '../../runtime/errors.js';
import type { ListedTool, ToolEntry, Toolset } from '../../runtime/tool.js';
import { type Meaning, tagsFor } from './tags.js';

/**
 * Tools that a program brings along. A link or key gets them by the tag of the set's id, or by name.
 *
 * @example
 * const nothingYet: HostedToolset = { title: 'Reports', isDefault: false, tools: [], listing: [] };
 * const settings = readHostedSettings(process.env);
 * const hosted = await createHosted({ settings, toolsets: { reports: nothingYet } });
 */
export interface HostedToolset extends Toolset {
  /** The rows of `tools/list`, by the names of the tools. */
  readonly listing: readonly ListedTool[];
  /** What its tools need besides ClickUp, by name. */
  readonly services?: Readonly<Record<string, unknown>>;
}

/** Everything that a link or key can be made for. */
export interface Offer {
  /** The tools of every program that need nothing besides ClickUp, those of sign-in, and those that were added. */
  readonly tools: readonly ToolEntry[];
  readonly byName: ReadonlyMap<string, ToolEntry>;
  /** Every tag and what it stands for. */
  readonly tags: Readonly<Record<string, Meaning>>;
  readonly added: Readonly<Record<string, HostedToolset>>;
  /** What the tools of added sets need besides ClickUp. */
  readonly services: Readonly<Record<string, unknown>>;
}

/** The offer with these toolsets in addition. Throws a ValidationError for an id or a name that there is already. */
export function offerWith(added: Readonly<Record<string, HostedToolset>> = {}): Offer {
  const own = [...select(usualTools, withServices({})), ...hostedTools];
  const names = new Set([...usualTools, ...hostedTools].map(({ name }) => name));
  const tags = tagsFor({ ...usualToolsets, ...hostedToolsets });
  for (const [id, { tools, listing }] of Object.entries(added)) {
    if (Object.hasOwn(tags, id)) throw taken(`toolset ${JSON.stringify(id)}`, 'Call the toolset something else.');
    for (const { name, toolset } of tools) {
      if (names.has(name)) throw taken(`tool ${JSON.stringify(name)}`, 'Call the tool something else.');
      names.add(name);
      if (toolset === id && listing.some((row) => row.name === name)) continue;
      throw invalidInput(`The tool ${name} of the toolset ${id} has another toolset, or is not in its listing`, {
        parameter: 'toolsets',
        suggestion: `Set its toolset to ${JSON.stringify(id)}, and add a row of its name to listing.`,
      });
    }
  }
  const sets = Object.values(added);
  const tools = [...own, ...sets.flatMap((set) => set.tools)];
  return {
    tools,
    byName: new Map(tools.map((row) => [row.name, row])),
    tags: { ...tags, ...tagsFor(added) },
    added,
    services: Object.assign({}, ...sets.map(({ services }) => services)) as Record<string, unknown>,
  };
}

const taken = (what: string, suggestion: string) =>
  invalidInput(`There is a ${what} already`, { parameter: 'toolsets', suggestion });
