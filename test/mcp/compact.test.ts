import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact, type Table } from '../../src/mcp/compact.js';

/** What a reader of the table understands. */
function expand({ columns, rows, same = {} }: Table): Record<string, unknown>[] {
  return rows.map((row) => ({ ...same, ...Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])) }));
}

describe('lists for models', () => {
  it('state names once and shared values once', () => {
    const tasks = [
      { id: 'a', status: 'open', list: 'Sprint', due: '2026-10-09' },
      { id: 'b', status: 'open', list: 'Sprint' },
      { id: 'c', status: 'done', list: 'Sprint' },
    ];
    expect(compact({ tasks, next_cursor: 'x' })).toEqual({
      tasks: {
        columns: ['id', 'status', 'due'],
        rows: [
          ['a', 'open', '2026-10-09'],
          ['b', 'open'],
          ['c', 'done'],
        ],
        same: { list: 'Sprint' },
      },
      next_cursor: 'x',
    });
  });

  it('have one form whatever their length, and values of their own while there are few', () => {
    expect(compact({ one: [{ a: 1 }], two: [{ a: 1 }, { b: 2 }] })).toEqual({
      one: { columns: ['a'], rows: [[1]] },
      two: { columns: ['a', 'b'], rows: [[1], [null, 2]] },
    });
  });

  it('leave plain lists, mixed lists and lists inside rows alone', () => {
    const value = { none: [], plain: [1, 2, 3, 4], mixed: [{ a: 1 }, 2, 3] };
    expect(compact(value)).toEqual(value);
    const items = [{ name: 'Code' }, { name: 'Docs' }, { name: 'Ship' }];
    expect(compact({ checklists: [{ name: 'Done', items }] })).toEqual({
      checklists: { columns: ['name', 'items'], rows: [['Done', items]] },
    });
  });

  it('show the body of a planned request as it would be sent', () => {
    const body = { comment: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] };
    const requests = [1, 2, 3].map((n) => ({ method: 'POST', path: `/v2/task/t${n}/comment`, body }));
    const planned = compact({ dry_run: true, requests: [...requests, { ...requests[0], body: { comment: [] } }] });
    expect(planned).toMatchObject({ requests: { rows: [[requests[0]?.path, body], {}, {}, {}] } });
  });

  it('lose nothing', () => {
    const row = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const names = [...new Set(rows.flatMap(Object.keys))];
        const filled = rows.map((one) => Object.fromEntries(names.map((name) => [name, one[name] ?? null])));
        expect(expand(compact(rows) as Table)).toEqual(filled);
      }),
      { seed: 11 },
    );
  });
});
