import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { driftText, runDrift } from '../../codegen/drift.js';
import { COMMITTED } from '../../codegen/import.js';
import { compareDocuments } from '../../codegen/spec/compare.js';
import { normalise } from '../../codegen/spec/normalise.js';
import type { OpenAPI31Document, Operation } from '../../codegen/spec/openapi.js';

// Each run imports the whole document.
vi.setConfig({ testTimeout: 60_000 });

const texts = { v2: await readFile(COMMITTED.v2, 'utf8'), v3: await readFile(COMMITTED.v3, 'utf8') };
const copy = (version: 'v2' | 'v3') => JSON.parse(texts[version]) as OpenAPI31Document;
const v2 = copy('v2');

/** Compares as the command does: the newer document goes through the import first. */
const driftFrom = (newer: OpenAPI31Document) =>
  compareDocuments(v2, normalise(newer as never, 'newer.json') as unknown as OpenAPI31Document);

const operations = Object.entries(v2.paths).flatMap(([path, item]) =>
  Object.keys(item).map((method) => ({ path, method: method as keyof typeof item })),
);
const anyOperation = fc.constantFrom(...operations);
const at = (document: OpenAPI31Document, { path, method }: (typeof operations)[number]): Operation =>
  document.paths[path]?.[method] as Operation;
const nameOf = ({ path, method }: (typeof operations)[number]) => `${method.toUpperCase()} ${path}`;

describe('the structure against a newer document', () => {
  test('nothing changed', () => {
    expect(driftFrom(copy('v2'))).toEqual([]);
    expect(driftText([])).toBe('No difference to the committed structure.');
  });

  test('a removed operation is the only difference, whichever it is', () => {
    fc.assert(
      fc.property(anyOperation, (which) => {
        const newer = copy('v2');
        delete newer.paths[which.path]?.[which.method];
        expect(driftFrom(newer)).toMatchObject([{ operation: nameOf(which), kind: 'removed', changes: [] }]);
      }),
      { numRuns: 6 },
    );
  });

  test('an added parameter is the only difference, whichever operation has it', () => {
    fc.assert(
      fc.property(anyOperation, (which) => {
        const newer = copy('v2');
        const operation = at(newer, which);
        operation.parameters = [
          ...(operation.parameters ?? []),
          { name: 'fresh', in: 'query', schema: { type: 'string' } },
        ];
        expect(driftFrom(newer)).toEqual([
          {
            operation: nameOf(which),
            operationId: operation.operationId,
            kind: 'changed',
            changes: [{ part: 'parameters', at: '/query fresh', after: { schema: { type: 'string' } } }],
          },
        ]);
      }),
      { numRuns: 6 },
    );
  });

  test('an operation, a body property and an answer', () => {
    const newer = copy('v2');
    newer.paths['/v2/new'] = { get: { operationId: 'GetNew', 'x-clickup-operation-id': 'GetNew', responses: {} } };
    const schema = (operation: Operation | undefined) => operation?.requestBody?.content['application/json']?.schema;
    schema(newer.paths['/v2/list/{list_id}']?.put)!.properties!.name = { type: 'integer' };
    delete newer.paths['/v2/team/{team_id}/plan']?.get?.responses['200']?.content?.['application/json']?.schema
      ?.properties?.plan_id;
    const drifts = driftFrom(newer);
    expect(drifts).toEqual([
      { operation: 'GET /v2/new', operationId: 'GetNew', kind: 'added', changes: [] },
      {
        operation: 'GET /v2/team/{team_id}/plan',
        operationId: 'GetWorkspaceplan',
        kind: 'changed',
        changes: [{ part: 'response', at: '/200/application~1json/properties/plan_id', before: { type: 'integer' } }],
      },
      {
        operation: 'PUT /v2/list/{list_id}',
        operationId: 'UpdateList',
        kind: 'changed',
        changes: [
          { part: 'body', at: '/content/application~1json/properties/name/type', before: 'string', after: 'integer' },
        ],
      },
    ]);
    expect(driftText(drifts)).toBe(
      [
        '+ GET /v2/new (GetNew)',
        '~ GET /v2/team/{team_id}/plan (GetWorkspaceplan)',
        '    response /200/application~1json/properties/plan_id: removed {"type":"integer"}',
        '~ PUT /v2/list/{list_id} (UpdateList)',
        '    body /content/application~1json/properties/name/type: "string" -> "integer"',
        '1 added, 0 removed, 2 changed',
      ].join('\n'),
    );
  });

  test('a component that is called differently is no difference', () => {
    const renamed = texts.v2.replaceAll('TaskStatus"', 'RenamedStatus"');
    expect(renamed).not.toBe(texts.v2);
    expect(driftFrom(JSON.parse(renamed))).toEqual([]);
  });

  test('a new operation id is one', () => {
    const newer = copy('v2');
    newer.paths['/v2/user']!.get!.operationId = 'WhoAmI';
    expect(driftFrom(newer)).toMatchObject([
      { changes: [{ part: 'operation', at: '/operationId', before: 'GetAuthorizedUser', after: 'WhoAmI' }] },
    ]);
  });
});

describe('the command', () => {
  const run = async (...args: string[]) => {
    const out: string[] = [];
    const error: string[] = [];
    const code = await runDrift(args, { out: (text) => out.push(text), error: (text) => error.push(text) });
    return { code, out: out.join('\n'), error: error.join('\n') };
  };
  const file = async (name: string, text: string) => {
    const path = join(await mkdtemp(join(tmpdir(), 'spec-drift-')), name);
    await writeFile(path, text);
    return path;
  };

  test('0 when nothing changed', async () => {
    const result = await run(COMMITTED.v2, COMMITTED.v3);
    expect(result).toEqual({ code: 0, out: 'No difference to the committed structure.', error: '' });
  });

  test('1 and JSON when something did', async () => {
    const newer = copy('v3');
    delete newer.paths['/v3/workspaces/{workspace_id}/auditlogs'];
    const result = await run(COMMITTED.v2, await file('v3.json', JSON.stringify(newer)), '--json');
    expect(result.code).toBe(1);
    expect(JSON.parse(result.out)).toEqual([
      {
        operation: 'POST /v3/workspaces/{workspace_id}/auditlogs',
        operationId: 'queryAuditLog',
        kind: 'removed',
        changes: [],
      },
    ]);
  });

  test('2 and the reason when a document cannot be used', async () => {
    const broken = await file('broken.json', '{');
    expect(await run(broken, COMMITTED.v3)).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('broken.json#'),
    });
    expect(await run(COMMITTED.v2)).toMatchObject({
      code: 2,
      error: expect.stringContaining('usage: npm run spec:drift'),
    });
  });
});
