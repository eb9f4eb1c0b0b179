import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../codegen/model.js';
import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { type CatalogTool, everyTool } from '../support/catalog.js';

const hostile = [
  '../../team',
  '../team',
  'a/b?x=1',
  '86c0d0001#frag',
  '..%2fteam',
  '',
  '.',
  '..',
  '%2e%2e',
  'a\\b',
  '\u0000',
  '\n',
  '901/../../user',
  'http://127.0.0.1/x',
  '{}',
  '__proto__',
  '\ud800',
  'https://app.clickup.com/t/../../team',
  '%',
];

/** A client that notes every path, so that a test can see where a call would have gone. */
function watched() {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false });
  const paths: string[] = [];
  const clickup = createClickUp({
    apiKey: sandbox.apiKey,
    clock: sandbox.clock,
    random: () => 0.5,
    fetch: (request) => {
      paths.push(new URL(request.url).pathname);
      return sandbox.fetch(request);
    },
  });
  return { clickup, paths };
}

/** Templates of the operations as patterns: every path that may ever be requested. */
async function knownPaths() {
  const { operations } = await import('../../generated/operations.js');
  return Object.values(operations).map(({ path }) => new RegExp(`^/api${path.replace(/\{[^}]+\}/g, '[^/]+')}$`));
}

/** An input with the hostile string wherever a string, or a list of them, may stand. */
function poisoned({ inputSchema }: CatalogTool, text: string): Record<string, unknown> {
  const put = (schema: JsonSchema): unknown => {
    if (schema.enum) return schema.enum[0];
    if (schema.type === 'string') return text;
    if (schema.type === 'array') return [put(schema.items!)];
    if (schema.type === 'object') {
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, put(inner)]));
    }
    return schema.type === 'boolean' ? false : 1;
  };
  return put(inputSchema) as Record<string, unknown>;
}

const idArgument = /(^|_)(task|list|folder|space|view|goal|comment|group|entry|template|timer)(_id)?s?$/;

describe('hostile arguments', () => {
  it.each(everyTool)('%s lets none of them out of its path', async (name, tool) => {
    const patterns = await knownPaths();
    const { clickup, paths } = watched();
    for (const text of hostile) {
      const envelope = await clickup.call(name, poisoned(tool, text));
      expect(envelope).toHaveProperty('success');
      expect(envelope.metadata.tool_name).toBe(name);
    }
    for (const path of paths)
      expect(
        patterns.some((pattern) => pattern.test(path)),
        path,
      ).toBe(true);
  });

  const withIds = everyTool.filter(([, tool]) => tool.inputSchema.required?.some((key) => idArgument.test(key)));
  it.each(withIds)('%s sends nothing at all for them', async (name, tool) => {
    for (const text of ['../../team', '../team', 'a/b?x=1', '86c0d0001#frag', '..%2fteam']) {
      const { clickup, paths } = watched();
      const required = Object.fromEntries(
        (tool.inputSchema.required ?? []).map((key) => {
          const schema = tool.inputSchema.properties[key]!;
          return [key, schema.type === 'array' ? [text] : schema.type === 'object' ? {} : (schema.enum?.[0] ?? text)];
        }),
      );
      const envelope = await clickup.call(name, { ...required, confirm: tool.confirm === 'never' ? undefined : 'yes' });
      expect(envelope).toMatchObject({ success: false, error: { type: 'VALIDATION' } });
      expect(paths).toEqual([]);
    }
  });
});

describe('anything at all', () => {
  it.each(everyTool)('%s answers with an envelope', async (name, { inputSchema }) => {
    const keys = Object.keys(inputSchema.properties);
    const { clickup } = watched();
    const input = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom('anything', ...keys),
        fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...hostile)),
        {
          maxKeys: 4,
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(input, async (value) => {
        const envelope = await clickup.call(name, value);
        expect(envelope.success === true || typeof envelope.error.suggested_action === 'string').toBe(true);
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});
