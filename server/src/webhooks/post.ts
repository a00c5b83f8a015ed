import { lookup as resolve } from 'node:dns';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { hostOf, isPrivateAddress } from '../network/private-address.ts';

/** Milliseconds until a receiver must have answered; Standard Webhooks recommends 15 to 30 seconds. */
const PATIENCE = 15_000;

/** What a message came to. */
export type Posted =
  | { kind: 'answered'; status: number; retryAfter: string | null }
  | { kind: 'failed'; code: PostFailure };

/** `private_address`: this server must not go there. `tls`: its certificate is not trusted. */
export type PostFailure = 'private_address' | 'host_unknown' | 'timeout' | 'tls' | 'no_connection';

/** Sends a body. Never throws; a redirect is an answer, and not followed. */
export type Post = (
  address: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
) => Promise<Posted>;

class PrivateAddress extends Error {}

/**
 * Sends over the network. Unless `allowPrivate`, only to public addresses: judged on the address that
 * is connected to, so that no name can lead elsewhere between the look and the call.
 */
export function networkPost({ allowPrivate }: { allowPrivate: boolean }): Post {
  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '');
      const [first] = found;
      if (!allowPrivate && found.some(({ address }) => isPrivateAddress(address))) {
        return done(new PrivateAddress(), '');
      }
      if (options.all) return done(null, found);
      return done(null, first?.address ?? '', first?.family);
    });
  };
  return (text, headers, body, signal) =>
    new Promise((settle) => {
      const address = new URL(text);
      const host = hostOf(text);
      // A name goes through the look-up; an address by itself does not.
      if (!allowPrivate && isPrivateAddress(host)) {
        return settle({ kind: 'failed', code: 'private_address' });
      }
      const late = AbortSignal.timeout(PATIENCE);
      const send = address.protocol === 'https:' ? overHttps : overHttp;
      const sending = send(
        address,
        {
          method: 'POST',
          agent: false,
          lookup,
          signal: AbortSignal.any([signal, late]),
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': String(Buffer.byteLength(body)),
            'User-Agent': 'Fivefaces',
            ...headers,
          },
        },
        (answer) => {
          const retryAfter = answer.headers['retry-after'] ?? null;
          settle({ kind: 'answered', status: answer.statusCode ?? 0, retryAfter });
          // What it says is of no interest, and may be endless.
          answer.destroy();
        },
      );
      sending.on('error', (error) => {
        settle({ kind: 'failed', code: late.aborted ? 'timeout' : codeOf(error) });
      });
      sending.end(body);
    });
}

function codeOf(error: Error): PostFailure {
  if (error instanceof PrivateAddress) return 'private_address';
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host_unknown';
  return /CERT|SSL|TLS|SIGNATURE|ALTNAME/.test(code) ? 'tls' : 'no_connection';
}
