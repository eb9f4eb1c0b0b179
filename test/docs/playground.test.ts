import { describe, expect, it } from 'vitest';
import { toolsWithWords } from '../../docs/.vitepress/config/search-words.js';
import type { PlaygroundTool } from '../../docs/.vitepress/theme/catalog-tool.js';
import { curlCode, jsonRpcCode, literal, typescriptCode } from '../../docs/.vitepress/theme/playground/call-code.js';
import { faultChoices } from '../../docs/.vitepress/theme/playground/faults.js';
import { fieldsOf, fitsFields, inputOf, textsOf } from '../../docs/.vitepress/theme/playground/form.js';
import { highlightJson } from '../../docs/.vitepress/theme/playground/highlight.js';
import { hashOf, sharedOf } from '../../docs/.vitepress/theme/playground/share.js';
import { diffState } from '../../docs/.vitepress/theme/playground/state-diff.js';
import catalog from '../../generated/catalog.json' with { type: 'json' };
import { createSandbox } from '../../src/sandbox/index.js';

const tools = catalog.tools as unknown as PlaygroundTool[];

describe('the form', () => {
  it.each(tools)('gives back the examples of $name as they were, or says that it cannot', (tool) => {
    const fields = fieldsOf(tool);
    for (const { input } of tool.examples) {
      const { input: output, problems } = inputOf(textsOf(input, fields), fields);
      expect(problems).toEqual({});
      if (fitsFields(input, fields)) expect(output).toEqual(input);
      else expect(output).not.toEqual(input);
    }
  });

  it('can hold the first example of every tool', () => {
    expect(
      tools.filter((tool) => !fitsFields(tool.examples[0]!.input, fieldsOf(tool))).map(({ name }) => name),
    ).toEqual([]);
  });

  it('leaves a text that is no number to the tool, and says where JSON is none', () => {
    const fields = fieldsOf(tools.find(({ name }) => name === 'clickup_task_create_bulk')!);
    expect(inputOf({ tasks: '[{' }, fields).problems.tasks).toMatch(/not JSON/);
    const search = fieldsOf(tools.find(({ name }) => name === 'clickup_task_search')!);
    expect(inputOf({ limit: 'many' }, search).input).toEqual({ limit: 'many' });
  });
});

describe('state changes', () => {
  const row = (id: string, more: object) => ({ id, ...more });

  it('tell created, changed and deleted objects apart, field by field', () => {
    const before = { tasks: [row('1', { name: 'A', tags: ['x'] }), row('2', { name: 'B' })], empty: [] };
    const after = { tasks: [row('1', { name: 'A', tags: ['y'] }), row('3', { name: 'C' })], empty: [] };
    expect(diffState(before, after)).toEqual([
      {
        kind: 'changed',
        table: 'tasks',
        id: '1',
        label: 'A',
        fields: [{ field: 'tags', before: ['x'], after: ['y'] }],
      },
      { kind: 'deleted', table: 'tasks', id: '2', label: 'B', fields: [] },
      { kind: 'created', table: 'tasks', id: '3', label: 'C', fields: [] },
    ]);
  });

  it('find nothing between two snapshots of an untouched sandbox', () => {
    const sandbox = createSandbox();
    expect(diffState(sandbox.snapshot().rows, sandbox.snapshot().rows)).toEqual([]);
  });
});

describe('a shared link', () => {
  it('carries an input of any characters there and back', () => {
    const shared = { input: { text: 'Größe & "Maß" #1 100%\n' }, fault: '429', debug: true };
    expect(sharedOf(hashOf(shared))).toEqual(shared);
  });

  it.each(['', '#returns', '#try=', '#try=%7B', `#try=${btoa('null')}`, `#try=${btoa('{"input":3}')}`])(
    'is not read from %s',
    (hash) => {
      expect(sharedOf(hash)).toBeUndefined();
    },
  );
});

describe('the same call as code', () => {
  it('writes TypeScript that means the same value', () => {
    const value = { "it's": 'a "quote"\n', list: [1, null, true, { a: ['x'.repeat(90)] }], empty: {}, none: [] };
    expect(new Function(`return ${literal(value)}`)()).toEqual(value);
    expect(typescriptCode({ sdk: 'user.get' }, {})).toContain('await clickup.user.get();');
    expect(JSON.parse(jsonRpcCode({ name: 'x' }, { a: 1 }))).toMatchObject({
      params: { name: 'x', arguments: { a: 1 } },
    });
  });

  it('writes each request once, whatever its body quotes', () => {
    const call = { method: 'POST', url: 'https://example.com/a', body: `{"text":"it's"}`, startedAt: 0 };
    const code = curlCode([call, call]);
    expect(code.match(/curl/g)).toHaveLength(1);
    expect(code).toContain(`-d '{"text":"it'\\''s"}'`);
  });
});

it('JSON is shown with nothing in it that a browser would run', () => {
  expect(highlightJson('{"a": "<img src=x onerror=alert(1)>", "b": [1, true]}')).toBe(
    '{<span class="json-key">"a"</span>: <span class="json-string">"&lt;img src=x onerror=alert(1)&gt;"</span>, ' +
      '<span class="json-key">"b"</span>: [<span class="json-number">1</span>, <span class="json-word">true</span>]}',
  );
});

it('every fault of the selector is one that the sandbox knows', () => {
  for (const { rules } of faultChoices) {
    for (const effect of ['read', 'write', 'delete'] as const) createSandbox({ seed: 'empty', faults: rules(effect) });
  }
});

it('search words belong to tools that exist', () => {
  const names = tools.map(({ name }) => name);
  expect(toolsWithWords.filter((name) => !names.includes(name))).toEqual([]);
});
