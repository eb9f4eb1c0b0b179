import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { httpDefaults, httpSettings, readHttpConfig } from '../../src/config/http-settings.js';
import { configProblems, configWarnings, readConfig as read, usableConfig } from '../../src/config/read.js';
import { type Environment, programs } from '../../src/config/setting.js';
import { httpSettingDocs, settingDocs } from '../../src/config/setting-docs.js';
import { settings, settingsOf } from '../../src/config/settings.js';
import { ClickUpError } from '../../src/runtime/errors.js';

const program = 'clickup-mcp';
const readConfig = (env: Environment, { sandbox = false } = {}) => read(env, { program, sandbox });

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
      CLICKUP_TIMES: 'utc',
      CLICKUP_DEADLINE_MS: '1500',
      CLICKUP_MAX_CONCURRENCY: '4',
      CLICKUP_RATE_LIMIT: '60',
      CLICKUP_RATE_REDIS_URL: 'redis://127.0.0.1:6379',
      CLICKUP_CACHE_MS: '0',
      CLICKUP_MAX_ATTACHMENT_MB: '10',
      CLICKUP_FILES_ROOT: tmpdir(),
      CLICKUP_STATE_DIR: tmpdir(),
      CLICKUP_PROFILE: 'core',
      CLICKUP_TOOLSETS: 'doc, chat',
      MCP_TOOLS_ALLOW: 'task_*',
      MCP_TOOLS_DENY: 'task_delete',
      CLICKUP_READ_ONLY: 'true',
      CLICKUP_ALLOW_EFFECTS: 'read, WRITE',
      CLICKUP_ALLOW_SPACES: 'Engineering, 901',
      CLICKUP_ALLOW_FOLDERS: 'Marketing / Web site',
      CLICKUP_ALLOW_LISTS: '902',
      CLICKUP_TRUSTED_AUTHORS: 'Yuki Tanaka, priya@harbour.example',
      CLICKUP_CONFIRM: 'plan',
      CLICKUP_HISTORY: 'true',
      CLICKUP_MAX_UNVERIFIED_WRITES: '3',
      CLICKUP_RESULT: 'text',
      CLICKUP_CHARACTER_LIMIT: '8000',
      MCP_TRANSPORT: 'http',
      ENABLE_DEBUG: 'true',
      CLICKUP_OUTPUT_SCHEMAS: 'true',
      MCP_READY_SIGNAL: 'true',
      MCP_STATE_KEY: 'k'.repeat(32),
    };
    expect(Object.keys(env).toSorted()).toEqual(settings.map(({ name }) => name).toSorted());
    expect(readConfig(env)).toEqual({
      apiKey: key,
      confirm: 'plan',
      history: true,
      maxUnverifiedWrites: 3,
      workspaceId: '9011234567',
      baseUrl: 'https://proxy.example/clickup/api',
      timeZone: 'America/New_York',
      times: 'utc',
      deadlineMs: 1500,
      maxConcurrency: 4,
      rateLimit: 60,
      rateRedisUrl: 'redis://127.0.0.1:6379',
      cacheMs: 0,
      maxAttachmentMb: 10,
      characterLimit: 8000,
      filesRoot: tmpdir(),
      stateDir: tmpdir(),
      choice: {
        profile: 'core',
        toolsets: ['doc', 'chat'],
        allow: ['task_*'],
        deny: ['task_delete'],
        readOnly: true,
      },
      policy: {
        readOnly: true,
        effects: ['read', 'write'],
        workspaceId: '9011234567',
        spaces: ['Engineering', '901'],
        folders: ['Marketing / Web site'],
        lists: ['902'],
        trustedAuthors: ['Yuki Tanaka', 'priya@harbour.example'],
      },
      result: 'text',
      transport: 'http',
      outputSchemas: true,
      readySignal: true,
      stateKey: 'k'.repeat(32),
      debug: true,
    });
  });

  const gates = [
    ['allow', ['MCP_TOOLS_ALLOW', 'MCP_TOOLS_ALLOW_LIST', 'MCP_TOOL_ALLOW', 'MCP_TOOL_ALLOW_LIST']],
    ['deny', ['MCP_TOOLS_DENY', 'MCP_TOOLS_DENY_LIST', 'MCP_TOOL_DENY', 'MCP_TOOL_DENY_LIST']],
  ] as const;
  it.each(gates)('joins what the variables to %s say', (option, variables) => {
    for (const variable of variables)
      expect(readConfig({ [variable]: 'task_get, list_*' }).choice).toEqual({ [option]: ['task_get', 'list_*'] });
    const all = Object.fromEntries(variables.map((variable, index) => [variable, `tool_${index}`]));
    expect(readConfig(all).choice).toEqual({ [option]: ['tool_0', 'tool_1', 'tool_2', 'tool_3'] });
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
    ['CLICKUP_TIME_ZONE', 'Mars/Base'],
    ['CLICKUP_CHARACTER_LIMIT', '1999'],
    ['CLICKUP_CHARACTER_LIMIT', '500001'],
    ['CLICKUP_CHARACTER_LIMIT', '25k'],
    ['CLICKUP_DEADLINE_MS', '0'],
    ['CLICKUP_DEADLINE_MS', '-5'],
    ['CLICKUP_DEADLINE_MS', '1.5'],
    ['CLICKUP_DEADLINE_MS', '30s'],
    ['CLICKUP_DEADLINE_MS', '2147483648'],
    ['CLICKUP_FILES_ROOT', '/no/such/folder'],
    ['CLICKUP_FILES_ROOT', new URL(import.meta.url).pathname],
    ['CLICKUP_MAX_CONCURRENCY', '0'],
    ['CLICKUP_RATE_LIMIT', '-1'],
    ['CLICKUP_RATE_LIMIT', 'ten'],
    ['CLICKUP_MAX_ATTACHMENT_MB', '1.5'],
    ['CLICKUP_STATE_DIR', new URL(import.meta.url).pathname],
    ['ENABLE_DEBUG', 'maybe'],
  ])('refuses %s=%s, naming the variable that was set, the value and the fix', (name, value) => {
    const error = problem({ CLICKUP_API_KEY: key, [name]: value });
    expect(error.message).toBe(`${name} is ${JSON.stringify(value)}`);
    expect(error.suggestion).toMatch(new RegExp(`^Set ${name} to .+, or leave it out\\.$`));
    expect(error.details).toEqual({ parameter: name });
  });

  it.each([
    ['wirte', 'Did you mean write? Set CLICKUP_ALLOW_EFFECTS to one or more of read, write, delete, admin'],
    ['read, all', 'Set CLICKUP_ALLOW_EFFECTS to one or more of read, write, delete, admin'],
    [', ,', 'Set CLICKUP_ALLOW_EFFECTS'],
  ])('refuses the effects %j with the nearest there is', (value, said) => {
    expect(problem({ CLICKUP_ALLOW_EFFECTS: value }).suggestion).toContain(said);
  });

  it.each<[string, string]>([
    ['CLICKUP_FILES_ROOT', `${new URL(import.meta.url).pathname}/x`],
    ['CLICKUP_FILES_ROOT', `/${'long/'.repeat(2_000)}`],
    ['CLICKUP_BASE_URL', 'https://api.clickup.com/api#x'],
  ])('refuses %s=%.60s', (name, value) => {
    expect(problem({ [name]: value }).message).toBe(`${name} is ${JSON.stringify(value)}`);
  });

  it.each<[string, string]>([
    ['CLICKUP_WORKSPACE_ID', key],
    ['CLICKUP_TIME_ZONE', key],
    ['CLICKUP_FILES_ROOT', `Bearer ${key}`],
    ['CLICKUP_DEADLINE_MS', '81230001_5d0cSECRETSECRET0123456789abcdef'],
    ['CLICKUP_WORKSPACE_ID', 'eyJhbGciOi.SECRET.x-_y'],
    ['CLICKUP_BASE_URL', 'https://user:SECRET@proxy.example/api'],
    ['CLICKUP_BASE_URL', 'https://user:SEC/RET@proxy.example:99999999/api'],
    ['CLICKUP_BASE_URL', 'https://proxy.example/api?token=SECRET'],
  ])('does not repeat a secret that was set as %s', (name, value) => {
    const { message, suggestion, details } = problem({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} is ".*\\*\\*\\*`));
    expect(JSON.stringify([message, suggestion, details])).not.toMatch(/SEC|RET|ABCDEF/);
  });

  const signed = 'abZ9+x/SECRET==.eyJtYWRl~only-SECRET/tests.here';

  it.each<[string, string]>([
    ['CLICKUP_WORKSPACE_ID', signed],
    ['CLICKUP_TIME_ZONE', signed],
    ['CLICKUP_TIMES', encodeURIComponent(signed)],
    ['CLICKUP_FILES_ROOT', `/home/${signed}`],
    ['CLICKUP_BASE_URL', signed],
    ['CLICKUP_DEADLINE_MS', signed.slice(0, 30)],
  ])('does not repeat the key that is set, nor a part of it, where it was pasted into %s', (name, value) => {
    const { message, suggestion, details } = problem({ CLICKUP_API_KEY: signed, [name]: value });
    expect(message).toContain(name);
    expect(JSON.stringify([message, suggestion, details])).not.toContain('SECRET');
  });

  it('collects all problems for those who want them, and what is left without them', () => {
    const env = { CLICKUP_API_KEY: '<key>', CLICKUP_TIME_ZONE: 'Mars/Base', CLICKUP_WORKSPACE_ID: '1' };
    expect(configProblems(env, { program })).toHaveLength(2);
    expect(usableConfig(env, { program })).toEqual({
      workspaceId: '1',
      policy: { workspaceId: '1' },
      debug: false,
    });
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

  it.each(['http://proxy.example/api', 'http://10.0.0.1/api'])(
    'warns of %s, where the key goes in clear',
    (baseUrl) => {
      expect(configWarnings({ baseUrl })).toEqual([expect.stringMatching(/^CLICKUP_BASE_URL is http /)]);
    },
  );

  it.each([
    undefined,
    'https://proxy.example/api',
    'http://127.0.0.1:8787/api',
    'http://localhost/api',
    'http://[::1]/api',
  ])('does not warn of %s', (baseUrl) => {
    expect(configWarnings({ ...(baseUrl && { baseUrl }) })).toEqual([]);
  });
});

describe('the settings of MCP over HTTP', () => {
  const usual = { callerKeys: false, rebindingProtection: true, jsonOnly: false, isLogged: true };

  it('are safe without any', () => {
    expect(readHttpConfig({})).toEqual({ ...httpDefaults, ...usual });
    expect(httpDefaults.host).toBe('127.0.0.1');
  });

  it('are read, each of them; the port of the command line wins', () => {
    const env = {
      PORT: '8080',
      MCP_HTTP_HOST: '0.0.0.0',
      MCP_HTTP_TOKEN: '0123456789abcdef',
      MCP_HTTP_CALLER_KEYS: 'true',
      MCP_HTTP_ALLOWED_HOSTS: 'mcp.example.com, mcp.example.com:8443',
      MCP_HTTP_ALLOWED_ORIGINS: 'https://app.example.com',
      MCP_HTTP_ENABLE_DNS_REBINDING_PROTECTION: 'false',
      MCP_HTTP_CORS_ALLOW_ORIGIN: '*',
      MCP_HTTP_CORS_ALLOW_HEADERS: 'authorization',
      MCP_HTTP_CORS_ALLOW_METHODS: 'POST',
      MCP_HTTP_ENABLE_JSON_RESPONSE: 'yes',
      MCP_HTTP_INITIALIZE_TIMEOUT_MS: '1000',
      MCP_DEBUG: '0',
    };
    const read = {
      port: 8080,
      host: '0.0.0.0',
      token: '0123456789abcdef',
      callerKeys: true,
      allowedHosts: ['mcp.example.com', 'mcp.example.com:8443'],
      allowedOrigins: ['https://app.example.com'],
      rebindingProtection: false,
      cors: { origins: ['*'], headers: ['authorization'], methods: ['POST'] },
      jsonOnly: true,
      initializeTimeoutMs: 1000,
      isLogged: false,
    };
    expect(readHttpConfig(env)).toEqual(read);
    expect(readHttpConfig({ ...env, MCP_HTTP_PORT: '9000' }).port).toBe(9000);
    expect(readHttpConfig(env, '0').port).toBe(0);
  });

  it.each([
    [{ MCP_HTTP_PORT: '70000' }, 'MCP_HTTP_PORT is "70000"'],
    [{ PORT: 'eighty' }, 'PORT is "eighty"'],
    [{ MCP_HTTP_TOKEN: 'short' }, 'MCP_HTTP_TOKEN is not a usable token'],
    [{ MCP_HTTP_CALLER_KEYS: 'perhaps' }, 'MCP_HTTP_CALLER_KEYS is "perhaps"'],
    [{ MCP_HTTP_INITIALIZE_TIMEOUT_MS: '0' }, 'MCP_HTTP_INITIALIZE_TIMEOUT_MS is "0"'],
  ])('that cannot work are told: %j', (env, message) => {
    expect(() => readHttpConfig(env)).toThrow(message);
  });
});

describe('the settings of a program', () => {
  it('are explained, each of them', () => {
    expect(Object.keys(settingDocs)).toEqual(settings.map(({ name }) => name));
    expect(Object.keys(httpSettingDocs)).toEqual(httpSettings.map(({ name }) => name));
  });

  it.each(programs)('%s: each variable once, by one name', (each) => {
    const names = settingsOf(each).flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });
});
