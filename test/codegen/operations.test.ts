import { describe, expect, it } from 'vitest';
import { type Operation, type OperationId, operations } from '../../generated/operations.js';
import { model } from '../support/spec-model.js';

const each = Object.entries(operations) as [OperationId, Operation][];
const idsWith = (effect: Operation['effect'], method?: string) =>
  each.flatMap(([id, row]) => (row.effect === effect && (method ?? row.method) === row.method ? id : [])).sort();

describe('the effect of an operation', () => {
  it('is that of its method, but for these', () => {
    const byMethod = (method: string) => (method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'write');
    const exceptions = each.filter(([, { method, effect }]) => effect !== byMethod(method));
    expect(Object.fromEntries(exceptions.map(([id, { method, effect }]) => [id, `${method} ${effect}`]))).toEqual({
      AddGuestToFolder: 'POST admin',
      AddGuestToList: 'POST admin',
      AddGuestToTask: 'POST admin',
      CreateWebhook: 'POST admin',
      DeleteDependency: 'DELETE write',
      DeleteTaskLink: 'DELETE write',
      DeleteWebhook: 'DELETE admin',
      EditGuestOnWorkspace: 'PUT admin',
      EditUserOnWorkspace: 'PUT admin',
      GetAccessToken: 'POST admin',
      InviteGuestToWorkspace: 'POST admin',
      InviteUserToWorkspace: 'POST admin',
      RemoveCustomFieldValue: 'DELETE write',
      RemoveGuestFromFolder: 'DELETE admin',
      RemoveGuestFromList: 'DELETE admin',
      RemoveGuestFromTask: 'DELETE admin',
      RemoveGuestFromWorkspace: 'DELETE admin',
      RemoveTagFromTask: 'DELETE write',
      RemoveTaskFromList: 'DELETE write',
      RemoveUserFromWorkspace: 'DELETE admin',
      Removetagsfromtimeentries: 'DELETE write',
      UpdateWebhook: 'PUT admin',
      deleteChatReaction: 'DELETE write',
      mergeTasks: 'POST delete',
      publicPatchAcl: 'PATCH admin',
      queryAuditLog: 'POST read',
    });
  });

  it('is admin for every write to guests, members, access lists, webhooks and tokens', () => {
    const governs = /\/guest|\/team\/\{team_id\}\/user|\/acls|\/webhook|\/oauth/;
    const writes = each.filter(([, { method, path }]) => method !== 'GET' && governs.test(path));
    expect(writes.map(([id]) => id).sort()).toEqual(idsWith('admin'));
  });

  it('is never more than reading for a GET', () => {
    expect(each.filter(([, { method }]) => method === 'GET').map(([id]) => id)).toEqual(idsWith('read', 'GET'));
  });
});

describe('the location of an operation', () => {
  /** Segments of paths that name something else than a place or an object with an id. */
  const others = ['tag_name', 'template_id', 'reaction', 'entity_type', 'object_type', 'comment_type'];

  it.each(each)('of %s covers every id in its path', (_, { path, location }) => {
    const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).filter((name) => !others.includes(name));
    expect(Object.keys(location)).toEqual(expect.arrayContaining(ids.map((name) => `path.${name}`)));
  });

  it('is missing only where the token alone says what is meant', () => {
    const without = each.filter(([, { location }]) => Object.keys(location).length === 0).map(([id]) => id);
    expect(without).toEqual(['GetAccessToken', 'GetAuthorizedTeams', 'GetAuthorizedUser']);
  });

  it('names nouns, or a place that holds the noun', () => {
    const values = [...new Set(each.flatMap(([, { location }]) => Object.values<string>(location)))].sort();
    expect(values.filter((value) => value.includes('.'))).toEqual([
      'body.location.type',
      'body.parent.type',
      'body.triaged_object_type',
      'path.entity_type',
      'path.object_type',
      'query.parent_type',
    ]);
    expect(values.filter((value) => !value.includes('.')).join(' ')).toBe(
      'chat_channel chat_message checklist checklist_item comment doc field folder goal group guest key_result list page space task time_entry user view webhook workspace',
    );
  });

  it.each<[OperationId, Record<string, string>]>([
    ['GetTask', { 'path.task_id': 'task' }],
    ['GetUserGroups', { 'query.team_id': 'workspace', 'query.group_ids': 'group' }],
    ['AddDependency', { 'path.task_id': 'task', 'body.depends_on': 'task', 'body.dependency_of': 'task' }],
    ['mergeTasks', { 'path.task_id': 'task', 'body.source_task_ids': 'task' }],
    [
      'GetFilteredTeamTasks',
      {
        'path.team_id': 'workspace',
        'query.space_ids[]': 'space',
        'query.project_ids[]': 'folder',
        'query.list_ids[]': 'list',
        'query.parent': 'task',
      },
    ],
    ['publicPatchAcl', { 'path.workspace_id': 'workspace', 'path.object_id': 'path.object_type' }],
  ])('of %s', (id, location) => {
    expect(operations[id].location).toEqual(location);
  });

  it('knows every parameter of query and body that is called after an id', () => {
    const named = model.operations.flatMap(({ location, parameters, body }) =>
      [...parameters, ...body]
        .filter(({ name }) => /_ids?(\[\])?$/.test(name) && name !== 'custom_task_ids')
        .flatMap(({ name, in: part }) => (Object.hasOwn(location, `${part}.${name}`) ? [] : `${part}.${name}`)),
    );
    // People, what is copied, where a page of comments begins, credentials, and the Workspace of custom task ids.
    expect([...new Set(named)].sort()).toEqual([
      'body.client_id',
      'body.custom_item_id',
      'body.custom_role_id',
      'body.user_ids',
      'path.template_id',
      'query.start_id',
      'query.team_id',
    ]);
  });
});
