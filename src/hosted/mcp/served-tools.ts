import { listing as authListing } from '../../../generated/listings/auth.js';
import { type Served, servedTools } from '../../mcp/served.js';
import { instructionsFor } from '../../registry/instructions.js';
import { type AccessConfig, listedBy, policyOf, type Rules, toolsOf } from '../access/access-config.js';
import type { Offer } from '../access/offer.js';
import { nameTags } from '../access/tags.js';

/** The toolset that is answered from what this server keeps. */
export const signInToolset = 'auth';

/** What a configuration serves in a Workspace: the usual tools, and behind them those that this server has besides. */
export async function servedFor(
  config: AccessConfig,
  rules: Rules & { offer: Offer },
  tenant: string,
): Promise<Omit<Served, 'events'>> {
  const { offer } = rules;
  const rows = toolsOf(config, rules);
  const isOwn = ({ toolset }: { toolset: string }) => toolset === signInToolset || Object.hasOwn(offer.added, toolset);
  const policy = policyOf(config, tenant, rows);
  const own = rows.filter(isOwn);
  const names = new Set(own.map(({ name }) => name));
  const listings = [authListing, ...Object.values(offer.added).map(({ listing }) => listing)].flat();
  const ownListing = listings.filter(({ name }) => names.has(name));
  if (own.length === rows.length)
    return { tools: own, listing: ownListing, instructions: instructionsFor(own), policy };
  const choice = {
    profile: 'none',
    toolsets: config.tags.filter((tag) => nameTags.includes(tag)),
    allow: listedBy(config, rules).flatMap(({ name, row }) => (isOwn(row) ? [] : [name])),
  };
  const { tools, listing, instructions } = await servedTools([choice], policy);
  return { tools: [...tools, ...own], listing: [...listing, ...ownListing], instructions, policy };
}
