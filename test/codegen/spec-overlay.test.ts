import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dereference } from '../../codegen/spec/dereference.js';
import { joinDocuments } from '../../codegen/spec/join.js';
import { loadApi } from '../../codegen/spec/load.js';
import type { OpenAPI31Document } from '../../codegen/spec/openapi.js';
import { applyOverlays, checkOverlay } from '../../codegen/spec/overlay.js';
import type { JsonObject } from '../../codegen/spec/pointer.js';
import { readDocument } from '../../codegen/spec/read-document.js';

const document = (): JsonObject => ({
  info: { title: 'Sample' },
  paths: {
    '/a': { get: { operationId: 'A', parameters: [{ name: 'x' }, { name: 'y' }, { name: 'z' }] } },
    '/b': { put: { operationId: 'B', parameters: [{ name: 'y' }] } },
  },
});

const overlay = (...actions: JsonObject[]) =>
  checkOverlay({ overlay: '1.0.0', info: { title: 'Test', version: '1' }, actions }, 'test.yaml');
const because = 'a reason';

describe('applying an overlay', () => {
  test('merges objects, replaces values, joins arrays, and leaves the input alone', () => {
    const input = document();
    const result = applyOverlays(input, [
      overlay({
        target: "$.paths['/a'].get",
        description: because,
        update: { operationId: 'AA', tags: ['t'], parameters: [{ name: 'w' }] },
      }),
    ]);
    expect(result).toMatchObject({
      paths: { '/a': { get: { operationId: 'AA', tags: ['t'], parameters: [{}, {}, {}, { name: 'w' }] } } },
    });
    expect(input).toEqual(document());
  });

  test('updates every match, and each gets a copy of its own', () => {
    const result = applyOverlays(document(), [
      overlay(
        { target: '$.paths[*][*]', description: because, update: { responses: { '200': { description: 'ok' } } } },
        { target: '$.paths[*].get.responses', description: because, update: { '404': {} } },
      ),
    ]);
    expect(result).toMatchObject({
      paths: {
        '/a': { get: { responses: { '200': {}, '404': {} } } },
        '/b': { put: { responses: { '200': { description: 'ok' } } } },
      },
    });
    expect(JSON.stringify(result).match(/404/g)).toHaveLength(1);
  });

  test('removes array items and keys by filter', () => {
    const result = applyOverlays(document(), [
      overlay({ target: "$.paths[*][*].parameters[?@.name!='y']", description: because, remove: true }),
    ]);
    expect(result).toMatchObject({ paths: { '/a': { get: { parameters: [{ name: 'y' }] } } } });
  });

  test('appends to an array that is the target, and merges into the root', () => {
    const result = applyOverlays(document(), [
      overlay({ target: "$.paths['/b'].put.parameters", description: because, update: { name: 'new' } }),
      overlay({ target: '$', description: because, update: { info: { version: '2' } } }),
    ]);
    expect(result).toMatchObject({
      info: { title: 'Sample', version: '2' },
      paths: { '/b': { put: { parameters: [{ name: 'y' }, { name: 'new' }] } } },
    });
  });
});

describe('an overlay that cannot be applied', () => {
  const apply =
    (...actions: JsonObject[]) =>
    () =>
      applyOverlays(document(), [overlay(...actions)]);
  const ok = { target: '$.info', description: because, update: {} };

  test.each([
    [
      'matches nothing',
      apply(ok, { target: '$.paths.nope', update: {} }),
      'test.yaml#/actions/1: matches nothing: $.paths.nope',
    ],
    [
      'is no JSONPath',
      apply({ target: '$.paths[', remove: true }),
      'test.yaml#/actions/0/target: is no JSONPath: $.paths[',
    ],
    [
      'updates a value',
      apply({ target: '$.info.title', update: {} }),
      'test.yaml#/actions/0/target: must select objects or arrays',
    ],
    ['has no target', apply({ remove: true }), 'test.yaml#/actions/0/target: must be a JSONPath'],
    ['does nothing', apply({ target: '$' }), 'test.yaml#/actions/0: must have either update or remove'],
    ['does both', apply({ target: '$', update: {}, remove: true }), 'must have either update or remove'],
    ['removes: false', apply({ target: '$', remove: false }), 'test.yaml#/actions/0/remove: can only be true'],
    [
      'has an unknown key',
      apply({ target: '$', update: {}, copy: '$' }),
      'test.yaml#/actions/0/copy: is no part of an action',
    ],
  ])('%s', (_what, act, message) => expect(act).toThrow(message));

  test.each([
    ['another version', { overlay: '2.0.0' }, 'x.yaml#/overlay: must be 1.0.0'],
    ['no title', { overlay: '1.0.0', info: {} }, 'x.yaml#/info: '],
    ['no actions', { overlay: '1.0.0', info: { title: 't', version: '1' }, actions: [] }, 'x.yaml#/actions: '],
  ])('%s', (_what, file, message) => {
    expect(() => checkOverlay(file as JsonObject, 'x.yaml')).toThrow(message);
  });
});

