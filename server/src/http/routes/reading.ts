import { ReadyJson } from '../compressed.ts';
import type { HandlersOf } from '../handler.ts';

/** Items of a page of changes where the reader does not say. */
const CHANGES_PAGE = 1_000;

/** What the extension and other programs read, and topics as the team keeps them. */
export const reading: HandlersOf<'reading'> = {
  async getChanges({ service, workspace, reader, waiting, query, signal, reauthenticate }) {
    const asked = { cursor: query.cursor ?? null, limit: query.limit ?? CHANGES_PAGE };
    const until = performance.now() + (query.wait ?? 0) * 1_000;
    for (;;) {
      const page = await reader.changesText(asked);
      const left = until - performance.now();
      if (page.count > 0 || page.more || left <= 0) {
        return new ReadyJson(page.toJson(service.clock()));
      }
      const end = await waiting.wait(workspace.id, page.head, left, signal);
      // Who left the team while waiting gets no answer any more.
      await reauthenticate();
      if (end !== 'changed') return new ReadyJson(page.toJson(service.clock()));
    }
  },
  listConversations: ({ reader, query }) => reader.conversations(query),
  getConversation: ({ reader, id, query }) => reader.conversation(id, query),
  listTopics: ({ reader }) => reader.topics(),
  putTopic: ({ workspace, id, body }) => workspace.putTopic(id, body),
  getInsights: ({ reader, query }) => reader.insights(query),
  getDigest: ({ reader }) => reader.digest(),
};
