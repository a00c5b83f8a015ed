import * as v from 'valibot';
import { MAX_INVITE_LINK } from '../contract/invite-link.ts';
import {
  CalendarDay,
  filledText,
  Id,
  MAX_LENGTH,
  ScoreValue,
  text,
} from '../contract/primitives.ts';
import { ReviewCause, ReviewSubject } from '../contract/review.ts';
import { InboxToShow, PostSource, PutAskingPlace, PutSource } from '../contract/source.ts';
import { PostInvite } from '../contract/team.ts';
import { TopicStatus } from '../contract/topic.ts';
import { PostWebhook, PutWebhook } from '../contract/webhook.ts';
import { PutWidgetSettings } from '../contract/widget-settings.ts';
import { NextStep } from '../contract/workspace.ts';
import { COMPARISONS } from '../csat/span.ts';
import { QUEUE_SHOWS, TOPIC_SHOWS } from '../store/conversation-views.ts';
import { MOST_OF_FILE, TakenConversation } from './file-schema.ts';
import type { ProtocolMap } from './protocol.ts';

/** What each message may carry. Unknown fields are refused. */

const time = v.pipe(v.number(), v.finite());
const PeriodChoice = v.picklist(['auto', 30, 90, 365, 'all']);
const ChosenDays = v.strictObject({ from: CalendarDay, to: CalendarDay });
const SpanChoice = v.union([PeriodChoice, ChosenDays]);
/** How much is kept: a whole number, or `null` for no limit. */
const Limit = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000)));
const Open = v.strictObject({
  inbox: Id,
  place: v.nullable(text(MAX_LENGTH.url)),
  conversation: v.nullable(Id),
  ticket: v.nullable(Id),
});
/** Which conversations a page of Insights is about. */
const ConversationFilter = v.strictObject({
  period: SpanChoice,
  source: v.nullable(Id),
  channel: v.nullable(text(MAX_LENGTH.name)),
  handling: v.nullable(v.picklist(['ai_only', 'handed_over'])),
});
/** How many conversations a page of Insights shows. */
const Shown = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000));
const ConversationOf = v.strictObject({ source: Id, conversation: Id });
/** A conversation's topics, as many as it can have. */
const MOST_TOPICS = 20;
const ById = v.strictObject({ id: Id });
const Invite = filledText(MAX_INVITE_LINK);
/** Nothing: `undefined` becomes absent or `null` on its way between contexts. */
const Nothing = v.pipe(
  v.nullish(v.null()),
  v.transform(() => null),
);

