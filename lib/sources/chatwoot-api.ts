import * as v from 'valibot';
import {
  type ChatwootConversation,
  type ChatwootInbox,
  type ChatwootMessage,
  type ChatwootRating,
  Conversation,
  ConversationList,
  Inbox,
  MessageList,
  Metrics,
  Profile,
  RatingRow,
} from './chatwoot-answers.ts';
import type { ChatwootChoices } from './chatwoot-config.ts';
import {
  isNotAllowed,
  NOT_ALLOWED,
  refused,
  refusedList,
  refusedSwitch,
} from './chatwoot-refusals.ts';
import { SourceError } from './errors.ts';
import { type PlatformHttp, platformHttp } from './platform-http.ts';
import type { SourceParts } from './source.ts';

/**
 * Requests to Chatwoot. Its list of ratings is missing from its published description; ground is
 * its own source (`csat_survey_responses_controller.rb`, its views and its spec). All times are
 * epoch seconds.
 */

/** Ratings a page; fixed by Chatwoot. */
export const RATINGS_PAGE = 25;

/** Messages that are given at once without a position, and after one. */
const LATEST_MESSAGES = 20;
const MESSAGES_AFTER = 100;

/** The account as the token's owner knows it. */
export interface ChatwootMembership {
  name: string;
  admin: boolean;
}

/** A stretch of the ratings by when they were given (epoch seconds; `until` excluded). */
export interface RatingsStretch {
  since: number;
  until: number;
  page: number;
}

export type ChatwootApi = ReturnType<typeof chatwootApi>;

/** The requests that the source makes. Each throws SourceError, or the signal's reason. */
export function chatwootApi(parts: SourceParts, choices: ChatwootChoices) {
  const base = `/api/v1/accounts/${choices.account}`;
  let requests = 0;
  let ahead: number | null = null;
  const http = counted(
    platformHttp(parts, {
      name: 'Chatwoot',
      origin: choices.origin,
      headers: { api_access_token: parts.secret ?? '' },
      credentials: 'omit',
      window: 60_000,
      tokenWrong: {
        message: 'Chatwoot does not accept this access token.',
        remedy: 'Copy it again from Chatwoot: Profile settings > Access token.',
      },
      scopeMissing: NOT_ALLOWED,
    }),
  );

  /** Counts requests, and notes how far Chatwoot's clock is ahead of ours. */
  function counted(plain: PlatformHttp): PlatformHttp {
    return {
      ...plain,
      async find(request) {
        requests += 1;
        const answer = await plain.find({ ...request, refused: request.refused ?? refused });
        if (answer?.timeIsTheirs) ahead = answer.time - parts.now();
        return answer;
      },
      async ask(request) {
        requests += 1;
        const answer = await plain.ask({ ...request, refused: request.refused ?? refused });
        if (answer.timeIsTheirs) ahead = answer.time - parts.now();
        return answer;
      },
    };
  }

  return {
    /** Requests made so far. */
    requests: () => requests,
    /** Milliseconds that Chatwoot's clock is ahead of ours by its latest answer; `null` before. */
    ahead: () => ahead,
    wait: () => http.wait(),

    /** A page of ratings, oldest first. Both ends are always named: Chatwoot ignores one alone. */
    async ratings(stretch: RatingsStretch, signal: AbortSignal): Promise<ChatwootRating[]> {
      const { since, until, page } = stretch;
      const { value } = await http.ask({
        path: `${base}/csat_survey_responses`,
        query: { since, until, sort: 'created_at', page },
        answer: v.array(RatingRow),
        refused: refusedList,
        signal,
      });
      return value;
    },

    /** How many ratings there are. */
    async ratingsCount(signal: AbortSignal): Promise<number> {
      const { value } = await http.ask({
        path: `${base}/csat_survey_responses/metrics`,
        answer: Metrics,
        refused: refusedList,
        signal,
      });
      return value.total_count;
    },

    /** Up to 25 conversations at once by their ids; those that Chatwoot does not know are missing. */
    async conversations(
      ids: readonly number[],
      signal: AbortSignal,
    ): Promise<ChatwootConversation[]> {
      const { value } = await http.ask({
        method: 'POST',
        path: `${base}/conversations/filter`,
        query: { page: 1 },
        body: {
          payload: [
            {
              attribute_key: 'display_id',
              filter_operator: 'equal_to',
              values: ids.map(String),
            },
          ],
        },
        answer: ConversationList,
        signal,
      });
      return value.payload;
    },

    /** One conversation; `null` if there is none of that id. */
    async conversation(id: number, signal: AbortSignal): Promise<ChatwootConversation | null> {
      const path = `${base}/conversations/${id}`;
      return (await http.find({ path, answer: Conversation, signal }))?.value ?? null;
    },

    /**
     * Messages of a conversation, a page at a time: the latest first, then from the beginning on.
     * So a survey, which is mostly at the end, is found with one request.
     */
    async *messages(id: number, signal: AbortSignal): AsyncGenerator<ChatwootMessage[]> {
      const path = `${base}/conversations/${id}/messages`;
      const page = async (query: Record<string, number>) =>
        (await http.ask({ path, query, answer: MessageList, signal })).value.payload;
      const latest = await page({});
      yield latest;
      if (latest.length < LATEST_MESSAGES) return;
      const firstOfLatest = Math.min(...latest.map((message) => message.id));
      for (let after = 0; ; ) {
        const next = await page({ after });
        const earlier = next.filter((message) => message.id < firstOfLatest);
        yield earlier;
        const last = Math.max(after, ...next.map((message) => message.id));
        if (next.length < MESSAGES_AFTER || earlier.length < next.length || last === after) return;
        after = last;
      }
    },

    async inboxes(signal: AbortSignal): Promise<ChatwootInbox[]> {
      const answer = v.object({ payload: v.array(Inbox) });
      const { value } = await http.ask({ path: `${base}/inboxes`, answer, signal });
      return value.payload;
    },

    /** Does an agent bot answer in this inbox? `false` too where Chatwoot does not tell. */
    async hasAgentBot(inbox: number, signal: AbortSignal): Promise<boolean> {
      const answer = v.object({
        agent_bot: v.nullish(v.object({ id: v.nullish(v.number()) })),
      });
      try {
        const found = await http.find({
          path: `${base}/inboxes/${inbox}/agent_bot`,
          answer,
          signal,
        });
        return (found?.value.agent_bot?.id ?? null) !== null;
      } catch (error) {
        const told =
          error instanceof SourceError && (error.class === 'contract' || isNotAllowed(error));
        if (told) return false;
        throw error;
      }
    },

    async setSurvey(inbox: string, enabled: boolean, signal: AbortSignal): Promise<void> {
      await http.ask({
        method: 'PATCH',
        path: `${base}/inboxes/${encodeURIComponent(inbox)}`,
        body: { csat_survey_enabled: enabled },
        answer: v.unknown(),
        refused: refusedSwitch,
        signal,
      });
    },

    /** The account as the token's owner sees it; `null` if they are not in it. */
    async membership(signal: AbortSignal): Promise<ChatwootMembership | null> {
      const { value } = await http.ask({ path: '/api/v1/profile', answer: Profile, signal });
      const account = value.accounts?.find(({ id }) => String(id) === choices.account);
      if (!account) return null;
      return {
        name: account.name || `Account ${choices.account}`,
        admin: account.role === 'administrator',
      };
    },
  };
}
