import * as v from 'valibot';
import { ChangesPage, ChangesQuery } from './changes.ts';
import {
  Conversation,
  ConversationList,
  ConversationWithTranscript,
  GetConversationQuery,
  ListConversationsQuery,
  OfSourceQuery,
  PostMessages,
  PostMoment,
  PutConversation,
  PutConversationTopics,
} from './conversation.ts';
import { Digest, Erased } from './digest.ts';
import { ImportReport } from './import.ts';
import type { Role } from './primitives.ts';
import type { ProblemCode } from './problem.ts';
import { PutReview, Review } from './review.ts';
import {
  AskingPlaces,
  PostSource,
  PutAskingPlace,
  PutSource,
  Source,
  SourceList,
  SourceTest,
} from './source.ts';
import { InviteList, MadeInvite, MemberList, PostInvite } from './team.ts';
import { Insights, InsightsQuery, PutTopic, Topic, TopicList } from './topic.ts';
import { PostWebhook, PutWebhook, SavedWebhook, WebhookList, WebhookTest } from './webhook.ts';
import {
  PostAsked,
  PostWidgetToken,
  PutRating,
  WidgetConversation,
  WidgetQuery,
  WidgetToken,
} from './widget.ts';
import { PutWidgetSettings, WidgetSettings } from './widget-settings.ts';
import {
  Collection,
  InboxSession,
  Joined,
  JoinPreview,
  Me,
  PostJoin,
  PostJoinPreview,
  PutCollection,
  PutSettings,
  Settings,
} from './workspace.ts';

type Schema = v.GenericSchema;

/** One call of the API. The server's handlers, the client and the OpenAPI document all come from it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `{parameter}` parts. */
  path: string;
  summary: string;
  area:
    | 'ingest'
    | 'widget'
    | 'team'
    | 'members'
    | 'reading'
    | 'review'
    | 'settings'
    | 'sources'
    | 'webhooks'
    | 'erasing';
  /** `public`: no token; `widget`: the conversation's JWT; else the roles that may call. */
  access: 'public' | 'widget' | readonly Role[];
  query?: Schema;
  body?: Schema;
  /** A body that streams, with its media type, in place of JSON. */
  streams?: 'application/x-ndjson';
  answer: Schema | null;
  /** Answers carry an `ETag`; a PUT needs `If-Match`. */
  versioned?: true;
  problems: readonly ProblemCode[];
}

const INGEST = ['ingest', 'admin', 'operator'] as const;
const READ = ['teammate', 'admin', 'operator'] as const;
const ADMIN = ['admin', 'operator'] as const;

