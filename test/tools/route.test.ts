import { describe, expect, it } from 'vitest';
import { omitEmpty, requireArgument } from '../../src/tools/arguments.js';
import { type Branch, choose } from '../../src/tools/route.js';
import { type Refusal, refusalOf } from '../support/refusal.js';

const lists: Branch[] = [
  { when: ['folder_id', 'template_id'], takes: ['name', 'folder_id', 'template_id'] },
  { when: ['folder_id'], takes: ['name', 'folder_id', 'color'] },
  { when: ['space_id'], takes: ['name', 'space_id', 'color'] },
];
const templates: Branch[] = [
  { when: ['kind=task'], takes: ['kind', 'page'] },
  { when: ['kind=list'], takes: ['kind'] },
];
const fields: Branch[] = [
  { when: ['list_id'], takes: ['list_id'] },
  { when: [], takes: ['workspace_id'] },
];

describe('choose', () => {
  it.each<[string, readonly Branch[], object, number]>([
    ['the first whose arguments are all there', lists, { folder_id: '1', template_id: 't', name: 'n' }, 0],
    ['a later one', lists, { folder_id: '1', color: 'red' }, 1],
    ['by value', templates, { kind: 'list' }, 1],
    ['the fallback', fields, { workspace_id: '1' }, 1],
    ['as if undefined arguments were absent', lists, { folder_id: undefined, space_id: '1' }, 2],
  ])('%s', (_, branches, input, want) => {
    expect(choose(input, branches)).toBe(want);
  });

  it.each<[string, readonly Branch[], object, Partial<Refusal>]>([
    [
      'nothing that chooses',
      lists,
      { name: 'n' },
      {
        code: 'MISSING_PARAMETER',
        parameter: 'folder_id',
        suggestion: 'Add folder_id or space_id; clickup_workspace_resolve finds ids by name, path or URL.',
      },
    ],
    [
      'half of a choice',
      lists,
      { template_id: 't' },
      {
        code: 'MISSING_PARAMETER',
        parameter: 'folder_id',
        suggestion: 'Add folder_id; clickup_workspace_resolve finds ids by name, path or URL.',
      },
    ],
    [
      'two choices at once',
      lists,
      { folder_id: '1', space_id: '2' },
      {
        code: 'INVALID_PARAMETER',
        parameter: 'space_id',
        message: 'space_id does not go with folder_id',
        suggestion: 'Give folder_id or space_id, not both.',
      },
    ],
    [
      'an argument that one condition too many shuts out',
      lists,
      { folder_id: '1', template_id: 't', color: 'red' },
      {
        parameter: 'color',
        message: 'color does not go with template_id',
        suggestion: 'Leave out color or template_id.',
      },
    ],
    [
      'an argument of another branch',
      templates,
      { kind: 'list', page: 1 },
      {
        code: 'INVALID_PARAMETER',
        parameter: 'page',
        message: 'page does not go with kind: list',
        suggestion: 'Leave out page; it goes with kind: task.',
      },
    ],
    [
      'an argument the fallback has no use for',
      fields,
      { color: 'red' },
      { parameter: 'color', message: 'color does not go with the other arguments', suggestion: 'Leave out color.' },
    ],
  ])('refuses %s', (_, branches, input, want) => {
    expect(refusalOf(() => choose(input, branches))).toMatchObject(want);
  });
});

describe('given', () => {
  it('gives what is there and asks for what is not', () => {
    const input: { a?: number; b?: string } = { a: 0 };
    expect(requireArgument(input, 'a')).toBe(0);
    expect(refusalOf(() => requireArgument(input, 'b'))).toMatchObject({ code: 'MISSING_PARAMETER', parameter: 'b' });
  });
});

describe('orNone', () => {
  it('drops a part of a request that would be empty', () => {
    expect(omitEmpty({ a: undefined })).toBeUndefined();
    expect(omitEmpty({ a: undefined, b: null })).toEqual({ b: null });
  });
});
