import * as z from 'zod';
import { wordsIn } from '../../src/mcp/fill-in.js';
import { didYouMean } from './problems.js';
import type { Path, Source } from './source.js';

const callSpec = z.strictObject({
  tool: z.string(),
  input: z.record(z.string(), z.unknown()).default({}),
  optional: z.literal(true).optional(),
});

const promptSpec = z.strictObject({
  title: z.string(),
  description: z.string(),
  arguments: z
    .record(
      z.string(),
      z.strictObject({
        description: z.string(),
        required: z.literal(true).optional(),
        usual: z.string().optional(),
        fills: z.string().optional(),
      }),
    )
    .default({}),
  goal: z.string(),
  steps: z.array(z.strictObject({ ...callSpec.shape, purpose: z.string() })),
  report: z.string(),
});

const resourceSpec = z.strictObject({
  title: z.string(),
  description: z.string(),
  path: z.string(),
  variables: z.record(z.string(), z.string()).default({}),
  calls: z.array(
    z.strictObject({
      ...callSpec.shape,
      heading: z.string().optional(),
      long: z.strictObject({ of: z.string(), field: z.string() }).optional(),
    }),
  ),
});

const completionSpec = z.union([z.strictObject({ values: z.array(z.string()) }), callSpec.omit({ optional: true })]);

const mcpSpec = z.strictObject({
  prompts: z.record(z.string(), promptSpec),
  resources: z.record(z.string(), resourceSpec),
  completions: z.record(z.string(), completionSpec),
});

/** What MCP clients are offered beside the tools. */
export type McpOffers = z.infer<typeof mcpSpec>;

/** What stands behind the ? of the address of a resource. */
const queryWords = ['cursor', 'workspace_id'];

/** Reads `mcp.yaml`. `inputs` has the names of the arguments of each tool; what a call, a text or an address names has to exist. */
export function mcpOffersOf(source: Source, inputs: ReadonlyMap<string, readonly string[]>): McpOffers | undefined {
  const offers = source.check(mcpSpec, source.data, [], Object.keys(mcpSpec.shape));
  if (!offers) return undefined;
  const { prompts, resources, completions } = offers;
  const exists = (path: Path, what: string, name: string, there: readonly string[]) => {
    if (!there.includes(name)) source.report(path, `${what} "${name}"${didYouMean(name, there)}`);
  };
  const checkWords = (path: Path, value: unknown, words: readonly string[]) => {
    for (const word of wordsIn(value)) exists(path, 'nothing fills in', word, words);
  };
  const checkCall = (path: Path, { tool, input }: { tool: string; input: object }, words: readonly string[]) => {
    exists([...path, 'tool'], 'no tool is called', tool, [...inputs.keys()]);
    const known = inputs.get(tool);
    for (const name of known ? Object.keys(input) : [])
      exists([...path, 'input', name], `${tool} has no argument`, name, known ?? []);
    checkWords([...path, 'input'], input, words);
  };
  const checkCompletion = (path: Path, name: string | undefined) => {
    if (name !== undefined) exists(path, 'there is no completion', name, Object.keys(completions));
  };
  for (const [name, { arguments: given, goal, steps, report }] of Object.entries(prompts)) {
    const path = ['prompts', name];
    const words = Object.keys(given);
    for (const [word, { fills }] of Object.entries(given))
      checkCompletion([...path, 'arguments', word, 'fills'], fills);
    for (const word of words.filter((each) => !wordsIn([goal, steps, report]).includes(each)))
      source.report([...path, 'arguments', word], `nothing in ${name} uses {${word}}`);
    checkWords([...path, 'goal'], goal, words);
    checkWords([...path, 'report'], report, words);
    for (const [index, step] of steps.entries()) checkCall([...path, 'steps', index], step, words);
  }
  for (const [name, { path: address, variables, calls }] of Object.entries(resources)) {
    const path = ['resources', name];
    const words = Object.keys(variables);
    checkWords([...path, 'path'], address, words);
    for (const [word, fills] of Object.entries(variables)) {
      if (!wordsIn(address).includes(word)) source.report([...path, 'variables', word], `path has no {${word}}`);
      checkCompletion([...path, 'variables', word], fills);
    }
    for (const [index, call] of calls.entries()) checkCall([...path, 'calls', index], call, [...words, ...queryWords]);
  }
  for (const [name, completion] of Object.entries(completions))
    if ('tool' in completion) checkCall(['completions', name], completion, ['typed', 'id']);
  return offers;
}