/** Every route by name. */
export const ROUTES = {
  putConversation: {
    method: 'PUT',
    path: '/v1/conversations/{id}',
    summary: 'Create or update a conversation',
    area: 'ingest',
    access: INGEST,
    body: PutConversation,
    answer: Conversation,
    problems: ['erased'],
  },
  postMessages: {
    method: 'POST',
    path: '/v1/conversations/{id}/messages',
    summary: 'Append messages; the same message id twice is one message',
    area: 'ingest',
    access: INGEST,
    body: PostMessages,
    answer: v.object({ added: v.number() }),
    problems: ['not_found', 'conversation_final', 'erased'],
  },
  postHandover: {
    method: 'POST',
    path: '/v1/conversations/{id}/handover',
    summary: 'The conversation was handed over to a person',
    area: 'ingest',
    access: INGEST,
    body: PostMoment,
    answer: Conversation,
    problems: ['not_found', 'erased'],
  },
  postEnd: {
    method: 'POST',
    path: '/v1/conversations/{id}/end',
    summary: 'The conversation ended',
    area: 'ingest',
    access: INGEST,
    body: PostMoment,
    answer: Conversation,
    problems: ['not_found', 'erased'],
  },
  putConversationTopics: {
    method: 'PUT',
    path: '/v1/conversations/{id}/topics',
    summary: "Set a conversation's topics; unknown topics are created",
    area: 'ingest',
    access: INGEST,
    body: PutConversationTopics,
    answer: Conversation,
    problems: ['not_found', 'erased'],
  },
  postWidgetToken: {
    method: 'POST',
    path: '/v1/conversations/{id}/widget-token',
    summary: 'Sign a token for the rating widget of this conversation',
    area: 'ingest',
    access: INGEST,
    body: PostWidgetToken,
    answer: WidgetToken,
    problems: [],
  },
  postImport: {
    method: 'POST',
    path: '/v1/import',
    summary: 'Import past conversations with their ratings, one JSON object a line',
    area: 'ingest',
    access: INGEST,
    streams: 'application/x-ndjson',
    answer: ImportReport,
    problems: [],
  },
  getWidgetConversation: {
    method: 'GET',
    path: '/v1/w/{workspace}/conversation',
    summary: 'Is collection on, the current rating, and until when it may change',
    area: 'widget',
    access: 'widget',
    query: WidgetQuery,
    answer: WidgetConversation,
    problems: ['token_expired', 'origin_not_allowed', 'erased'],
  },
  postAsked: {
    method: 'POST',
    path: '/v1/w/{workspace}/asked',
    summary: '👍 was shown or the picker opened; each counts once',
    area: 'widget',
    access: 'widget',
    query: WidgetQuery,
    body: PostAsked,
    answer: WidgetConversation,
    problems: ['token_expired', 'origin_not_allowed', 'collection_off', 'rating_final', 'erased'],
  },
  putRating: {
    method: 'PUT',
    path: '/v1/w/{workspace}/rating',
    summary: 'Give or change the rating',
    area: 'widget',
    access: 'widget',
    query: WidgetQuery,
    body: PutRating,
    answer: WidgetConversation,
    problems: [
      'score_out_of_range',
      'token_expired',
      'origin_not_allowed',
      'collection_off',
      'rating_final',
      'erased',
    ],
  },
  postJoinPreview: {
    method: 'POST',
    path: '/v1/join/preview',
    summary: 'What an invite leads to',
    area: 'team',
    access: 'public',
    body: PostJoinPreview,
    answer: JoinPreview,
    problems: ['invite_invalid', 'too_many_requests'],
  },
  postJoin: {
    method: 'POST',
    path: '/v1/join',
    summary: 'Join with an invite: a named token of your own',
    area: 'team',
    access: 'public',
    body: PostJoin,
    answer: Joined,
    problems: ['invite_invalid', 'too_many_requests'],
  },
  postLeave: {
    method: 'POST',
    path: '/v1/leave',
    summary: 'Give back the token that is used for this call',
    area: 'team',
    access: READ,
    answer: null,
    problems: [],
  },
  getMe: {
    method: 'GET',
    path: '/v1/me',
    summary: 'Who you are here, and what the extension needs to know of the workspace',
    area: 'team',
    access: READ,
    answer: Me,
    problems: [],
  },
  postInboxSession: {
    method: 'POST',
    path: '/v1/inbox-sessions',
    summary: "A link that opens this server's inbox signed in: once, within a minute",
    area: 'team',
    access: READ,
    answer: InboxSession,
    problems: [],
  },
  getChanges: {
    method: 'GET',
    path: '/v1/changes',
    summary: 'What changed since the cursor; waits up to 20 s for something',
    area: 'reading',
    access: READ,
    query: ChangesQuery,
    answer: ChangesPage,
    problems: ['cursor_gone'],
  },
  listConversations: {
    method: 'GET',
    path: '/v1/conversations',
    summary: 'Conversations, newest first',
    area: 'reading',
    access: READ,
    query: ListConversationsQuery,
    answer: ConversationList,
    problems: [],
  },
  getConversation: {
    method: 'GET',
    path: '/v1/conversations/{id}',
    summary:
      'A conversation with its transcript; one of a connected source is read there if needed',
    area: 'reading',
    access: READ,
    query: GetConversationQuery,
    answer: ConversationWithTranscript,
    problems: ['not_found', 'erased', 'source_failed'],
  },
  listTopics: {
    method: 'GET',
    path: '/v1/topics',
    summary: 'Topics with their figures over all time',
    area: 'reading',
    access: READ,
    answer: TopicList,
    problems: [],
  },
  putTopic: {
    method: 'PUT',
    path: '/v1/topics/{id}',
    summary: "Change a topic's title, category, status or known problem",
    area: 'reading',
    access: READ,
    body: PutTopic,
    answer: Topic,
    problems: ['not_found', 'version_conflict'],
  },
  getInsights: {
    method: 'GET',
    path: '/v1/insights',
    summary: 'Scores and counts of a period, overall and by topic',
    area: 'reading',
    access: READ,
    query: InsightsQuery,
    answer: Insights,
    problems: [],
  },
  getDigest: {
    method: 'GET',
    path: '/v1/digest',
    summary: 'Counts and checksums of what the change feed has delivered up to its head',
    area: 'reading',
    access: READ,
    answer: Digest,
    problems: [],
  },
  getConversationReview: {
    method: 'GET',
    path: '/v1/conversations/{id}/review',
    summary: "A conversation's review; version 0 if there is none yet",
    area: 'review',
    access: READ,
    query: OfSourceQuery,
    answer: Review,
    versioned: true,
    problems: ['not_found'],
  },
  putConversationReview: {
    method: 'PUT',
    path: '/v1/conversations/{id}/review',
    summary: "Save a conversation's review; a conflict answers with the stored one as `current`",
    area: 'review',
    access: READ,
    query: OfSourceQuery,
    body: PutReview,
    answer: Review,
    versioned: true,
    problems: ['not_found', 'version_needed', 'version_conflict'],
  },
  getTopicReview: {
    method: 'GET',
    path: '/v1/topics/{id}/review',
    summary: "A topic's review; version 0 if there is none yet",
    area: 'review',
    access: READ,
    answer: Review,
    versioned: true,
    problems: ['not_found'],
  },
  putTopicReview: {
    method: 'PUT',
    path: '/v1/topics/{id}/review',
    summary: "Save a topic's review; a conflict answers with the stored one as `current`",
    area: 'review',
    access: READ,
    body: PutReview,
    answer: Review,
    versioned: true,
    problems: ['not_found', 'version_needed', 'version_conflict'],
  },
  listInvites: {
    method: 'GET',
    path: '/v1/invites',
    summary: 'Invites that can still be used',
    area: 'members',
    access: ADMIN,
    answer: InviteList,
    problems: [],
  },
  postInvite: {
    method: 'POST',
    path: '/v1/invites',
    summary: 'Make an invite; its link is told once',
    area: 'members',
    access: ADMIN,
    body: PostInvite,
    answer: MadeInvite,
    problems: [],
  },
  deleteInvite: {
    method: 'DELETE',
    path: '/v1/invites/{id}',
    summary: 'Withdraw an invite',
    area: 'members',
    access: ADMIN,
    answer: null,
    problems: ['not_found'],
  },
  listMembers: {
    method: 'GET',
    path: '/v1/members',
    summary: 'The people who have access',
    area: 'members',
    access: ADMIN,
    answer: MemberList,
    problems: [],
  },
  deleteMember: {
    method: 'DELETE',
    path: '/v1/members/{id}',
    summary: "Withdraw a person's access; the extension erases its copy at the next contact",
    area: 'members',
    access: ADMIN,
    answer: null,
    problems: ['not_found', 'last_admin'],
  },
  listSources: {
    method: 'GET',
    path: '/v1/sources',
    summary: 'The connected sources with how they are',
    area: 'sources',
    access: ADMIN,
    answer: SourceList,
    problems: [],
  },
  postSource: {
    method: 'POST',
    path: '/v1/sources',
    summary: 'Connect a platform; its credential is kept encrypted and never told',
    area: 'sources',
    access: ADMIN,
    body: PostSource,
    answer: Source,
    problems: ['source_refused', 'secrets_not_kept'],
  },
  putSource: {
    method: 'PUT',
    path: '/v1/sources/{id}',
    summary: "Change a source's name, choices or credential",
    area: 'sources',
    access: ADMIN,
    body: PutSource,
    answer: Source,
    problems: ['not_found', 'source_refused', 'secrets_not_kept'],
  },
  deleteSource: {
    method: 'DELETE',
    path: '/v1/sources/{id}',
    summary: 'Disconnect a source and delete what came from it',
    area: 'sources',
    access: ADMIN,
    answer: null,
    problems: ['not_found'],
  },
  postSourceTest: {
    method: 'POST',
    path: '/v1/sources/{id}/test',
    summary: 'Ask the platform whether this access works',
    area: 'sources',
    access: ADMIN,
    answer: SourceTest,
    problems: ['not_found'],
  },
  getSourceCollection: {
    method: 'GET',
    path: '/v1/sources/{id}/collection',
    summary: 'Which places of this source ask customers for ratings',
    area: 'sources',
    access: READ,
    answer: AskingPlaces,
    problems: ['not_found', 'source_failed'],
  },
  putSourceCollection: {
    method: 'PUT',
    path: '/v1/sources/{id}/collection',
    summary: 'Let a place of this source ask for ratings, or stop it',
    area: 'sources',
    access: ADMIN,
    body: PutAskingPlace,
    answer: AskingPlaces,
    problems: ['not_found', 'source_failed'],
  },
  eraseConversation: {
    method: 'DELETE',
    path: '/v1/conversations/{id}',
    summary: 'Erase a conversation for good; its id is refused from then on',
    area: 'erasing',
    access: ADMIN,
    query: OfSourceQuery,
    answer: Erased,
    problems: [],
  },
  eraseCustomer: {
    method: 'DELETE',
    path: '/v1/customers/{id}',
    summary: 'Erase all conversations of a customer for good',
    area: 'erasing',
    access: ADMIN,
    query: OfSourceQuery,
    answer: Erased,
    problems: [],
  },
  getCollection: {
    method: 'GET',
    path: '/v1/settings/collection',
    summary: 'Are customers asked for ratings',
    area: 'settings',
    access: READ,
    answer: Collection,
    versioned: true,
    problems: [],
  },
  putCollection: {
    method: 'PUT',
    path: '/v1/settings/collection',
    summary: 'Ask customers for ratings, or stop asking',
    area: 'settings',
    access: ADMIN,
    body: PutCollection,
    answer: Collection,
    versioned: true,
    problems: ['version_needed', 'version_conflict'],
  },
  getSettings: {
    method: 'GET',
    path: '/v1/settings',
    summary: "The workspace's settings",
    area: 'settings',
    access: ADMIN,
    answer: Settings,
    versioned: true,
    problems: [],
  },
  putSettings: {
    method: 'PUT',
    path: '/v1/settings',
    summary: "Change the workspace's settings",
    area: 'settings',
    access: ADMIN,
    body: PutSettings,
    answer: Settings,
    versioned: true,
    problems: ['version_needed', 'version_conflict'],
  },
  getWidgetSettings: {
    method: 'GET',
    path: '/v1/settings/widget',
    summary: 'What the widget asks and in which words',
    area: 'settings',
    access: ADMIN,
    answer: WidgetSettings,
    versioned: true,
    problems: [],
  },
  putWidgetSettings: {
    method: 'PUT',
    path: '/v1/settings/widget',
    summary: "Change the widget's reasons and texts",
    area: 'settings',
    access: ADMIN,
    body: PutWidgetSettings,
    answer: WidgetSettings,
    versioned: true,
    problems: ['version_needed', 'version_conflict'],
  },
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'The webhooks with what became of their last messages',
    area: 'webhooks',
    access: ADMIN,
    answer: WebhookList,
    problems: [],
  },
  postWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    summary: 'Tell low ratings to an address; its signing secret is told once',
    area: 'webhooks',
    access: ADMIN,
    body: PostWebhook,
    answer: SavedWebhook,
    problems: ['secrets_not_kept', 'webhook_private', 'webhooks_full'],
  },
  putWebhook: {
    method: 'PUT',
    path: '/v1/webhooks/{id}',
    summary: 'Change a webhook, or switch it off and on',
    area: 'webhooks',
    access: ADMIN,
    body: PutWebhook,
    answer: SavedWebhook,
    problems: ['not_found', 'secret_lost', 'secrets_not_kept', 'webhook_private'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    summary: 'Remove a webhook with what waits for it',
    area: 'webhooks',
    access: ADMIN,
    answer: null,
    problems: ['not_found'],
  },
  postWebhookTest: {
    method: 'POST',
    path: '/v1/webhooks/{id}/test',
    summary: 'Send a test message now',
    area: 'webhooks',
    access: ADMIN,
    answer: WebhookTest,
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;

/** What a route answers, as its schema reads it. */
export type AnswerOf<Name extends RouteName> = (typeof ROUTES)[Name]['answer'] extends infer S
  ? S extends Schema
    ? v.InferOutput<S>
    : undefined
  : never;

/** What a route takes as its body. */
export type BodyOf<Name extends RouteName> = (typeof ROUTES)[Name] extends { body: infer S }
  ? S extends Schema
    ? v.InferOutput<S>
    : never
  : undefined;

/** Puts values into a route's path, each encoded. Throws if one is missing. */
export function pathOf(route: Route, parameters: Record<string, string> = {}): string {
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${route.path} needs ${name}`);
    return encodeURIComponent(value);
  });
}
