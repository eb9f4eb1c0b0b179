import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** This machine, the networks behind it, and the ways of writing their addresses in IPv6. */
const notPublic = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/3',
  ],
  ipv6: ['::/96', '::ffff:0:0/96', '64:ff9b::/32', '2001::/32', '2002::/16', 'fc00::/7', 'fe80::/9', 'ff00::/8'],
} as const;

/** A list per family: in a common one, an IPv4 address would also match what is said of its IPv6 form. */
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const family of ['ipv4', 'ipv6'] as const) {
  for (const subnet of notPublic[family]) {
    const [net = '', prefix] = subnet.split('/');
    blocked[family].addSubnet(net, Number(prefix), family);
  }
}

/** Whether an address belongs to this machine or a private network; so does what is no address. */
export function isPrivate(address: string): boolean {
  const [bare = ''] = address.split('%');
  const version = isIP(bare);
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return version === 0 || blocked[family].check(bare, family);
}

/** The reason for which `lookupPublic` refuses a host. */
export class NotPublicError extends Error {
  override readonly name = 'NotPublicError';
}

/**
 * Name resolution for a connection, refusing hosts with any private address. Checking here, and not before, leaves no
 * moment in which the name could come to mean another machine.
 */
export const lookupPublic: LookupFunction = (host, { all, ...options }, done) => {
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[] = []) => {
    const [first] = addresses;
    if (error || !first) done(error ?? new Error('no address'), '', 0);
    else if (addresses.some(({ address }) => isPrivate(address))) done(new NotPublicError('not public'), '', 0);
    else if (all) done(null, addresses);
    else done(null, first.address, first.family);
  });
};
