import { describe, expect, it } from 'vitest';
import { GROUPS, TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const task_id = TASKS.greyButton;

describe('groups on a task', () => {
  it('are assigned and taken off by id', async () => {
    const { clickup, sandbox } = sandboxClient({ plan: 'enterprise' });
    const bodyOf = () => (sandbox.requests.findLast(({ method }) => method === 'PUT')?.body ?? {}) as object;
    await clickup.task.update({ task_id, group_assignees: { add: [GROUPS.backend], remove: [GROUPS.design] } });
    expect(bodyOf()).toMatchObject({ group_assignees: { add: [GROUPS.backend], rem: [GROUPS.design] } });
    await clickup.task.update({ task_id, group_assignees: { remove: [GROUPS.backend] } });
    expect(bodyOf()).toMatchObject({ group_assignees: { add: [], rem: [GROUPS.backend] } });
  });

  it('given as numbers are refused before anything is sent, with the way to the ids', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.task.update({ task_id, group_assignees: { add: ['12'] } }));
    expect(error).toMatchObject({
      code: 'INVALID_PARAMETER',
      details: { parameter: 'group_assignees.add', value: '12' },
      suggestion: expect.stringContaining('clickup_team_list'),
    });
    expect(sent()).toEqual([]);
  });

  it('given under another word are refused before anything is sent', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.task.update({ task_id, group_assignees: { rem: [GROUPS.backend] } as never }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', suggestion: expect.stringContaining('remove') });
    expect(sent()).toEqual([]);
  });
});

describe('estimates by person', () => {
  const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`person ${index}`, '1h']));

  it.each([
    ['nobody', {}, 'estimates names 0 people'],
    ['more people than one request takes', eleven, 'estimates names 11 people'],
    ['no duration', { me: ['1h'] }, 'estimates.me is not a duration'],
  ])('naming %s are refused', async (_what, estimates, message) => {
    const { clickup, sandbox } = sandboxClient({ plan: 'enterprise' });
    const error = await failure(clickup.task.update({ task_id, estimates }));
    expect(error.message).toContain(message);
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
