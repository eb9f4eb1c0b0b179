import { describe, expect, it } from 'vitest';
import { checkComplete } from '../../codegen/build/check-complete.js';
import { buildModel } from '../../codegen/build/model.js';
import { parseManifest } from '../../codegen/manifest/manifest.js';
import type { Tool } from '../../codegen/model.js';
import { document, modelOf, toolOf, toolsetsText, toolText } from '../support/codegen-fixture.js';

const bindingsOf = ({ implementation }: Tool): string[] => {
  if (implementation.type !== 'operation') throw new TypeError('not bound to an operation');
  return implementation.call.bindings.map(
    ({ parameter, in: part, wire, type }) => `${parameter} -> ${part} ${wire}: ${type}`,
  );
};

describe('bindings', () => {
  it.each<[string, string, string, string, string[]]>([
    [
      'a path parameter by name',
      'Goal',
      'get',
      'effect: read\noperation: GetGoal\ninput:\n  goal_id: { kind: goal, required: true }\nreturns: { goal: goal -- It. }',
      ['goal_id -> path goal_id: string'],
    ],
    [
      'the Workspace, asked for or not',
      'Goal',
      'list',
      'effect: read\noperation: GetGoals\nreturns: { goals: "goal[] -- They." }',
      ['workspace_id -> path team_id: string'],
    ],
    [
      'the Workspace as a query',
      'Team',
      'list',
      'effect: read\noperation: GetGroups\ninput:\n  workspace_id: { kind: workspace }\nreturns: { ok: boolean = true -- Yes. }',
      ['workspace_id -> query team_id: string'],
    ],
    [
      'lists with brackets',
      'Task',
      'list',
      'effect: read\noperation: GetTasks\ninput:\n  list_id: { kind: list, required: true }\n  assignees: { kind: users }\n  due_before: { kind: date_end, to: due_date_lt }\nreturns: { tasks: "task[] -- They." }',
      [
        'list_id -> path list_id: string',
        'assignees -> query assignees[]: string[]',
        'due_before -> query due_date_lt: number',
      ],
    ],
    [
      'nested places of the body',
      'Goal',
      'create',
      'effect: write\noperation: CreateGoal\ninput:\n  name: { kind: string, required: true }\n  color: { kind: color, to: body.look.color }\n  icon: { kind: string, to: body.look.icon.name }\nreturns: { goal: goal -- It. }',
      [
        'name -> body name: string',
        'color -> body look.color: string',
        'icon -> body look.icon.name: string',
        'workspace_id -> path team_id: string',
      ],
    ],
  ])('%s', (_, category, action, entry, want) => {
    expect(bindingsOf(toolOf(entry, category, action).tool)).toEqual(want);
  });

  it('marks dates with a time flag and operations that take custom task ids', () => {
    const create = toolOf(
      'effect: write\noperation: CreateGoal\ninput:\n  name: { kind: string, required: true }\n  due_date: { kind: date }\nreturns: { goal: goal -- It. }',
      'Goal',
      'create',
    ).tool;
    const get = toolOf(
      'effect: read\noperation: GetTask\ninput:\n  task_id: { kind: task, required: true }\n  workspace_id: { kind: workspace }\nreturns: { task: task < . -- It. }',
      'Task',
      'get',
    ).tool;
    expect(create.implementation).toMatchObject({ call: { hasBody: true } });
    expect(create.implementation).toMatchObject({
      call: { bindings: expect.arrayContaining([expect.objectContaining({ wire: 'due_date', timeFlag: true })]) },
    });
    expect(get.implementation).toMatchObject({ call: { bindings: [{ wire: 'task_id', customTaskIds: true }] } });
  });
});

describe('arguments', () => {
  const { tool } = toolOf(
    `effect: delete
operation: DeleteGoal
input:
  goal_id: { kind: goal, required: true, description: Which one. }
returns: { goal_id: id = goal_id -- It. }
examples:
  - { title: One, input: { goal_id: abc, confirm: 'yes' } }`,
    'Goal',
    'delete',
  );

  it('advertises what the manifest says, and adds confirm and dry_run', () => {
    expect(tool.inputSchema).toEqual({
      type: 'object',
      properties: {
        goal_id: { type: 'string', description: 'Which one.' },
        confirm: { type: 'string', enum: ['yes'] },
        dry_run: { type: 'boolean' },
      },
      required: ['goal_id'],
      additionalProperties: false,
    });
    expect(tool.confirm).toBe('always');
  });

  it('takes the documentation from manifest, API and kind in this order, and the example from the examples', () => {
    const list = toolOf(
      'effect: read\noperation: GetGoals\ninput:\n  include_completed: { kind: boolean }\n  workspace_id: { kind: workspace }\nreturns: { goals: "goal[] -- They." }',
      'Goal',
      'list',
    ).tool;
    expect(tool.parameters[0]).toMatchObject({ doc: 'Which one.', example: 'abc' });
    expect(list.parameters[0]).toMatchObject({ doc: 'Completed ones as well.' });
    expect(list.parameters[1]!.doc).toContain('Workspace');
  });

  it('bounds texts, lists and numbers by what min and max mean for them', () => {
    const { inputSchema } = toolOf(
      'effect: write\noperation: CreateGoal\ninput:\n  name: { kind: string, required: true, min: 1, max: 9 }\n  owners: { kind: users, max: 3 }\n  due_date: { kind: integer, min: 0 }\nreturns: { goal: goal -- It. }',
      'Goal',
      'create',
    ).tool;
    expect(inputSchema.properties).toMatchObject({
      name: { minLength: 1, maxLength: 9 },
      owners: { maxItems: 3 },
      due_date: { minimum: 0 },
    });
  });

  it('describes objects inside lists, all the way down', () => {
    const { tool: nested } = toolOf(
      'effect: write\nhandler: true\nuses: [CreateGoal]\ninput:\n  rows:\n    kind: objects\n    max: 5\n    items:\n      name: { kind: string, required: true }\n      who: { kind: people_change }\n  modes: { kind: strings, enum: [a, b] }\nreturns: { goal: goal -- It. }',
      'Goal',
      'create',
    );
    expect(nested.inputSchema.properties!.rows).toMatchObject({
      type: 'array',
      maxItems: 5,
      items: { type: 'object', required: ['name'], additionalProperties: false },
    });
    expect(nested.inputSchema.properties!.modes).toEqual({
      type: 'array',
      items: { type: 'string', enum: ['a', 'b'] },
    });
    expect(nested.parameters[0]!.fields!.map(({ name }) => name)).toEqual(['name', 'who']);
    expect(nested.parameters[0]!.example).toEqual([{ name: 'Example' }]);
  });
});

