import type { ChatwootConversation, ChatwootRating } from './chatwoot-answers.ts';
import type { ChatwootApi } from './chatwoot-api.ts';
import {
  EDITABLE_DAYS,
  openConversation,
  type ReadingContext,
  type Survey,
  surveysIn,
} from './chatwoot-conversation.ts';
import { isNotAllowed } from './chatwoot-refusals.ts';
import type { ReadOne } from './source.ts';

const DAY = 24 * 60 * 60;

/**
 * One conversation as it is now, by its own messages: an agent's token suffices. `withList`: the
 * list may be read too, which knows when it was rated and who had it then.
 */
export async function readChatwootConversation(
  api: ChatwootApi,
  id: number,
  context: ReadingContext & { withList: boolean },
  signal: AbortSignal,
): Promise<ReadOne> {
  try {
    const conversation = await api.conversation(id, signal);
    if (!conversation) return { kind: 'not_found' };
    const survey = await newestSurvey(api, id, signal);
    const row = survey?.answer && context.withList ? await rowOf(api, survey, signal) : null;
    const read = openConversation(conversation, survey, row, await withInbox(conversation));
    return read ? { kind: 'found', conversation: read } : { kind: 'not_allowed' };
  } catch (error) {
    if (isNotAllowed(error)) return { kind: 'not_allowed' };
    throw error;
  }

  /** The inbox is asked for where it is not known yet. */
  async function withInbox({ inbox_id: inbox }: ChatwootConversation): Promise<ReadingContext> {
    if (inbox === null || inbox === undefined || context.inbox(inbox)) return context;
    const list = await api.inboxes(signal);
    const name = list.find((one) => one.id === inbox)?.name;
    const facts = { name: name || `Inbox ${inbox}`, bot: await api.hasAgentBot(inbox, signal) };
    return { ...context, inbox: (asked) => (asked === inbox ? facts : null) };
  }
}

/** The newest answered survey, else the newest one; `null` if none was sent. */
async function newestSurvey(
  api: ChatwootApi,
  id: number,
  signal: AbortSignal,
): Promise<Survey | null> {
  let newest: Survey | null = null;
  for await (const messages of api.messages(id, signal)) {
    for (const survey of surveysIn(messages)) {
      const answered = survey.answer !== null;
      const better =
        newest === null ||
        (answered && newest.answer === null) ||
        (answered === (newest.answer !== null) && survey.message > newest.message);
      if (better) newest = survey;
    }
    // The latest messages come first: what follows is older.
    if (newest?.answer) return newest;
  }
  return newest;
}

/** The survey's row in the list, if it stands on the first page of those given from then on. */
async function rowOf(
  api: ChatwootApi,
  survey: Survey,
  signal: AbortSignal,
): Promise<ChatwootRating | null> {
  const since = survey.askedAt;
  const until = since + (EDITABLE_DAYS + 2) * DAY;
  try {
    const rows = await api.ratings({ since, until, page: 1 }, signal);
    return rows.find((row) => row.message_id === survey.message) ?? null;
  } catch (error) {
    if (isNotAllowed(error)) return null;
    throw error;
  }
}
