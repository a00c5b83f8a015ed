import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Addresses that nobody may send this server to, since only it could go there: its own computer,
 * private and link-local networks, and what else IANA's special-purpose registries keep from the
 * public internet (iana.org/assignments/iana-ipv4-special-registry and …-ipv6-special-registry).
 */
const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
}

/** All that is public in IPv6 lies in here, but for what stands below. */
const GLOBAL_V6 = new BlockList();
GLOBAL_V6.addSubnet('2000::', 3, 'ipv6');
const NOT_PUBLIC_V6 = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  NOT_PUBLIC_V6.addSubnet(network, prefix, 'ipv6');
}

/** True for an IP address (not a name) that the public internet has no road to. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (!isIPv6(address)) return NOT_PUBLIC.check(address, 'ipv4');
  return !GLOBAL_V6.check(address, 'ipv6') || NOT_PUBLIC_V6.check(address, 'ipv6');
}

/** The host of an address as it stands in it: an IP address in brackets or not, or a name. */
export function hostOf(address: string): string {
  return new URL(address).hostname.replace(/^\[|\]$/g, '');
}

/** Judged without asking anybody: this computer by name, or an IP address that is not public. */
export function isPlainlyPrivate(host: string): boolean {
  return host === 'localhost' || isPrivateAddress(host);
}
