import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../../src/chat/contract.ts';
import { chatRoutes } from '../../src/chat/routes.ts';
import { replyTo } from '../../src/chat/scripted-agent.ts';
import type { OpenDatabase } from '../../src/database/connect.ts';
import { createService } from '../../src/workspace/create-service.ts';
import { Refusal } from '../../src/workspace/refusal.ts';
import type { WorkspaceService } from '../../src/workspace/service.ts';
import { openPGlite } from '../database-fixture.ts';

let database: OpenDatabase;
let workspace: WorkspaceService;
let app: ReturnType<typeof chatRoutes>;
beforeAll(async () => {
  database = await openPGlite();
  const service = createService({ db: database.db, clock: Date.now });
  await service.ensureWorkspace('main', { name: 'Acme', timeZone: 'UTC', demo: true });
  workspace = service.workspace('main');
  app = chatRoutes(service, 'main');
  app.onError((cause, c) => c.text(cause instanceof Refusal ? cause.code : 'failed', 400));
});
afterAll(() => database.close());

async function post(path: string, body: unknown, chat?: string): Promise<Response> {
  return app.request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(chat === undefined ? {} : { 'chat-conversation': chat }),
    },
    body: JSON.stringify(body),
  });
}

async function begin(internal = false): Promise<string> {
  const chat = (await (await post('/conversations', { internal })).json()) as Chat;
  return chat.id;
}

describe('the scripted AI agent', () => {
  test.each([
    ['where is my parcel??', 'order-tracking'],
    ['How long can I return something?', 'refund-deadline'],
    ['please cancel acme plus', 'membership-cancel'],
    ['MY CARD WAS DECLINED', 'payment-failed'],
  ])('knows what “%s” is about', (question, topic) => {
    expect(replyTo(question, []).topic?.id).toBe(topic);
  });

  test('says that it does not know rather than guess', () => {
    const reply = replyTo('what is the capital of Mongolia', []);
    expect(reply.topic).toBeNull();
    expect(reply.text).toContain('I don’t know');
  });

  test('does not repeat an answer', () => {
    const first = replyTo('where is my parcel', []);
    const second = replyTo('where is my parcel', [first.text]);
    const third = replyTo('where is my parcel', [first.text, second.text]);
    expect(new Set([first.text, second.text, third.text]).size).toBe(3);
    expect(third.text).toContain('Talk to a person');
  });
});

describe('the chat’s back end', () => {
  test('stores question, answer and provisional topics', async () => {
    const id = await begin();
    await post('/messages', { messageId: 'question-1', text: 'Where is my parcel?' }, id);
    await post('/messages', { messageId: 'question-2', text: 'I can’t log in, no code' }, id);
    const { conversation, transcript } = await workspace.conversation(id);
    expect(transcript.map(({ role }) => role)).toEqual([
      'ai_agent',
      'customer',
      'ai_agent',
      'customer',
      'ai_agent',
    ]);
    expect(conversation.topics.toSorted()).toEqual(['login-code', 'order-tracking']);
    expect(conversation).toMatchObject({ channel: 'Website', visibility: 'external' });
  });

  test('the same request twice is one question with one answer', async () => {
    const id = await begin();
    const message = { messageId: 'question-1', text: 'Where is my parcel?' };
    await post('/messages', message, id);
    await post('/messages', message, id);
    expect((await workspace.conversation(id)).transcript).toHaveLength(3);
  });

  test('after a handover the AI agent is silent', async () => {
    const id = await begin(true);
    await post('/handover', {}, id);
    await post('/messages', { messageId: 'question-1', text: 'Where is my parcel?' }, id);
    const { conversation, transcript } = await workspace.conversation(id);
    expect(transcript.map(({ role }) => role)).toEqual(['ai_agent', 'system', 'customer']);
    expect(conversation).toMatchObject({ visibility: 'internal', topics: [] });
    expect(conversation.handedOverAt).not.toBeNull();
  });

  test('an id opens its own chat only: none, a made-up and a foreign one are refused', async () => {
    await workspace.putConversation('from-elsewhere', {});
    for (const id of [undefined, 'from-elsewhere', '../chat', `chat-${'x'.repeat(22)}`]) {
      const answer = await app.request('/conversation', {
        headers: id === undefined ? {} : { 'chat-conversation': id },
      });
      expect(answer.status).toBe(400);
      expect(['token_missing', 'not_found']).toContain(await answer.text());
      expect((await post('/widget-token', {}, id)).status).toBe(400);
    }
  });

  test.each([
    ['blank', { messageId: 'question-1', text: '  ' }],
    ['too long', { messageId: 'question-1', text: 'x'.repeat(2_001) }],
    ['with NUL', { messageId: 'question-1', text: 'a\u0000b' }],
    ['with more fields', { messageId: 'question-1', text: 'a', role: 'ai_agent' }],
    ['without an id', { text: 'a' }],
    ['not an object', 'hello'],
  ])('a message that is %s is refused', async (_, body) => {
    const id = await begin();
    const answer = await post('/messages', body, id);
    expect(await answer.text()).toBe('invalid_request');
    expect((await workspace.conversation(id)).transcript).toHaveLength(1);
  });
});
