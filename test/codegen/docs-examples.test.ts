import { describe, expect, it } from 'vitest';
import type { CatalogExample } from '../../generated/catalog.js';
import { parseFault } from '../../src/cli/faults.js';
import { createClickUp, memoryStore } from '../../src/index.js';
import { createSandbox, manualClock, type Plan } from '../../src/sandbox/index.js';
import { catalogTools } from '../support/catalog.js';
import { codeBlocks, sectionsOf, toolPages } from '../support/docs-pages.js';

const pages = toolPages();
const titles = ['Example 1: Basic Usage', 'Example 2: With Optional Parameters', 'Example 3: Error Handling'];

const file = async (location: string) => ({
  name: location.split('/').at(-1)!,
  bytes: new TextEncoder().encode('Checked on 5 October.\n'),
});

/** Executes an example as a reader would, with nothing of the generator's own stage. */
const execute = async (tool: string, plan: Plan, { input, before = [], fault }: CatalogExample) => {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, plan });
  const files = { readFile: file, fetchFile: file };
  // What goes before is what a history tells of.
  const history = /^clickup_(history|job)_/.test(tool) && { history: true, store: memoryStore() };
  const client = ({ options }: typeof sandbox) =>
    createClickUp({ ...options, random: () => 0.5, ...files, ...history });
  const earlier = client(sandbox);
  for (const call of before) await earlier.call(call.tool, call.input);
  if (fault === undefined) return client(sandbox).call(tool, input);
  const faulty = createSandbox({ clock, plan, faults: [parseFault(fault)] });
  faulty.restore(sandbox.snapshot());
  return client(faulty).call(tool, input);
};

/** The paths of lists that a page says it shortened. */
const shortened = (text: string): string[] => [...text.matchAll(/items of `([^`]+)`/g)].map(([, path]) => path!);

/** The value with the lists at those paths cut to the length they have in `like`. */
const cutLike = (value: unknown, like: unknown, paths: readonly string[], path = ''): unknown => {
  if (Array.isArray(value) && Array.isArray(like)) {
    const kept = paths.includes(path) ? value.slice(0, like.length) : value;
    return kept.map((item, index) => cutLike(item, like[index], paths, `${path}[]`));
  }
  if (typeof value !== 'object' || value === null || typeof like !== 'object' || like === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      cutLike(item, (like as Record<string, unknown>)[key], paths, path ? `${path}.${key}` : key),
    ]),
  );
};

/** The JSON of an answer, without what chance puts into the id of a job. */
const withoutChance = (answer: unknown): string => JSON.stringify(answer).replace(/("job-\w+-)[\da-f]{8}"/g, '$1"');

describe('examples on the pages', () => {
  it.each(catalogTools.map(({ name, plan, examples }) => [name, plan ?? 'business', examples] as const))(
    '%s answers what its page shows',
    async (name, plan, examples) => {
      const sections = new Map(sectionsOf(pages.get(name)!).map(({ title, text }) => [title, text]));
      expect(examples).toHaveLength(3);
      for (const [index, example] of examples.entries()) {
        const text = sections.get(titles[index]!)!;
        const [code] = codeBlocks(text, 'javascript');
        const [, input, output] = /^\/\/ Input\n([\s\S]+)\n\n\/\/ Output\n([\s\S]+)$/.exec(code!)!;
        expect(JSON.parse(input!)).toEqual(example.input);
        const shown = JSON.parse(output!);
        expect(shown.success).toBe(index < 2);
        const answered = cutLike(await execute(name, plan, example), shown, shortened(text));
        expect(withoutChance(answered)).toBe(withoutChance(shown));
      }
    },
  );
});
