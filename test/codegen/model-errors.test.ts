import { describe, expect, it } from 'vitest';
import { ManifestError } from '../../codegen/manifest/problems.js';
import { modelOf, shapesText, toolsetsText, toolText } from '../support/codegen-fixture.js';

const problemsOf = (build: () => unknown): string[] => {
  try {
    build();
  } catch (error) {
    if (error instanceof ManifestError) return error.message.split('\n');
    throw error;
  }
  return [];
};

const good = `effect: read
operation: GetGoal
input:
  goal_id: { kind: goal, required: true }
returns:
  goal: goal -- The goal.`;

describe('a sound entry', () => {
  it('has no problems', () => {
    expect(problemsOf(() => modelOf(toolText(good)))).toEqual([]);
  });
});

/** Each line of a fixture entry stands seven lines below the top of its file: the first one is line 7. */
describe('what is wrong is said with file and line', () => {
  it.each([
    [
      'unknown operation',
      good.replace('GetGoal', 'GetGaol'),
      8,
      'unknown operation "GetGaol"; did you mean "GetGoal"?',
    ],
    ['unknown kind', good.replace('kind: goal', 'kind: gaol'), 10, 'unknown kind "gaol"; did you mean "goal"?'],
    ['unknown key', `${good}\nusecases: [a]`, 13, 'unknown key "usecases"; did you mean "use_cases"?'],
    [
      'unknown key of an argument',
      good.replace('required', 'requird'),
      10,
      'unknown key "requird"; did you mean "required"?',
    ],
    [
      'a comma without quotes',
      `${good}\npermissions: [{ name: Goals, why: Owner, admin }]`,
      13,
      'unknown key "admin"; a text with a comma inside { } needs quotes',
    ],
    ['unknown type', good.replace('goal: goal', 'goal: gaol'), 12, 'unknown type "gaol"; did you mean "goal"?'],
    [
      'wire name that is not there',
      good.replace('goal_id:', 'goal:'),
      10,
      'GetGoal has no parameter goal; did you mean "goal_id"?',
    ],
    [
      'path parameter without an argument',
      good.replace(/input:\n.*\n/, ''),
      8,
      'GetGoal requires path parameter goal_id: add an argument for it (to: path.goal_id) or send it',
    ],
    [
      'optional argument for a required place',
      good.replace(', required: true', ''),
      10,
      'GetGoal cannot do without goal_id: say required: true',
    ],
    [
      'answer without the field',
      good.replace('goal: goal', 'gaol: goal'),
      12,
      'the answer of GetGoal has no gaol; did you mean "goal"?',
    ],
    [
      'echo of no argument',
      `${good}\n  id: id = gaol_id -- Id.`,
      13,
      '"= gaol_id" is no argument; did you mean "goal_id"?',
    ],
    [
      'a read that writes',
      good.replace('GetGoal', 'DeleteGoal').replace(/returns:[\s\S]*/, 'returns:\n  ok: boolean = true -- Yes.'),
      7,
      'a read tool cannot use DeleteGoal, whose effect is delete',
    ],
    [
      'a write that only reads',
      good.replace('effect: read', 'effect: write'),
      7,
      'effect: write, but every operation only reads',
    ],
    [
      'two bindings',
      `${good}\nhandler: true`,
      3,
      'needs exactly one of operation, route, handler; has operation and handler',
    ],
    ['uses without a handler', `${good}\nuses: [GetGoal]`, 13, 'only a handler has uses'],
    [
      'related tool that does not exist',
      `${good}\nrelated: [{ tool: clickup_goal_gets, why: x }]`,
      13,
      'no tool is called "clickup_goal_gets"; did you mean "clickup_goal_get"?',
    ],
    [
      'related to itself',
      `${good}\nrelated: [{ tool: clickup_goal_get, why: x }]`,
      13,
      'a tool is not related to itself',
    ],
    [
      'settled by a write',
      good
        .replace('effect: read', 'effect: delete')
        .replace('GetGoal', 'DeleteGoal')
        .replace(/returns:[\s\S]*/, 'returns:\n  ok: boolean = true -- Yes.\nsettled_by: clickup_gaol_get'),
      13,
      'no tool is called "clickup_gaol_get"; did you mean "clickup_goal_get"?',
    ],
    [
      'dry_run declared',
      good.replace('input:', 'input:\n  dry_run: { kind: boolean }'),
      10,
      'dry_run is added to every tool that is not read-only; leave it out',
    ],
    ['enum without values', good.replace('kind: goal', 'kind: enum'), 10, 'kind enum needs enum: its values'],
    ['enum on a number', good.replace('kind: goal', 'kind: number, enum: [a]'), 10, 'kind number takes no enum'],
    [
      'objects without items',
      good.replace('input:', 'input:\n  rows: { kind: objects, to: path.goal_id }'),
      10,
      'kind objects needs items: the arguments of each object',
    ],
    [
      'camelCase argument',
      good.replace('goal_id:', 'goalId:').replace('required', 'to: goal_id, required'),
      10,
      'argument "goalId" is not snake_case',
    ],
    ['send to nowhere', `${good}\nsend: { query: { detail: true } }`, 13, 'GetGoal has no query parameter detail'],
    [
      'paging of an operation without pages',
      good.replace('goal: goal', 'goal: goal[]').concat('\npaging: page'),
      13,
      'GetGoal has no query parameter page',
    ],
    [
      'paging without a cursor',
      good.replace('goal: goal', 'goal: goal[]').concat('\npaging: comments'),
      9,
      'paging needs the argument cursor: { kind: cursor }',
    ],
    [
      'an upload as an operation',
      'effect: write\noperation: UploadFile\ninput:\n  task_id: { kind: task, required: true }\nreturns:\n  ok: boolean = true -- Yes.',
      8,
      'UploadFile uploads a file: that takes a handler',
    ],
  ])('%s', (_, entry, line, message) => {
    expect(problemsOf(() => modelOf(toolText(entry)))).toContain(`openapi/tools/standard/x.yaml:${line}: ${message}`);
  });

  it.each<[string, string, string, Record<string, string>?]>([
    [
      'a category that the toolset has not',
      toolText(good, 'Gaol'),
      'tools/standard/x.yaml:1: the toolset standard has no category "Gaol"; did you mean "Goal"?',
    ],
    ['a missing title', toolText(good).replace(/ {4}title.*\n/, ''), 'tools/standard/x.yaml:3: needs title: text'],
    [
      'a list in place of a text',
      toolText(good).replace('title: A tool', 'title: [A]'),
      'tools/standard/x.yaml:4: title takes text, not ["A"]',
    ],
    [
      'an effect that there is not',
      toolText(good).replace('effect: read', 'effect: reed'),
      'tools/standard/x.yaml:7: effect takes read or write or delete, not "reed"; did you mean "read"?',
    ],
    [
      'a service that there is not',
      toolText(`${good}\nneeds: [stor]`),
      'tools/standard/x.yaml:13: needs takes store or auth, not "stor"; did you mean "store"?',
    ],
    [
      'camelCase actions',
      toolText(good, 'Goal', 'getOne'),
      'tools/standard/x.yaml:3: action "getOne" is not snake_case',
    ],
    [
      'a folder that is no toolset',
      toolText(good),
      'tools/standard/x.yaml:1: the folder standard is no toolset of openapi/toolsets.yaml; did you mean "standards"?',
      { toolsets: toolsetsText.replace('standard:', 'standards:') },
    ],
    [
      'an unknown key of a toolset',
      toolText(good),
      'toolsets.yaml:4: unknown key "descripton"; did you mean "description"?',
      { toolsets: toolsetsText.replace('description:', 'descripton:') },
    ],
    [
      'two categories of one noun',
      toolText(good),
      'toolsets.yaml:13: the noun goal is already that of Goal',
      { toolsets: toolsetsText.replace('custom_field', 'goal') },
    ],
    [
      'an effect of no operation',
      toolText(good),
      'operations.yaml:1: unknown operation "GetGaol"; did you mean "GetGoal"?',
      { operations: 'effects: { GetGaol: write }' },
    ],
    [
      'a place that the operation has not',
      toolText(good),
      'operations.yaml:1: GetGoal has no body.goal',
      { operations: 'places: { GetGoal: { body.goal: goal } }\nlocations: { goal: [goal_id] }' },
    ],
    [
      'a write that deletes on the quiet',
      toolText(
        good
          .replace('effect: read', 'effect: write')
          .replace('operation: GetGoal', 'handler: true\nuses: [DeleteGoal]'),
      ),
      'tools/standard/x.yaml:7: a write tool that uses DeleteGoal, which deletes, needs confirm: partial',
    ],
  ])('%s', (_, tools, message, others) => {
    expect(problemsOf(() => modelOf(tools, shapesText, others))).toContain(`openapi/${message}`);
  });

  it('lists every problem of every file at once', () => {
    const shapes = `${shapesText}\nextra:\n  extends: gaol\n  id: idd -- Id.\n`;
    const entry = good.replace('kind: goal', 'kind: gaol').replace('GetGoal', 'GetGaol');
    expect(problemsOf(() => modelOf(toolText(entry), shapes))).toEqual([
      'openapi/shapes/common.yaml:15: unknown shape "gaol"; did you mean "goal"?',
      'openapi/shapes/common.yaml:16: unknown type "idd"; did you mean "id"?',
      'openapi/tools/standard/x.yaml:8: unknown operation "GetGaol"; did you mean "GetGoal"?',
      'openapi/tools/standard/x.yaml:10: unknown kind "gaol"; did you mean "goal"?',
    ]);
  });

  it('says where YAML itself is broken, and goes on with the other files', () => {
    const problems = problemsOf(() => modelOf('category: Goal\ntools: [', shapesText));
    expect(problems[0]).toMatch(/^openapi\/tools\/standard\/x\.yaml:\d: /);
  });

  it('refuses shapes that extend in a circle, twins, and a name that a contract has', () => {
    const shapes = 'a:\n  extends: b\n  id: id -- Id.\nb:\n  extends: a\nid:\n  x: id -- X.\n';
    const problems = problemsOf(() => modelOf(toolText(good.replace('goal: goal', 'goal: a')), shapes));
    expect(problems).toContain('openapi/shapes/common.yaml:5: a extends b extends a: a circle');
    expect(problems).toContain('openapi/shapes/common.yaml:6: shape id has the type name of the contracts themselves');
  });
});

