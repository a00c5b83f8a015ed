import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PostWebhook } from '../../../lib/contract/webhook.ts';
import { secretKeeper } from '../../src/sources/credentials.ts';
import { networkPost } from '../../src/webhooks/post.ts';
import type { WebhookParts } from '../../src/webhooks/webhook-parts.ts';
import { createService } from '../../src/workspace/create-service.ts';
import type { Service, WorkspaceService } from '../../src/workspace/service.ts';
import { forEachDatabase, type TestDatabase } from '../database-fixture.ts';
import { MINUTE, StandingClock } from '../workspace/workspace-fixture.ts';
import { openReceiver, type Received, type Receiver } from './receiver.ts';

const KEY = randomBytes(32);
const NEVER = new AbortController().signal;

/** What a receiver checks, written anew from the specification of Standard Webhooks 1.0.0. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const id = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  const [version, signature = ''] = String(headers['webhook-signature']).split(',');
  const mac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'));
  const expected = mac.update([id, timestamp, body].join('.')).digest();
  const given = Buffer.from(signature, 'base64');
  return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
}

forEachDatabase((_name, open) => {
  let database: TestDatabase;
  let receiver: Receiver;
  beforeAll(async () => {
    [database, receiver] = await Promise.all([open(), openReceiver()]);
  });
  afterAll(async () => {
    await Promise.all([database.close(), receiver.close()]);
  });
  afterEach(() => {
    receiver.received.length = 0;
    receiver.answer = { status: 204 };
  });

  /** A workspace of its own with one webhook to the receiver. */
  async function place(hook: Partial<PostWebhook> = {}, parts: Partial<WebhookParts> = {}) {
    const clock = new StandingClock();
    const webhooks: WebhookParts = {
      post: networkPost({ allowPrivate: true }),
      allowPrivate: true,
      publicUrl: 'https://csat.example.com',
      secrets: secretKeeper(() => [KEY]),
      random: () => 0.5,
      ...parts,
    };
    const service = createService({ db: database.db, clock: clock.read, webhooks });
    const id = `w-${randomBytes(6).toString('hex')}`;
    await service.ensureWorkspace(id, { name: 'Acme', timeZone: 'UTC', demo: false });
    const workspace = service.workspace(id);
    const made = await workspace.webhooks.create(
      { url: receiver.url, scoreAtMost: 2, include: { comment: false, customer: false }, ...hook },
      'Ada',
    );
    const rate = (conversation: string, rating: Parameters<WorkspaceService['rate']>[1]) => {
      const exp = Math.floor(clock.now / 1_000) + 900;
      const claims = {
        iss: id,
        aud: 'fivefaces-widget',
        sub: 'kim',
        cid: conversation,
        exp,
      } as const;
      return workspace.rate(claims, rating);
    };
    const deliveries = async () => (await workspace.webhooks.list())[0]?.deliveries ?? [];
    return { clock, service, workspace, made, rate, deliveries };
  }

  /** Sends all that is due, as the server does. */
  async function sendDue(service: Service): Promise<string[]> {
    const ends: string[] = [];
    for (let due = await service.takeDueDelivery(); due; due = await service.takeDueDelivery()) {
      ends.push((await due.send(NEVER)).kind);
    }
    return ends;
  }

  describe('a low rating', () => {
    test('is told once, after it has rested, signed, without personal data', async () => {
      const { clock, service, workspace, made, rate, deliveries } = await place();
      await workspace.putConversation('c1', { channel: 'Website', email: 'kim@example.com' });
      await workspace.putConversationTopics('c1', { topics: [{ id: 't', title: 'Refunds' }] });
      await rate('c1', { score: 2, seq: 1 });
      clock.pass(30_000);
      await rate('c1', { score: 1, comment: 'Kim is angry', reason: 'wrong', seq: 2 });
      clock.pass(59_000);
      expect(await sendDue(service)).toEqual([]);
      expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
      clock.pass(1_000);
      expect(await sendDue(service)).toEqual(['delivered']);
      const [first] = receiver.received;
      expect(receiver.received).toHaveLength(1);
      expect(first && isSigned(first, made.secret ?? '')).toBe(true);
      expect(first && isSigned({ ...first, body: `${first.body} ` }, made.secret ?? '')).toBe(
        false,
      );
      expect(first?.headers['webhook-timestamp']).toBe(String(clock.now / 1_000));
      expect(JSON.parse(first?.body ?? '')).toEqual({
        type: 'rating.low',
        timestamp: new Date(clock.now).toISOString(),
        data: {
          workspace: { id: expect.any(String), name: 'Acme' },
          conversation: {
            id: 'c1',
            channel: 'Website',
            url: 'https://csat.example.com/inbox/conversations/c1',
          },
          topics: [{ id: 't', title: 'Refunds' }],
          rating: {
            score: 1,
            sentiment: 'negative',
            reason: 'wrong',
            ratedAt: new Date(clock.now - MINUTE).toISOString(),
          },
        },
      });
      expect(await deliveries()).toMatchObject([{ state: 'delivered', status: 204, nextAt: null }]);
    });

    test('carries what the admin ticked, and is told again only where that changed', async () => {
      const include = { comment: true, customer: true };
      const { clock, service, rate } = await place({ include });
      await rate('c1', { score: 1, comment: 'Call me: 4111 1111 1111 1111', seq: 1 });
      clock.pass(MINUTE);
      await sendDue(service);
      const told = JSON.parse(receiver.received[0]?.body ?? '').data;
      expect(told.customer).toEqual({ reference: 'kim', ticketId: null });
      expect(told.rating.comment).not.toContain('4111');
      await rate('c1', { score: 5, seq: 2 });
      await rate('c1', { score: 1, seq: 3 });
      clock.pass(MINUTE);
      expect(await sendDue(service)).toEqual(['dropped']);
      await rate('c1', { score: 1, comment: 'Still nothing', seq: 4 });
      clock.pass(MINUTE);
      expect(await sendDue(service)).toEqual(['delivered']);
      expect(receiver.received).toHaveLength(2);
    });

    test('that turned happy meanwhile, a neutral one, the team’s own and an imported one are not told', async () => {
      const { clock, service, workspace, rate } = await place();
      await rate('happy', { score: 1, seq: 1 });
      await rate('happy', { score: 4, seq: 2 });
      await rate('neutral', { score: 3, seq: 1 });
      await workspace.putConversation('internal', { visibility: 'internal' });
      await rate('internal', { score: 1, seq: 1 });
      clock.pass(MINUTE);
      expect(await sendDue(service)).toEqual(['dropped']);
      expect(receiver.received).toEqual([]);
    });

    test('of an erased conversation is not told', async () => {
      const { clock, service, workspace, rate } = await place();
      await rate('c1', { score: 1, seq: 1 });
      await workspace.eraseConversation('c1');
      clock.pass(MINUTE);
      expect(await sendDue(service)).toEqual([]);
    });
  });

  describe('a receiver that fails', () => {
    test('is asked again with the same id, later and later, and given up after a day', async () => {
      const { clock, service, rate, deliveries } = await place();
      receiver.answer = { status: 500 };
      await rate('c1', { score: 1, seq: 1 });
      clock.pass(MINUTE);
      const begun = clock.now;
      const ends: string[] = [];
      for (;;) {
        ends.push(...(await sendDue(service)));
        const [last] = await deliveries();
        if (!last?.nextAt) break;
        expect(last).toMatchObject({ state: 'retrying', status: 500, code: 'not_taken' });
        clock.now = Date.parse(last.nextAt);
      }
      expect(ends).toEqual([...Array(7).fill('failed'), 'given_up']);
      expect(clock.now - begun).toBeGreaterThan(24 * 60 * MINUTE);
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(await deliveries()).toMatchObject([{ state: 'given_up', attempts: 8 }]);
    });

    test('is left alone as long as it asks, and not at all once it is gone', async () => {
      const { clock, service, workspace, rate, deliveries } = await place();
      receiver.answer = { status: 429, headers: { 'Retry-After': '120' } };
      await rate('c1', { score: 1, seq: 1 });
      clock.pass(MINUTE);
      await sendDue(service);
      const [asked] = await deliveries();
      expect(Date.parse(asked?.nextAt ?? '') - clock.now).toBe(120_000);
      receiver.answer = { status: 410 };
      clock.pass(120_000);
      expect(await sendDue(service)).toEqual(['given_up']);
      expect(await workspace.webhooks.list()).toMatchObject([{ enabled: false }]);
    });
  });

  test('two processes never send the same message at once; one that died is taken over', async () => {
    const { clock, service, rate } = await place();
    await rate('c1', { score: 1, seq: 1 });
    clock.pass(MINUTE);
    const taken = await Promise.all([service.takeDueDelivery(), service.takeDueDelivery()]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    clock.pass(MINUTE);
    expect(await sendDue(service)).toEqual(['delivered']);
    // The one that was thought dead comes late: its word changes nothing.
    await taken.find(Boolean)?.send(NEVER);
    expect(await sendDue(service)).toEqual([]);
  });

  test('a test message tells its result, and says why it did not arrive', async () => {
    const { workspace, made } = await place({ format: 'slack' });
    const { id } = made.webhook;
    expect(await workspace.webhooks.test(id)).toEqual({ ok: true, status: 204, code: null });
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      text: expect.stringContaining('this is a test'),
      blocks: [{ type: 'section' }],
    });
    await workspace.webhooks.change(id, { url: 'http://127.0.0.1:9/' }, 'Ada');
    expect(await workspace.webhooks.test(id)).toEqual({
      ok: false,
      status: null,
      code: 'no_connection',
    });
    expect(await workspace.webhooks.list()).toMatchObject([
      { deliveries: [{ test: true, state: 'given_up', code: 'no_connection' }] },
    ]);
  });

  test('neither address nor secret is readable afterwards, in answers or in the database', async () => {
    const { workspace, made } = await place();
    const stored = await database.db.selectFrom('webhooks').selectAll().execute();
    for (const text of [JSON.stringify(stored), JSON.stringify(await workspace.webhooks.list())]) {
      expect(text).not.toContain('/hook');
      expect(text).not.toContain(made.secret?.slice(6));
    }
  });

  test('this server’s own network is refused, by address and by name', async () => {
    const strict = { allowPrivate: false, post: networkPost({ allowPrivate: false }) };
    for (const url of ['http://127.0.0.1:1/', 'https://10.1.2.3/', 'https://[::ffff:7f00:1]/']) {
      await expect(place({ url }, strict)).rejects.toMatchObject({ code: 'webhook_private' });
      await expect(strict.post(url, {}, '{}', NEVER)).resolves.toMatchObject({
        code: 'private_address',
      });
    }
    await expect(strict.post('https://localhost:1/', {}, '{}', NEVER)).resolves.toMatchObject({
      code: 'private_address',
    });
  });
});
