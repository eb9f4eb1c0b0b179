import type { Setting } from '../../config/setting.js';
import { isSwitch } from '../../config/setting-checks.js';
import { isBaseUrl } from '../../runtime/options.js';
import { isToken } from '../../runtime/token.js';
import { type TraceOption, type TraceSettings, traceSettingDocs, traceSettings } from './trace-settings.js';

/**
 * What the environment says of the hosted server.
 *
 * @example
 * const settings: HostedSettings = { ...readHostedSettings(process.env), logLevel: 'warn' };
 */
export interface HostedSettings {
  port: number;
  host: string;
  /** Where people and clients reach it, without a slash at the end. */
  publicUrl: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** The page on which people let this server in. */
  authUrl: string;
  /** Root of ClickUp's API. */
  baseUrl: string;
  encryptionKeys: string;
  databaseUrl?: string;
  dataDir: string;
  /** A Redis that the nodes share. */
  redisUrl?: string;
  /** Processes that serve on one port. */
  workers: number;
  /** Calls in a minute of a link or key, and of a Workspace; requests in a minute of an address. */
  linkRate: number;
  tenantRate: number;
  addressRate: number;
  store: 'database' | 'memory';
  logLevel: LogLevel;
  isProduction: boolean;
  /** Proxies in front whose `X-Forwarded-For` is believed. */
  trustedProxies: number;
  /** The header in which the trusted proxy says from which country a request comes. */
  countryHeader?: string;
  /** The header in which it says which client certificate it has verified. */
  certificateHeader?: string;
  /** Pages of other sites that may call `/mcp` and `/api`, by origin. */
  allowedOrigins: readonly string[];
  /** What `/metrics` wants to be shown. */
  metricsToken?: string;
  /** Whether clients may register themselves. */
  registration: boolean;
  /** So long ways in and opened tokens are held in memory; a change ends that at once. 0: not at all. */
  cacheSeconds: number;
  /** ClickUp user ids of those who see the operators' page. */
  operators: readonly string[];
  /** Where traces go to; nowhere without it. */
  traces?: TraceSettings;
}

