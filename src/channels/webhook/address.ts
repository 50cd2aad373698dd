import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export type Address = { address: string; family: 4 | 6 };

/** Every address of a host name. */
export type Resolve = (host: string) => Promise<Address[]>;

/** As this machine resolves names. */
export const resolveHost: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

// What is not globally reachable, by IANA's registries of special-purpose addresses (RFC 6890), read 2026-11-22. 168.63.129.16
// is public by its number and Azure's own metadata in every virtual machine.
const INSIDE = blockList(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 ' +
    '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32 ' +
    // Of what is global: Teredo and its neighbours, documentation, 6to4 (each may carry an inner address of the old kind).
    '2001::/23 2001:db8::/32 2002::/16 3fff::/20',
);
const GLOBAL = blockList('2000::/3');

// Where clouds keep what a program may do, and what is no single machine: no receiver of webhooks, whatever is allowed.
const NEVER = blockList(
  '169.254.0.0/16 168.63.129.16/32 100.100.100.200/32 192.0.0.192/32 224.0.0.0/4 255.255.255.255/32 ' +
    'fe80::/10 fd00:ec2::/32 ff00::/8 64:ff9b::a9fe:0/112',
);

function blockList(subnets: string): BlockList {
  const list = new BlockList();
  for (const subnet of subnets.split(' ')) {
    const [network = '', prefix = ''] = subnet.split('/');
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Whether a webhook may go there. Addresses of the old kind written in the new one (::ffff:127.0.0.1) count as what they are. */
export function mayCall({ address, family }: Address, { allowPrivate }: { allowPrivate: boolean }): boolean {
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (NEVER.check(address, kind)) return false;
  if (allowPrivate) return true;
  return !INSIDE.check(address, kind) && (family === 4 || GLOBAL.check(address, kind));
}

/** What is wrong with an address that somebody wants to be called at, in words; undefined when it may be tried. */
export function addressProblem(url: string, { allowPrivate }: { allowPrivate: boolean }): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null) return 'this is no web address';
  const schemes = allowPrivate ? ['https:', 'http:'] : ['https:'];
  if (!schemes.includes(parsed.protocol)) return 'the address must begin with https://';
  if (parsed.username !== '' || parsed.password !== '') return 'the address must not hold a user name or a password';
  const literal = literalAddress(parsed.hostname);
  if (literal !== undefined && !mayCall(literal, { allowPrivate })) return PRIVATE;
  return undefined;
}

/** Said of a host that is inside. */
export const PRIVATE = 'the host is inside a private network, where webhooks do not go unless HOOKS_TO_PRIVATE is yes';

/** A host that is an address already; a URL's has its many spellings (0x7f.1, 2130706433) written out. */
export function literalAddress(hostname: string): Address | undefined {
  const address = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family === 4 || family === 6 ? { address, family } : undefined;
}
