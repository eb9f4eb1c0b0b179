import { fileURLToPath } from 'node:url';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { endOnClosedPipe } from '../src/node/closed-pipe.js';

/** What `tools/list` costs: the whole JSON, and the part that clients hand to a model (name, description, input schema). */
export interface TokenReport {
  whole: number;
  model: number;
  perTool: { name: string; tokens: number }[];
}

/** Limits for the tools that are on by default together, in o200k_base tokens. */
export const tokenBudget = { whole: 13_500, model: 10_900 } as const;

/** The part of a row of `tools/list` that is measured. */
export interface MeasuredTool {
  name: string;
  description: string;
  inputSchema: object;
}

export const measureTokens = (tools: readonly MeasuredTool[]): TokenReport => {
  const forModel = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  return {
    whole: countTokens(JSON.stringify({ tools })),
    model: countTokens(JSON.stringify(forModel)),
    perTool: forModel
      .map((tool) => ({ name: tool.name, tokens: countTokens(JSON.stringify(tool)) }))
      .sort((a, b) => b.tokens - a.tokens || (a.name < b.name ? -1 : 1)),
  };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  endOnClosedPipe('tokens');
  const { toolsList } = await import('../generated/listings/index.js');
  const { whole, model, perTool } = measureTokens(toolsList);
  for (const { name, tokens } of perTool) console.log(String(tokens).padStart(6), name);
  const average = perTool.length > 0 ? Math.round(model / perTool.length) : 0;
  console.log(`\n${perTool.length} tools, ${average} tokens each on average`);
  console.log(`name + description + inputSchema: ${model} of ${tokenBudget.model}`);
  console.log(`whole tools/list:                 ${whole} of ${tokenBudget.whole}`);
}
