import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../codegen/generate.js';
import { cloneRepository, contribute } from '../support/contributor.js';
import { api } from '../support/spec-api.js';

const fixture = fileURLToPath(new URL('../fixtures/toolset/', import.meta.url));
const manifest = 'openapi/tools/members/person.yaml';
const handler = 'src/tools/person/count.ts';

let clone: Awaited<ReturnType<typeof cloneRepository>>;
beforeAll(async () => {
  clone = await cloneRepository();
  await contribute(fixture, clone.root);
});
afterAll(() => clone.remove());

/** Puts back what a case spoilt. */
let mend: () => Promise<void>;
afterEach(() => mend());

const change = async (file: string, from: string, to: string) => {
  const path = join(clone.root, file);
  const text = await readFile(path, 'utf8');
  mend = () => writeFile(path, text);
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
};

const remove = async (file: string) => {
  const path = join(clone.root, file);
  const text = await readFile(path, 'utf8');
  mend = () => writeFile(path, text);
  await rm(path);
};

describe('what a contributor gets wrong is told, and nothing is written', () => {
  it.each<[string, () => Promise<void>, string]>([
    [
      'a handler file that is missing',
      () => remove(handler),
      `${manifest}:46: clickup_person_count has handler: true: needs the file ${handler}. Export personCount(ctx, input) from it, or bind an operation instead`,
    ],
    [
      'a handler of another name',
      () => change(handler, 'function personCount', 'function countPeople'),
      `${manifest}:46: clickup_person_count has handler: true: ${handler} exports no personCount. Export personCount(ctx, input) from it`,
    ],
    [
      'a title that is missing',
      () => change(manifest, '    title: Get seats\n', ''),
      `${manifest}:3: needs title: text`,
    ],
    [
      'an example less than the toolset asks for',
      () => change(manifest, '      - { title: One by id, input: { workspace_id: "9011234567" } }\n', ''),
      `${manifest}:3: clickup_person_get_seats has 2 examples; it needs 3: basic, with options, an error`,
    ],
    [
      'an example that fails',
      () =>
        change(
          manifest,
          'title: Of another List, input: { list_id: "901710000302" }',
          'title: Wrong, input: { list_id: "901799999999" }',
        ),
      `${manifest}:46: clickup_person_count, example 2 (Wrong): must succeed; RESOURCE_NOT_FOUND`,
    ],
  ])('%s', async (_, spoil, message) => {
    await spoil();
    await expect(generate({ root: clone.root, toolset: 'members', document: api })).rejects.toThrow(message);
    expect(await readdir(clone.root)).not.toContain('generated');
  });

  it('a toolset that there is not', async () => {
    await expect(generate({ root: clone.root, toolset: 'member', document: api })).rejects.toThrow(
      'openapi/toolsets.yaml:1: no toolset is called "member"; did you mean "members"?',
    );
  });
});
