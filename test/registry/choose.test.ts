import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profiles } from '../../generated/profiles.js';
import { tools } from '../../generated/tools/index.js';
import { chooseTools, createClickUp } from '../../src/index.js';
import { type Choice, choose } from '../../src/registry/choose.js';

const namesOf = (choice: Choice) => chooseTools(choice).map(({ name }) => name);
const every = tools.map(({ name }) => name);
const toolsets = [...new Set(tools.map(({ toolset }) => toolset))];

describe('choosing tools', () => {
  it('gives the standard ones where nothing is chosen', () => {
    expect(chooseTools({})).toEqual(tools.filter(({ toolset }) => toolset === 'standard'));
  });

  it.each(Object.entries(profiles))('the profile %s has as many tools as it says', (profile, { count }) => {
    if (count > 0) expect(namesOf({ profile })).toHaveLength(count);
    else expect(() => namesOf({ profile })).toThrow('No tool is left');
  });

  it('core has 24 tools, and read only those that read', () => {
    expect(namesOf({ profile: 'core' })).toHaveLength(24);
    expect(new Set(chooseTools({ profile: 'read' }).map(({ effect }) => effect))).toEqual(new Set(['read']));
  });

  it('full has all tools', () => {
    expect(namesOf({ profile: 'full' })).toEqual(every);
  });

  it('a toolset comes on top of the profile', () => {
    const chosen = namesOf({ profile: 'core', toolsets: ['doc'] });
    expect(chosen).toContain('clickup_doc_read');
    expect(chosen).toHaveLength(profiles.core!.count + tools.filter(({ toolset }) => toolset === 'doc').length);
    expect(namesOf({ profile: 'none', toolsets: ['doc'] }).every((name) => name.startsWith('clickup_doc_'))).toBe(true);
  });

  it('allowed names are all there is, also of toolsets that are off; patterns choose among those that are on', () => {
    expect(namesOf({ allow: ['task_get', 'clickup_doc_read'] })).toEqual(['clickup_task_get', 'clickup_doc_read']);
    expect(namesOf({ allow: ['*_read', 'task_get'] })).toEqual(['clickup_task_get']);
    expect(namesOf({ allow: ['*', 'doc_read'] })).toEqual([...namesOf({}), 'clickup_doc_read']);
  });

  it('names of other servers mean their tools', () => {
    expect(namesOf({ allow: ['search_tasks', 'clickup_get_doc_page'] })).toEqual([
      'clickup_task_search',
      'clickup_doc_read',
    ]);
    expect(namesOf({ deny: ['clickup_update_task'] })).toEqual(namesOf({ deny: ['task_update'] }));
    expect(namesOf({ profile: 'none', toolsets: ['contract'], allow: ['search_tasks'] })).toEqual([
      'clickup_task_search',
    ]);
    expect(namesOf({ profile: 'full', toolsets: ['contract'] })).toEqual(every);
  });

  it('what is denied is never offered, whatever else says so', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(profiles).filter((name) => name !== 'none')),
        fc.subarray(toolsets),
        fc.option(fc.subarray(every, { minLength: 1 }), { nil: undefined }),
        fc.subarray(every),
        fc.boolean(),
        (profile, chosen, allow, deny, readOnly) => {
          const run = () => chooseTools({ profile, toolsets: chosen, allow, deny, readOnly });
          try {
            for (const { name, effect } of run()) {
              expect(deny).not.toContain(name);
              if (allow) expect(allow).toContain(name);
              if (readOnly) expect(effect).toBe('read');
            }
          } catch (error) {
            expect((error as Error).message).toBe('No tool is left to offer');
          }
        },
      ),
    );
  });

  it('says of each tool that is left out why', () => {
    const choice = { profile: 'core', allow: ['task_*'], deny: ['task_delete'], readOnly: true };
    const { rows, skipped } = choose({ rows: tools, profiles }, choice);
    expect(rows.map(({ name }) => name)).toEqual(['clickup_task_list', 'clickup_task_search', 'clickup_task_get']);
    const reasons = new Map(skipped.map(({ name, reason }) => [name, reason]));
    expect(reasons.get('clickup_task_delete')).toBe('denied');
    expect(reasons.get('clickup_list_get')).toBe('not allowed');
    expect(reasons.get('clickup_task_create')).toBe('read-only');
    expect(rows.length + skipped.length).toBe(24);
  });

  it.each([
    [{ profile: 'cor' }, 'There is no profile "cor"', 'Did you mean core?'],
    [{ toolsets: ['docs'] }, 'There is no toolset "docs"', 'Did you mean doc?'],
    [{ allow: ['taks_get'] }, 'No tool is called "taks_get"', 'Did you mean clickup_task_get?'],
    [{ deny: ['zzz_*'] }, 'No tool is called "zzz_*"', '`clickup-tools tools` lists the names.'],
    [{ deny: ['*'] }, 'No tool is left to offer', 'Allow more, or deny less.'],
  ])('refuses %j', (choice, message, suggestion) => {
    expect(() => chooseTools(choice)).toThrow(expect.objectContaining({ message, suggestion }));
  });
});

describe('a tool that is not offered', () => {
  const { call } = createClickUp({ apiKey: 'pk_1_X', tools: chooseTools({ deny: ['task_delete'] }) });
  const errorOf = async (name: string) => {
    const answer = await call(name, {});
    return answer.success ? undefined : answer.error;
  };

  it.each(['clickup_doc_read', 'doc_read'])('%s says which toolset has it and how to switch that on', async (name) => {
    expect(await errorOf(name)).toMatchObject({
      code: 'UNKNOWN_TOOL',
      message: 'clickup_doc_read belongs to the toolset doc, which is not served here',
      suggested_action: expect.stringContaining('--toolsets doc'),
      details: { toolset: 'doc' },
    });
  });

  it('that was left out says so', async () => {
    expect(await errorOf('clickup_task_delete')).toMatchObject({
      message: 'clickup_task_delete is not among the tools served here',
    });
  });
});
