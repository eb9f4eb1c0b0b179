import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostedSettingDocs, hostedSettings } from '../../src/hosted/settings/hosted-settings.js';
import { readHostedSettings } from '../../src/hosted/settings/read-settings.js';
import type { ClickUpError } from '../../src/runtime/errors.js';
import { encryptionKeys } from '../support/hosted.js';

const env = {
  CLICKUP_CLIENT_ID: 'ID123',
  CLICKUP_CLIENT_SECRET: 'SECRET456789',
  HOSTED_PUBLIC_URL: 'https://clickup.example.com/',
  HOSTED_ENCRYPTION_KEYS: encryptionKeys,
};

const problemIn = (change: Record<string, string | undefined>): ClickUpError => {
  try {
    readHostedSettings({ ...env, ...change });
  } catch (error) {
    return error as ClickUpError;
  }
  throw new Error('nothing is wrong');
};

describe('the settings of the hosted server', () => {
  it('need four variables, and each address gives the other', () => {
    expect(readHostedSettings(env)).toMatchObject({
      publicUrl: 'https://clickup.example.com',
      redirectUri: 'https://clickup.example.com/oauth/clickup/callback',
      port: 3000,
      host: '127.0.0.1',
      authUrl: 'https://app.clickup.com/api',
      logLevel: 'info',
    });
    const { HOSTED_PUBLIC_URL: _, ...rest } = env;
    const redirect = { ...rest, CLICKUP_REDIRECT_URI: 'https://a.example/oauth/clickup/callback' };
    expect(readHostedSettings(redirect).publicUrl).toBe('https://a.example');
  });

  it.each([
    [{ CLICKUP_CLIENT_ID: undefined }, 'CLICKUP_CLIENT_ID is not set', 'Settings > Apps'],
    [{ CLICKUP_CLIENT_SECRET: ' ' }, 'CLICKUP_CLIENT_SECRET is not set', 'CLICKUP_CLIENT_SECRET_FILE'],
    [{ HOSTED_PUBLIC_URL: undefined }, 'CLICKUP_REDIRECT_URI is not set', '/oauth/clickup/callback'],
    [{ HOSTED_ENCRYPTION_KEYS: undefined }, 'HOSTED_ENCRYPTION_KEYS is not set', 'clickup-hosted keys new'],
    [{ HOSTED_ENCRYPTION_KEYS: `a:${Buffer.alloc(32).toString('base64')}` }, 'repeats itself', 'keys new'],
    [
      { CLICKUP_REDIRECT_URI: 'https://other.example/oauth/clickup/callback' },
      'is not HOSTED_PUBLIC_URL with',
      'leave one',
    ],
    [{ CLICKUP_REDIRECT_URI: 'https://clickup.example.com/callback' }, 'CLICKUP_REDIRECT_URI is', 'which ends with'],
    [{ HOSTED_PUBLIC_URL: 'http://clickup.example.com' }, 'HOSTED_PUBLIC_URL is http', 'TLS'],
    [{ HOSTED_PUBLIC_URL: 'http://127.0.0.1:3000', NODE_ENV: 'production' }, 'NODE_ENV is production', 'TLS'],
    [{ NODE_ENV: 'production', HOSTED_STORE: 'memory' }, 'HOSTED_STORE is memory', 'DATABASE_URL'],
    [{ CLICKUP_AUTH_URL: 'http://app.clickup.com/api' }, 'CLICKUP_AUTH_URL is http', 'https'],
    [{ PORT: 'http' }, 'PORT is "http"', 'a port from 0'],
    [{ HOSTED_WORKERS: '2' }, 'HOSTED_WORKERS is 2, and the embedded database belongs to one process', 'DATABASE_URL'],
    [{ HOSTED_WORKERS: '2', HOSTED_STORE: 'memory' }, 'memory belongs to one process', 'DATABASE_URL'],
    [{ HOSTED_WORKERS: '0' }, 'HOSTED_WORKERS is "0"', 'from 1 to 64'],
    [{ HOSTED_CACHE_SECONDS: '1h' }, 'HOSTED_CACHE_SECONDS is "1h"', 'seconds from 0 (off) to 300'],
    [{ HOSTED_LINK_RATE: '0' }, 'HOSTED_LINK_RATE is "0"', 'from 1 to 1000000'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL is', 'redis://user:password@host:6379/0'],
    [{ HOSTED_ALLOWED_ORIGINS: 'https://a.example/x' }, 'HOSTED_ALLOWED_ORIGINS is', 'origins such as'],
    [{ HOSTED_COUNTRY_HEADER: 'CF-IPCountry' }, 'HOSTED_TRUST_PROXY is 0', 'number of proxies'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud"', 'error, warn, info'],
    [
      { CLICKUP_CLIENT_SECRET: undefined, CLICKUP_CLIENT_SECRET_FILE: '/nowhere' },
      'cannot be read: ENOENT',
      'Check that the file',
    ],
  ])('%j is refused with the cause and what to do', (change, cause, fix) => {
    const { message, suggestion } = problemIn(change);
    expect(message).toContain(cause);
    expect(suggestion).toContain(fix);
  });

  it('read secrets from files, and never repeat them', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'hosted-')), 'secret');
    writeFileSync(file, 'FROMFILE123\n');
    const read = readHostedSettings({ ...env, CLICKUP_CLIENT_SECRET: undefined, CLICKUP_CLIENT_SECRET_FILE: file });
    expect(read.clientSecret).toBe('FROMFILE123');
    expect(JSON.stringify(problemIn({ CLICKUP_CLIENT_SECRET: 'has spaces in it 1234' }))).not.toContain('has spaces');
    expect(JSON.stringify(problemIn({ DATABASE_URL: 'mysql://u:hunter2@h/db' }))).not.toContain('hunter2');
  });

  it('are all described', () => {
    expect(Object.keys(hostedSettingDocs).sort()).toEqual(hostedSettings.map(({ name }) => name).sort());
  });
});
