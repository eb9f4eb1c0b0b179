import { BlockList, isIP } from 'node:net';
import type { Deps } from '../deps.js';
import type { Refusal } from '../events.js';
import { addressOf, type Ctx } from '../http/env.js';
import type { Caller } from './authenticate.js';

/** An address as `203.0.113.7`, a range as `203.0.113.0/24`; undefined for what is neither. */
function rangeIn(text: string): { net: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, net = '', given] = /^([\d.:a-f]{2,45})(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(net);
  if (version === 0) return undefined;
  const most = version === 4 ? 32 : 128;
  const bits = Number(given ?? most);
  return bits <= most ? { net, bits, family: version === 4 ? 'ipv4' : 'ipv6' } : undefined;
}

export const isRange = (text: string): boolean => rangeIn(text) !== undefined;

/** A way in that was looked up a moment ago comes again as the same object. */
const lists = new WeakMap<readonly string[], BlockList>();

function listOf(ranges: readonly string[]): BlockList {
  const known = lists.get(ranges);
  if (known) return known;
  const list = new BlockList();
  for (const range of ranges.map(rangeIn)) if (range) list.addSubnet(range.net, range.bits, range.family);
  lists.set(ranges, list);
  return list;
}

export function isWithin(ranges: readonly string[], address: string): boolean {
  const version = isIP(address);
  return version !== 0 && listOf(ranges).check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** Lets somebody in who was found, unless the way in is for other addresses. */
export function fromAllowed({ settings }: Pick<Deps, 'settings'>, c: Ctx, found: Caller | Refusal): Caller | Refusal {
  if (typeof found === 'string') return found;
  const { ips } = found.access.config;
  return ips === undefined || isWithin(ips, addressOf(c, settings.trustedProxies)) ? found : 'address';
}
