import { describe, expect, it } from 'vitest';
import { renderEnvelope } from '../../src/cli/render.js';
import type { Envelope } from '../../src/runtime/envelope.js';

const metadata = { timestamp: '2026-10-05T09:00:00.000Z', tool_name: 'clickup_task_get', execution_time_ms: 1 };
const shown = (data: unknown, width = Number.POSITIVE_INFINITY) =>
  renderEnvelope({ success: true, data, metadata } as Envelope, width);

const people = [
  { id: '81230001', name: 'Ana Novak', hours: 7.5 },
  { id: '812', name: 'Ben', hours: 12 },
];

describe('objects', () => {
  it('are names and values, aligned', () => {
    expect(shown({ id: '1', custom_id: 'ENG-1', done: false, parent: null })).toBe(
      'id:         1\ncustom_id:  ENG-1\ndone:       false\nparent:\n',
    );
  });

  it('are indented inside others; a name with an id stays on its line, and so do counts', () => {
    expect(
      shown({
        task: { id: '1', list: { id: '9', name: 'Sprint 24' } },
        counts: { total: 2, failed: 0 },
        tags: ['a', 'b'],
        people: [],
      }),
    ).toBe('task:\n  id:    1\n  list:  Sprint 24 (9)\ncounts:  total 2, failed 0\ntags:    a, b\npeople:  (none)\n');
  });

  it('put long text below its name, wrapped between words', () => {
    expect(shown({ text: 'one two three four' }, 14)).toBe('text:\n  one two\n  three four\n');
    expect(shown({ text: 'First\n\nSecond' }, 80)).toBe('text:\n  First\n\n  Second\n');
  });
});

describe('lists', () => {
  it('of objects are tables; numbers stand right', () => {
    expect(shown({ people })).toBe(
      'people:\n  id        name       hours\n  81230001  Ana Novak    7.5\n  812       Ben           12\n',
    );
  });

  it('show what a row holds below it', () => {
    const spaces = [
      { id: '1', lists: [{ id: '2', name: 'Bugs', task_count: 3 }] },
      { id: '4', lists: [] },
    ];
    expect(shown(spaces)).toBe('id\n1\n  lists:\n    id  name  task_count\n    2   Bugs           3\n4\n');
  });

  it('are lines when they hold text, and say when they are empty', () => {
    expect(shown(['a', 'b'])).toBe('- a\n- b\n');
    expect(shown([])).toBe('(none)\n');
  });

  it('of sentences are lines', () => {
    const notes = ['The first would stay.', 'The second would go, with its status.'];
    expect(shown({ tags: ['a', 'b.'], notes })).toBe(
      'tags:  a, b.\nnotes:\n  - The first would stay.\n  - The second would go, with its status.\n',
    );
    expect(shown({ notes: notes.slice(0, 1) })).toBe('notes:  The first would stay.\n');
  });

  it('count the columns that letters take', () => {
    expect(
      shown([
        { name: '自転車', n: 1 },
        { name: 'é🚲', n: 2 },
      ]),
    ).toBe('name    n\n自転車  1\né🚲     2\n');
  });
});

describe('a dry run', () => {
  it('shows each request as a line and its body as JSON, also where that holds nothing but a name', () => {
    const requests = [
      {
        method: 'PUT',
        path: '/v2/task/ENG-1',
        query: { custom_task_ids: 'true', 'tag[]': ['a b', 'c'] },
        body: { name: 'Build', points: '2' },
      },
      { method: 'POST', path: '/v2/list/1/task', body: { name: 'Only a name' } },
      { method: 'DELETE', path: '/v2/task/9' },
    ];
    expect(shown({ dry_run: true, requests, resolved: { due_date: '2026-10-09' } })).toBe(
      `dry_run:  true
requests:
  PUT /v2/task/ENG-1?custom_task_ids=true&tag[]=a b&tag[]=c
    {
      "name": "Build",
      "points": "2"
    }
  POST /v2/list/1/task
    {
      "name": "Only a name"
    }
  DELETE /v2/task/9
resolved:
  due_date:  2026-10-09
`,
    );
  });

  it('says that nothing would be sent', () => {
    expect(shown({ dry_run: true, requests: [] })).toBe('dry_run:   true\nrequests:  (none)\n');
  });
});

describe('a narrow terminal', () => {
  const rows = [
    {
      id: '86c131205',
      name: 'Unlock button stays grey after the phone wakes up',
      state: 'open',
      minutes: '',
      list: 'Sprint 24',
    },
    { id: '86c1p7uxg', name: 'Station API answers 500', state: 'open', minutes: '', list: 'Backlog' },
  ];

  it('cuts the widest column and says so; ids stay whole', () => {
    const text = shown(rows, 70);
    expect(text).toMatch(/^86c131205 {2}Unlock button stays grey after… /m);
    expect(text).toContain('Too narrow for what … cuts short; --output json has everything.');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(70);
  });

  it('then leaves out what says least, and names it', () => {
    const text = shown(rows, 45);
    expect(text.split('\n')[0]).toMatch(/^id +name +list$/);
    expect(text).toMatch(/Too narrow for state \(always\s+open\), minutes/);
  });

  it('then writes records, which lose nothing', () => {
    expect(shown(rows, 25)).toContain('Unlock button stays\n  grey after the phone\n  wakes up');
    expect(shown(rows, 25)).not.toContain('…');
  });

  it('leaves a wide terminal alone', () => {
    expect(shown(rows, 120)).not.toContain('…');
  });
});

describe('errors', () => {
  it('say what happened, what to do, and the details, but no second code', () => {
    const error = {
      code: 'INVALID_PARAMETER',
      type: 'VALIDATION',
      message: 'No status "nope"',
      suggested_action: 'Use one of its statuses.',
      details: { parameter: 'status', allowed_values: ['to do', 'done'], contract_code: 'INVALID_PARAMETER' },
    } as const;
    expect(renderEnvelope({ success: false, error, metadata } as unknown as Envelope, 80)).toBe(
      'INVALID_PARAMETER: No status "nope"\n  Use one of its statuses.\n\n  parameter:       status\n  allowed_values:  to do, done\n',
    );
  });
});

it('shows nothing that steers the terminal', () => {
  const evil = 'a\u001b[2J\u0007b\r\nc\u202ed\u0000';
  const text = `${shown({ [evil]: evil })}${shown([{ [evil]: evil }])}${shown([evil])}`;
  expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
  expect(text).toContain('a[2Jb');
});
