import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Refusal } from '../workspace/refusal.ts';
import type { Caller, Service } from '../workspace/service.ts';
import { ownOrigin, type Reach } from './client-address.ts';

const COOKIE = 'fivefaces_session';
const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** The token of `Authorization: Bearer`, or `null`. */
export function bearerToken(c: Context): string | null {
  const header = c.req.header('Authorization');
  if (header === undefined) return null;
  return /^Bearer +([^\s]+) *$/i.exec(header)?.[1] ?? null;
}

/**
 * Who calls: by bearer token, or by the session cookie of the server's own pages. A request by
 * cookie that writes must come from such a page (`Origin`). Throws `Refusal` `token_missing`,
 * `token_invalid`, `token_revoked` or `forbidden`.
 */
export async function authenticated(c: Context, service: Service, reach: Reach): Promise<Caller> {
  const bearer = bearerToken(c);
  if (bearer !== null) return service.authenticate(bearer);
  const cookie = getCookie(c, COOKIE);
  if (cookie === undefined || cookie === '') throw new Refusal('token_missing');
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') requireOwnPage(c, reach);
  return service.authenticate(cookie);
}

/** Throws `Refusal` `forbidden` unless the request comes from a page of this server. */
export function requireOwnPage(c: Context, reach: Reach): void {
  if (c.req.header('Origin') !== ownOrigin(c, reach)) {
    throw new Refusal('forbidden', 'Only a page of this server may do that by its cookie');
  }
}

/** Gives the browser a session for the server's own pages. */
export function startSession(c: Context, token: string, reach: Reach): void {
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: 'Strict',
    secure: ownOrigin(c, reach).startsWith('https:'),
    path: '/',
    maxAge: SESSION_SECONDS,
  });
}

/** Takes the browser's session away. */
export function endSession(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/' });
}
