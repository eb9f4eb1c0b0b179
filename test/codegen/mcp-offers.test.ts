import { describe, expect, it } from 'vitest';
import { mcpOffersOf } from '../../codegen/manifest/mcp.js';
import type { Problem } from '../../codegen/manifest/problems.js';
import { Source } from '../../codegen/manifest/source.js';

const good = `prompts:
  triage:
    title: Triage
    description: What is late.
    arguments: { list: { description: The List, fills: list } }
    goal: Triage {list}.
    steps:
      - { tool: clickup_task_list, input: { list_id: '{list}' }, purpose: all }
    report: A table.
resources:
  list:
    title: List
    description: Its tasks.
    path: list/{id}
    variables: { id: list }
    calls:
      - { tool: clickup_task_list, input: { list_id: '{id}', cursor: '{cursor}' } }
completions:
  list: { tool: clickup_list_list, input: { query: '{typed}' } }
  day: { values: [today] }
`;

const inputs = new Map([
  ['clickup_task_list', ['list_id', 'cursor']],
  ['clickup_list_list', ['query']],
]);

const problemsOf = (text: string): Problem[] => {
  const problems: Problem[] = [];
  mcpOffersOf(new Source('mcp.yaml', text, problems), inputs);
  return problems;
};

describe('what MCP clients are offered', () => {
  it('is sound', () => {
    expect(problemsOf(good)).toEqual([]);
  });

  it.each([
    [
      'a tool',
      '{ tool: clickup_task_list, input: { list_id',
      'task_list',
      'task_lst',
      8,
      'no tool is called "clickup_task_lst"; did you mean "clickup_task_list"?',
    ],
    [
      'an argument',
      "{ list_id: '{list}' }",
      'list_id',
      'list',
      8,
      'clickup_task_list has no argument "list"; did you mean "list_id"?',
    ],
    ['a word in a call', "{ list_id: '{list}' }", '{list}', '{lst}', 8, 'nothing fills in "lst"; did you mean "list"?'],
    ['a word in a text', 'goal: Triage {list}.', '{list}', '{lst}', 6, 'nothing fills in "lst"; did you mean "list"?'],
    [
      'a completion of an argument',
      'The List, fills: list',
      'fills: list',
      'fills: lst',
      5,
      'there is no completion "lst"; did you mean "list"?',
    ],
    [
      'a completion of a variable',
      'variables: { id: list }',
      'list',
      'lst',
      15,
      'there is no completion "lst"; did you mean "list"?',
    ],
    ['a variable', 'path: list/{id}', '{id}', '{ix}', 14, 'nothing fills in "ix"; did you mean "id"?'],
    ['a word behind the ?', "cursor: '{cursor}'", '{cursor}', '{page}', 17, 'nothing fills in "page"'],
    ['a word that is typed', "query: '{typed}'", '{typed}', '{text}', 19, 'nothing fills in "text"'],
  ])('%s that there is not is told with its line', (_, line, from, to, at, message) => {
    expect(good).toContain(line);
    expect(problemsOf(good.replace(line, line.replace(from, to)))).toContainEqual({
      file: 'mcp.yaml',
      line: at,
      message,
    });
  });

  it('an argument that nothing uses is told', () => {
    const text = good.replace('fills: list } }', 'fills: list }, day: { description: When, fills: day } }');
    expect(problemsOf(text)).toEqual([{ file: 'mcp.yaml', line: 5, message: 'nothing in triage uses {day}' }]);
  });
});
