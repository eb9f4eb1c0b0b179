import { describe, expect, test } from 'vitest';
import { answer, api, at, body, op, operations, param, types } from '../support/spec-api.js';

const text = JSON.stringify(api);
const v2 = operations.filter(({ path }) => path.startsWith('/v2/'));
const v3 = operations.filter(({ path }) => path.startsWith('/v3/'));
const ERRORS = ['400', '401', '403', '404', '429', '500'];
const LIMITS = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];

const errorSchema = (response: string) => api.components.responses?.[response]?.content?.['application/json']?.schema;

describe('the whole of v2', () => {
  test('137 published operations and MoveFolder', () => {
    expect(v2).toHaveLength(138);
    expect(op('MoveFolder').requestBody?.required).toBe(true);
    expect(Object.keys(body('MoveFolder').properties ?? {})).toEqual([
      'parent_folder_id',
      'space_id',
      'position',
      'custom_type_map',
    ]);
    expect(types(body('MoveFolder', 'parent_folder_id'))).toEqual(['string']);
    expect(types(body('MoveFolder', 'position'))).toEqual(['integer']);
    expect(body('MoveFolder', 'custom_type_map').additionalProperties).toMatchObject({ type: 'integer' });
    expect(answer('MoveFolder').additionalProperties).toBe(true);
  });

  test('no reference leads into #/paths; all lead to components', () => {
    const refs = [...text.matchAll(/"\$ref":"(#[^"]*)"/g)].map((match) => match[1]);
    expect(refs.length).toBeGreaterThan(200);
    expect(refs.filter((ref) => !/^#\/components\/(schemas|responses|headers)\/\w+$/.test(ref!))).toEqual([]);
  });

  test('number widths are formats', () => {
    expect(text).not.toContain('contentEncoding');
    expect(text).not.toContain('contentMediaType');
    expect(answer('CreateTaskComment', 'id').format).toBe('int64');
  });

  test('path ids are strings', () => {
    const names = ['team_id', 'space_id', 'folder_id', 'list_id', 'comment_id', 'guest_id', 'timer_id', 'workspace_id'];
    const ids = operations.flatMap(({ operation }) => operation.parameters ?? []).filter((p) => p.in === 'path');
    for (const name of names) {
      const found = ids.filter((parameter) => parameter.name === name);
      expect(found.length).toBeGreaterThan(0);
      for (const { schema } of found) expect(schema).toEqual({ type: 'string' });
    }
    for (const id of ['UpdateatimeEntry', 'DeleteatimeEntry', 'Getsingulartimeentry'])
      expect(param(id, 'timer_id', 'path')?.schema.type).toBe('string');
  });

  test('team_Id is team_id, and the query parameter beside it has a name of its own for flat arguments', () => {
    expect(text).not.toContain('team_Id');
    for (const id of ['Createatimeentry', 'StartatimeEntry', 'Gettimeentrieswithinadaterange']) {
      expect(param(id, 'team_id', 'path')?.required).toBe(true);
      expect(param(id, 'team_id', 'query')).toMatchObject({ 'x-argument-name': 'custom_ids_team_id' });
    }
    const queries = operations.flatMap(({ operation }) => operation.parameters ?? []).filter((p) => p.in === 'query');
    for (const { schema } of queries.filter(({ name }) => name === 'team_id'))
      expect(schema).toEqual({ type: 'string' });
  });

  test('no Content-Type header parameter', () => {
    const headers = operations.flatMap(({ operation }) => operation.parameters ?? []).filter((p) => p.in === 'header');
    expect(headers).toEqual([]);
  });

  test('operation ids are identifiers, unique, and remember the published ones', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(173);
    expect(ids.filter((id) => !/^\w+$/.test(id))).toEqual([]);
    const renamed = operations
      .filter(({ operation }) => operation.operationId !== operation['x-clickup-operation-id'])
      .map(({ operation }) => [operation['x-clickup-operation-id'], operation.operationId]);
    expect(Object.fromEntries(renamed)).toEqual({
      "GetTask'sTimeinStatus": 'GetTasksTimeinStatus',
      "GetBulkTasks'TimeinStatus": 'GetBulkTasksTimeinStatus',
      GetTeams1: 'GetUserGroups',
      UpdateTeam: 'UpdateUserGroup',
      DeleteTeam: 'DeleteUserGroup',
    });
  });

  test('every operation lists the same errors, and limits on every answer', () => {
    for (const { operation, path } of operations) {
      const version = path.startsWith('/v2/') ? '' : 'V3';
      const codes = Object.keys(operation.responses);
      expect(codes.filter((code) => !code.startsWith('2'))).toEqual(ERRORS);
      expect(operation.responses['429']?.$ref).toBe(`#/components/responses/RateLimited${version}`);
      for (const code of codes.filter((status) => status.startsWith('2')))
        expect(Object.keys(operation.responses[code]?.headers ?? {})).toEqual(LIMITS);
    }
    const shared = Object.entries(api.components.responses ?? {});
    expect(shared).toHaveLength(12);
    for (const [, { headers }] of shared) expect(Object.keys(headers ?? {})).toEqual(expect.arrayContaining(LIMITS));
    expect(api.components.responses?.RateLimited?.headers).toHaveProperty('Retry-After');
  });

  test('an error of v2 is {err, ECODE}, of template operations too', () => {
    expect(at(errorSchema('NotFound')).required).toEqual(['err', 'ECODE']);
    for (const id of ['CreateFolderFromTemplate', 'CreateFolderListFromTemplate', 'CreateSpaceListFromTemplate'])
      expect(op(id).responses['400']?.$ref).toBe('#/components/responses/BadRequest');
  });

  test('one base URL that both versions follow', () => {
    expect(api.servers).toEqual([{ url: 'https://api.clickup.com/api' }]);
    expect(operations.filter(({ path }) => !/^\/v[23]\//.test(path))).toEqual([]);
    expect(api.openapi).toBe('3.1.0');
  });
});

describe('v3', () => {
  test('35 operations', () => expect(v3).toHaveLength(35));

  test('untyped answers are open', () => {
    for (const id of ['publicPatchAcl', 'queryAuditLog', 'getSubtypes'])
      expect(op(id).responses['200']?.content?.['application/json']?.schema).toEqual({});
  });

  test('editPagePublic answers with nothing, and so do the deletes', () => {
    expect(op('editPagePublic').responses['200']?.content).toBeUndefined();
    for (const id of ['deleteChatChannel', 'deleteChatMessage', 'deleteChatReaction'])
      expect(op(id).responses['204']).not.toHaveProperty('content');
  });

  test('an attachment is uploaded as a binary part', () => {
    const schema = body('postEntityAttachment', '', 'multipart/form-data');
    expect(schema.properties?.attachment).toMatchObject({ type: 'string', format: 'binary' });
    expect(schema.required).toEqual(['attachment']);
  });

  test('a doc type is an open integer', () => {
    for (const path of ['', 'docs.[]']) {
      const type = answer(path === '' ? 'getDocPublic' : 'searchDocsPublic', path === '' ? 'type' : `${path}.type`);
      expect(type.type).toBe('integer');
      expect(type.enum).toBeUndefined();
    }
  });

  test('a null permission level removes it', () => {
    const level = body('publicPatchAcl', 'entries.[].permission_level');
    expect(types(level)).toEqual(['integer', 'null']);
    expect(level.enum).toEqual([1, 3, 4, 5, null]);
  });

  test('the audit log is asked with a Workspace id and a direction', () => {
    expect(body('queryAuditLog', 'filter.workspaceId').type).toBe('string');
    expect(body('queryAuditLog', 'pagination.pageDirection').enum).toEqual(['before', 'after']);
  });

  test('channel types are an array', () => {
    expect(param('getChatChannels', 'channel_types')?.schema.type).toBe('array');
  });

  test('an error has one of two forms', () => {
    const forms = errorSchema('NotFoundV3')?.oneOf?.map(({ $ref }) => $ref);
    expect(forms).toEqual(['#/components/schemas/ErrorV3', '#/components/schemas/Error']);
  });

  test('what no operation leads to is not there', () => {
    for (const name of ['Field', 'TaskUser', 'WorkSchedulesScheduleExceptionRecord', 'TimeHubSearchTimeEntriesRequest'])
      expect(api.components.schemas).not.toHaveProperty(name);
  });
});

test('every noun has a component', () => {
  const nouns =
    'Task TaskStatus List Folder Space User Member Comment CommentBlock CustomField CustomFieldValue Tag Checklist ChecklistItem View TimeEntry Goal KeyResult Webhook UserGroup Workspace Error';
  for (const noun of nouns.split(' ')) expect(api.components.schemas).toHaveProperty(noun);
});