export const PAYLOADS = {
  'content-background:announce-panel': v.strictObject({ nonce: v.pipe(v.string(), v.uuid()) }),
  'panel-background:confirm': v.strictObject({ nonce: v.pipe(v.string(), v.uuid()) }),
  'panel-background:open-page': v.strictObject({
    page: v.picklist(['welcome', 'options']),
    connect: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/))),
  }),
  'page-background:sync': v.strictObject({
    wait: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
    hurry: v.boolean(),
  }),
  'page-background:identity': Nothing,
  'page-background:read-panel': v.strictObject({
    open: Open,
    period: PeriodChoice,
    now: time,
  }),
  'page-background:read-popup': v.strictObject({
    period: PeriodChoice,
    now: time,
    open: v.nullable(Open),
  }),
  'page-background:look-up': v.strictObject({ text: text(MAX_LENGTH.title), now: time }),
  'page-background:to-review': v.strictObject({
    topic: v.nullable(Id),
    unreviewedOnly: v.boolean(),
    before: v.nullable(text(MAX_LENGTH.title)),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
    now: time,
  }),
  'page-background:topic-page': v.strictObject({ topic: Id, period: PeriodChoice, now: time }),
  'page-background:next-to-review': v.strictObject({
    open: v.nullable(v.strictObject({ source: Id, id: Id })),
    topics: v.pipe(v.array(Id), v.maxLength(MOST_TOPICS)),
    me: Id,
    now: time,
  }),
  'page-background:save-known-problem': v.strictObject({
    topic: Id,
    knownProblem: v.nullable(text(MAX_LENGTH.line)),
    was: v.nullable(v.string()),
  }),
  'page-background:insights': v.strictObject({
    period: SpanChoice,
    compare: v.picklist(COMPARISONS),
    source: v.nullable(Id),
    now: time,
  }),
  'page-background:count-kept': v.strictObject({
    span: v.object({ from: v.nullable(CalendarDay), to: CalendarDay }),
    compared: v.nullable(ChosenDays),
    source: v.nullable(Id),
    channel: v.nullable(text(MAX_LENGTH.name)),
    handling: v.nullable(v.picklist(['ai_only', 'handed_over'])),
    now: time,
  }),
  'page-background:channels': v.strictObject({ now: time }),
  'page-background:waiting-edits': Nothing,
  'page-background:look-through': Open,
  'page-background:save-review': v.strictObject({
    subject: ReviewSubject,
    source: v.nullable(Id),
    id: Id,
    version: v.pipe(v.number(), v.integer(), v.minValue(0)),
    takenBy: v.nullable(v.strictObject({ id: Id, name: text(MAX_LENGTH.name) })),
    cause: v.nullable(ReviewCause),
    nextStep: v.nullable(Id),
    note: v.nullable(text(MAX_LENGTH.comment)),
    done: v.boolean(),
  }),
  'page-background:resolve-review': v.strictObject({
    edit: v.pipe(v.string(), v.uuid()),
    keep: v.picklist(['mine', 'theirs']),
  }),
  'admin-background:preview-invite': v.strictObject({ link: Invite }),
  'admin-background:join': v.strictObject({ link: Invite, name: filledText(MAX_LENGTH.name) }),
  'admin-background:leave': Nothing,
  'admin-background:read-collection': Nothing,
  'admin-background:switch-collection': v.strictObject({
    enabled: v.boolean(),
    version: filledText(MAX_LENGTH.title),
  }),
  'admin-background:open-inbox': Nothing,
  'admin-background:read-sources': Nothing,
  'admin-background:connect-source': PostSource,
  'admin-background:change-source': v.strictObject({ id: Id, change: PutSource }),
  'admin-background:test-source': ById,
  'admin-background:disconnect-source': ById,
  'admin-background:read-asking': v.strictObject({ source: Id }),
  'admin-background:switch-asking': v.strictObject({ source: Id, ...PutAskingPlace.entries }),
  'admin-background:take-file': v.strictObject({
    name: filledText(MAX_LENGTH.name),
    begin: v.boolean(),
    conversations: v.pipe(v.array(TakenConversation), v.maxLength(MOST_OF_FILE)),
    end: v.boolean(),
  }),
  'admin-background:allow-inbox': InboxToShow,
  'admin-background:forget-inbox': InboxToShow,
  'admin-background:read-members': Nothing,
  'admin-background:make-invite': PostInvite,
  'admin-background:withdraw-invite': ById,
  'admin-background:remove-member': ById,
  'admin-background:begin-sample': Nothing,
  'admin-background:erase-sample': Nothing,
  'admin-background:read-practice': Nothing,
  'admin-background:rate-in-practice': v.strictObject({ conversation: Id, score: ScoreValue }),
  'admin-background:topic-insights': v.strictObject({
    topic: Id,
    filter: ConversationFilter,
    show: v.picklist(TOPIC_SHOWS),
    limit: Shown,
    now: time,
  }),
  'admin-background:review-queue': v.strictObject({
    filter: ConversationFilter,
    topic: v.nullable(Id),
    show: v.picklist(QUEUE_SHOWS),
    open: v.nullable(ConversationOf),
    limit: Shown,
    now: time,
  }),
  'admin-background:kind-words': v.strictObject({
    filter: ConversationFilter,
    search: text(MAX_LENGTH.title),
    limit: Shown,
    now: time,
  }),
  'admin-background:read-transcript': ConversationOf,
  'admin-background:save-topic-status': v.strictObject({
    topic: Id,
    status: TopicStatus,
    was: TopicStatus,
  }),
  'admin-background:read-widget-settings': Nothing,
  'admin-background:save-widget-settings': v.strictObject({
    change: PutWidgetSettings,
    version: filledText(MAX_LENGTH.title),
  }),
  'admin-background:read-webhooks': Nothing,
  'admin-background:add-webhook': PostWebhook,
  'admin-background:change-webhook': v.strictObject({ id: Id, change: PutWebhook }),
  'admin-background:remove-webhook': ById,
  'admin-background:test-webhook': ById,
  'admin-background:usage': Nothing,
  'admin-background:set-retention': v.strictObject({ conversations: Limit, days: Limit }),
  'admin-background:fetch-anew': Nothing,
  'admin-background:export-facts': Nothing,
  'admin-background:export-part': v.strictObject({
    from: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  'admin-background:read-next-steps': Nothing,
  'admin-background:save-next-steps': v.strictObject({
    steps: v.pipe(v.array(NextStep), v.maxLength(12)),
    version: text(MAX_LENGTH.title),
  }),
  'admin-background:diagnostics': Nothing,
} as const satisfies {
  [Type in keyof ProtocolMap]: v.GenericSchema<unknown, Parameters<ProtocolMap[Type]>[0]>;
};
