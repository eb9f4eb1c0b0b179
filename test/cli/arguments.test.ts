import { describe, expect, it } from 'vitest';
import { parseCall } from '../../src/cli/arguments.js';
import { findTool } from '../../src/cli/catalog.js';
import { refusal } from '../support/usage-error.js';

const parse = (tool: string, words: readonly string[], stdin = '') => parseCall(findTool(tool), words, () => stdin);
const inputOf = (tool: string, words: readonly string[], stdin = '') => parse(tool, words, stdin).input;

describe('the arguments of call', () => {
  it.each<[string, string, string[], object]>([
    ['dashes', 'task_get', ['--task-id', 'OPS-42'], { task_id: 'OPS-42' }],
    ['underscores and =', 'task_get', ['--task_id=OPS-42'], { task_id: 'OPS-42' }],
    ['an = in the value', 'task_create', ['--name=a=b'], { name: 'a=b' }],
    ['empty text', 'task_update', ['--description='], { description: '' }],
    ['empty text as a word', 'task_update', ['--description', ''], { description: '' }],
    ['a value that begins with a dash', 'task_create', ['--points', '-1'], { points: '-1' }],
    ['a value that looks like a flag', 'task_create', ['--name=--help me'], { name: '--help me' }],
    ['several lines', 'task_create', ['--description=a\nb=c'], { description: 'a\nb=c' }],
    ['a bare flag', 'task_create', ['--dry-run', '--name', 'x'], { dry_run: true, name: 'x' }],
    ['a flag with a value', 'task_list', ['--subtasks', 'false'], { subtasks: 'false' }],
    ['a flag turned off', 'task_list', ['--no-subtasks'], { subtasks: false }],
    ['commas', 'task_create', ['--tags', 'bug, frontend'], { tags: ['bug', 'frontend'] }],
    ['repetition', 'task_create', ['--tags', 'bug', '--tags=frontend'], { tags: ['bug', 'frontend'] }],
    ['a JSON list', 'task_create', ['--tags', '["a, b"]'], { tags: ['a, b'] }],
    ['an empty list', 'task_create', ['--tags='], { tags: [] }],
    ['one object of a list', 'task_create_bulk', ['--tasks', '{"name":"A"}'], { tasks: [{ name: 'A' }] }],
    [
      'pairs',
      'task_create',
      ['--custom-fields', 'A=1', '--custom-fields', 'B=x=y'],
      { custom_fields: { A: '1', B: 'x=y' } },
    ],
    ['a pair with JSON', 'task_create', ['--custom-fields', 'A=["x"]'], { custom_fields: { A: ['x'] } }],
    ['a JSON object', 'task_create', ['--custom-fields', '{"A":1}'], { custom_fields: { A: 1 } }],
    ['a plain list for people', 'task_update', ['--assignees', 'ana,ben'], { assignees: ['ana', 'ben'] }],
    [
      'people to add and remove',
      'task_update',
      ['--assignees', 'add=a,b', '--assignees', 'remove=c'],
      { assignees: { add: ['a', 'b'], remove: ['c'] } },
    ],
    [
      'the same action twice',
      'task_update',
      ['--assignees', 'add=a', '--assignees', 'add=b'],
      { assignees: { add: ['a', 'b'] } },
    ],
    [
      'JSON and arguments',
      'task_create',
      ['--json', '{"name":"x","points":1}', '--points', '2'],
      { name: 'x', points: '2' },
    ],
    ['a name that objects inherit', 'task_create', ['--json', '{"toString":"x"}'], { toString: 'x' }],
  ])('%s', (_, tool, words, input) => {
    expect(inputOf(tool, words)).toEqual(input);
  });

  it('reads JSON from standard input', () => {
    expect(inputOf('task_get', ['--json', '-'], '{"task_id": "OPS-42"}')).toEqual({ task_id: 'OPS-42' });
  });

  it('takes the token of a plan for what is done in bulk, and for nothing else', () => {
    expect(inputOf('task_update_bulk', ['--confirm', 'token'])).toEqual({ confirm: 'token' });
    expect(() => inputOf('task_create', ['--confirm', 'token'])).toThrow(/no argument --confirm/);
  });

  it('takes the mark with which some programs begin a text', () => {
    expect(inputOf('task_get', ['--json', '-'], '\ufeff{"task_id": "OPS-42"}')).toEqual({ task_id: 'OPS-42' });
  });

  it('keeps its own options apart from the input', () => {
    expect(parse('task_get', ['--sandbox', '--debug', '--output', 'text', '--task-id', 'x'])).toEqual({
      input: { task_id: 'x' },
      sandbox: {},
      debug: true,
      fresh: false,
      output: 'text',
    });
    expect(parse('task_get', ['--plan', 'enterprise', '--sandbox', '--now=2026-10-05']).sandbox).toEqual({
      plan: 'enterprise',
      now: '2026-10-05',
    });
    expect(parse('task_get', [])).toEqual({
      input: {},
      sandbox: false,
      debug: false,
      fresh: false,
      output: undefined,
    });
  });

  it.each<[string, string, string[], RegExp]>([
    ['a misspelt argument', 'task_get', ['--task-idd', 'x'], /no argument --task-idd \| Did you mean --task-id\?/],
    ['an argument far from all', 'task_get', ['--zzzzzz', 'x'], /It takes: --task-id, .*--json/],
    ['what objects inherit', 'task_get', ['--constructor', 'x'], /no argument --constructor/],
    ['a misspelt option', 'task_get', ['--sandbix'], /Did you mean --sandbox\?/],
    ['a word without a name', 'task_get', ['OPS-42'], /unexpected "OPS-42" \| Arguments are named: --task-id OPS-42/],
    ['a word after a flag', 'task_create', ['--dry-run', 'now'], /--dry-run is "now" \| Write true or false, or --no-/],
    [
      'a value without its quotes',
      'task_create',
      ['--name', 'Write', 'the', 'report'],
      /unexpected "the" \| Quote text with spaces: --name "Write the \.\.\."/,
    ],
    ['one dash', 'task_get', ['-t', 'OPS-42'], /unexpected "-t" \| Arguments have two dashes and a name: --task-id/],
    ['a missing value', 'task_create', ['--name'], /--name needs a value/],
    ['a missing value before a flag', 'task_create', ['--name', '--dry-run'], /--name needs a value/],
    ['no- before what is no flag', 'task_create', ['--no-name'], /no argument --no-name/],
    [
      'a plan that there is not',
      'task_get',
      ['--sandbox', '--plan', 'gold'],
      /no plan is called gold \| There are: free/,
    ],
    ['a day that is none', 'task_get', ['--sandbox', '--now', 'soon'], /--now is soon \| Give a date or a moment/],
    [
      'a plan of the real ClickUp',
      'task_get',
      ['--plan', 'free'],
      /--plan is of the embedded ClickUp \| Add --sandbox/,
    ],
    ['a value for --sandbox', 'task_get', ['--sandbox=yes'], /--sandbox takes no value/],
    ['broken JSON', 'task_create', ['--json', '{"name":'], /--json is not JSON/],
    ['no JSON', 'task_create', ['--json'], /--json is empty/],
    ['a JSON list', 'task_create', ['--json', '[1]'], /--json is not an object/],
    ['a broken list', 'task_create', ['--tags', '["a"'], /--tags is not JSON/],
    [
      'words where objects belong',
      'task_create_bulk',
      ['--tasks', 'A,B'],
      /--tasks is not JSON \| Write --tasks '\[\{/,
    ],
    ['text where an object belongs', 'task_create', ['--custom-fields', 'High'], /neither JSON nor name=value/],
    ['an unknown form of output', 'task_get', ['--output', 'yaml'], /--output is "yaml" \| Use --output text/],
    ['no form of output', 'task_get', ['--output'], /--output is empty/],
  ])('refuses %s', (_, tool, words, message) => {
    expect(refusal(() => parse(tool, words))).toMatch(message);
  });

  it('refuses an empty standard input', () => {
    expect(refusal(() => parse('task_get', ['--json', '-'], ' \n'))).toMatch(/standard input is empty/);
  });
});

describe('the name of a tool', () => {
  it.each(['clickup_task_get', 'task_get', 'task-get', 'clickup-task-get'])('%s', (name) => {
    expect(findTool(name).name).toBe('clickup_task_get');
  });

  it.each<[string | undefined, RegExp]>([
    ['create_task', /Did you mean clickup_task_create or/],
    ['clickup_get_tasks', /Did you mean clickup_task_get/],
    ['task_serch', /Did you mean clickup_task_search\?/],
    ['qqqqqq', /`clickup-tools tools` lists them/],
    [undefined, /which tool\?/],
  ])('%s is not one', (name, message) => {
    expect(refusal(() => findTool(name))).toMatch(message);
  });
});
