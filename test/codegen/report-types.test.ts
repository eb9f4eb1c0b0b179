import { expect, it } from 'vitest';
import { emitReportTypes, misfits, type Shape } from '../../codegen/analytics/report-types.js';

const number: Shape = { kind: 'text', text: 'number' };
const orNull: Shape = { kind: 'union', of: [number, { kind: 'text', text: 'null' }] };
const row: Shape = {
  kind: 'object',
  fields: new Map([
    ['total', { shape: number, isOptional: false }],
    ['mean', { shape: orNull, isOptional: true }],
    ['days', { shape: { kind: 'record', values: number }, isOptional: true }],
  ]),
};

it.each([
  [{ total: 1 }, []],
  [{ total: 1, mean: null, days: { '2026-11-02': 5 } }, []],
  [{ mean: 2 }, ['data.total is missing']],
  [{ total: 1, more: true }, ['data.more is not in its type']],
  [{ total: '1' }, ['data.total is no number']],
  [{ total: 1, days: { '2026-11-02': 'x' } }, ['data.days.* is no number']],
  [[], ['data is no object']],
])('holds %j against its type', (answer, expected) => {
  expect(misfits(answer, row)).toEqual(expected);
});

it('writes what a tool takes and answers', () => {
  const inputSchema = {
    type: 'object',
    properties: {
      task: { type: 'string', description: 'Which.' },
      kinds: { type: 'array', items: { enum: ['a', 'b'] } },
    },
    required: ['task'],
  };
  const { text } = emitReportTypes([{ name: 'get_it', description: 'It.', inputSchema }], new Map([['get_it', row]]));
  expect(text).toContain('/** Which. */\n      task: string;');
  expect(text).toContain('kinds?: ("a" | "b")[];');
  expect(text).toContain('data: { total: number; mean?: number | null; days?: Record<string, number> };');
});
