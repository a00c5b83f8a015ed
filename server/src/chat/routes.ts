import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { ConversationWithTranscript, Message } from '../../../lib/contract/conversation.ts';
import { Refusal } from '../workspace/refusal.ts';
import type { Service, WorkspaceService } from '../workspace/service.ts';
import { type Chat, PostChat, PostChatMessage } from './contract.ts';
import { GREETING, otherTopic, replyTo, SUGGESTIONS } from './scripted-agent.ts';

/** Ids that this back end makes. No other conversation can be reached through it. */
const CHAT_ID = /^chat-[\w-]{22}$/;
/** Longest chat, in messages. */
const MOST_MESSAGES = 200;

const HANDED_OVER =
  'Your chat is with our team now. They read the whole chat and answer here. (This is a demo shop: nobody is on duty.)';

/**
 * Back end of the `/chat` page: plays the part of a company's AI agent. The conversation's id is
 * unguessable and stands for its own chat only; the page sends it in the header `Chat-Conversation`.
 */
export function chatRoutes(service: Service, workspaceId: string): Hono {
  const app = new Hono();
  const workspace = service.workspace(workspaceId);

  app.get('/welcome', (c) =>
    c.json({ workspace: workspaceId, greeting: GREETING, suggestions: SUGGESTIONS }),
  );

  app.post('/conversations', async (c) => {
    const { internal } = await bodyOf(c, PostChat);
    const id = `chat-${randomBytes(16).toString('base64url')}`;
    await workspace.putConversation(id, {
      channel: 'Website',
      visibility: internal ? 'internal' : 'external',
    });
    await workspace.postMessages(id, {
      messages: [{ id: 'greeting', role: 'ai_agent', text: GREETING, sources: [] }],
    });
    return c.json(await chatOf(workspace, id), 201);
  });

  app.get('/conversation', async (c) => c.json(await chatOf(workspace, idOf(c))));

  app.post('/messages', async (c) => {
    const id = idOf(c);
    const { text, messageId } = await bodyOf(c, PostChatMessage);
    const before = await workspace.conversation(id);
    if (before.transcript.length >= MOST_MESSAGES) {
      throw new Refusal('invalid_request', 'This chat is full; start a new one');
    }
    const answerId = `${messageId}-answer`;
    // A repeated request must not get a second answer, nor a different one.
    if (!before.transcript.some((message) => message.id === answerId)) {
      await answer(workspace, before, { id: messageId, answerId, text });
    }
    return c.json(await chatOf(workspace, id));
  });

  app.post('/handover', async (c) => {
    const id = idOf(c);
    const { conversation } = await workspace.conversation(id);
    if (conversation.handedOverAt === null) {
      await workspace.postMessages(id, {
        messages: [{ id: 'handover', role: 'system', text: HANDED_OVER, sources: [] }],
      });
      await workspace.handOver(id, null);
    }
    return c.json(await chatOf(workspace, id));
  });

  app.post('/end', async (c) => {
    const id = idOf(c);
    const { conversation } = await workspace.conversation(id);
    if (conversation.endedAt === null) {
      await workspace.postMessages(id, {
        messages: [{ id: 'end', role: 'system', text: 'The chat has ended.', sources: [] }],
      });
      await workspace.end(id, null);
    }
    return c.json(await chatOf(workspace, id));
  });

  app.post('/widget-token', async (c) => {
    const id = idOf(c);
    await workspace.conversation(id);
    const { token } = await workspace.signWidgetToken(id, {});
    return c.json({ token });
  });

  return app;
}

/** Stores the customer's message; while no person has taken over, the AI agent's answer and topics too. */
async function answer(
  workspace: WorkspaceService,
  { conversation, transcript }: ConversationWithTranscript,
  asked: { id: string; answerId: string; text: string },
): Promise<void> {
  const question = { id: asked.id, role: 'customer' as const, text: asked.text, sources: [] };
  await workspace.postMessages(conversation.id, { messages: [question] });
  if (conversation.handedOverAt !== null) return;
  const earlier = transcript.filter(({ role }) => role === 'ai_agent').map(({ text }) => text);
  const reply = replyTo(asked.text, earlier);
  await workspace.postMessages(conversation.id, {
    messages: [{ id: asked.answerId, role: 'ai_agent', text: reply.text, sources: reply.sources }],
  });
  const topic = reply.topic ?? (conversation.topics.length === 0 ? otherTopic() : null);
  if (!topic || conversation.topics.includes(topic.id)) return;
  const others = conversation.topics.filter((known) => known !== otherTopic().id);
  await workspace.putConversationTopics(conversation.id, {
    topics: [
      ...others.map((known) => ({ id: known })),
      {
        id: topic.id,
        title: topic.title,
        ...(topic.category === null ? {} : { category: topic.category }),
      },
    ],
  });
}

async function bodyOf<S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> {
  const read = v.safeParse(schema, await c.req.json().catch(() => null));
  if (!read.success) throw new Refusal('invalid_request', read.issues[0].message);
  return read.output;
}

/** The chat that a request is for; refuses with `token_missing`. */
function idOf(c: Context): string {
  const id = c.req.header('chat-conversation') ?? '';
  if (!CHAT_ID.test(id))
    throw new Refusal('token_missing', 'Which chat? Chat-Conversation is missing');
  return id;
}

async function chatOf(workspace: WorkspaceService, id: string): Promise<Chat> {
  const { conversation, transcript } = await workspace.conversation(id);
  return {
    id,
    internal: conversation.visibility === 'internal',
    handedOver: conversation.handedOverAt !== null,
    ended: conversation.endedAt !== null,
    messages: transcript.map(({ id: messageId, role, text, at, sources }: Message) => ({
      id: messageId,
      role,
      text,
      at,
      sources,
    })),
  };
}