describe('annotations', () => {
  const operation = (id: string, effect: string, more = '') =>
    toolOf(`effect: ${effect}\nhandler: true\nuses: [${id}]\nreturns: { ok: boolean -- Yes. }${more}`).tool.annotations;

  it.each([
    ['GetGoal', 'read', [true, false, true]],
    ['CreateGoal', 'write', [false, false, false]],
    ['UpdateGoal', 'write', [false, false, true]],
    ['GetGoal, UpdateGoal', 'write', [false, false, true]],
    ['UpdateGoal, CreateGoal', 'write', [false, false, false]],
    ['DeleteGoal', 'delete', [false, true, true]],
    ['CreateGoal', 'delete', [false, true, false]],
  ] as const)('%s as %s', (id, effect, [readOnlyHint, destructiveHint, idempotentHint]) => {
    expect(operation(id, effect)).toEqual({
      title: 'A tool',
      readOnlyHint,
      destructiveHint,
      idempotentHint,
      openWorldHint: true,
    });
  });

  it('lets the manifest overrule idempotency', () => {
    expect(operation('UpdateGoal', 'write', '\nidempotent: false').idempotentHint).toBe(false);
  });
});

describe('shapes', () => {
  it('puts inherited fields first and lets own ones replace them in place', () => {
    const { shapes } = modelOf(
      toolText(
        'effect: read\noperation: GetGoal\ninput: { goal_id: { kind: goal, required: true } }\nreturns: { goal: big -- It. }',
      ),
      'small:\n  _: Small.\n  id: id -- Id.\n  name: string -- Name.\nbig:\n  _: Big.\n  extends: small\n  name?: string < title -- Title.\n  place:\n    _: < location -- Where.\n    id: id -- Id.\n',
    );
    expect(shapes[1]!.fields.map(({ name, from, optional }) => [name, from, optional])).toEqual([
      ['id', 'id', false],
      ['name', 'title', true],
      ['place', 'location', false],
    ]);
    expect(shapes[1]!.fields[2]).toMatchObject({ description: 'Where.', type: { is: 'object' } });
  });
});

describe('order', () => {
  const entry = 'effect: read\nhandler: true\nuses: [GetGoal]\nreturns: { ok: boolean -- Yes. }';
  const both = (category: string) =>
    `${toolText(entry, category, 'list')}  get:\n    title: L\n    description: What it does.\n    since: 1.0.0\n    ${entry.replaceAll('\n', '\n    ')}\n`;

  it('is that of the toolsets, their categories and the entries of a file, whatever the files are called', () => {
    const toolsets = `${toolsetsText}early:\n  title: E\n  description: E.\n  categories: { Doc: { noun: doc, description: D. } }\n`;
    const { tools } = buildModel(
      parseManifest([
        { file: 'openapi/tools/early/a.yaml', text: both('Doc') },
        { file: 'openapi/tools/standard/b.yaml', text: both('Goal') },
        { file: 'openapi/tools/standard/c.yaml', text: both('Task') },
        { file: 'openapi/toolsets.yaml', text: toolsets },
      ]),
      document,
    );
    expect(tools.map(({ name }) => name)).toEqual([
      'clickup_task_list',
      'clickup_task_get',
      'clickup_goal_list',
      'clickup_goal_get',
      'clickup_doc_list',
      'clickup_doc_get',
    ]);
    expect(tools.at(-1)).toMatchObject({ toolset: 'early', category: 'Doc', noun: 'doc', action: 'get' });
  });
});

describe('completeness', () => {
  it('lists what is missing, tool by tool and file by file', () => {
    const { model } = toolOf(
      'effect: write\noperation: UpdateGoal\ninput: { goal_id: { kind: goal, required: true } }\nreturns: { ok: boolean = true -- Yes. }',
      'Goal',
      'update',
    );
    const messages = (() => {
      try {
        checkComplete(model);
      } catch (error) {
        return (error as Error).message.split('\n');
      }
      return [];
    })();
    expect(messages).toContain('openapi/tools/standard/x.yaml:3: clickup_goal_update has 0 use cases; it needs 3');
    expect(messages).toContain(
      'openapi/tools/standard/x.yaml:3: clickup_goal_update has 0 examples; it needs 3: basic, with options, an error',
    );
    expect(messages).toContain(
      'openapi/tools/standard/x.yaml:3: clickup_goal_update needs settled_by: the read that shows whether it took effect',
    );
    expect(messages).toContain('openapi/toolsets.yaml:1: standard: no tool is in the category View');
    expect(messages).toContain('openapi/operations.yaml:1: no tool calls GetGoal: say why under uncalled');
  });
});
