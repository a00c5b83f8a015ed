import type { Context } from 'hono';
import * as v from 'valibot';
import { Refusal } from '../workspace/refusal.ts';
import type { Service } from '../workspace/service.ts';
import { wordsOf } from './checked-input.ts';
import type { Reach } from './client-address.ts';
import { authenticated, endSession, requireOwnPage, startSession } from './credentials.ts';

const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(400));
/** Body of `POST /session`: a code of `POST /v1/inbox-sessions`, or the token of a join. */
const PostSession = v.union([v.strictObject({ code: secret }), v.strictObject({ token: secret })]);

/** `POST /session`: signs the server's own pages in. 204; `token_invalid` for a bad code or token. */
export async function postSession(c: Context, service: Service, reach: Reach): Promise<Response> {
  requireOwnPage(c, reach);
  const read = v.safeParse(PostSession, await c.req.json().catch(() => null));
  if (!read.success) throw new Refusal('invalid_request', wordsOf(read.issues));
  const given = read.output;
  const token = 'code' in given ? await service.redeemInboxCode(given.code) : given.token;
  await service.authenticate(token);
  startSession(c, token, reach);
  return c.body(null, 204);
}

/** `DELETE /session`: signs out. The session's token is good for nothing any more. */
export async function deleteSession(c: Context, service: Service, reach: Reach): Promise<Response> {
  requireOwnPage(c, reach);
  try {
    const caller = await authenticated(c, service, reach);
    await service.workspace(caller.workspace).revokeToken(caller.tokenId);
  } catch (cause) {
    // A session that is over already is signed out all the same.
    if (!(cause instanceof Refusal)) throw cause;
  }
  endSession(c);
  return c.body(null, 204);
}
