import * as z from 'zod';
import type { Profile } from '../model.js';
import { didYouMean } from './problems.js';
import type { Source } from './source.js';

const profileSpec = z.strictObject({
  description: z.string(),
  toolsets: z.union([z.literal('all'), z.array(z.string())]).default([]),
  tools: z.array(z.string()).default([]),
  effects: z.array(z.enum(['read', 'write', 'delete'])).optional(),
  tokens: z.number().int().positive().optional(),
});

/** What a profile may name. */
interface Known {
  toolsets: readonly string[];
  tools: readonly string[];
}

/** Reads `profiles.yaml`; what a profile names has to exist. */
export const profilesOf = (source: Source, known: Known): Profile[] =>
  Object.entries(source.check(z.record(z.string(), z.unknown()), source.data, [], []) ?? {}).flatMap(([id, raw]) => {
    const spec = source.check(profileSpec, raw, [id], Object.keys(profileSpec.shape));
    if (!spec) return [];
    const { description, effects, tokens } = spec;
    const toolsets = spec.toolsets === 'all' ? [...known.toolsets] : spec.toolsets;
    const exists = (part: keyof Known, names: readonly string[]) => {
      for (const name of names) {
        if (known[part].includes(name)) continue;
        source.report([id, part], `there is no ${part.slice(0, -1)} "${name}"${didYouMean(name, known[part])}`);
      }
    };
    exists('toolsets', toolsets);
    exists('tools', spec.tools);
    return [
      {
        id,
        description,
        toolsets,
        tools: spec.tools,
        ...(effects && { effects }),
        ...(tokens !== undefined && { tokens }),
      },
    ];
  });