export const logLevels = ['error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type HostedOption = Exclude<keyof HostedSettings, 'traces'> | TraceOption;

export const hostedDefaults = {
  port: 3000,
  host: '127.0.0.1',
  authUrl: 'https://app.clickup.com/api',
  cacheSeconds: 30,
  workers: 1,
  linkRate: 300,
  tenantRate: 3_000,
  addressRate: 600,
};

/** The path that ClickUp sends people back to. */
export const callbackPath = '/oauth/clickup/callback';

const rate = {
  takes: 'a whole number from 1 to 1000000',
  isFine: (text: string) => /^[1-9]\d{0,6}$/.test(text) && Number(text) <= 1_000_000,
};

const isHeaderName = (text: string): boolean => /^[A-Za-z][\w-]{1,60}$/.test(text);

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

const isHttp = (text: string): boolean => /^https?:\/\/./.test(text) && URL.canParse(text);

/** Every variable that `clickup-hosted` reads. Each secret may lie in a file instead, whose path `<name>_FILE` says. */
export const hostedSettings: readonly Setting<HostedOption>[] = [
  {
    option: 'clientId',
    name: 'CLICKUP_CLIENT_ID',
    fallback: 'none; it is required',
    takes: 'the client id of your OAuth app (ClickUp: Settings > Apps > Create new app)',
    isFine: isToken,
  },
  {
    option: 'clientSecret',
    name: 'CLICKUP_CLIENT_SECRET',
    fallback: 'none; it is required',
    takes: 'the client secret of your OAuth app',
    isFine: isToken,
    secret: true,
  },
  {
    option: 'redirectUri',
    name: 'CLICKUP_REDIRECT_URI',
    fallback: `HOSTED_PUBLIC_URL with ${callbackPath}; one of the two is required`,
    takes: `the redirect URL of your OAuth app, which ends with ${callbackPath}`,
    isFine: (text) => isHttp(text) && text.endsWith(callbackPath) && !/[?#]/.test(text),
  },
  {
    option: 'publicUrl',
    name: 'HOSTED_PUBLIC_URL',
    fallback: `CLICKUP_REDIRECT_URI without ${callbackPath}`,
    takes: 'the address under which people and clients reach this server, such as https://clickup.example.com',
    isFine: (text) => isHttp(text) && !/[?#]/.test(text) && !new URL(text).username,
  },
  {
    option: 'encryptionKeys',
    name: 'HOSTED_ENCRYPTION_KEYS',
    fallback: 'none; it is required',
    takes: 'one or more <id>:<32 random bytes in base64>, with commas between (clickup-hosted keys new makes one)',
    isFine: (text) => text.includes(':'),
    secret: true,
  },
  {
    option: 'authUrl',
    name: 'CLICKUP_AUTH_URL',
    fallback: hostedDefaults.authUrl,
    takes: 'the address of the page on which people let an app in',
    isFine: isHttp,
  },
  {
    option: 'baseUrl',
    name: 'CLICKUP_BASE_URL',
    fallback: 'https://api.clickup.com/api',
    takes: 'the root of the API, without /v2',
    isFine: isBaseUrl,
  },
  {
    option: 'port',
    name: 'PORT',
    fallback: `${hostedDefaults.port}`,
    takes: 'a port from 0 (any that is free) to 65535',
    isFine: (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
  },
  {
    option: 'host',
    name: 'HOSTED_HOST',
    fallback: `${hostedDefaults.host}, this machine alone`,
    takes: 'an address or a name of this machine, such as 0.0.0.0',
    isFine: (text) => /^[\w.:[\]-]+$/.test(text),
  },
  {
    option: 'databaseUrl',
    name: 'DATABASE_URL',
    fallback: 'an embedded database in HOSTED_DATA_DIR',
    takes: 'the address of a PostgreSQL such as postgresql://user:password@host:5432/name',
    isFine: (text) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text),
    secret: true,
  },
  {
    option: 'redisUrl',
    name: 'REDIS_URL',
    fallback: 'none; nodes hear of each other through PostgreSQL',
    takes: 'the address of a Redis such as redis://user:password@host:6379/0',
    isFine: (text) => /^rediss?:\/\/./.test(text) && URL.canParse(text),
    secret: true,
  },
  {
    option: 'workers',
    name: 'HOSTED_WORKERS',
    fallback: `${hostedDefaults.workers}`,
    takes: 'a number of processes from 1 to 64',
    isFine: (text) => /^[1-9]\d?$/.test(text) && Number(text) <= 64,
  },
  { option: 'linkRate', name: 'HOSTED_LINK_RATE', fallback: `${hostedDefaults.linkRate}`, ...rate },
  { option: 'tenantRate', name: 'HOSTED_WORKSPACE_RATE', fallback: `${hostedDefaults.tenantRate}`, ...rate },
  { option: 'addressRate', name: 'HOSTED_ADDRESS_RATE', fallback: `${hostedDefaults.addressRate}`, ...rate },
  {
    option: 'dataDir',
    name: 'HOSTED_DATA_DIR',
    fallback: './clickup-hosted-data',
    takes: 'a folder for the embedded database; it is made if there is none',
    isFine: (text) => text.trim() !== '',
  },
  {
    option: 'store',
    name: 'HOSTED_STORE',
    fallback: 'database',
    takes: 'database, or memory for tests, which forgets everything when it ends',
    isFine: (text) => /^(database|memory)$/.test(text),
  },
  {
    option: 'logLevel',
    name: 'LOG_LEVEL',
    fallback: 'info',
    takes: logLevels.join(', '),
    isFine: (text) => logLevels.some((level) => level === text.toLowerCase()),
  },
  {
    option: 'isProduction',
    name: 'NODE_ENV',
    fallback: 'development',
    takes: 'production, development or test',
    isFine: (text) => /^(production|development|test)$/.test(text),
  },
  {
    option: 'trustedProxies',
    name: 'HOSTED_TRUST_PROXY',
    fallback: '0',
    takes: 'how many proxies in front of it add to X-Forwarded-For, from 0 to 9',
    isFine: (text) => /^\d$/.test(text),
  },
  {
    option: 'countryHeader',
    name: 'HOSTED_COUNTRY_HEADER',
    fallback: 'none',
    takes: 'the name of a header that the trusted proxy sets, such as CF-IPCountry',
    isFine: isHeaderName,
  },
  {
    option: 'certificateHeader',
    name: 'HOSTED_CERTIFICATE_HEADER',
    fallback: 'none',
    takes: 'the name of a header that the trusted proxy sets, such as X-Client-Cert-Fingerprint',
    isFine: isHeaderName,
  },
  {
    option: 'allowedOrigins',
    name: 'HOSTED_ALLOWED_ORIGINS',
    fallback: 'none but its own',
    takes: 'origins such as https://app.example.com, with commas between',
    isFine: (text) => text.split(',').every((part) => isOrigin(part.trim())),
  },
  {
    option: 'metricsToken',
    name: 'HOSTED_METRICS_TOKEN',
    fallback: 'no /metrics',
    takes: 'at least 16 characters without spaces, such as the output of openssl rand -hex 32',
    isFine: (text) => /^\S{16,}$/.test(text),
    secret: true,
  },
  {
    option: 'registration',
    name: 'HOSTED_REGISTRATION',
    fallback: 'true',
    takes: 'true or false',
    isFine: isSwitch,
  },
  {
    option: 'cacheSeconds',
    name: 'HOSTED_CACHE_SECONDS',
    fallback: `${hostedDefaults.cacheSeconds}`,
    takes: 'seconds from 0 (off) to 300',
    isFine: (text) => /^\d{1,3}$/.test(text) && Number(text) <= 300,
  },
  {
    option: 'operators',
    name: 'HOSTED_OPERATORS',
    fallback: 'none',
    takes: 'ids of ClickUp users, with commas between',
    isFine: (text) => /^\d{1,20}(\s*,\s*\d{1,20})*$/.test(text),
  },
  ...traceSettings,
];

/** What each variable is for. */
export const hostedSettingDocs: Readonly<Record<string, string>> = {
  CLICKUP_CLIENT_ID: 'Client id of the OAuth app under which this server is known to ClickUp.',
  CLICKUP_CLIENT_SECRET: 'Its client secret.',
  CLICKUP_REDIRECT_URI: 'Where ClickUp sends people back to, as the app has it.',
  HOSTED_PUBLIC_URL: 'Where people and clients reach this server.',
  HOSTED_ENCRYPTION_KEYS: 'Keys that encrypt ClickUp tokens; the first is for new ones, the others are still read.',
  CLICKUP_AUTH_URL: 'The page on which people let the app in.',
  CLICKUP_BASE_URL: 'Root of the API, without /v2.',
  PORT: 'Port to listen on.',
  HOSTED_HOST: 'Address to listen on.',
  DATABASE_URL: 'PostgreSQL, for several processes.',
  REDIS_URL: 'Redis in which nodes count limits together and tell each other what was revoked.',
  HOSTED_WORKERS: 'Processes that serve on one port; more than one need DATABASE_URL.',
  HOSTED_LINK_RATE: 'Calls of one link or key in a minute, a third of them at once.',
  HOSTED_WORKSPACE_RATE: 'Calls of one Workspace in a minute, a third of them at once.',
  HOSTED_ADDRESS_RATE:
    'Requests without a good key from one address in a minute, to each process, a third of them at once.',
  HOSTED_DATA_DIR: 'Folder of the embedded database, for one process.',
  HOSTED_STORE: 'memory keeps everything in memory, for tests.',
  LOG_LEVEL: 'Least weight of what is logged.',
  NODE_ENV: 'production insists on https and sends HSTS.',
  HOSTED_TRUST_PROXY: 'Proxies whose X-Forwarded-For is believed.',
  HOSTED_COUNTRY_HEADER: 'Where the proxy says the country of a request, for notices; needs HOSTED_TRUST_PROXY.',
  HOSTED_CERTIFICATE_HEADER:
    'Where it says the fingerprint of a client certificate that it verified; needs HOSTED_TRUST_PROXY.',
  HOSTED_ALLOWED_ORIGINS: 'Other sites whose pages may call /mcp and /api.',
  HOSTED_METRICS_TOKEN: 'What GET /metrics, for Prometheus, has to show as Authorization: Bearer.',
  HOSTED_REGISTRATION: 'Whether MCP clients may register themselves, as most of today do.',
  HOSTED_CACHE_SECONDS:
    'How long links, keys and opened tokens are held in memory; revoking ends that at once on all processes.',
  HOSTED_OPERATORS: 'Who sees the console page of those who run the server: ids of ClickUp users.',
  ...traceSettingDocs,
};
