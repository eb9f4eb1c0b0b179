import { describe, expect, it } from 'vitest';
import { tools } from '../../../generated/tools/index.js';
import { type AccessConfig, policyOf, toolsOf } from '../../../src/hosted/access/access-config.js';
import { methodOf } from '../../../src/hosted/access/methods.js';
import { offerWith } from '../../../src/hosted/access/offer.js';
import { checkNarrower, readAccessRequest } from '../../../src/hosted/access/read-request.js';
import { isSecret, newSecret, prefixes } from '../../../src/hosted/access/secret.js';
import { commonTags, hasTag } from '../../../src/hosted/access/tags.js';
import type { AccessRow } from '../../../src/hosted/store/rows.js';
import type { ClickUpError } from '../../../src/runtime/errors.js';

const now = Date.UTC(2026, 9, 5);
const offer = offerWith();
const { tags } = offer;
const tenant = { open_links: false, write_deletes: false, offer };
const read = (body: object, settings = tenant) => readAccessRequest({ name: 'x', ...body }, settings, now);
const names = (config: Partial<AccessConfig>, writeDeletes = false) =>
  toolsOf(
    { methods: ['read'], tags: [], tools: [], spaces: [], folders: [], lists: [], retry: 'paced', ...config },
    { offer, writeDeletes },
  ).map(({ name }) => name.slice('clickup_'.length));

const problemOf = (run: () => unknown): ClickUpError => {
  try {
    run();
  } catch (error) {
    return error as ClickUpError;
  }
  throw new Error('nothing is wrong');
};

describe('methods', () => {
  it.each([
    ['clickup_task_get', 'get'],
    ['clickup_task_get_time_in_status', 'get'],
    ['clickup_task_search', 'list'],
    ['clickup_workspace_get_hierarchy', 'list'],
    ['clickup_user_find', 'list'],
    ['clickup_task_create_bulk', 'create'],
    ['clickup_task_duplicate', 'create'],
    ['clickup_time_stop', 'update'],
    ['clickup_task_merge', 'delete'],
    ['clickup_guest_invite', 'admin'],
    ['clickup_access_update', 'admin'],
  ])('%s is of %s', (name, method) => {
    expect(methodOf(tools.find((row) => row.name === name)!)).toBe(method);
  });

  it('read is get and list, write is create and update, delete stands apart', () => {
    expect(names({ methods: ['read'] })).toEqual(names({ methods: ['get', 'list'] }));
    expect(names({ methods: ['write'] })).toEqual(names({ methods: ['create', 'update'] }));
    expect(names({ methods: ['write'] })).not.toContain('task_delete');
    expect(names({ methods: ['write'] }, true)).toContain('task_delete');
    expect(names({ methods: ['get'] })).toContain('task_get');
    expect(names({ methods: ['get'] })).not.toContain('task_list');
    expect(names({ methods: ['create'] })).not.toContain('task_update');
  });

  it('custom is the tools named, of any toolset, and adds to the others', () => {
    expect(names({ methods: ['custom'], tools: ['clickup_task_create', 'clickup_doc_read'] })).toEqual([
      'task_create',
      'doc_read',
    ]);
    const both = names({ methods: ['read', 'custom'], tags: ['goals'], tools: ['clickup_task_create'] });
    expect(both).toEqual(['task_create', 'goal_list', 'goal_get']);
  });

  it('become effects at the exit, with reading for what is looked up on the way', () => {
    const effectsOf = (config: Partial<AccessConfig>) => {
      const whole = read({ config }).config;
      return policyOf(whole, '9', toolsOf(whole, { offer, writeDeletes: false })).effects;
    };
    expect(effectsOf({})).toEqual(['read']);
    expect(effectsOf({ methods: ['create'] })).toEqual(['read', 'write']);
    expect(effectsOf({ methods: ['delete'] })).toEqual(['read', 'delete']);
  });
});

describe('tags', () => {
  it('each stand for at least one tool', () => {
    for (const tag of Object.keys(tags))
      expect(offer.tools.filter((row) => hasTag(row, [tag], tags)).length, tag).toBeGreaterThan(0);
  });

  it.each(['tasks', 'spaces', 'docs', 'goals', 'time_tracking'])('know %s, a word of the managed servers', (tag) => {
    expect(Object.keys(commonTags)).toContain(tag);
  });

  it('show nothing of what they do not name', () => {
    const docs = names({ methods: ['read', 'write', 'delete'], tags: ['docs'] });
    expect(docs.every((name) => name.startsWith('doc_'))).toBe(true);
  });
});

