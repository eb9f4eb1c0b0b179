import * as z from 'zod';
import type { Profile } from '../model.js';
import { didYouMean } from './problems.js';
import type { Source } from './source.js';

const profileSpec = z.strictObject({
  description: z.string(),
  toolsets: z.union([z.enum(['all', 'default']), z.array(z.string())]).default([]),
  tools: z.array(z.string()).default([]),
  effects: z.array(z.enum(['read', 'write', 'delete'])).optional(),
  tokens: z.number().int().positive().optional(),
});

/** What a profile may name. */
interface Known {
  toolsets: readonly { id: string; isDefault: boolean }[];
  tools: readonly string[];
}

/** Reads `profiles.yaml`; what a profile names has to exist. */
export const profilesOf = (source: Source, known: Known): Profile[] =>
  Object.entries(source.check(z.record(z.string(), z.unknown()), source.data, [], []) ?? {}).flatMap(([id, raw]) => {
    const spec = source.check(profileSpec, raw, [id], Object.keys(profileSpec.shape));
    if (!spec) return [];
    const { description, effects, tokens } = spec;
    const all = known.toolsets.map((toolset) => toolset.id);
    const on = known.toolsets.filter(({ isDefault }) => isDefault).map((toolset) => toolset.id);
    const toolsets = spec.toolsets === 'all' ? all : spec.toolsets === 'default' ? on : spec.toolsets;
    const exists = (part: 'toolsets' | 'tools', names: readonly string[], there: readonly string[]) => {
      for (const name of names) {
        if (there.includes(name)) continue;
        source.report([id, part], `there is no ${part.slice(0, -1)} "${name}"${didYouMean(name, there)}`);
      }
    };
    exists('toolsets', toolsets, all);
    exists('tools', spec.tools, known.tools);
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
