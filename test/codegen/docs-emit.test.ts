import { beforeAll, describe, expect, it } from 'vitest';
import { checkComplete } from '../../codegen/build/check-complete.js';
import { operationsView } from '../../codegen/emit/docs-operations.js';
import { literal } from '../../codegen/emit/docs-programs.js';
import { cell, codeCell, listed, pretty, prose, shorten } from '../../codegen/emit/docs-text.js';
import { stageTools } from '../../codegen/examples/run-examples.js';
import { createRunner, type ExampleRunner } from '../../codegen/examples/runner.js';
import type { Example, Model, Tool } from '../../codegen/model.js';
import { model } from '../support/spec-model.js';

describe('text of pages', () => {
  it.each([
    ['a tag', prose('a <b> and `<b>`'), 'a &lt;b> and `<b>`'],
    ['braces of a template', prose('{{ x }}'), '{&#123; x }}'],
    ['a line break in a cell', cell('one\n  two | three'), 'one two \\| three'],
    ['code in a cell', codeCell({ a: 'b|`c`' }), '`{"a":"b\\|\'c\'"}`'],
    ['a list of words', listed(['a', 'b', 'c']), 'a, b and c'],
  ])('makes %s harmless', (_, got, want) => {
    expect(got).toBe(want);
  });

  it('writes JSON that reads back the same, short lists on one line', () => {
    const value = { a: [1, 'two', null], b: {}, c: [], d: [{ e: true }], f: 'x' };
    expect(JSON.parse(pretty(value))).toEqual(value);
    expect(pretty({ a: [1, 2] })).toBe('{\n  "a": [1, 2]\n}');
    expect(pretty({ a: Array.from({ length: 60 }, () => 10) }).split('\n')).toHaveLength(64);
  });

  it('leaves a short answer whole', () => {
    expect(shorten({ data: { rows: [1, 2, 3] } }, 50)).toEqual({ value: { data: { rows: [1, 2, 3] } }, leftOut: '' });
  });

  it('shortens the lists of a long answer and says what is missing', () => {
    const rows = Array.from({ length: 25 }, (_, id) => ({ id, tags: ['a'] }));
    const { value, leftOut } = shorten({ success: true, data: { rows, total: 25 } }, 40);
    expect((value as { data: { rows: unknown[] } }).data.rows).toEqual(rows.slice(0, 5));
    expect(value).toMatchObject({ success: true, data: { total: 25 } });
    expect(leftOut).toBe('Left out of this page, not of the answer: 20 of 25 items of `data.rows`.');
  });
});

describe('literals of programs', () => {
  it.each([
    ['python', { a: true, b: null, c: "it's" }, `{"a": True, "b": None, "c": "it's"}`],
    ['typescript', { a: true, 'b-c': null, d: "it's" }, `{ a: true, 'b-c': null, d: 'it\\'s' }`],
    ['python', [], '[]'],
    ['typescript', {}, '{}'],
  ] as const)('in %s', (language, value, want) => {
    expect(literal(value, language, '')).toBe(want);
  });

  it('break where a line would be too long', () => {
    expect(literal({ first: 'x'.repeat(20), second: [1] }, 'typescript', '  ', 40)).toBe(
      `{\n    first: '${'x'.repeat(20)}',\n    second: [1],\n  }`,
    );
  });
});

describe('staging', () => {
  let stage: ExampleRunner;
  beforeAll(async () => {
    stage = await createRunner();
  });
  const withExamples = (name: string, change: (examples: readonly Example[]) => Example[]): Model => {
    const tool = model.tools.find((each) => each.name === name)!;
    return { ...model, tools: [{ ...tool, examples: change(tool.examples) } satisfies Tool] };
  };

  it('answers the same to the byte each time', async () => {
    const trial = { input: { list_id: '901710000301', name: 'Again' }, debug: true };
    const [first, second] = [
      await stage.run('clickup_task_create', trial, 'a'),
      await stage.run('clickup_task_create', trial, 'a'),
    ];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(first.calls).toEqual(['CreateTask']);
    const other = await stage.run('clickup_task_create', trial, 'b');
    expect(other.envelope.metadata.debug?.request_id).not.toBe(first.envelope.metadata.debug?.request_id);
  });

  it('makes the five types of error with the tool itself, and a lost answer of a write', async () => {
    const { staged, problems } = await stageTools(
      withExamples('clickup_list_delete', (examples) => [...examples]).tools,
      stage,
    );
    expect(problems).toEqual([]);
    const { provoked, lost } = staged.get('clickup_list_delete')!;
    expect(Object.entries(provoked).map(([type, { failure }]) => [type, failure.error.code])).toEqual([
      ['RATE_LIMIT', 'RATE_LIMIT_EXCEEDED'],
      ['NOT_FOUND', 'RESOURCE_NOT_FOUND'],
      ['AUTH', 'UNAUTHORIZED'],
      ['VALIDATION', 'CONFIRMATION_REQUIRED'],
      ['API_ERROR', 'SERVER_ERROR'],
    ]);
    expect(lost?.envelope).toMatchObject({ success: false, error: { code: 'UNKNOWN_OUTCOME' } });
  });

  it.each([
    [
      'an example that must succeed and fails',
      (all: readonly Example[]) => [all[2]!, all[1]!, all[2]!],
      'must succeed; ',
    ],
    [
      'an error example that succeeds',
      (all: readonly Example[]) => [all[0]!, all[1]!, all[0]!],
      'must fail, and succeeded',
    ],
    [
      'a call before it that fails',
      (all: readonly Example[]) => [
        { ...all[0]!, before: [{ tool: 'clickup_list_get', input: {} }] },
        all[1]!,
        all[2]!,
      ],
      'clickup_list_get, which goes before, failed: MISSING_PARAMETER',
    ],
  ])('reports %s with its line', async (_, change, text) => {
    const changed = withExamples('clickup_list_get', change);
    const { staged, problems } = await stageTools(changed.tools, stage);
    expect(staged.size).toBe(0);
    expect(problems[0]).toMatchObject({
      file: 'openapi/tools/standard/list.yaml',
      line: changed.tools[0]!.source.line,
    });
    expect(problems[0]!.message).toContain(text);
  });

  it('has a reason for every operation that no tool calls', () => {
    const { total, coveredCount, uncoveredCount, groups } = operationsView(model);
    expect(coveredCount + uncoveredCount).toBe(total);
    expect(groups.flatMap(({ operations }) => operations)).toHaveLength(uncoveredCount);
    const without: Model = { ...model, tools: model.tools.filter(({ name }) => name !== 'clickup_task_merge') };
    expect(() => checkComplete(without)).toThrow(
      'openapi/operations.yaml:1: no tool calls mergeTasks: say why under uncalled',
    );
  });
});
