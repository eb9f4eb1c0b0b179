import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { didYouMean, type Problem } from '../manifest/problems.js';
import { Source } from '../manifest/source.js';

const input = z.record(z.string(), z.unknown());

const example = z.strictObject({
  title: z.string(),
  input,
  note: z.string().optional(),
  /** On a copy that was never synced. */
  unsynced: z.boolean().optional(),
  /** Calls made before, and not shown. */
  before: z.array(z.strictObject({ tool: z.string(), input })).optional(),
});

const page = z.strictObject({
  use_cases: z.array(z.string()).length(3),
  related: z.record(z.string(), z.string()),
  examples: z.array(example).length(3),
  /** Inputs that show fields which the examples do not. */
  also: z.array(input).optional(),
});

/**
 * What is said of a field of answers: a text or, of an object whose keys are data, the name of these keys too. `count` is said where it is
 * a number.
 */
const field = z.union([
  z.string(),
  z.strictObject({
    text: z.string(),
    keys: z.string().optional(),
    type: z.string().optional(),
    count: z.string().optional(),
  }),
]);

export type AnalyticsExample = z.output<typeof example>;
export type AnalyticsPage = z.output<typeof page> & { source: { file: string; line: number } };
export type FieldText = z.output<typeof field>;

export interface AnalyticsManifest {
  /** By the name of the tool. */
  pages: ReadonlyMap<string, AnalyticsPage>;
  /** By the name of a field, or `<tool or object>.<field>` where it means something else there. */
  fields: ReadonlyMap<string, FieldText>;
}

const folder = 'openapi/analytics';
const fieldsFile = 'fields.yaml';

/** Reads what the pages of analytics tools show besides what the tools themselves say; undefined where a repository has none. */
export async function readAnalyticsManifest(root: string, problems: Problem[]): Promise<AnalyticsManifest | undefined> {
  const files = await readdir(join(root, folder)).catch(() => []);
  if (files.length === 0) return undefined;
  const pages = new Map<string, AnalyticsPage>();
  const fields = new Map<string, FieldText>();
  for (const file of files.filter((name) => name.endsWith('.yaml')).sort()) {
    const path = `${folder}/${file}`;
    const source = new Source(path, await readFile(join(root, path), 'utf8'), problems);
    for (const [name, data] of Object.entries((source.data ?? {}) as Record<string, unknown>)) {
      if (file === fieldsFile) {
        const text = source.check(field, data, [name], []);
        if (text !== undefined) fields.set(name, text);
        continue;
      }
      const found = source.check(page, data, [name], Object.keys(page.shape));
      if (found) pages.set(name, { ...found, source: { file: path, line: source.line([name]) } });
    }
  }
  return { pages, fields };
}

/** Holds the pages against the tools: one for each, and related tools that there are. */
export function checkPages({ pages }: AnalyticsManifest, tools: readonly string[], problems: Problem[]): void {
  for (const name of tools)
    if (!pages.has(name))
      problems.push({ file: folder, line: 1, message: `${name} has no page: needs use_cases, related and examples` });
  for (const [name, { source, related }] of pages) {
    const unknown = [name, ...Object.keys(related)].filter((each) => !tools.includes(each));
    for (const each of unknown)
      problems.push({ ...source, message: `no analytics tool is called "${each}"${didYouMean(each, tools)}` });
  }
}
