import { toInstant } from '../../../../lib/contract/primitives.ts';
import { jsonLines } from '../../import/json-lines.ts';
import { takeLines } from '../../import/take-lines.ts';
import type { HandlersOf } from '../handler.ts';

function instantOf(at: string | undefined): number | null {
  return at === undefined ? null : Date.parse(at);
}

/** The calls of the AI agent's back end. */
export const ingest: HandlersOf<'ingest'> = {
  putConversation: ({ workspace, id, body }) => workspace.putConversation(id, body),
  postMessages: ({ workspace, id, body }) => workspace.postMessages(id, body),
  postHandover: ({ workspace, id, body }) => workspace.handOver(id, instantOf(body.at)),
  postEnd: ({ workspace, id, body }) => workspace.end(id, instantOf(body.at)),
  putConversationTopics: ({ workspace, id, body }) => workspace.putConversationTopics(id, body),
  async postWidgetToken({ workspace, id, body }) {
    const { token, expiresAt } = await workspace.signWidgetToken(id, {
      ...(body.customer !== undefined && { customer: body.customer }),
      ...(body.rater !== undefined && { rater: body.rater }),
    });
    return { token, expiresAt: toInstant(expiresAt), workspace: workspace.id };
  },
  postImport: ({ workspace, stream }) => takeLines(workspace, jsonLines(stream)),
};
