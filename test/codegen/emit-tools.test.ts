import { beforeAll, describe, expect, it } from 'vitest';
import { convert } from '../../codegen/emit/convert.js';
import { emitTools, loadTemplates, type Templates } from '../../codegen/emit/tools.js';
import type { Binding } from '../../codegen/model.js';
import { modelOf, toolOf, toolsetsText, toolText } from '../support/codegen-fixture.js';

let templates: Templates;
beforeAll(async () => {
  templates = await loadTemplates();
});

const sourceOf = (entry: string, category: string, action: string): string =>
  emitTools(toolOf(entry, category, action).model, templates)[0]!.text;

/** The body of `run`, without indentation. */
const bodyOf = (entry: string, category: string, action: string): string[] =>
  sourceOf(entry, category, action)
    .split(/async run\(.*\) \{\n/)[1]!
    .split('\n  },\n};')[0]!
    .split('\n')
    .map((line) => line.trim());

describe('convert', () => {
  const binding: Binding = {
    parameter: 'x_id',
    kind: 'goal',
    in: 'path',
    wire: 'x_id',
    type: 'string',
    required: true,
  };
  const required = { declared: true, required: true, hasFallback: false };
  const optional = { declared: true, required: false, hasFallback: false };

  it.each<[string, Partial<Binding>, typeof required, string]>([
    ['an id', {}, required, "objectId('goal', input.x_id, 'x_id')"],
    ['a kind that references call otherwise', { kind: 'group' }, required, "objectId('team', input.x_id, 'x_id')"],
    ['an id that only this branch needs', {}, optional, "objectId('goal', requireArgument(input, 'x_id'), 'x_id')"],
    ['a number for a number', { kind: 'user', type: 'number' }, required, "await userId(ctx, input.x_id, 'x_id')"],
    ['a number for text', { kind: 'user' }, required, "String(await userId(ctx, input.x_id, 'x_id'))"],
    [
      'the same where it may be absent',
      { kind: 'user', required: false },
      optional,
      "input.x_id === undefined ? undefined : String(await userId(ctx, input.x_id, 'x_id'))",
    ],
    [
      'numbers for texts',
      { kind: 'users', type: 'string[]' },
      required,
      "(await userIds(ctx, input.x_id, 'x_id')).map(String)",
    ],
    [
      'numbers for one text',
      { kind: 'users', type: 'string' },
      required,
      "(await userIds(ctx, input.x_id, 'x_id')).join(',')",
    ],
    ['one text for a list', { kind: 'list', type: 'string[]' }, required, "[objectId('list', input.x_id, 'x_id')]"],
    [
      'names for objects',
      { kind: 'tags', type: 'named[]' },
      required,
      "tagFilter(ctx, input.x_id, 'x_id').map((name) => ({ name }))",
    ],
    ['a date', { kind: 'date', type: 'number' }, required, "await dateMs(ctx, input.x_id, 'x_id')"],
    [
      'the end of a day',
      { kind: 'date_end', type: 'number' },
      required,
      "await dateMs(ctx, input.x_id, 'x_id', { end: true })",
    ],
    [
      'a date with a time flag',
      { kind: 'date', timeFlag: true },
      required,
      "await dateFields(ctx, input.x_id, 'x_id', 'x_id')",
    ],
    ['a duration', { kind: 'duration', type: 'number' }, required, "durationMs(input.x_id, 'x_id')"],
    ['a priority', { kind: 'priority' }, required, 'priorityNumber(input.x_id)'],
    ['a Workspace that is an argument', { kind: 'workspace' }, optional, 'await workspaceId(ctx)'],
    ['a Workspace that is none', { kind: 'workspace' }, { ...optional, declared: false }, 'await workspaceId(ctx)'],
    ['a task for an operation without custom ids', { kind: 'task' }, required, "await taskId(ctx, input.x_id, 'x_id')"],
    ['a task for one with them', { kind: 'task', customTaskIds: true }, required, 'x.id'],
    ['plain text', { kind: 'string' }, required, 'input.x_id'],
  ])('%s', (_, change, argument, want) => {
    expect(convert({ ...binding, ...change }, argument).expression).toBe(want);
  });
});

describe('the body of run', () => {
  it('is one expression for an operation', () => {
    expect(
      bodyOf(
        'effect: read\noperation: GetGoal\ninput:\n  goal_id: { kind: goal, required: true }\n  detail: { kind: detail }\nreturns: { goal: goal -- It. }',
        'Goal',
        'get',
      ),
    ).toEqual([
      "const answer = await unwrap(ctx.api.GET('/v2/goal/{goal_id}', { params: { path: { goal_id: objectId('goal', input.goal_id, 'goal_id') } } }));",
      "return { goal: await ctx.project('goal', answer.goal, input.detail) };",
    ]);
  });

  it('echoes converted arguments and literals without reading the answer', () => {
    expect(
      bodyOf(
        'effect: delete\noperation: DeleteGoal\ninput:\n  goal_id: { kind: goal, required: true }\nreturns:\n  deleted: boolean = true -- Yes.\n  goal_id: id = goal_id -- It.',
        'Goal',
        'delete',
      ),
    ).toEqual([
      "const goal = objectId('goal', input.goal_id, 'goal_id');",
      "await unwrap(ctx.api.DELETE('/v2/goal/{goal_id}', { params: { path: { goal_id: goal } } }));",
      'return { deleted: true, goal_id: goal };',
    ]);
  });

  it('says custom task ids in the query', () => {
    expect(
      bodyOf(
        'effect: read\noperation: GetTask\ninput:\n  task_id: { kind: task, required: true }\nreturns: { task: task < . -- It. }',
        'Task',
        'get',
      ),
    ).toEqual([
      "const task = await taskRef(ctx, input.task_id, 'task_id');",
      "const answer = await unwrap(ctx.api.GET('/v2/task/{task_id}', { params: { path: { task_id: task.id }, query: task.query } }));",
      "return { task: await ctx.project('task', answer) };",
    ]);
  });

  it('nests bodies, sends constants, and leaves out what is not given', () => {
    const lines = bodyOf(
      'effect: write\noperation: CreateGoal\nsend: { body: { owners: [1] } }\ninput:\n  name: { kind: string, required: true }\n  due_date: { kind: date }\n  color: { kind: color, to: body.look.color }\n  icon: { kind: string, to: body.look.icon.name }\nreturns: { goal: goal -- It. }',
      'Goal',
      'create',
    ).join('\n');
    expect(lines).toContain("...(await dateFields(ctx, input.due_date, 'due_date', 'due_date')),");
    expect(lines).toContain("color: hexColor(input.color, 'color'),");
    expect(lines).toContain('owners: [1],');
    expect(lines).toContain('body: omitUndefined({');
  });

  it('uses a constant where the argument for its place is absent', () => {
    const lines = bodyOf(
      'effect: read\noperation: GetTasks\nsend: { query: { page: 0 } }\ninput:\n  list_id: { kind: list, required: true }\n  page: { kind: integer }\nreturns: { tasks: "task[] -- They." }',
      'Task',
      'list',
    ).join('\n');
    expect(lines).toContain('query: { page: input.page ?? 0 }');
  });

  it('pages by number, ending where the API says so', () => {
    const lines = bodyOf(
      'effect: read\noperation: GetTasks\npaging: page\ninput:\n  list_id: { kind: list, required: true }\n  cursor: { kind: cursor }\n  limit: { kind: limit }\nreturns: { tasks: "task[] -- They." }',
      'Task',
      'list',
    ).join('\n');
    expect(lines).toContain("await pageOf({ tool: 'clickup_task_list', input }, async (page) => {");
    expect(lines).toContain('return { items, last: answer.last_page ?? items.length < 100 };');
    expect(lines).toContain(
      "return omitUndefined({ tasks: await ctx.projectAll('task', page.items), next_cursor: page.next_cursor });",
    );
  });

  it.each([
    ['alone', '', ["return ctx.project('clickup_task_get', answer);"]],
    [
      'beside others',
      '\n  done: boolean = true -- Yes.',
      [
        "const known = await ctx.project('clickup_task_get', answer);",
        'return omitUndefined({ id: known.id, title: known.title, done: true });',
      ],
    ],
  ])('projects fields that are no noun under a shape named after the tool, %s', (_, more, want) => {
    const entry =
      'effect: read\noperation: GetTask\ninput:\n  task_id: { kind: task, required: true }\nreturns:\n  id: id -- Id.\n  title?: string < name -- Name.';
    expect(bodyOf(entry + more, 'Task', 'get').slice(2)).toEqual(want);
  });

  it('chooses between the branches of a route, and pages each', () => {
    const lines = bodyOf(
      'effect: read\nroute:\n  - { when: task_id, operation: GetTaskComments }\n  - { when: list_id, operation: GetListComments }\npaging: comments\ninput:\n  task_id: { kind: task }\n  list_id: { kind: list }\n  cursor: { kind: cursor }\n  limit: { kind: limit }\nreturns: { comments: "comment[] -- They." }',
      'Comment',
      'list',
    ).join('\n');
    expect(lines).toContain("{ when: ['task_id'], takes: ['task_id', 'cursor', 'limit'] },");
    expect(lines).toContain("{ when: ['list_id'], takes: ['list_id', 'cursor', 'limit'] },");
    expect(lines).toContain("const task = await taskRef(ctx, requireArgument(input, 'task_id'), 'task_id');");
    expect(lines).toContain('query: { ...position, ...task.query }');
    expect(lines).toContain('default: {');
  });
});

describe('a tool file', () => {
  it('imports a handler and calls it', () => {
    const update = toolText(
      'effect: write\nhandler: true\nuses: [UpdateGoal]\nsettled_by: clickup_goal_get\nreturns: { goal: goal -- It. }',
      'Goal',
      'update',
    );
    const get =
      '  get: { title: G, description: Gets one goal., since: 1.0.0, effect: read, handler: true, uses: [GetGoal], returns: { goal: goal -- It. } }\n';
    const source = emitTools(modelOf(update + get), templates)[0]!.text;
    expect(source).toContain("import { goalUpdate } from '../../src/tools/goal/update.js';");
    expect(source).toContain("  settledBy: 'clickup_goal_get',");
    expect(source).toContain('  run: goalUpdate,');
  });

  it('is listed in the index, lazily', () => {
    const files = emitTools(
      toolOf('effect: read\noperation: GetGoals\nreturns: { goals: "goal[] -- They." }', 'Goal', 'list').model,
      templates,
    );
    expect(files.map(({ path }) => path)).toEqual(['generated/tools/clickup_goal_list.ts', 'generated/tools/index.ts']);
    expect(files[1]!.text).toContain(
      "  ['Goal', 'goal', [\n    ['goal_list', 'read', 'list', () => import('./clickup_goal_list.js')],\n  ]],",
    );
  });

  it('says in its row what the tool needs besides ClickUp', () => {
    const { model } = toolOf(
      'effect: read\noperation: GetGoals\nneeds: [store]\nreturns: { goals: "goal[] -- They." }',
    );
    expect(emitTools(model, templates).at(-1)!.text).toMatch(/import\('[^']+'\), \['store'\]\],$/m);
  });

  it('stands in the constant of its toolset; all together are `tools`', () => {
    const index = (toolsets: string) =>
      emitTools(
        modelOf(toolText('effect: read\noperation: GetGoals\nreturns: { goals: "goal[] -- They." }'), undefined, {
          toolsets,
        }),
        templates,
      ).at(-1)!.text;
    const others = (isDefault: boolean) =>
      `${toolsetsText}doc-pages:\n  title: Docs\n  description: Docs.\n  default: ${isDefault}\n  categories: {}\n`;
    expect(index(others(false))).toContain("export const docPages = /* @__PURE__ */ rowsOf('doc-pages', [\n]);");
    expect(index(toolsetsText)).toContain('export const tools: readonly ToolEntry[] = standard;');
    expect(index(others(false))).toContain(
      'export const tools: readonly ToolEntry[] = /* @__PURE__ */ [standard, docPages].flat();',
    );
    expect(index(others(false))).toContain("'doc-pages': { title: 'Docs', isDefault: false, tools: docPages },");
  });
});
