import * as z from 'zod';
import type { Alias } from '../model.js';
import { didYouMean } from './problems.js';
import type { Source } from './source.js';

const aliasSpec = z.strictObject({
  tool: z.string(),
  toolset: z.enum(['contract', 'truto']).default('contract'),
  arguments: z.record(z.string(), z.string()).default({}),
  set: z.record(z.string(), z.unknown()).default({}),
  ignored: z.record(z.string(), z.string()).default({}),
  unlisted: z.array(z.string()).default([]),
  described: z.record(z.string(), z.string()).default({}),
  description: z.string().optional(),
});

/** Reads `aliases.yaml`. `inputs` has the names of the arguments of each tool; an alias hides no tool. */
export const aliasesOf = (source: Source, inputs: ReadonlyMap<string, readonly string[]>): Alias[] =>
  Object.entries(source.check(z.record(z.string(), z.unknown()), source.data, [], []) ?? {}).flatMap(([name, raw]) => {
    const spec = source.check(aliasSpec, raw, [name], Object.keys(aliasSpec.shape));
    if (!spec) return [];
    const known = inputs.get(spec.tool);
    if (!known)
      source.report([name, 'tool'], `no tool is called "${spec.tool}"${didYouMean(spec.tool, [...inputs.keys()])}`);
    for (const argument of known ? [...Object.values(spec.arguments), ...Object.keys(spec.set)] : []) {
      if (known?.includes(argument)) continue;
      source.report([name], `${spec.tool} has no argument "${argument}"${didYouMean(argument, known ?? [])}`);
    }
    if (inputs.has(`clickup_${name}`) && spec.tool !== `clickup_${name}`)
      source.report([name], `clickup_${name} is a tool itself`);
    return [{ name, ...spec }];
  });
