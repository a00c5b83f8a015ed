import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { WidgetClaims } from '../../../lib/contract/widget.ts';
import { Refusal } from './refusal.ts';
import { OWN_SOURCE, type Scope } from './scope.ts';
import { VISITOR } from './widget.ts';

const AUDIENCE = 'fivefaces-widget';
/** The one algorithm that is signed with and accepted. */
const ALGORITHM = 'HS256';
/** How long a token is good for; the page fetches another, the conversation may last longer. */
const LIFETIME = 15 * 60_000;

/** Signs a token for one conversation with the workspace's newest key. */
export async function signWidgetToken(
  scope: Scope,
  conversation: string,
  options: { customer?: string | null; rater?: 'team' },
): Promise<{ token: string; expiresAt: number }> {
  const key = await scope.db
    .selectFrom('signing_keys')
    .select(['id', 'secret'])
    .where('workspace_id', '=', scope.workspace)
    .where('retired_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!key) throw new Refusal('not_found', 'The workspace has no signing key');
  const customer = options.customer ?? (await storedCustomer(scope, conversation));
  const seconds = Math.floor((scope.clock() + LIFETIME) / 1000);
  const token = await new SignJWT({
    cid: conversation,
    ...(options.rater ? { rater: options.rater } : {}),
  })
    .setProtectedHeader({ alg: ALGORITHM, kid: key.id })
    .setIssuer(scope.workspace)
    .setAudience(AUDIENCE)
    .setSubject(customer ?? VISITOR)
    .setExpirationTime(seconds)
    .sign(Buffer.from(key.secret, 'base64url'));
  return { token, expiresAt: seconds * 1000 };
}

async function storedCustomer(scope: Scope, conversation: string): Promise<string | null> {
  const row = await scope.db
    .selectFrom('conversations')
    .select('customer')
    .where('workspace_id', '=', scope.workspace)
    .where('source', '=', OWN_SOURCE)
    .where('id', '=', conversation)
    .executeTakeFirst();
  return row?.customer ?? null;
}

/**
 * Checks a widget's token against the workspace's keys and the server's clock.
 * Refuses with `token_invalid` or `token_expired`.
 */
export async function verifyWidgetToken(scope: Scope, token: string): Promise<WidgetClaims> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => verificationKey(scope, kid), {
      algorithms: [ALGORITHM],
      issuer: scope.workspace,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'cid', 'exp'],
      currentDate: new Date(scope.clock()),
    });
    return v.parse(WidgetClaims, payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Refusal('token_expired');
    if (error instanceof errors.JOSEError || error instanceof v.ValiError) {
      throw new Refusal('token_invalid');
    }
    throw error;
  }
}

async function verificationKey(scope: Scope, kid: string | undefined): Promise<Uint8Array> {
  const key = await scope.db
    .selectFrom('signing_keys')
    .select(['secret', 'retired_at'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', kid ?? '')
    .executeTakeFirst();
  // A retired key stays good for as long as a token signed with it can live.
  const usable =
    key && (key.retired_at === null || scope.clock() < key.retired_at + LIFETIME) ? key : null;
  if (!usable) throw new Refusal('token_invalid');
  return Buffer.from(usable.secret, 'base64url');
}
