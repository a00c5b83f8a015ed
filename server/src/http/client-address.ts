import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** How the server is reached from outside. */
export interface Reach {
  /** How many proxies of our own stand before the server (`TRUST_PROXY`); 0: none. */
  trustProxy: number;
  /** The server's address for browsers where it is fixed, such as `https://csat.example.com`. */
  publicUrl: string | null;
}

/**
 * The client's address, for rate limits only. `X-Forwarded-For` counts only behind as many proxies
 * as are trusted: what stands further left was written by the client itself.
 */
export function clientAddress(c: Context, { trustProxy }: Reach): string {
  if (trustProxy > 0) {
    const hops = (c.req.header('X-Forwarded-For') ?? '').split(',').map((hop) => hop.trim());
    const address = hops[hops.length - trustProxy];
    if (address) return address;
  }
  return getConnInfo(c).remote.address ?? 'unknown';
}

/** The origin at which the browser of this request reaches the server. */
export function ownOrigin(c: Context, { trustProxy, publicUrl }: Reach): string {
  if (publicUrl !== null) return new URL(publicUrl).origin;
  const url = new URL(c.req.url);
  if (trustProxy === 0) return url.origin;
  const host = c.req.header('X-Forwarded-Host') ?? url.host;
  const scheme = c.req.header('X-Forwarded-Proto') ?? url.protocol.slice(0, -1);
  return `${scheme.split(',')[0]?.trim()}://${host.split(',')[0]?.trim()}`;
}