describe('joining documents', () => {
  const source = (file: string, path: string, operationId: string, schemas: JsonObject = {}) => ({
    file,
    document: { paths: { [path]: { get: { operationId } } }, components: { schemas }, tags: [{ name: 'T' }] },
  });

  test('keeps the operations of all, each tag once', () => {
    const joined = joinDocuments([source('a.json', '/a', 'A', { X: {} }), source('b.json', '/b', 'B', { Y: {} })]);
    expect(joined).toMatchObject({ paths: { '/a': {}, '/b': {} }, components: { schemas: { X: {}, Y: {} } } });
    expect(joined.tags).toEqual([{ name: 'T' }]);
  });

  test.each([
    [
      'path',
      source('b.json', '/a/{y}', 'B'),
      'b.json#/paths/~1a~1{y}/get: GET /a/{y} collides with a.json#/paths/~1a~1{x}/get',
    ],
    [
      'operation id',
      source('b.json', '/b', 'A'),
      'b.json#/paths/~1b/get/operationId: operationId A collides with a.json#',
    ],
    [
      'component',
      source('b.json', '/b', 'B', { X: {} }),
      'b.json#/components/schemas/X: collides with the same component of a.json',
    ],
  ])('refuses two of one %s', (_what, second, message) => {
    expect(() => joinDocuments([source('a.json', '/a/{x}', 'A', { X: {} }), second])).toThrow(message);
  });
});

describe('loading the folder', () => {
  const OPENAPI = fileURLToPath(new URL('../../openapi', import.meta.url));
  const written = (version: string): JsonObject => ({
    openapi: '3.1.0',
    info: { title: version, version: '1' },
    paths: {
      [`/${version}/user`]: { get: { operationId: version, responses: { '200': { description: 'Fine.' } } } },
    },
    components: { schemas: { [`Unused${version}`]: {} } },
  });
  const withOverlay = async (name: string, text: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'spec-overlay-'));
    await mkdir(join(folder, 'overlays'));
    for (const version of ['v2', 'v3'])
      await writeFile(join(folder, `clickup-${version}.json`), JSON.stringify(written(version)));
    await writeFile(
      join(folder, 'overlays', 'aa.yaml'),
      `${head}actions: [{ target: $.info, update: { title: First } }]`,
    );
    await writeFile(join(folder, 'overlays', name), text);
    return folder;
  };
  const head = 'overlay: 1.0.0\ninfo: { title: T, version: "1" }\n';

  test.each([
    [
      'an action that matches nothing',
      `${head}actions: [{ target: $.nope, description: d, remove: true }]`,
      /zz\.yaml#\/actions\/0: matches nothing/,
    ],
    ['a file that is no YAML', 'a: [', /zz\.yaml#: is neither JSON nor YAML/],
    [
      'a document that is not there',
      `${head}extends: v9.json\nactions: [{ target: $, update: {} }]`,
      /zz\.yaml#\/extends: must be one of/,
    ],
    [
      'a reference that leads nowhere',
      `${head}actions: [{ target: "$.paths['/v2/user'].get.responses['200']", description: d, update: { headers: { X: { $ref: '#/components/headers/No' } } } }]`,
      /openapi#\/paths\/~1v2~1user\/get\/responses\/200\/headers\/X: refers to #\/components\/headers\/No/,
    ],
  ])('says where the trouble is: %s', async (_what, text, message) => {
    const folder = await withOverlay('zz.yaml', text);
    await expect(loadApi(folder)).rejects.toThrow(message);
    await rm(folder, { recursive: true });
  });

  test('gives a reason for every correction', async () => {
    const folder = join(OPENAPI, 'overlays');
    const files = (await readdir(folder)).filter((name) => name.startsWith('corrections-'));
    expect(files.length).toBeGreaterThan(5);
    for (const name of files) {
      const { actions } = checkOverlay(await readDocument(join(folder, name)), name);
      expect(actions.filter(({ description = '' }) => description.length < 10)).toEqual([]);
    }
  });

  test('applies overlays in the order of their names, those of one document to it alone', async () => {
    const folder = await withOverlay(
      'zz.yaml',
      `${head}actions: [{ target: $.info, description: d, update: { title: Last } }]`,
    );
    await writeFile(
      join(folder, 'overlays', 'v3.yaml'),
      `${head}extends: ../clickup-v3.json\nactions: [{ target: '$.paths[*].get', description: d, update: { summary: Third } }]`,
    );
    const api = await loadApi(folder);
    expect(api.info.title).toBe('Last');
    expect(api.paths['/v3/user']?.get?.summary).toBe('Third');
    expect(api.paths['/v2/user']?.get).not.toHaveProperty('summary');
    expect(api.components.schemas).toEqual({});
    await rm(folder, { recursive: true });
  });
});

test('dereferencing cuts a cycle with a schema that accepts anything', () => {
  const schemas = {
    Page: { type: 'object', properties: { pages: { type: 'array', items: { $ref: '#/components/schemas/Page' } } } },
  };
  const api = { components: { schemas } } as unknown as OpenAPI31Document;
  expect(dereference({ $ref: '#/components/schemas/Page', description: 'Top.' }, api)).toEqual({
    type: 'object',
    description: 'Top.',
    properties: { pages: { type: 'array', items: {} } },
  });
  expect(() => dereference({ $ref: '#/components/schemas/No' }, api)).toThrow('#/components/schemas/No');
});
