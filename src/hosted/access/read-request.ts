import { invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import type { AccessRow, TenantRow } from '../store/rows.js';
import { type AccessConfig, toolsOf } from './access-config.js';
import { isRange } from './addresses.js';
import { type Method, methods } from './methods.js';
import type { Offer } from './offer.js';
import { readSecond } from './second-factor.js';

const dayMs = 86_400_000;

/** Days that a link or key lasts unless it is said, and at most. */
export const lifetimes = { usualDays: 30, mostDays: 365 };

/** What somebody asked for, checked. */
export interface AccessRequest {
  name: string;
  config: AccessConfig;
  secondFactor: boolean;
  expiresAt: number | null;
}

/** What a Workspace allows, and what there is to choose from. */
type Settings = Pick<TenantRow, 'open_links' | 'write_deletes'> & { offer: Pick<Offer, 'tools' | 'tags'> };

const fields = ['name', 'config', 'require_api_token_auth', 'require_second', 'expires_at'];
const configFields = ['methods', 'tags', 'tools', 'spaces', 'folders', 'lists', 'ips', 'retry'];

/** Reads the body of a request for a link or key. Throws a ValidationError that names the field and what it takes. */
export function readAccessRequest(body: unknown, tenant: Settings, now: number): AccessRequest {
  const {
    name,
    config = {},
    require_api_token_auth: second = false,
    require_second: other,
    expires_at: expires,
  } = object(body, 'body', fields);
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100)
    throw wrong('name', name, 'a text of 1 to 100 characters that says who will use it');
  if (typeof second !== 'boolean') throw wrong('require_api_token_auth', second, 'true or false');
  const { secondFactor, second: named } = readSecond(other, second);
  return {
    name: name.trim(),
    config: { ...readConfig(config, tenant), ...named },
    secondFactor,
    expiresAt: readExpiry(expires, tenant, now),
  };
}

function readConfig(value: unknown, { open_links, write_deletes, offer }: Settings): AccessConfig {
  const given = object(value, 'config', configFields);
  const names = offer.tools.map(({ name }) => name);
  const named = words('config.tools', given.tools).map((name) =>
    names.includes(name) || name.startsWith('clickup_') ? name : `clickup_${name}`,
  );
  const unknown = named.find((name) => !names.includes(name));
  if (unknown) throw notAmong('config.tools', unknown, names);
  // The documents' open form has every method unless it is narrowed; here that is for tenants who chose it.
  const usual = named.length > 0 ? ['custom'] : open_links ? ['read', 'write', 'delete'] : ['read'];
  const config: AccessConfig = {
    methods: among('config.methods', given.methods ?? usual, methods) as Method[],
    tags: among('config.tags', given.tags, Object.keys(offer.tags)),
    tools: named,
    spaces: words('config.spaces', given.spaces),
    folders: words('config.folders', given.folders),
    lists: words('config.lists', given.lists),
    ...readAddresses(given.ips),
    retry: given.retry === 'none' ? 'none' : 'paced',
  };
  if (config.methods.length === 0)
    throw wrong('config.methods', given.methods, `at least one of ${methods.join(', ')}`);
  if (given.retry !== undefined && given.retry !== 'none' && given.retry !== 'paced')
    throw wrong('config.retry', given.retry, '"paced" or "none"');
  if (config.methods.includes('custom') && named.length === 0)
    throw wrong('config.tools', given.tools, 'the names of tools, because config.methods has custom');
  if (toolsOf(config, { offer, writeDeletes: write_deletes }).length > 0) return config;
  throw invalidInput('config leaves no tool', {
    parameter: 'config',
    suggestion: 'No tool has one of config.tags and one of config.methods; add a tag or a method.',
  });
}

function readAddresses(value: unknown): Pick<AccessConfig, 'ips'> {
  const ips = words('config.ips', value);
  const strange = ips.find((text) => !isRange(text));
  if (strange !== undefined)
    throw wrong('config.ips', strange, 'an address such as 203.0.113.7 or a range such as 203.0.113.0/24');
  return ips.length > 0 ? { ips } : {};
}

