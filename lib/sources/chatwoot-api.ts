import * as v from 'valibot';
import type { ChatwootChoices } from './chatwoot-config.ts';
import { SourceError } from './errors.ts';
import { type PlatformHttp, platformHttp, type RefusalMeaning } from './platform-http.ts';
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

const Person = v.object({
  id: v.nullish(v.number()),
  name: v.nullish(v.string()),
  available_name: v.nullish(v.string()),
  email: v.nullish(v.string()),
});
export type ChatwootPerson = v.InferOutput<typeof Person>;

/** A rating: one a survey message. `rating` is 1 to 5; other values are judged later. */
const RatingRow = v.object({
  id: v.number(),
  rating: v.unknown(),
  feedback_message: v.nullish(v.string()),
  message_id: v.nullish(v.number()),
  contact: v.nullish(Person),
  /** The `display_id`, as in the inbox's addresses. */
  conversation_id: v.number(),
  assigned_agent: v.nullish(Person),
  created_at: v.number(),
});
export type ChatwootRating = v.InferOutput<typeof RatingRow>;

const Conversation = v.object({
  id: v.number(),
  inbox_id: v.nullish(v.number()),
  status: v.nullish(v.string()),
  created_at: v.nullish(v.number()),
  /** Of the latest activity. */
  timestamp: v.nullish(v.number()),
  labels: v.nullish(v.array(v.string())),
  meta: v.nullish(
    v.object({
      sender: v.nullish(Person),
      assignee: v.nullish(Person),
      assignee_type: v.nullish(v.string()),
    }),
  ),
});
export type ChatwootConversation = v.InferOutput<typeof Conversation>;

/** The published description wraps the list in `data`; Chatwoot's own view does not. */
const ConversationList = v.union([
  v.object({ payload: v.array(Conversation) }),
  v.pipe(
    v.object({ data: v.object({ payload: v.array(Conversation) }) }),
    v.transform(({ data }) => data),
  ),
]);

const Message = v.object({
  id: v.number(),
  content_type: v.nullish(v.string()),
  /** A survey's answer is in `submitted_values`; of other messages it holds anything. */
  content_attributes: v.unknown(),
  created_at: v.number(),
});
export type ChatwootMessage = v.InferOutput<typeof Message>;

const MessageList = v.object({ payload: v.array(Message) });

const Inbox = v.object({
  id: v.number(),
  name: v.nullish(v.string()),
  csat_survey_enabled: v.nullish(v.boolean()),
});
export type ChatwootInbox = v.InferOutput<typeof Inbox>;

const Metrics = v.object({ total_count: v.number() });

const Profile = v.object({
  accounts: v.nullish(
    v.array(v.object({ id: v.number(), name: v.nullish(v.string()), role: v.nullish(v.string()) })),
  ),
});

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

/** An agent's token asked for what only administrators see. */
export function isNotAllowed(error: unknown): boolean {
  return error instanceof SourceError && error.code === 'scope_missing';
}

const NOT_ALLOWED = {
  message: 'This access token may not see that in Chatwoot.',
  remedy: 'Use the access token of an administrator of the account.',
};

const ErrorBody = v.object({ error: v.string() });

/** Chatwoot says 401 for a wrong token and for what the user may not do alike; its words differ. */
function refused(status: number, body: unknown): RefusalMeaning | null {
  if (status !== 401) return null;
  const parsed = v.safeParse(ErrorBody, body);
  const words = parsed.success ? parsed.output.error : '';
  if (/suspended/i.test(words)) {
    return {
      code: 'account_wrong',
      message: 'Chatwoot says that this account is suspended.',
      remedy: 'Ask who runs your Chatwoot, or who pays for it.',
    };
  }
  if (/authorized to access this account/i.test(words)) {
    return {
      code: 'account_wrong',
      message: 'The owner of this access token is not in that Chatwoot account.',
      remedy: 'Check the account number in the address, or use a token of somebody in the account.',
    };
  }
  return /not authorized/i.test(words) ? { code: 'scope_missing', ...NOT_ALLOWED } : null;
}

function refusedList(status: number, body: unknown): RefusalMeaning | null {
  const meaning = refused(status, body);
  const forAdmins = meaning?.code === 'scope_missing' || status === 403;
  return forAdmins
    ? {
        code: 'scope_missing',
        message: 'Chatwoot shows the list of ratings to administrators only.',
        remedy:
          'Use the access token of an administrator (or of a custom role that may manage reports).',
      }
    : meaning;
}

function refusedSwitch(status: number, body: unknown): RefusalMeaning | null {
  const meaning = refused(status, body);
  const forAdmins = meaning?.code === 'scope_missing' || status === 403;
  return forAdmins
    ? {
        code: 'scope_missing',
        message: 'Only administrators may change an inbox of Chatwoot.',
        remedy: 'Connect Chatwoot with an administrator’s access token, or ask one to switch it.',
      }
    : meaning;
}
