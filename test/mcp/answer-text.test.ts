import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/mcp/answer-text.js';
import { compact } from '../../src/mcp/compact.js';

const metadata = { timestamp: '2026-10-05T08:00:00Z', tool_name: 'any', execution_time_ms: 1 };
const textOf = (data: unknown) => answerText({ success: true, data: compact(data), metadata });

describe('the text of an answer', () => {
  it('has a line of JSON, then each list as tab-separated lines', () => {
    const tasks = [
      { id: 'a', name: 'One', assignees: ['Priya', 'Yuki'], list: 'Sprint', due_date: '2026-10-09' },
      { id: 'b', name: 'Two', assignees: ['Priya'], list: 'Sprint' },
      { id: 'c', name: 'Three', assignees: ['Lena'], list: 'Sprint' },
    ];
    expect(textOf({ tasks, next_cursor: 'x' })).toBe(
      [
        '{"next_cursor":"x"}',
        'tasks (3), each {"list":"Sprint"}:',
        'id\tname\tassignees\tdue_date',
        'a\tOne\tPriya, Yuki\t2026-10-09',
        'b\tTwo\tPriya',
        'c\tThree\tLena',
      ].join('\n'),
    );
  });

  it('names a list inside an object by its path, and is nothing but lists where there is nothing else', () => {
    expect(textOf({ task: { id: 'a', subtasks: [{ id: 'b' }] } })).toBe(
      '{"task":{"id":"a"}}\ntask.subtasks (1):\nid\nb',
    );
    expect(textOf({ tasks: [{ id: 'b' }] })).toBe('tasks (1):\nid\nb');
  });

  it('does not show an object as empty whose lists follow', () => {
    const text = textOf({ operation: 'GetCustomRoles', answer: { custom_roles: [{ id: '1' }] } });
    expect(text.split('\n')).toEqual(['{"operation":"GetCustomRoles"}', 'answer.custom_roles (1):', 'id', '1']);
  });

  it('says that a list is empty, and that a call failed', () => {
    expect(textOf({ tasks: [] })).toBe('{"tasks":[]}');
    const error = { code: 'FORBIDDEN', message: 'No.', type: 'AUTH', suggested_action: 'Ask.' } as const;
    expect(JSON.parse(answerText({ success: false, error, metadata }))).toEqual({ success: false, error });
  });

  it('quotes what would break a line or look like something else', () => {
    const rows = [
      ['a\tb'],
      ['a\nb'],
      [''],
      ['"a"'],
      ['[1]'],
      ['{}'],
      ['\u0001'],
      [['x, y', 'z']],
      [[]],
      [{ a: 1 }],
      [7],
    ];
    expect(
      textOf({ rows: rows.map(([value]) => ({ value })) })
        .split('\n')
        .slice(2),
    ).toEqual([
      '"a\\tb"',
      '"a\\nb"',
      '""',
      '"\\"a\\""',
      '"[1]"',
      '"{}"',
      '"\\u0001"',
      '["x, y","z"]',
      '[]',
      '{"a":1}',
      '7',
    ]);
  });

  it('has as many lines and cells as the list, whatever is in it', () => {
    const row = fc.record({
      a: fc.string({ minLength: 1 }),
      b: fc.string({ minLength: 1 }),
      c: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 2 }), (rows) => {
        const [, ...lines] = textOf({ rows }).split('\n');
        expect(lines.map((line) => line.split('\t').length)).toEqual([3, ...rows.map(() => 3)]);
      }),
      { seed: 5 },
    );
  });
});
