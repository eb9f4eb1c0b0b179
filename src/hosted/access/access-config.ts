import { aliases } from '../../../generated/aliases.js';
import type { Policy, PolicyEffect } from '../../policy/policy.js';
import { aliasRows } from '../../registry/aliases.js';
import type { ToolEntry } from '../../runtime/tool.js';
import { type Method, methodOf, singleMethods } from './methods.js';
import type { Offer } from './offer.js';
import type { OtherFactor } from './second-factor.js';
import { hasTag, nameTags, tagOf } from './tags.js';

/** What a way in is narrowed to. */
export interface AccessConfig {
  methods: Method[];
  /** Empty: the standard tools. */
  tags: string[];
  /** Tools that `custom` adds, by their full names. */
  tools: string[];
  /** Where it may work; empty: everywhere in its Workspace. */
  spaces: string[];
  folders: string[];
  lists: string[];
  /** `none` passes ClickUp's 429 on; `paced` waits for the next window, within the time that a call has. */
  retry: 'paced' | 'none';
  /** Addresses, and ranges of them, that it may be used from; absent: from everywhere. */
  ips?: string[];
  /** What a link with a second factor wants in place of a key. */
  second?: OtherFactor;
}

/** What a configuration is read by. */
export interface Rules {
  offer: Pick<Offer, 'tools' | 'tags'>;
  /** Whether the method `write` holds `delete`. */
  writeDeletes: boolean;
}

/** The tools that a configuration lets through, in the order of the registry. A tool it does not know is not among them. */
export function toolsOf(config: AccessConfig, { offer, writeDeletes }: Rules): ToolEntry[] {
  const wanted = singleMethods(config.methods, writeDeletes);
  const isNamed = ({ name }: ToolEntry) => config.methods.includes('custom') && config.tools.includes(name);
  return offer.tools.filter((row) => isNamed(row) || (wanted.has(methodOf(row)) && isTagged(row, config, offer)));
}

const isTagged = (row: ToolEntry, { tags }: Pick<AccessConfig, 'tags'>, offer: Rules['offer']): boolean =>
  tags.length > 0 ? hasTag(row, tags, offer.tags) : row.toolset === 'standard';

/** What a configuration lacks for a tool: a method, a tag, both, or, where nothing works within its places, neither. */
export function lackingFor(row: ToolEntry, config: AccessConfig, { offer, writeDeletes }: Rules) {
  const method = methodOf(row);
  return {
    ...(!singleMethods(config.methods, writeDeletes).has(method) && { method }),
    ...(!isTagged(row, config, offer) && { tag: tagOf(row) }),
  };
}

/** What `tools/list` has for a configuration: tools by their own names, and by those of the tags that stand for names. */
export function listedBy(config: AccessConfig, rules: Rules): { name: string; row: ToolEntry }[] {
  const rows = toolsOf(config, rules);
  const named = config.tags.filter((tag) => nameTags.includes(tag));
  const others = config.tags.filter((tag) => !nameTags.includes(tag));
  const isOwn = (row: ToolEntry) =>
    named.length === 0 ||
    hasTag(row, others, rules.offer.tags) ||
    (config.methods.includes('custom') && config.tools.includes(row.name));
  const names = aliasRows(aliases, rows).filter(({ toolset }) => named.includes(toolset));
  return [
    ...rows.filter(isOwn).map((row) => ({ name: row.name, row })),
    ...names.map(({ name, aliasOf }) => ({ name, row: rows.find((row) => row.name === aliasOf)! })),
  ];
}

/** The same as rules for each request, below the tools: what they look up on the way is read. */
export function policyOf(config: AccessConfig, tenantId: string, rows: readonly ToolEntry[]): Policy {
  const effects = new Set<PolicyEffect>(['read']);
  for (const row of rows) {
    const method = methodOf(row);
    if (method === 'admin') effects.add('admin').add('write').add('delete');
    else effects.add(row.effect);
  }
  const places = (['spaces', 'folders', 'lists'] as const).filter((kind) => config[kind].length > 0);
  return {
    workspaceId: tenantId,
    effects: [...effects],
    ...Object.fromEntries(places.map((kind) => [kind, config[kind]])),
  };
}
