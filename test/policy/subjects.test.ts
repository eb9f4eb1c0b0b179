import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.js';
import { canStay } from '../../src/policy/rules.js';
import { readRequest } from '../../src/policy/subjects.js';
import { ApiRequest } from '../../src/runtime/api-request.js';

const base = 'https://api.clickup.com/api';
const json = { 'Content-Type': 'application/json' };
const read = (id: OperationId, url: string, init: RequestInit = {}) =>
  readRequest(new ApiRequest(`${base}${url}`, init), { id, ...operations[id] });

const named = (id: OperationId, url: string, init?: RequestInit) => {
  const found = read(id, url, init);
  return 'message' in found ? found.message : found.subjects.map(({ at, noun, id: each }) => `${at} ${noun} ${each}`);
};

describe('what a request is about', () => {
  it.each<[OperationId, string, RequestInit | undefined, string[]]>([
    ['GetTask', '/v2/task/86c1', undefined, ['path.task_id task 86c1']],
    ['AddTaskToList', '/v2/list/9/task/86c1/', { method: 'POST' }, ['path.list_id list 9', 'path.task_id task 86c1']],
    [
      'mergeTasks',
      '/v2/task/a/merge',
      { method: 'POST', headers: json, body: '{"source_task_ids":["b","c"]}' },
      ['path.task_id task a', 'body.source_task_ids task b', 'body.source_task_ids task c'],
    ],
    [
      'DeleteDependency',
      '/v2/task/a/dependency?depends_on=b&depends_on=c',
      undefined,
      ['path.task_id task a', 'query.depends_on task b', 'query.depends_on task c'],
    ],
    [
      'GetBulkTasksTimeinStatus',
      '/v2/task/bulk_time_in_status/task_ids?task_ids=a,b',
      undefined,
      ['query.task_ids task a', 'query.task_ids task b'],
    ],
    [
      'UpdateView',
      '/v2/view/8c-1',
      { method: 'PUT', headers: json, body: '{"parent":{"id":"7","type":6}}' },
      ['path.view_id view 8c-1', 'body.parent.id list 7'],
    ],
  ])('%s %s', (id, url, init, subjects) => {
    expect(named(id, url, init)).toEqual(subjects);
  });

  it.each<[string, OperationId, string, RequestInit?]>([
    ['a slash inside of an id', 'GetTask', '/v2/task/a%2Fcomment'],
    ['a path of another operation', 'GetTask', '/v2/list/9'],
    [
      'an id that is an object',
      'UpdateTask',
      '/v2/task/a',
      { method: 'PUT', headers: json, body: '{"parent":{"id":"b"}}' },
    ],
    [
      'a number that JSON does not keep',
      'UpdateatimeEntry',
      '/v2/team/1/time_entries/2',
      { method: 'PUT', headers: json, body: '{"tid":4231799999999999999}' },
    ],
    [
      'a kind that there is not',
      'UpdateView',
      '/v2/view/1',
      { method: 'PUT', headers: json, body: '{"parent":{"id":"7","type":99}}' },
    ],
    [
      'a parent without a kind',
      'createDocPublic',
      '/v3/workspaces/1/docs',
      { method: 'POST', headers: json, body: '{"parent":{"id":"7"}}' },
    ],
    [
      'a form in place of JSON',
      'UpdateTask',
      '/v2/task/a',
      { method: 'PUT', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'parent=b' },
    ],
    [
      'JSON that says it is a form',
      'UpdateTask',
      '/v2/task/a',
      { method: 'PUT', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: '{"a":"&parent=b&"}' },
    ],
    [
      'a header that asks for another method',
      'GetTask',
      '/v2/task/a',
      { headers: { 'X-HTTP-Method-Override': 'DELETE' } },
    ],
  ])('cannot be told from %s', (_, id, url, init) => {
    expect(named(id, url, init)).toContain('cannot be proved');
  });
});

it('under a policy of places each operation names a place, shows no content of any, or is refused; these are refused', () => {
  const adrift = (Object.keys(operations) as OperationId[]).filter((id) => !canStay({ id, ...operations[id] }));
  expect(adrift).toEqual([
    'Changetagnamesfromtimeentries',
    'CreateGoal',
    'CreateKeyResult',
    'CreateSpace',
    'CreateUserGroup',
    'DeleteGoal',
    'DeleteKeyResult',
    'DeleteUserGroup',
    'EditGuestOnWorkspace',
    'EditKeyResult',
    'EditUserOnWorkspace',
    'GetAccessToken',
    'GetGoal',
    'GetGoals',
    'GetGuest',
    'GetTeamViews',
    'GetWebhooks',
    'InviteGuestToWorkspace',
    'InviteUserToWorkspace',
    'RemoveGuestFromWorkspace',
    'RemoveUserFromWorkspace',
    'UpdateGoal',
    'UpdateUserGroup',
    'createChatChannel',
    'createDirectMessageChatChannel',
    'queryAuditLog',
  ]);
});
