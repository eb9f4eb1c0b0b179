import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { configProblems, readConfig, settings, usableConfig } from '../../src/node/config.js';
import { ClickUpError } from '../../src/runtime/errors.js';

const key = 'pk_81230001_ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

function problem(env: Record<string, string>): ClickUpError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ClickUpError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the configuration', () => {
  it('is empty without an environment', () => {
    expect(readConfig({})).toEqual({ debug: false });
  });

  it('reads every variable', () => {
    const env = {
      CLICKUP_API_KEY: ` ${key} `,
      CLICKUP_WORKSPACE_ID: '9011234567',
      CLICKUP_BASE_URL: 'https://proxy.example/clickup/api',
      CLICKUP_TIME_ZONE: 'America/New_York',
      CLICKUP_DEADLINE_MS: '1500',
      CLICKUP_FILES_ROOT: tmpdir(),
      ENABLE_DEBUG: 'true',
    };
    expect(Object.keys(env).toSorted()).toEqual(settings.map(({ name }) => name).toSorted());
    expect(readConfig(env)).toEqual({
      apiKey: key,
      workspaceId: '9011234567',
      baseUrl: 'https://proxy.example/clickup/api',
      timeZone: 'America/New_York',
      deadlineMs: 1500,
      filesRoot: tmpdir(),
      debug: true,
    });
  });

  it('knows the older names; the newer ones win; blank is not set', () => {
    expect(readConfig({ CLICKUP_API_TOKEN: key, CLICKUP_TEAM_ID: '1' })).toMatchObject({
      apiKey: key,
      workspaceId: '1',
    });
    expect(readConfig({ CLICKUP_TEAM_ID: '1', CLICKUP_WORKSPACE_ID: '2' }).workspaceId).toBe('2');
    expect(readConfig({ CLICKUP_TEAM_ID: '1', CLICKUP_WORKSPACE_ID: ' ' }).workspaceId).toBe('1');
  });

  it.each([
    ['true', true],
    ['1', true],
    ['YES', true],
    ['on', true],
    ['false', false],
    ['0', false],
    ['No', false],
    ['off', false],
    ['', false],
  ])('ENABLE_DEBUG=%s is %s', (text, debug) => {
    expect(readConfig({ ENABLE_DEBUG: text }).debug).toBe(debug);
  });

  it.each(['12345_abcdef0123456789', key, 'eyJhbGciOi.J9.x-_y', 'pk_1_YOURXXX'])('takes the token %s', (token) => {
    expect(readConfig({ CLICKUP_API_KEY: token }).apiKey).toBe(token);
  });

  it.each([
    'your_api_key',
    'YOUR-TOKEN',
    'pk_your_key_here',
    'pk_...',
    '<token>',
    ['$', '{CLICKUP_API_KEY}'].join(''),
    '$CLICKUP_API_KEY',
    '{{key}}',
    'pk_xxxxxxxx',
    'changeme',
    'api_key',
    'clickup-api-token',
    'TOKEN',
    `Bearer ${key}`,
    `"${key}"`,
    `${key}\nX`,
    'schlüssel',
  ])('refuses %j where the key belongs, without repeating it', (token) => {
    const error = problem({ CLICKUP_API_KEY: token });
    expect(error.code).toBe('INVALID_PARAMETER');
    expect(error.message).toBe('CLICKUP_API_KEY is not a usable token');
    expect(error.suggestion).toContain('avatar > Settings > Apps');
  });

  it.each<[string, string]>([
    ['CLICKUP_WORKSPACE_ID', 'harbour'],
    ['CLICKUP_WORKSPACE_ID', '12 34'],
    ['CLICKUP_TEAM_ID', 'harbour'],
    ['CLICKUP_BASE_URL', 'api.clickup.com'],
    ['CLICKUP_BASE_URL', 'ftp://api.clickup.com/api'],
    ['CLICKUP_BASE_URL', 'https://api.clickup.com/api/v2'],
    ['CLICKUP_BASE_URL', 'https://api.clickup.com/api/v3/'],
    ['CLICKUP_BASE_URL', 'https://user:secret@api.clickup.com/api'],
    ['CLICKUP_BASE_URL', 'https://api.clickup.com/api?x=1'],
    ['CLICKUP_TIME_ZONE', 'Mars/Base'],
    ['CLICKUP_DEADLINE_MS', '0'],
    ['CLICKUP_DEADLINE_MS', '-5'],
    ['CLICKUP_DEADLINE_MS', '1.5'],
    ['CLICKUP_DEADLINE_MS', '30s'],
    ['CLICKUP_DEADLINE_MS', '2147483648'],
    ['CLICKUP_FILES_ROOT', '/no/such/folder'],
    ['CLICKUP_FILES_ROOT', new URL(import.meta.url).pathname],
    ['ENABLE_DEBUG', 'maybe'],
  ])('refuses %s=%s, naming the variable that was set, the value and the fix', (name, value) => {
    const error = problem({ CLICKUP_API_KEY: key, [name]: value });
    expect(error.message).toBe(`${name} is ${JSON.stringify(value)}`);
    expect(error.suggestion).toMatch(new RegExp(`^Set ${name} to .+, or leave it out\\.$`));
    expect(error.details).toEqual({ parameter: name });
  });

  it('collects all problems for those who want them, and what is left without them', () => {
    const env = { CLICKUP_API_KEY: '<key>', CLICKUP_TIME_ZONE: 'Mars/Base', CLICKUP_WORKSPACE_ID: '1' };
    expect(configProblems(env)).toHaveLength(2);
    expect(usableConfig(env)).toEqual({ workspaceId: '1', debug: false });
  });

  it('leaves out what belongs to an account when the sandbox takes its place', () => {
    const env = {
      CLICKUP_API_KEY: 'pk_...',
      CLICKUP_WORKSPACE_ID: 'x',
      CLICKUP_BASE_URL: 'x',
      CLICKUP_TIME_ZONE: 'Asia/Tokyo',
    };
    expect(readConfig(env, { sandbox: true })).toEqual({ timeZone: 'Asia/Tokyo', debug: false });
  });
});