describe('a request for a link', () => {
  it('is read-only for thirty days unless it says otherwise', () => {
    expect(read({})).toMatchObject({
      config: { methods: ['read'] },
      expiresAt: now + 30 * 86_400_000,
      secondFactor: false,
    });
    const open = { open_links: true, write_deletes: true, offer };
    expect(read({ expires_at: null }, open)).toMatchObject({
      config: { methods: ['read', 'write', 'delete'] },
      expiresAt: null,
    });
  });

  it.each([
    [{ name: '' }, 'name is not a text of 1 to 100', ''],
    [{ config: { methods: ['reed'] } }, 'config.methods has "reed"', 'Did you mean read?'],
    [{ config: { methods: [] } }, 'config.methods is not at least one of', ''],
    [{ config: { tags: ['taks'] } }, 'config.tags has "taks"', 'Did you mean task'],
    [{ config: { tools: ['task_craete'] } }, 'which there is not', 'Did you mean clickup_task_create?'],
    [{ config: { methods: ['custom'] } }, 'config.tools is not', 'the names of tools'],
    [{ config: { methods: ['delete'], tags: ['docs'] } }, 'config leaves no tool', 'add a tag or a method'],
    [{ config: { method: ['read'] } }, 'config has "method"', 'Did you mean methods?'],
    [{ config: { ips: ['203.0.113.0/33'] } }, 'config.ips is not an address', 'a range such as 203.0.113.0/24'],
    [{ config: { ips: ['localhost'] } }, 'config.ips is not an address', ''],
    [{ config: { spaces: 'Engineering' } }, 'config.spaces is not a list', ''],
    [{ expires_at: '2020-01-01T00:00:00Z' }, 'still to come', ''],
    [{ expires_at: '2030-01-01T00:00:00Z' }, 'at most 365 days', ''],
    [{ expires_at: 'tomorrow' }, 'a moment such as', ''],
    [{ require_api_token_auth: 'yes' }, 'true or false', ''],
  ])('%j is refused with what it takes', (body, cause, fix) => {
    const { message, suggestion, code } = problemOf(() => read(body));
    expect(code).toBe('INVALID_PARAMETER');
    expect(message).toContain(cause);
    expect(suggestion).toContain(fix);
  });
});

describe('a change of a link', () => {
  const { config, expiresAt } = read({
    config: {
      methods: ['read', 'write'],
      tags: ['tasks', 'goals'],
      spaces: ['A', 'B'],
      ips: ['203.0.113.7', '2001:db8::/32'],
    },
  });
  const row = { config, expires_at: expiresAt, second_factor: true } as AccessRow;
  const change = (body: object) => () =>
    checkNarrower(row, { ...read({ config: { ...config }, require_api_token_auth: true }), ...body }, tenant);

  it('may take away', () => {
    expect(change({})).not.toThrow();
    expect(change({ config: { ...config, methods: ['read'], tags: ['goals'], spaces: ['B'] } })).not.toThrow();
    expect(change({ expiresAt: now + 1 })).not.toThrow();
  });

  it.each([
    [{ config: { ...config, methods: ['read', 'write', 'delete'] } }, 'would add clickup_task_delete'],
    [{ config: { ...config, tags: ['tasks', 'goals', 'docs'] } }, 'would add clickup_doc_'],
    [{ config: { ...config, spaces: [] } }, 'reach more places'],
    [{ config: { ...config, spaces: ['C'] } }, 'reach more places'],
    [{ config: { ...config, ips: undefined } }, 'more addresses'],
    [{ config: { ...config, ips: ['203.0.113.7', '0.0.0.0/0'] } }, 'more addresses'],
    [{ expiresAt: null }, 'would be later'],
    [{ secondFactor: false }, 'would end'],
  ])('may not add: %j', (body, why) => {
    expect(change(body)).toThrow(why);
  });
});

describe('a secret', () => {
  it('says of which kind it is, and is no other text', () => {
    for (const kind of Object.keys(prefixes) as (keyof typeof prefixes)[]) {
      const secret = newSecret(kind);
      expect(isSecret(secret, kind)).toBe(true);
      expect(isSecret(secret, kind === 'link' ? 'key' : 'link')).toBe(false);
      const last = secret.at(-1) === 'A' ? 'B' : 'A';
      expect(isSecret(`${secret.slice(0, -1)}${last}`, kind)).toBe(false);
    }
    expect(isSecret('', 'link')).toBe(false);
  });
});
