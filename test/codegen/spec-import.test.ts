import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { COMMITTED, importDocuments, importText } from '../../codegen/import.js';
import { normalise } from '../../codegen/spec/normalise.js';
import type { JsonObject } from '../../codegen/spec/pointer.js';
import { readDocument } from '../../codegen/spec/read-document.js';

// Whole documents take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const committed = { v2: await readFile(COMMITTED.v2, 'utf8'), v3: await readFile(COMMITTED.v3, 'utf8') };
const PERSON = {
  type: 'object',
  required: ['name', 'id'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};

/** A small document with everything an import has to deal with. */
const published = (): JsonObject => ({
  openapi: '3.0.0',
  info: { title: 'Sample', version: '1', description: 'prose' },
  servers: [{ url: 'https://api.clickup.com/' }],
  tags: [{ name: 'Things', description: 'prose' }],
  'x-vendor': true,
  paths: {
    '/api/v3/thing/{team_Id}': {
      parameters: [{ name: 'team_Id', in: 'path', required: true, schema: { type: 'number' } }],
      get: {
        operationId: "GetThing's",
        summary: 'prose',
        deprecated: false,
        responses: {
          '200': {
            description: 'prose',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  title: 'prose',
                  properties: {
                    title: { type: 'string', nullable: true, description: 'prose' },
                    owner: PERSON,
                    status: { type: 'object', properties: { color: { type: 'string' } } },
                    size: { nullable: true, enum: ['S', 'L'], type: 'string' },
                    creator: { allOf: [{ $ref: '#/components/schemas/Person' }], deprecated: true },
                  },
                  example: { title: 'prose' },
                },
              },
            },
          },
          default: { content: { 'application/json': { schema: { $ref: '#/components/schemas/PublicApiErrorDto' } } } },
        },
      },
    },
    '/api/v3/another': {
      post: {
        operationId: 'CreateAnother',
        requestBody: { content: { 'application/json': { schema: PERSON } } },
        responses: {
          '200': {
            content: {
              'application/json': {
                schema: {
                  $ref: '#/paths/~1api~1v3~1thing~1%7Bteam_Id%7D/get/responses/200/content/application~1json/schema/properties/status',
                },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      PublicApiPersonDto: { type: 'object', properties: { email: { type: 'string' } } },
      PublicApiErrorDto: { type: 'object', properties: { message: { type: 'string' } } },
      NobodyAsks: { type: 'string' },
    },
  },
});

describe('importing a published document', () => {
  const result = normalise(published(), 'sample.json') as unknown as {
    openapi: string;
    servers: { url: string }[];
    paths: Record<string, Record<string, JsonObject>>;
    components: { schemas: Record<string, JsonObject> };
  };
  const thing = result.paths['/v3/thing/{team_id}']?.get as JsonObject & { parameters: JsonObject[] };
  const schema = (
    thing.responses as Record<
      string,
      { content: Record<string, { schema: { properties: Record<string, JsonObject> } }> }
    >
  )['200']?.content['application/json']?.schema;

  test('drops prose, but not what is merely called like it', () => {
    expect(JSON.stringify(result)).not.toContain('prose');
    expect(result).not.toHaveProperty('x-vendor');
    expect(thing).not.toHaveProperty('deprecated');
    expect(schema?.properties).toHaveProperty('title');
  });

  test('speaks OpenAPI 3.1 with one base URL', () => {
    expect(result.openapi).toBe('3.1.0');
    expect(result.servers).toEqual([{ url: 'https://api.clickup.com/api' }]);
    expect(schema?.properties.title).toEqual({ type: ['string', 'null'] });
    expect(schema?.properties.size).toEqual({ type: ['string', 'null'], enum: ['S', 'L', null] });
    expect(schema?.properties.creator).toEqual({ $ref: '#/components/schemas/Person', deprecated: true });
  });

  test('gives path parameters one spelling and operations their published id', () => {
    expect(thing.parameters).toMatchObject([{ name: 'team_id', in: 'path' }]);
    expect(thing['x-clickup-operation-id']).toBe("GetThing's");
  });

  test('hoists path references and repeated shapes, and keeps only what is used', () => {
    expect(Object.keys(result.components.schemas)).toEqual(['CreateAnotherRequest', 'Error', 'Person', 'ThingStatus']);
    expect(schema?.properties.owner).toEqual({ $ref: '#/components/schemas/CreateAnotherRequest' });
    expect(schema?.properties.status).toEqual({ $ref: '#/components/schemas/ThingStatus' });
  });

  test('puts everything whose order means nothing in one order', () => {
    expect(Object.keys(result.paths)).toEqual(['/v3/another', '/v3/thing/{team_id}']);
    expect(result.components.schemas.CreateAnotherRequest?.required).toEqual(['id', 'name']);
    const { paths, ...rest } = published();
    const backwards = Object.fromEntries(Object.entries(paths as JsonObject).reverse());
    expect(importText({ paths: backwards, ...rest }, 'sample.json')).toBe(importText(published(), 'sample.json'));
  });

  test('is deterministic, and leaves its input alone', () => {
    const input = published();
    expect(importText(input, 'sample.json')).toBe(importText(published(), 'sample.json'));
    expect(input).toEqual(published());
  });
});

describe('what is committed', () => {
  test.each(['v2', 'v3'] as const)('%s imports to itself, byte for byte', (version) => {
    expect(importText(JSON.parse(committed[version]), version)).toBe(committed[version]);
  });

  test('holds no prose', () => {
    for (const text of Object.values(committed)) expect(text).not.toMatch(/"(summary|externalDocs|examples?)":/);
  });
});

describe('reading documents', () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/v3.yaml' ? 200 : 404).end(committed.v3);
  }).listen(0, '127.0.0.1');
  afterAll(() => void server.close());
  const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const folder = mkdtemp(join(tmpdir(), 'spec-import-'));
  const file = async (name: string, text: string) => {
    const path = join(await folder, name);
    await writeFile(path, text);
    return path;
  };

  test('takes YAML from a file and JSON from a URL, whatever the extension says', async () => {
    const v2 = await file('v2.json', stringify(JSON.parse(committed.v2), { aliasDuplicateObjects: false }));
    const to = { v2: join(await folder, 'out2.json'), v3: join(await folder, 'out3.json') };
    await importDocuments(v2, url('/v3.yaml'), to);
    expect(await readFile(to.v2, 'utf8')).toBe(committed.v2);
    expect(await readFile(to.v3, 'utf8')).toBe(committed.v3);
  });

  test.each([
    ['no such file', async () => join(await folder, 'missing.json'), /missing\.json#: cannot be read: .*ENOENT/],
    ['an HTTP error', async () => url('/gone.json'), /gone\.json#: cannot be read: HTTP 404/],
    ['broken JSON', () => file('broken.json', '{"openapi": '), /broken\.json#: is neither JSON nor YAML/],
    ['broken YAML', () => file('broken.yaml', 'a: [1,\nb: }'), /broken\.yaml#: is neither JSON nor YAML/],
    ['no object', () => file('list.yaml', '- 1'), /list\.yaml#: holds no object/],
  ])('says what is wrong: %s', async (_what, source, message) => {
    await expect(readDocument(await source())).rejects.toThrow(message);
  });

  test('writes nothing if one of the two is unusable', async () => {
    const to = { v2: join(await folder, 'no2.json'), v3: join(await folder, 'no3.json') };
    await expect(importDocuments(COMMITTED.v2, url('/gone.json'), to)).rejects.toThrow('HTTP 404');
    await expect(readFile(to.v2)).rejects.toThrow('ENOENT');
  });
});

describe('refusing a document', () => {
  const broken = (change: (document: JsonObject & { paths: Record<string, JsonObject> }) => void) => {
    const document = published() as JsonObject & { paths: Record<string, JsonObject> };
    change(document);
    return () => normalise(document, 'sample.json');
  };

  test.each([
    [
      'of another kind',
      broken((document) => void Object.assign(document, { openapi: '2.0' })),
      'sample.json#/openapi: is no OpenAPI',
    ],
    ['without paths', broken((document) => void delete (document as JsonObject).paths), 'sample.json#/paths: '],
    [
      'with an operation without an id',
      broken(({ paths }) => {
        paths['/api/v3/another'] = { post: { responses: {} } };
      }),
      'sample.json#/paths/~1api~1v3~1another/post: is no operation',
    ],
    [
      'with two operations that become one',
      broken(({ paths }) => {
        paths['/api/v3/thing/{team_id}'] = { get: { operationId: 'Twin', responses: {} } };
      }),
      'sample.json#/paths/~1api~1v3~1thing~1{team_id}/get: collides with the get of another /v3/thing/{team_id}',
    ],
    [
      'with a reference into nothing',
      broken(({ paths }) => void delete paths['/api/v3/thing/{team_Id}']),
      'leads nowhere (no "/api/v3/thing/{team_Id}")',
    ],
    [
      'with a component that is missing',
      broken(({ components }) => void delete (components as { schemas: JsonObject }).schemas.PublicApiErrorDto),
      'refers to #/components/schemas/PublicApiErrorDto, which does not exist',
    ],
  ])('%s', (_what, act, message) => {
    expect(act).toThrow(message);
  });
});
