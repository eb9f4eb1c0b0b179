import * as z from 'zod';
import type { Completeness, Toolset } from '../model.js';
import type { Source } from './source.js';

const count = z.number().int().nonnegative();

const completeSpec = z.strictObject({
  use_cases: count.optional(),
  examples: count.optional(),
  /** At least and at most. */
  related: z.tuple([count, count]).optional(),
  permissions: count.optional(),
});

const categorySpec = z.strictObject({ noun: z.string(), namespace: z.string().optional(), description: z.string() });

const toolsetSpec = z.strictObject({
  title: z.string(),
  description: z.string(),
  default: z.boolean().default(false),
  program: z.literal('hosted').optional(),
  tokens: z.number().int().positive().optional(),
  page: z.string().default('tool'),
  complete: completeSpec.default({}),
  categories: z.record(z.string(), categorySpec),
});

const keys = [toolsetSpec, completeSpec, categorySpec].flatMap(({ shape }) => Object.keys(shape));

/** A toolset and the way from a path of keys to its line. */
export interface ToolsetEntry extends Toolset {
  file: string;
  line: number;
}

const completenessOf = ({ use_cases, examples, related, permissions }: z.infer<typeof completeSpec>): Completeness => ({
  ...(use_cases !== undefined && { useCases: use_cases }),
  ...(examples !== undefined && { examples }),
  ...(permissions !== undefined && { permissions }),
  ...(related && { related: { min: related[0], max: related[1] } }),
});

/** Reads `toolsets.yaml`. Two categories of one noun, in whatever toolsets, would make tools of one name. */
export const toolsetsOf = (source: Source): ToolsetEntry[] => {
  const nouns = new Map<string, string>();
  return Object.entries(source.check(z.record(z.string(), z.unknown()), source.data, [], []) ?? {}).flatMap(
    ([id, raw]) => {
      if (!/^[a-z][a-z0-9_-]*$/.test(id))
        source.report([id], `toolset "${id}" is not lower-case with hyphens or underscores`);
      const spec = source.check(toolsetSpec, raw, [id], keys);
      if (!spec) return [];
      const categories = Object.entries(spec.categories).map(([name, { noun, namespace, description }]) => {
        const at = [id, 'categories', name, 'noun'];
        const owner = nouns.get(noun);
        if (owner !== undefined) source.report(at, `the noun ${noun} is already that of ${owner}`);
        if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(noun)) source.report(at, `noun "${noun}" is not snake_case`);
        nouns.set(noun, name);
        return { name, noun, ...(namespace !== undefined && { namespace }), description };
      });
      const { title, description, default: isDefault, program, tokens, page, complete } = spec;
      return [
        {
          id,
          title,
          description,
          isDefault,
          ...(program && { program }),
          ...(tokens !== undefined && { tokens }),
          page,
          completeness: completenessOf(complete),
          categories,
          file: source.file,
          line: source.line([id]),
        },
      ];
    },
  );
};