function readExpiry(value: unknown, { open_links }: Pick<Settings, 'open_links'>, now: number): number | null {
  if (value === null && open_links) return null;
  if (value === undefined || value === null) return now + lifetimes.usualDays * dayMs;
  const at =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw wrong('expires_at', value, 'a moment such as 2026-12-31T23:59:59Z');
  if (at <= now) throw wrong('expires_at', value, 'a moment that is still to come');
  if (!open_links && at > now + lifetimes.mostDays * dayMs)
    throw wrong('expires_at', value, `at most ${lifetimes.mostDays} days from now`);
  return at;
}

/** Refuses a change that would let a way in do, reach or outlast more than it does; for that a new one is made. */
export function checkNarrower(row: AccessRow, next: AccessRequest, tenant: Settings): void {
  const rules = { offer: tenant.offer, writeDeletes: tenant.write_deletes };
  const had = new Set(toolsOf(row.config, rules).map(({ name }) => name));
  const more = toolsOf(next.config, rules).find(({ name }) => !had.has(name));
  const wider = [
    more && `config would add ${more.name}`,
    isLater(next.expiresAt, row.expires_at) && 'expires_at would be later',
    row.second_factor && !next.secondFactor && 'require_api_token_auth would end',
    row.second_factor && row.config.second !== next.config.second && 'require_second would be another',
    leavesPlaces(row.config, next.config) && 'config would reach more places',
    leavesAddresses(row.config, next.config) && 'config would let in more addresses',
  ].find(Boolean);
  if (wider)
    throw invalidInput(`A link or key can only be narrowed: ${wider}`, { suggestion: 'Make a new one instead.' });
}

const isLater = (next: number | null, before: number | null): boolean =>
  before !== null && (next === null || next > before);

/** Whether there is a place that was out of reach. Only leaving some out is sure to be narrower: names say nothing of what lies in what. */
function leavesPlaces(before: AccessConfig, next: AccessConfig): boolean {
  const placesOf = ({ spaces, folders, lists }: AccessConfig) => [
    ...spaces.map((place) => `space ${place}`),
    ...folders.map((place) => `folder ${place}`),
    ...lists.map((place) => `list ${place}`),
  ];
  const [had, has] = [placesOf(before), placesOf(next)];
  return had.length > 0 && (has.length === 0 || has.some((place) => !had.includes(place)));
}

/** The same of addresses. */
const leavesAddresses = ({ ips: had }: AccessConfig, { ips: has }: AccessConfig): boolean =>
  had !== undefined && (has === undefined || has.some((range) => !had.includes(range)));

function object(value: unknown, parameter: string, known: readonly string[]): Record<string, unknown> {
  if (!isPlainObject(value)) throw wrong(parameter, value, `an object with ${known.join(', ')}`);
  const strange = Object.keys(value).find((key) => !known.includes(key));
  if (strange) throw notAmong(parameter, strange, known);
  return value;
}

function words(parameter: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const isFine =
    Array.isArray(value) &&
    value.length <= 200 &&
    value.every((word) => typeof word === 'string' && word.trim() && word.length <= 200);
  if (!isFine) throw wrong(parameter, value, 'a list of texts');
  return [...new Set((value as string[]).map((word) => word.trim()))];
}

function among(parameter: string, value: unknown, known: readonly string[]): string[] {
  const given = words(parameter, value).map((word) => word.toLowerCase());
  const strange = given.find((word) => !known.includes(word));
  if (strange !== undefined) throw notAmong(parameter, strange, known);
  return given;
}

const wrong = (parameter: string, value: unknown, takes: string) =>
  invalidInput(`${parameter} is not ${takes}`, { parameter, value, suggestion: `Give ${takes}.` });

function notAmong(parameter: string, value: string, known: readonly string[]) {
  const near = nearest(value, known);
  return invalidInput(`${parameter} has ${JSON.stringify(value)}, which there is not`, {
    parameter,
    value,
    allowed: known,
    nearest: near,
    suggestion: near ? `Did you mean ${near}?` : `There are: ${known.slice(0, 40).join(', ')}.`,
  });
}
