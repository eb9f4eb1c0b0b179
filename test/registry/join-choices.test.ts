import { describe, expect, it } from 'vitest';
import { profiles } from '../../generated/profiles.js';
import { tools } from '../../generated/tools/index.js';
import { chooseTools } from '../../src/index.js';
import { type Choice, choose } from '../../src/registry/choose.js';
import { choiceOf, joinChoices } from '../../src/registry/join-choices.js';
import { refusalOf } from '../support/refusal.js';

const names = (...choices: [Choice, ...Choice[]]) => chooseTools(...choices).map(({ name }) => name);

describe('several choices', () => {
  it.each<[string, Choice, Choice, Choice]>([
    ['the later profile wins', { profile: 'core' }, { profile: 'read' }, { profile: 'read' }],
    [
      'what the later one does not say stays',
      { profile: 'core' },
      { toolsets: ['doc'] },
      { profile: 'core', toolsets: ['doc'] },
    ],
    ['the later toolsets win', { toolsets: ['doc'] }, { toolsets: ['chat'] }, { toolsets: ['chat'] }],
    ['the later allow list wins', { allow: ['task_get'] }, { allow: ['task_list'] }, { allow: ['task_list'] }],
    [
      'what either denies is denied',
      { deny: ['task_get'] },
      { deny: ['task_list'] },
      { deny: ['task_get', 'task_list'] },
    ],
    [
      'what is denied stays so where it is allowed',
      { deny: ['task_get'] },
      { allow: ['task_*'] },
      { allow: ['task_*'], deny: ['task_get'] },
    ],
    ['an allow list replaces none', {}, { allow: ['task_get'] }, { allow: ['task_get'] }],
    ['an earlier read-only stays', { readOnly: true }, { readOnly: false }, { readOnly: true }],
  ])('%s', (_, earlier, later, same) => {
    expect(names(earlier, later)).toEqual(names(same));
  });

  it('leave each other as they are', () => {
    expect(joinChoices({ profile: 'core', deny: ['a'] }, {}, { toolsets: ['doc'], deny: ['b'] })).toEqual({
      profile: 'core',
      toolsets: ['doc'],
      allow: undefined,
      deny: ['a', 'b'],
      readOnly: false,
    });
  });
});

describe('the choice in the configuration of a connection', () => {
  const ofEnvironment: Choice = { allow: ['task_get', 'task_delete'], deny: ['task_delete'] };

  it.each<[string, unknown, string[]]>([
    [
      'allowTools wins over the environment',
      { allowTools: ['task_list', 'task_search'] },
      ['clickup_task_list', 'clickup_task_search'],
    ],
    ['as a text too', { allowTools: 'task_list, task_search' }, ['clickup_task_list', 'clickup_task_search']],
    ['denyTools takes away', { allowTools: ['task_list', 'task_get'], denyTools: ['task_list'] }, ['clickup_task_get']],
    ['allow and deny are the same', { allow: ['task_list', 'task_get'], deny: ['task_list'] }, ['clickup_task_get']],
    ['what the environment denies stays denied', { allowTools: ['task_delete', 'task_get'] }, ['clickup_task_get']],
    ['other settings are left alone', { apiToken: 'pk_1', defaultTeamId: '9' }, ['clickup_task_get']],
    ['none', undefined, ['clickup_task_get']],
    ['null', { allowTools: null }, ['clickup_task_get']],
  ])('%s', (_, configuration, chosen) => {
    const choice = joinChoices(ofEnvironment, choiceOf(configuration));
    expect(choose({ rows: tools, profiles }, choice).rows.map(({ name }) => name)).toEqual(chosen);
  });

  it('has profile, toolsets and read-only too', () => {
    expect(choiceOf({ profile: 'core', toolsets: 'doc,chat', readOnly: 'true' })).toMatchObject({
      profile: 'core',
      toolsets: ['doc', 'chat'],
      readOnly: true,
    });
  });

  it.each([
    [{ allowTools: 7 }, 'allowTools is not a list of names'],
    [{ denyTools: [7] }, 'denyTools is not a list of names'],
    [{ profile: ['core'] }, 'profile is not the name of a profile'],
    [{ readOnly: 'perhaps' }, 'readOnly is not true or false'],
  ])('%j is refused', async (configuration, said) => {
    expect((await refusalOf(() => choiceOf(configuration))).message).toContain(said);
  });
});
