import { describe, expect, it } from 'vitest';
import { smallText } from '../../docs/.vitepress/config/small-text.js';
import { filterTools } from '../../docs/.vitepress/theme/filter-tools.js';
import toolGroups from '../../docs/.vitepress/theme/tool-groups.data.js';
import { catalogTools } from '../../generated/catalog.js';

const tool = (name: string) => catalogTools.find((each) => each.name === name)!;

describe('a tool in few lines', () => {
  it.each(catalogTools)('$name takes at most forty, with each of its arguments', (each) => {
    const lines = smallText(each);
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.join('\n').split('\n')).toHaveLength(lines.length);
    for (const { name, required } of each.parameters) {
      expect(
        lines.find((line) => line.startsWith(`- ${name}${required ? '' : '?'} (`)),
        name,
      ).toBeDefined();
    }
  });

  it('says what is deleted only with a confirmation, and which values an argument takes', () => {
    expect(smallText(tool('clickup_task_delete')).join()).toContain('(deletes, requires confirm: "yes")');
    expect(smallText(tool('clickup_task_create')).join()).toContain('urgent | high | normal | low | none');
  });
});

describe('what a tool answers, in few lines', () => {
  const answers = (name: string) => smallText(tool(name)).find((line) => line.startsWith('- Answers: '))!;

  it('names the fields of the objects in it, those of each kind once', () => {
    expect(answers('clickup_task_list')).toMatch(
      /tasks task_row\[\] \{id, custom_id\?, name, status, .*\}; scope\? string/,
    );
    expect(answers('clickup_task_get').match(/\{id, custom_id\?/g)).toHaveLength(1);
  });

  it.each(catalogTools)('$name: every kind of object is told', ({ name, returns, outputSchema }) => {
    const kinds = Object.keys((outputSchema.$defs ?? {}) as object);
    for (const { type } of returns) {
      const kind = type.replace('[]', '');
      if (kinds.includes(kind)) expect(answers(name)).toMatch(new RegExp(`\\b${kind}(\\[\\])? \\{`));
    }
  });
});

describe('the list of tools', () => {
  const groups = toolGroups.load();
  const names = (text: string, effect: Parameters<typeof filterTools>[2] = 'all') =>
    filterTools(groups, text, effect).flatMap(({ tools }) => tools.map(({ name }) => name));

  it('has every tool in its category', () => {
    expect(names('')).toEqual(catalogTools.map(({ name }) => name));
  });

  it.each([
    ['words in any order and case', 'TIME log', 'clickup_time_create'],
    ['a part of the name', 'me_get_rep', 'clickup_time_get_report'],
    ['the beginning of a word of its purpose', 'timesh', 'clickup_time_get_report'],
  ])('finds a tool by %s', (_, text, found) => {
    expect(names(text)).toContain(found);
  });

  it('keeps those of one effect, and no group without a tool', () => {
    expect(names('', 'deletes')).toEqual(
      catalogTools.filter(({ effect }) => effect === 'delete').map(({ name }) => name),
    );
    expect(filterTools(groups, 'no such thing', 'all')).toEqual([]);
  });
});
