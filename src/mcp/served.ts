import { aliasListings, listings } from '../../generated/listings/index.js';
import { profiles } from '../../generated/profiles.js';
import { tools, toolsets } from '../../generated/tools/index.js';
import type { ConfirmMode } from '../client/confirm-modes.js';
import type { Policy } from '../policy/policy.js';
import { entriesOf, type NamedRow } from '../registry/aliases.js';
import { type Choice, choose } from '../registry/choose.js';
import { instructionsFor } from '../registry/instructions.js';
import { joinChoices } from '../registry/join-choices.js';
import { entriesFor, type Row, select, withServices } from '../registry/select.js';
import { invalidInput } from '../runtime/errors.js';
import type { ListedTool, ToolEntry } from '../runtime/tool.js';
import type { GateEvent } from './gate-events.js';

/** What a server serves under a choice. */
export interface Served {
  /** What can be called. */
  tools: ToolEntry[];
  /** What `tools/list` answers: these, or other names of them. */
  listing: ListedTool[];
  instructions: string;
  /** For the client that runs the calls: also what is served as read-only is held by it. */
  policy: Policy | undefined;
  /** Lines for the log about tools that the choice leaves out. */
  events: GateEvent[];
}

/**
 * What is served under choices of which the later ones win: that of the environment, that of the command line, and for a
 * server of many connections that of the connection (`choiceOf`). What the policy makes impossible is left out.
 *
 * @example
 * const { listing, instructions, tools } = await servedTools([ofEnvironment, choiceOf(configuration)]);
 */
export async function servedTools(
  choices: readonly Choice[],
  given?: Policy,
  confirmed: ConfirmMode = 'yes',
): Promise<Served> {
  const choice = joinChoices(...choices);
  // Only who names toolsets or tools can mean other names: a usual start does not load them.
  const isNamed = choice.toolsets !== undefined || choice.allow !== undefined || choice.deny?.length;
  const { aliases } = isNamed ? await import('../../generated/aliases.js') : { aliases: {} };
  const { rows: chosen, skipped } = choose({ rows: select(tools, withServices({})), profiles, aliases }, choice);
  const policy = choice.readOnly ? { ...given, readOnly: true } : given;
  const rows = await possible(chosen, policy);
  for (const row of chosen) if (!rows.includes(row)) skipped.push({ name: row.name, reason: 'policy' });
  const isUsed = (id: string) => rows.some(({ toolset }) => toolset === id);
  const all = [...Object.entries(listings), ...Object.entries(aliasListings)];
  const loading = all.filter(([id]) => isUsed(id)).map(([, load]) => load());
  const listing = new Map((await Promise.all(loading)).flat().map((tool) => [tool.name, tool]));
  const served = entriesOf(rows, tools);
  const entries = entriesFor([...listing.values()], rows);
  // Where calls are confirmed by plan, schemas and instructions say so.
  const byPlan = confirmed === 'yes' ? undefined : await import('./confirmed-by-plan.js');
  return {
    tools: served,
    listing: byPlan ? byPlan.confirmedByPlan(entries) : entries,
    instructions: await instructionsUnder(policy, served, byPlan?.advice[confirmed]),
    policy,
    // Where nothing is left out nothing is said of it.
    events: isGated(choice, skipped)
      ? (await import('./gate-events.js')).gateEvents(choice, entries.length, skipped)
      : [],
  };
}

const isGated = ({ allow = [], deny = [], readOnly = false }: Choice, skipped: readonly unknown[]): boolean =>
  allow.length + deny.length + skipped.length > 0 || readOnly;

/** Names no toolset to switch on that the policy leaves nothing of, and says what it allows. */
async function instructionsUnder(
  policy: Policy | undefined,
  served: readonly ToolEntry[],
  byPlan: string | undefined,
): Promise<string> {
  if (!policy) return instructionsFor(served, toolsets, byPlan);
  const [{ possibleTools }, { policyInWords }] = await Promise.all([
    import('../policy/tools.js'),
    import('../policy/words.js'),
  ]);
  const offered = Object.entries(toolsets).filter(([, { tools: rows }]) => possibleTools(rows, policy).length > 0);
  return [instructionsFor(served, Object.fromEntries(offered), byPlan), policyInWords(policy)]
    .filter(Boolean)
    .join('\n');
}

async function possible<R extends NamedRow<Row>>(
  rows: readonly R[],
  policy: Policy | undefined,
): Promise<readonly R[]> {
  if (!policy) return rows;
  const { possibleTools } = await import('../policy/tools.js');
  const left = rows.filter(({ name, aliasOf = name, effect }) => possibleTools([{ name: aliasOf, effect }], policy)[0]);
  if (left.length > 0) return left;
  throw invalidInput('The policy leaves no tool to serve', { suggestion: 'Allow more effects or places.' });
}
