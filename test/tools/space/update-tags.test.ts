import { describe, expect, test } from 'vitest';
import { SPACES } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const space_id = SPACES.engineering;

describe('clickup_space_update_tags', () => {
  test('creates, renames, recolours and deletes, and reports each', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { results, counts, tags } = await clickup.space.updateTags({
      space_id,
      create: [{ name: 'Needs Triage', background: 'D32F2F' }, { name: 'bug' }],
      update: [
        { name: 'Frontend', new_name: 'front/end' },
        { name: 'backend', background: '#08f' },
      ],
      delete: ['performance', 'never-there'],
      confirm: 'yes',
    });
    expect(results.map(({ action, tag, outcome }) => `${action} ${tag}: ${outcome}`)).toEqual([
      'create needs triage: created',
      'create bug: already there',
      'update front/end: renamed from frontend, on every task',
      'update backend: updated',
      'delete performance: deleted',
      'delete never-there: was not there',
    ]);
    expect(counts).toMatchObject({ succeeded: 6, failed: 0 });
    // Tags that nobody named are left out.
    expect(tags?.map(({ name }) => name).sort()).toEqual(['backend', 'bug', 'front/end', 'needs triage']);
    const find = (name: string) => tags?.find((tag) => tag.name === name);
    expect(find('needs triage')).toEqual({ name: 'needs triage', background: '#d32f2f', foreground: '#ffffff' });
    expect(find('backend')).toMatchObject({ background: '#0088ff' });
    expect(find('front/end')).toBeDefined();
    expect(find('frontend')).toBeUndefined();
    expect(find('performance')).toBeUndefined();
    const puts = sandbox.requests.filter(({ method }) => method === 'PUT');
    expect(puts.map(({ body }) => Object.keys((body as { tag: object }).tag))).toEqual([
      ['name', 'fg_color', 'bg_color'],
      ['name', 'fg_color', 'bg_color'],
    ]);
  });

  test('names with slashes and spaces stay one path segment', async () => {
    const { clickup, sandbox } = sandboxClient();
    await clickup.space.updateTags({ space_id, create: [{ name: 'a/b c?d' }] });
    await clickup.space.updateTags({ space_id, delete: ['A/B C?D'], confirm: 'yes' });
    expect(sandbox.requests.find(({ method }) => method === 'DELETE')).toMatchObject({
      path: expect.stringMatching(/\/tag\/a%2Fb%20c%3Fd$/),
      status: 200,
    });
  });

  test('deleting asks for confirmation before anything is sent; a dry run does not', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.space.updateTags({ space_id, create: [{ name: 'x1' }], delete: ['bug'] }));
    expect(error).toMatchObject({ code: 'CONFIRMATION_REQUIRED', details: { delete: ['bug'] } });
    expect(sent()).toEqual([]);
    const dry = await clickup.call('clickup_space_update_tags', {
      space_id,
      create: [{ name: 'x1' }],
      delete: ['bug'],
      dry_run: true,
    });
    expect(dry).toMatchObject({
      success: true,
      data: {
        dry_run: true,
        requests: [{ method: 'POST' }, { method: 'DELETE', path: `/v2/space/${space_id}/tag/bug` }],
      },
    });
    expect(sent()).toEqual(['GetSpaceTags', 'GetSpace']);
  });

  test('colours that ClickUp ignores are pointed out', async () => {
    const { sandbox, clickup } = sandboxClient();
    const envelope = await clickup.call('clickup_space_update_tags', {
      space_id,
      create: [{ name: 'bug', background: '#123456' }],
    });
    expect(envelope).toMatchObject({ success: true, data: { notes: [expect.stringContaining('"bug"')] } });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test.each([
    [{}, 'MISSING_PARAMETER'],
    [{ create: [{ name: ' ' }] }, 'INVALID_PARAMETER'],
    [{ create: [{ name: '..' }] }, 'INVALID_PARAMETER'],
    [{ create: [{ name: 'ok', background: 'reddish' }] }, 'INVALID_PARAMETER'],
    [{ update: [{ name: 'bug' }] }, 'INVALID_PARAMETER'],
    [{ update: [{ name: 'bug', new_name: 'backend' }] }, 'INVALID_PARAMETER'],
    [{ update: [{ name: 'bugs', new_name: 'defects' }] }, 'INVALID_PARAMETER'],
    [{ update: [{ name: 'bug', background: '#000' }], delete: ['Bug'], confirm: 'yes' as const }, 'INVALID_PARAMETER'],
  ])('%j is refused as %s, and nothing is written', async (input, code) => {
    const { clickup, sandbox } = sandboxClient();
    expect((await failure(clickup.space.updateTags({ space_id, ...input }))).code).toBe(code);
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('one refused tag leaves the others done', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'CreateSpaceTag', nth: 1 }] });
    const { results, counts } = await clickup.space.updateTags({
      space_id,
      create: [{ name: 'one' }, { name: 'two' }],
    });
    expect(results.map(({ status }) => status).sort()).toEqual([expect.stringMatching(/failed|unknown/), 'succeeded']);
    expect(counts.succeeded).toBe(1);
  });
});
