import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { filledText, MAX_LENGTH, PersonRole, Role } from '../../../lib/contract/primitives.ts';
import { PostSource } from '../../../lib/contract/source.ts';
import { PostInvite } from '../../../lib/contract/team.ts';
import type { ReadLine } from '../import/json-lines.ts';
import type { Operations } from '../operations/operations.ts';
import { Refusal } from '../workspace/refusal.ts';
import { wordsOf } from './checked-input.ts';
import { bearerToken } from './credentials.ts';
import type { RequestFacts } from './request-log.ts';
import { sameSecret } from './same-secret.ts';
import { spooled, streamOf } from './spooled.ts';

const PostToken = v.strictObject({ role: Role, name: filledText(MAX_LENGTH.name) });
const PostOperatorInvite = v.strictObject({
  role: PersonRole,
  uses: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  expiresAt: v.nullable(v.number()),
  inboxes: PostInvite.entries.inboxes,
});
const PostLines = v.array(v.strictObject({ line: v.number(), value: v.unknown() }));

/** Largest batch of an import by the command line, in bytes. */
export const MAX_BATCH_BYTES = 32 * 1024 * 1024;

/** How the operator's routes are reached and what they do. */
export interface OperatorParts {
  /** The secret of this run, which stands in the data folder's `owner.json`. */
  token: string;
  operations: (workspace: string) => Operations;
}

/**
 * `/operator/...`: what the command line does through a running server. Only for this machine's
 * operator, by the token of this run; no part of the public API.
 */
export function operatorRoutes({ token, operations }: OperatorParts): Hono<RequestFacts> {
  const app = new Hono<RequestFacts>();
  app.use('*', async (c, next) => {
    c.set('route', '/operator/*');
    const given = bearerToken(c);
    if (given === null) throw new Refusal('token_missing');
    if (!sameSecret(given, token)) throw new Refusal('token_invalid');
    await next();
  });
  const of = (c: Context) => operations(c.req.param('workspace') ?? '');

  app.get('/:workspace/tokens', async (c) => c.json(await of(c).listTokens()));
  app.post('/:workspace/tokens', async (c) =>
    c.json(await of(c).createToken(await bodyOf(c, PostToken))),
  );
  app.delete('/:workspace/tokens/:id', async (c) => {
    await of(c).revokeToken(c.req.param('id'));
    return c.body(null, 204);
  });
  app.post('/:workspace/invites', async (c) =>
    c.json(await of(c).createInvite(await bodyOf(c, PostOperatorInvite))),
  );
  app.get('/:workspace/members', async (c) => c.json({ members: await of(c).listMembers() }));
  app.delete('/:workspace/members/:id', async (c) => {
    await of(c).removeMember(c.req.param('id'));
    return c.body(null, 204);
  });
  app.get('/:workspace/sources', async (c) => c.json({ sources: await of(c).listSources() }));
  app.post('/:workspace/sources', async (c) =>
    c.json(await of(c).addSource(await bodyOf(c, PostSource))),
  );
  app.post('/:workspace/sources/:id/test', async (c) =>
    c.json(await of(c).testSource(c.req.param('id'))),
  );
  app.delete('/:workspace/sources/:id', async (c) => {
    await of(c).removeSource(c.req.param('id'));
    return c.body(null, 204);
  });
  app.post('/:workspace/import', async (c) => {
    const lines = await bodyOf(c, PostLines);
    async function* read(): AsyncGenerator<ReadLine> {
      yield* lines;
    }
    return c.json(await of(c).importLines(read(), () => undefined));
  });
  app.post('/:workspace/demo', async (c) => c.json(await of(c).loadDemo(() => undefined)));
  app.get('/:workspace/findings', async (c) => c.json(await of(c).examine()));
  app.get('/:workspace/backup', async (c) => {
    const whole = await spooled(of(c).backup());
    return c.body(streamOf(whole), 200, { 'Content-Type': 'application/gzip' });
  });
  app.post('/:workspace/restore', async (c) => {
    const whole = await spooled(c.req.raw.body ?? emptyBody());
    return c.json(await of(c).restore(whole, { replace: c.req.query('replace') === 'true' }));
  });
  return app;
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

async function bodyOf<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const read = v.safeParse(schema, await c.req.json().catch(() => undefined));
  if (!read.success) throw new Refusal('invalid_request', wordsOf(read.issues));
  return read.output;
}
