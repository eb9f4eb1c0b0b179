import { describe, expect, it } from 'vitest';
import { tools } from '../../generated/tools/index.js';
import { instructionsFor } from '../../src/registry/instructions.js';
import { named, not, select, withEffects } from '../../src/registry/select.js';

const namesIn = (text: string): string[] => text.match(/clickup_\w+/g) ?? [];

describe('instructions', () => {
  it('name the tools that lead from names to ids', () => {
    expect(namesIn(instructionsFor(tools))).toEqual([
      'clickup_workspace_resolve',
      'clickup_workspace_get_hierarchy',
      'clickup_user_find',
      'clickup_list_get_options',
    ]);
  });

  it.each(namesIn(instructionsFor(tools)))('do not name %s where it is not served, and name the others', (absent) => {
    const text = instructionsFor(select(tools, not(named(absent))));
    expect(text).not.toContain(absent);
    expect(namesIn(text)).toEqual(namesIn(instructionsFor(tools)).filter((name) => name !== absent));
  });

  it.each([...new Set(tools.map(({ category }) => category))])('name no tool outside of %s alone', (category) => {
    const rows = tools.filter((row) => row.category === category);
    const served = rows.map(({ name }) => name);
    expect(namesIn(instructionsFor(rows)).filter((name) => !served.includes(name))).toEqual([]);
  });

  it('leave out a line of which nothing is left', () => {
    const text = instructionsFor(select(tools, not(named(...namesIn(instructionsFor(tools))))));
    expect(text).not.toMatch(/From a name to an id|What a List accepts|\n\n/);
  });

  it('speak of writing, of confirmation and of bulk tools only where there are such tools', () => {
    const readOnly = instructionsFor(select(tools, withEffects('read')));
    expect(readOnly).not.toMatch(/dry_run|confirm|UNKNOWN_OUTCOME|_bulk/);
    const withoutDeletes = instructionsFor(select(tools, not(withEffects('delete'))));
    expect(withoutDeletes).toContain('dry_run');
    expect(withoutDeletes).not.toContain('confirm');
    expect(instructionsFor(tools)).toMatch(/dry_run.*confirm: "yes"[\s\S]*UNKNOWN_OUTCOME.*\*_bulk/);
  });
});
