import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findTool } from '../../src/cli/catalog.js';
import { paintFor, plain } from '../../src/cli/colour.js';
import { descriptionOf } from '../../src/cli/describe.js';
import { renderEnvelope } from '../../src/cli/render.js';
import { tableOf } from '../../src/cli/tools.js';
import type { Envelope } from '../../src/runtime/envelope.js';

const isColoured = (isTTY: boolean, env: Record<string, string>) => paintFor({ isTTY }, env)('red', 'x') !== 'x';

describe('colours', () => {
  it.each<[boolean, string, boolean, Record<string, string>]>([
    [true, 'on a terminal', true, {}],
    [false, 'in a pipe or a file', false, {}],
    [false, 'on a terminal under NO_COLOR', true, { NO_COLOR: '1' }],
    [true, 'on a terminal with an empty NO_COLOR, which is none', true, { NO_COLOR: '' }],
    [false, 'on a terminal that has none', true, { TERM: 'dumb' }],
    [true, 'in a pipe under FORCE_COLOR', false, { FORCE_COLOR: '1' }],
    [true, 'where FORCE_COLOR and NO_COLOR are both set, as Node has it', false, { FORCE_COLOR: '1', NO_COLOR: '1' }],
    [false, 'on a terminal with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }],
  ])('%s: %s', (wanted, _, isTTY, env) => {
    expect(isColoured(isTTY, env)).toBe(wanted);
  });

  const paint = paintFor({ isTTY: true }, {});
  const metadata = { timestamp: '', tool_name: 'x', execution_time_ms: 0 };
  const rows: Envelope = { success: true, data: { tasks: [{ id: '1', name: 'One', status: 'open' }] }, metadata };
  const error = { code: 'TIMEOUT', type: 'API_ERROR', message: 'late', suggested_action: 'Repeat.' } as const;
  it.each<[string, (with_: typeof plain) => string]>([
    ['a table', (with_) => renderEnvelope(rows, 40, with_)],
    ['an error', (with_) => renderEnvelope({ success: false, error, metadata }, 40, with_)],
    ['the list of tools', (with_) => tableOf([findTool('task_get')], 60, with_)],
    ['help', (with_) => descriptionOf(findTool('task_get'), 60, with_)],
  ])('change nothing else of %s', (_, text) => {
    expect(text(paint)).not.toBe(text(plain));
    expect(stripVTControlCharacters(text(paint))).toBe(text(plain));
  });
});
