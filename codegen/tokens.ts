import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { endOnClosedPipe } from '../src/node/closed-pipe.js';
import { programOptions } from './program-options.js';

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

/** Where the limit of each row of `tools/list` stands. */
export const limitsFile = new URL('../openapi/tokens.yaml', import.meta.url);

const head = `# Most tokens (o200k_base) of name, description and inputSchema of each row that tools/list can have. A test fails above it.
# Shorten a description first; where a tool has to cost more, npx tsx codegen/tokens.ts --accept writes what each costs now,
# rounded up to tens.
`;

export const limitsText = (perTool: TokenReport['perTool']): string =>
  `${head}${perTool.map(({ name, tokens }) => `${name}: ${Math.ceil(tokens / 10) * 10}`).join('\n')}\n`;

const help = `npx tsx codegen/tokens.ts [--accept]

What each tool costs a model in tools/list, in tokens. --accept makes that, rounded up to tens, its limit in openapi/tokens.yaml.
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  endOnClosedPipe('tokens');
  const { values } = programOptions(help, { accept: { type: 'boolean' } });
  const { aliasListings, listings, toolsList } = await import('../generated/listings/index.js');
  const { listing: signIn } = await import('../generated/listings/auth.js');
  const loaded = await Promise.all([...Object.values(listings), ...Object.values(aliasListings)].map((load) => load()));
  const sets = [...loaded, signIn];
  const rows = new Map(sets.flat().map((row) => [row.name, row]));
  const { perTool } = measureTokens([...rows.values()]);
  for (const { name, tokens } of perTool) console.log(String(tokens).padStart(6), name);
  const { whole, model } = measureTokens(toolsList);
  console.log(`\n${toolsList.length} standard tools, ${Math.round(model / toolsList.length)} tokens each on average`);
  console.log(`name + description + inputSchema: ${model} of ${tokenBudget.model}`);
  console.log(`whole tools/list:                 ${whole} of ${tokenBudget.whole}`);
  if (values.accept) {
    const order = [...rows.keys()];
    const listed = perTool.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    writeFileSync(limitsFile, limitsText(listed));
    console.log('\nopenapi/tokens.yaml holds these now');
  }
}
