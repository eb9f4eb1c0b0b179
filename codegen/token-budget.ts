import { listedTools } from './emit/listings.js';
import type { Problem } from './manifest/problems.js';
import type { Model } from './model.js';
import { measureTokens, tokenBudget } from './tokens.js';

/** With fewer tokens left than this, the next sentence goes over. */
const nearlyNone = 50;

/** How many of the costliest tools a warning names. */
const named = 3;

const parts = { model: 'name, description and inputSchema', whole: 'the whole of tools/list' } as const;

const figure = (tokens: number): string => tokens.toLocaleString('en');

/** What the tools that are on by default cost too much, or nearly; at the place of the costliest one. */
export const budgetWarnings = (
  { toolsets, tools }: Pick<Model, 'toolsets' | 'tools'>,
  budget: Record<keyof typeof parts, number> = tokenBudget,
): Problem[] => {
  const defaults = new Set(toolsets.filter(({ isDefault }) => isDefault).map(({ id }) => id));
  const served = tools.filter(({ toolset }) => defaults.has(toolset));
  const { perTool, ...costs } = measureTokens(listedTools(served));
  const costliest = served.find(({ name }) => name === perTool[0]?.name);
  if (!costliest) return [];
  const first = perTool.slice(0, named).map(({ name, tokens }) => `${name} (${tokens})`);
  return (['model', 'whole'] as const).flatMap((part) => {
    const left = budget[part] - costs[part];
    if (left >= nearlyNone) return [];
    const state = left < 0 ? `${figure(-left)} too many` : `${left} left`;
    const message = `${parts[part]} of the tools cost ${figure(costs[part])} of ${figure(budget[part])} tokens, ${state}: shorten descriptions, first those of ${first.join(', ')}; npx tsx codegen/tokens.ts lists all`;
    return [{ ...costliest.source, message }];
  });
};