describe('routes', () => {
  const route = `effect: read
route:
  - { when: task_id, operation: GetTaskComments }
  - { when: list_id, operation: GetListComments }
input:
  task_id: { kind: task }
  list_id: { kind: list }
returns:
  comments: comment[] -- Comments.`;

  it.each([
    [
      'an unknown condition',
      route.replace('when: list_id', 'when: lists_id'),
      10,
      'unknown argument "lists_id"; did you mean "list_id"?',
    ],
    [
      'a value that never occurs',
      route
        .replace('list_id, op', 'kind=lst, op')
        .replace('  list_id: { kind: list }', '  list_id: { kind: list }\n  kind: { kind: enum, enum: [list] }'),
      10,
      'kind is never "lst"; did you mean "list"?',
    ],
    [
      'a fallback before the end',
      route.replace('when: task_id, ', ''),
      9,
      'only the last branch of a route may go without when',
    ],
    [
      'an argument that goes nowhere',
      route.replace('returns:', '  color: { kind: color }\nreturns:'),
      14,
      'no operation of the route takes color: say where it goes with to:',
    ],
    [
      'a field that an answer lacks, and yet is promised',
      route.replace('GetListComments }', 'GetListComments, from: { comments: null } }'),
      8,
      'from: comments is null, but not optional',
    ],
  ])('%s', (_, entry, line, message) => {
    expect(problemsOf(() => modelOf(toolText(entry, 'Comment', 'list')))).toContain(
      `openapi/tools/standard/x.yaml:${line}: ${message}`,
    );
  });
});
