import { longestTimerMs } from '../runtime/clock.js';
import { isCount } from '../runtime/options.js';
import { isOn, problemWith } from './read.js';
import type { Environment, Setting } from './setting.js';
import { isSwitch, wordsOf } from './setting-checks.js';

/** What the environment says of the MCP server over HTTP. */
export interface HttpConfig {
  port: number;
  host: string;
  /** What every request must show. */
  token?: string;
  /** What `/metrics` needs, where that is another. */
  metricsToken?: string;
  /** Whether callers may bring a ClickUp key of their own. */
  callerKeys: boolean;
  allowedHosts?: string[];
  allowedOrigins?: string[];
  rebindingProtection: boolean;
  cors?: { origins: string[]; headers?: string[]; methods?: string[] };
  jsonOnly: boolean;
  /** Whether clients of revision 2024-11-05 are served at `/sse`. */
  legacySse?: boolean;
  initializeTimeoutMs: number;
  /** Whether each request is a line on stderr. */
  isLogged: boolean;
}

type HttpOption = keyof Omit<HttpConfig, 'cors'> | 'corsOrigins' | 'corsHeaders' | 'corsMethods';

type HttpSetting = Setting<HttpOption>;

export const httpDefaults = { port: 3000, host: '127.0.0.1', initializeTimeoutMs: 45_000 };

const words = (text: string): string[] => wordsOf(text) ?? [];

const list = (option: HttpOption, name: string, fallback: string, takes: string): HttpSetting => ({
  option,
  name,
  fallback,
  takes: `${takes}, with commas between`,
  isFine: (text) => words(text).length > 0,
});

const onOff = (option: HttpOption, name: string, fallback: string): HttpSetting => ({
  option,
  name,
  fallback,
  takes: 'true or false',
  isFine: isSwitch,
});

/** Every variable that `clickup-mcp --http` reads besides those of every server. */
export const httpSettings: readonly HttpSetting[] = [
  {
    option: 'port',
    name: 'MCP_HTTP_PORT',
    aliases: ['PORT'],
    fallback: `${httpDefaults.port}`,
    takes: 'a port from 0 (any that is free) to 65535',
    isFine: isPort,
  },
  {
    option: 'host',
    name: 'MCP_HTTP_HOST',
    fallback: `${httpDefaults.host}, this machine alone`,
    takes: 'an address or a name of this machine, such as 0.0.0.0',
    isFine: (text) => /^[\w.:[\]-]+$/.test(text),
  },
  {
    option: 'token',
    name: 'MCP_HTTP_TOKEN',
    fallback: 'none on this machine alone; without one no other host is listened on',
    takes: 'at least 16 characters without spaces, such as the output of openssl rand -hex 32',
    isFine: (text) => /^\S{16,}$/.test(text),
    secret: true,
  },
  {
    option: 'metricsToken',
    name: 'MCP_HTTP_METRICS_TOKEN',
    fallback: 'MCP_HTTP_TOKEN; without either there is no /metrics',
    takes: 'at least 16 characters without spaces, such as the output of openssl rand -hex 32',
    isFine: (text) => /^\S{16,}$/.test(text),
    secret: true,
  },
  onOff('callerKeys', 'MCP_HTTP_CALLER_KEYS', 'false'),
  list('allowedHosts', 'MCP_HTTP_ALLOWED_HOSTS', 'names of this machine', 'host names, with a port where it matters'),
  list('allowedOrigins', 'MCP_HTTP_ALLOWED_ORIGINS', 'pages of this machine', 'origins such as https://example.com'),
  onOff('rebindingProtection', 'MCP_HTTP_ENABLE_DNS_REBINDING_PROTECTION', 'true'),
  list('corsOrigins', 'MCP_HTTP_CORS_ALLOW_ORIGIN', 'no CORS headers', 'origins such as https://example.com, or *'),
  list('corsHeaders', 'MCP_HTTP_CORS_ALLOW_HEADERS', 'those that a browser asks for', 'names of headers'),
  list('corsMethods', 'MCP_HTTP_CORS_ALLOW_METHODS', 'POST, OPTIONS', 'HTTP methods'),
  onOff('jsonOnly', 'MCP_HTTP_ENABLE_JSON_RESPONSE', 'false'),
  onOff('legacySse', 'MCP_HTTP_LEGACY_SSE', 'false'),
  {
    option: 'initializeTimeoutMs',
    name: 'MCP_HTTP_INITIALIZE_TIMEOUT_MS',
    fallback: `${httpDefaults.initializeTimeoutMs}`,
    takes: `a whole number of milliseconds from 1 to ${longestTimerMs}`,
    isFine: (text) => /^[1-9]\d*$/.test(text) && isCount(Number(text)) && Number(text) <= longestTimerMs,
  },
  onOff('isLogged', 'MCP_DEBUG', 'true'),
];

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

/** Reads the environment; `port` is that of the command line, which wins. Throws a ClickUpError for what is wrong. */
export function readHttpConfig(env: Environment, port?: string): HttpConfig {
  const texts: Partial<Record<HttpOption, string>> = {};
  for (const setting of httpSettings) {
    const variable = [setting.name, ...(setting.aliases ?? [])].find((name) => env[name]?.trim());
    const text = setting.option === 'port' && port !== undefined ? port : variable && env[variable]?.trim();
    if (text === undefined) continue;
    if (!setting.isFine(text)) throw problemWith({ variable: variable ?? '--http', text }, setting, env);
    texts[setting.option] = text;
  }
  const { token, metricsToken, allowedHosts, allowedOrigins, corsOrigins, corsHeaders, corsMethods } = texts;
  return {
    port: Number(texts.port ?? httpDefaults.port),
    host: texts.host ?? httpDefaults.host,
    ...(token && { token }),
    ...(metricsToken && { metricsToken }),
    callerKeys: isOn(texts.callerKeys),
    ...(allowedHosts && { allowedHosts: words(allowedHosts) }),
    ...(allowedOrigins && { allowedOrigins: words(allowedOrigins) }),
    rebindingProtection: isOn(texts.rebindingProtection ?? 'true'),
    ...(corsOrigins && {
      cors: {
        origins: words(corsOrigins),
        ...(corsHeaders && { headers: words(corsHeaders) }),
        ...(corsMethods && { methods: words(corsMethods) }),
      },
    }),
    jsonOnly: isOn(texts.jsonOnly),
    ...(isOn(texts.legacySse) && { legacySse: true }),
    initializeTimeoutMs: Number(texts.initializeTimeoutMs ?? httpDefaults.initializeTimeoutMs),
    isLogged: isOn(texts.isLogged ?? 'true'),
  };
}
