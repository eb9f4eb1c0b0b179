import { readFileSync } from 'node:fs';
import { isLoopback } from '../../config/loopback.js';
import { isOn, problemWith } from '../../config/read.js';
import type { Environment, Setting } from '../../config/setting.js';
import { invalidInput } from '../../runtime/errors.js';
import { defaults } from '../../runtime/options.js';
import { readKeyRing } from '../vault/key-ring.js';
import {
  callbackPath,
  type HostedOption,
  type HostedSettings,
  hostedDefaults,
  hostedSettings,
  logLevels,
} from './hosted-settings.js';
import { tracesIn } from './trace-settings.js';

/**
 * Reads the environment. Throws a ClickUpError that names the variable, what is wrong with it and what it takes.
 *
 * @example
 * const { publicUrl } = readHostedSettings(process.env);
 */
export function readHostedSettings(env: Environment): HostedSettings {
  const texts: Partial<Record<HostedOption, string>> = {};
  for (const setting of hostedSettings) {
    const found = lookUp(env, setting);
    if (!found) continue;
    if (!setting.isFine(found.text)) throw problemWith(found, setting, env);
    texts[setting.option] = found.text;
  }
  const publicUrl = trimmed(texts.publicUrl ?? texts.redirectUri?.slice(0, -callbackPath.length));
  const { clientId, clientSecret, encryptionKeys } = texts;
  if (!publicUrl) throw missing('redirectUri');
  if (!clientId) throw missing('clientId');
  if (!clientSecret) throw missing('clientSecret');
  if (!encryptionKeys) throw missing('encryptionKeys');
  readKeyRing(encryptionKeys);
  const traces = tracesIn(texts, isOn);
  const settings: HostedSettings = {
    port: Number(texts.port ?? hostedDefaults.port),
    host: texts.host ?? hostedDefaults.host,
    publicUrl,
    clientId,
    clientSecret,
    redirectUri: texts.redirectUri ?? `${publicUrl}${callbackPath}`,
    authUrl: texts.authUrl ?? hostedDefaults.authUrl,
    baseUrl: trimmed(texts.baseUrl ?? defaults.baseUrl)!,
    encryptionKeys,
    ...(texts.databaseUrl && { databaseUrl: texts.databaseUrl }),
    dataDir: texts.dataDir ?? './clickup-hosted-data',
    ...(texts.redisUrl && { redisUrl: texts.redisUrl }),
    ...numbers(texts),
    store: texts.store === 'memory' ? 'memory' : 'database',
    logLevel: logLevels.find((level) => level === texts.logLevel?.toLowerCase()) ?? 'info',
    isProduction: texts.isProduction === 'production',
    trustedProxies: Number(texts.trustedProxies ?? 0),
    allowedOrigins: texts.allowedOrigins?.split(',').map((origin) => origin.trim()) ?? [],
    ...(texts.countryHeader && { countryHeader: texts.countryHeader }),
    ...(texts.certificateHeader && { certificateHeader: texts.certificateHeader }),
    ...(texts.metricsToken && { metricsToken: texts.metricsToken }),
    registration: isOn(texts.registration ?? 'true'),
    operators: texts.operators?.split(',').map((id) => id.trim()) ?? [],
    ...(traces && { traces }),
  };
  checkTogether(settings);
  return settings;
}

const counted = ['workers', 'cacheSeconds', 'linkRate', 'tenantRate', 'addressRate'] as const;

const numbers = (texts: Partial<Record<HostedOption, string>>) =>
  Object.fromEntries(counted.map((option) => [option, Number(texts[option] ?? hostedDefaults[option])])) as Pick<
    HostedSettings,
    (typeof counted)[number]
  >;

/** What is wrong with settings that are fine one by one. */
function checkTogether(settings: HostedSettings): void {
  const { publicUrl, redirectUri, isProduction, store, authUrl, workers, databaseUrl } = settings;
  if (workers > 1 && (store === 'memory' || !databaseUrl))
    throw invalidInput(
      `HOSTED_WORKERS is ${workers}, and ${store === 'memory' ? 'memory' : 'the embedded database'} belongs to one process`,
      {
        suggestion: 'Set DATABASE_URL to a PostgreSQL, or leave HOSTED_WORKERS out.',
        parameter: 'HOSTED_WORKERS',
      },
    );
  const { countryHeader, certificateHeader, trustedProxies } = settings;
  if (redirectUri !== `${publicUrl}${callbackPath}`)
    throw invalidInput(`CLICKUP_REDIRECT_URI is not HOSTED_PUBLIC_URL with ${callbackPath}`, {
      suggestion: `Set it to ${publicUrl}${callbackPath}, here and in your OAuth app, or leave one of the two out.`,
      parameter: 'CLICKUP_REDIRECT_URI',
    });
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'http:' && (isProduction || !isLoopback(hostname)))
    throw invalidInput(`HOSTED_PUBLIC_URL is http${isProduction ? ', and NODE_ENV is production' : ''}`, {
      suggestion: 'Put a proxy with TLS in front and set its https address; http is for this machine alone.',
      parameter: 'HOSTED_PUBLIC_URL',
    });
  if (isProduction && store === 'memory')
    throw invalidInput('HOSTED_STORE is memory, and NODE_ENV is production', {
      suggestion: 'Leave HOSTED_STORE out and set DATABASE_URL.',
      parameter: 'HOSTED_STORE',
    });
  const header = countryHeader ? 'HOSTED_COUNTRY_HEADER' : certificateHeader && 'HOSTED_CERTIFICATE_HEADER';
  if (header && trustedProxies === 0)
    throw invalidInput(`${header} is set, and HOSTED_TRUST_PROXY is 0: anybody could send that header`, {
      suggestion:
        'Set HOSTED_TRUST_PROXY to the number of proxies, which must take the header out of what clients send.',
      parameter: header,
    });
  const auth = new URL(authUrl);
  if (auth.protocol === 'http:' && !isLoopback(auth.hostname))
    throw invalidInput('CLICKUP_AUTH_URL is http', {
      suggestion: 'Use https: codes pass through it.',
      parameter: 'CLICKUP_AUTH_URL',
    });
}

/** The variable that is set, or the text of the file that `<name>_FILE` names; blank counts as not set. */
function lookUp(
  env: Environment,
  { name, secret }: Setting<HostedOption>,
): { variable: string; text: string } | undefined {
  const text = env[name]?.trim();
  if (text) return { variable: name, text };
  const variable = `${name}_FILE`;
  const path = secret && env[variable]?.trim();
  if (!path) return undefined;
  try {
    return { variable, text: readFileSync(path, 'utf8').trim() };
  } catch (cause) {
    throw invalidInput(`${variable} names a file that cannot be read: ${(cause as NodeJS.ErrnoException).code}`, {
      suggestion: `Check that the file is there and may be read, or set ${name} itself.`,
      parameter: variable,
    });
  }
}

const trimmed = (url: string | undefined): string | undefined => url?.replace(/\/+$/, '');

function missing(option: HostedOption) {
  const { name, takes, secret } = hostedSettings.find((setting) => setting.option === option)!;
  return invalidInput(`${name} is not set`, {
    suggestion: `Set ${name}${secret ? ` (or ${name}_FILE)` : ''} to ${takes}.`,
    parameter: name,
    code: 'MISSING_PARAMETER',
  });
}
