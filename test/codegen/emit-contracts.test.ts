import { describe, expect, it } from 'vitest';
import { emitCatalog } from '../../codegen/emit/catalog.js';
import { emitContracts } from '../../codegen/emit/contracts.js';
import { emitListings } from '../../codegen/emit/listings.js';
import { emitShapes } from '../../codegen/emit/shapes.js';
import { toolOf } from '../support/codegen-fixture.js';

const read = `effect: read
operation: GetGoals
input:
  ids: { kind: tasks, to: include_completed, doc: 'Ends a comment: */' }
  detail: { kind: detail }
returns:
  goals: goal[] -- The goals.
  place?:
    _: < folders -- Where.
    id: id -- Id.`;

const write = `effect: write
handler: true
uses: [CreateGoal]
input:
  name: { kind: string, required: true }
  owners: { kind: people_change }
  rows: { kind: objects, items: { mode: { kind: enum, enum: [a, b] } } }
returns:
  goal: goal -- The goal.`;

const contracts = (entry: string, action: string): string =>
  emitContracts(toolOf(entry, 'Goal', action).model)[0]!.text;

describe('contracts', () => {
  it.each([
    ['an interface per noun', 'export interface Goal {\n  /** Goal id. */\n  id: string;'],
    ['optional fields', '  progress?: number;'],
    ['nouns by name', 'export interface Shapes {\n  goal: Goal;'],
    [
      'inline fields under the name of the tool',
      '  clickup_goal_list: {\n    /** Where. */\n    place?: {\n      /** Id. */\n      id: string;\n    };\n  };',
    ],
    ['inputs', '  detail?: Detail | undefined;'],
    [
      'doc comments that cannot be ended from inside',
      '  /** Ends a comment: *\\/. Several tasks may share a name: clickup_task_search finds the id. */\n  ids?: Id[] | undefined;',
    ],
    ['results', 'export interface GoalListData extends Remarks {\n  /** The goals. */\n  goals: Goal[];'],
    [
      'results in full',
      'export interface GoalListFullData extends Remarks {\n  /** The goals. */\n  goals: FullObject[];',
    ],
    ['tools by name', '  clickup_goal_list: { input: GoalListInput; data: GoalListData; full: GoalListFullData };'],
    [
      'a method whose result follows detail',
      "    list(input: GoalListInput & { detail: 'full' | 'raw' }, options?: CallOptions): Promise<GoalListFullData>;",
    ],
    [
      'and one without',
      "    list(input?: GoalListInput & { detail?: 'concise' }, options?: CallOptions): Promise<GoalListData>;",
    ],
    [
      'and one for what is not known',
      '    list(input?: GoalListInput, options?: CallOptions): Promise<GoalListData | GoalListFullData>;',
    ],
  ])('%s', (_, want) => {
    expect(contracts(read, 'list')).toContain(want);
  });

  it.each([
    ['required arguments', '  name: string;'],
    ['people', '  owners?: PeopleChange | Id[] | undefined;'],
    [
      'objects in lists',
      "  rows?: Array<{\n    /** One of the values listed. */\n    mode?: 'a' | 'b';\n  }> | undefined;",
    ],
    ['a dry run', '    create(input: GoalCreateInput & { dry_run: true }, options?: CallOptions): Promise<DryRun>;'],
    [
      'a real one',
      '    create(input: GoalCreateInput & { dry_run?: false }, options?: CallOptions): Promise<GoalCreateData>;',
    ],
    ['either', '    create(input: GoalCreateInput, options?: CallOptions): Promise<GoalCreateData | DryRun>;'],
  ])('of a write: %s', (_, want) => {
    expect(contracts(write, 'create')).toContain(want);
  });
});

describe('shapes', () => {
  const { text } = emitShapes(toolOf(read, 'Goal', 'list').model)[0]!;
  it.each([
    ["{ name: 'id', type: 'id', required: true },"],
    ["{ name: 'progress', from: 'percent_completed', type: 'integer' },"],
    ["{ name: 'place', from: 'folders', type: { object: [{ name: 'id', type: 'id', required: true }] } },"],
  ])('%s', (want) => {
    expect(text).toContain(want);
  });
});

describe('catalogue', () => {
  const { model } = toolOf(read, 'Goal', 'list');
  const row = JSON.parse(emitCatalog(model)[0]!.text).tools[0];

  it('says everything about a tool', () => {
    expect(row).toMatchObject({
      name: 'clickup_goal_list',
      sdk: 'goal.list',
      category: 'Goal',
      effect: 'read',
      confirm: 'never',
      operations: [{ id: 'GetGoals', method: 'GET', path: '/v2/team/{team_id}/goal' }],
      returns: [
        { name: 'goals', type: 'goal[]' },
        { name: 'place', optional: true, fields: [{ name: 'id' }] },
      ],
    });
  });

  it('describes data with the nouns it leads to', () => {
    expect(row.outputSchema.properties.goals).toEqual({
      type: 'array',
      items: { $ref: '#/$defs/goal' },
      description: 'The goals.',
    });
    expect(Object.keys(row.outputSchema.$defs)).toEqual(['goal']);
    expect(row.outputSchema.required).toEqual(['goals']);
  });

  it('prebuilds tools/list with nothing that a client does not need', () => {
    const { path, text } = emitListings(model)[0]!;
    expect(path).toBe('generated/listings/standard.ts');
    const rows = JSON.parse(`[${text.split('= [\n')[1]!.split('\n];')[0]!.replace(/,$/, '')}]`);
    expect(Object.keys(rows[0])).toEqual(['name', 'description', 'inputSchema', 'annotations']);
    expect(rows[0].inputSchema).toEqual(model.tools[0]!.inputSchema);
  });
});
