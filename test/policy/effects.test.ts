import { describe, expect, it } from 'vitest';
import { toolsWithOperations } from '../../generated/tool-operations.js';
import { tools as hostedTools } from '../../generated/tools/hosted.js';
import { tools } from '../../generated/tools/index.js';
import type { Policy } from '../../src/policy/policy.js';
import { allowedEffects } from '../../src/policy/rules.js';
import { possibleTools } from '../../src/policy/tools.js';
import { LISTS, TASKS } from '../../src/sandbox/index.js';
import { failure, sandboxClient } from '../support/sandbox-client.js';

const named = (policy: Policy) => possibleTools(tools, policy).map(({ name }) => name);

describe('a policy of effects', () => {
  it.each<[Policy, string[]]>([
    [{}, ['read', 'write', 'delete', 'admin']],
    [{ readOnly: true }, ['read']],
    [{ readOnly: false }, ['read', 'write', 'delete', 'admin']],
    [{ effects: ['write', 'read'] }, ['read', 'write']],
    [{ effects: ['write', 'read'], readOnly: true }, ['read']],
    [{ effects: ['write'], readOnly: true }, []],
  ])('%j allows %j', (policy, allowed) => {
    expect(allowedEffects(policy)).toEqual(allowed);
  });

  it('sends no write where only reading is allowed, and says which setting forbids it', async () => {
    const { clickup, sent } = sandboxClient({ policy: { readOnly: true } });
    const error = await failure(clickup.task.update({ task_id: TASKS.greyButton, name: 'New' }));
    expect([error.code, error.message]).toEqual([
      'POLICY_DENIED',
      'clickup_task_update cannot work here: UpdateTask writes, and only reading is allowed here',
    ]);
    expect(error.suggestion).toContain('CLICKUP_READ_ONLY');
    expect(error.details).toMatchObject({ rule: 'readOnly', allowed: ['read'] });
    expect(sent()).toEqual([]);
    expect((await clickup.task.get({ task_ids: [TASKS.greyButton] })).tasks).toHaveLength(1);
  });

  it('goes by what an operation does, not by its HTTP method', async () => {
    const { clickup, sent } = sandboxClient({ policy: { effects: ['read', 'write'] } });
    const { api } = clickup;
    const path = { task_id: TASKS.greyButton };
    await api.DELETE('/v2/task/{task_id}/tag/{tag_name}', { params: { path: { ...path, tag_name: 'bug' } } });
    const merge = api.POST('/v2/task/{task_id}/merge', {
      params: { path },
      body: { source_task_ids: [TASKS.offlineUnlock] },
    });
    expect((await failure(merge)).details).toMatchObject({ operation: 'mergeTasks', effect: 'delete' });
    const share = api.POST('/v2/list/{list_id}/guest/{guest_id}', {
      params: { path: { list_id: LISTS.bugs as never, guest_id: '1' as never } },
      body: { permission_level: 'read' },
    });
    expect((await failure(share)).details).toMatchObject({ rule: 'effects', effect: 'admin' });
    expect(sent()).toEqual(['RemoveTagFromTask']);
  });

  it('holds for dry runs too: what is planned may be sent', async () => {
    const { clickup } = sandboxClient({ policy: { effects: ['read', 'write'] } });
    const error = await failure(clickup.task.delete({ task_id: TASKS.greyButton, dry_run: true }));
    expect(error.code).toBe('POLICY_DENIED');
  });

  it('refuses a request of which nobody knows what it does', async () => {
    const { clickup, sent } = sandboxClient({ policy: { effects: ['read', 'write', 'delete', 'admin'] } });
    const error = await failure(clickup.api.GET('/v2/no/such/path' as '/v2/user'));
    expect([error.code, sent()]).toEqual(['POLICY_DENIED', []]);
  });

  it('leaves the tools that read where nothing else is allowed', () => {
    expect(named({ readOnly: true })).toEqual(tools.flatMap(({ name, effect }) => (effect === 'read' ? [name] : [])));
  });

  it('leaves out tools all of whose operations need an effect that is not allowed', () => {
    const left = named({ effects: ['read', 'write'] });
    const gone = tools.map(({ name }) => name).filter((name) => !left.includes(name));
    expect(gone).toContain('clickup_task_merge');
    expect(gone).toContain('clickup_guest_invite');
    expect(left).toContain('clickup_space_update_tags');
    expect(left).toContain('clickup_api_write');
  });

  it('knows of every tool which operations it calls', () => {
    expect(toolsWithOperations).toEqual([...tools, ...hostedTools].map(({ name }) => name));
  });

  it.each<[unknown, string]>([
    [{ efects: ['read'] }, 'Did you mean effects?'],
    [{ effects: ['raed'] }, 'Did you mean read?'],
    [{ effects: [] }, 'Correct it'],
    [{ readOnly: 'true' }, 'Correct it'],
    [{ spaces: [''] }, 'Correct it'],
    [{ workspaceId: 'Harbour' }, 'Correct it'],
  ])('a client does not start with the policy %j', (policy, said) => {
    expect(() => sandboxClient({ policy: policy as Policy })).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', suggestion: expect.stringContaining(said) }),
    );
  });
});
