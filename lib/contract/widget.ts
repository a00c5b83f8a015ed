import * as v from 'valibot';
import { Door, Visibility } from './conversation.ts';
import { Id, Instant, MAX_LENGTH, ScoreValue, text } from './primitives.ts';
import { Reason } from './widget-settings.ts';

/** Claims of the widget's token: a JWT, HS256, signed with a workspace key named by `kid`. */
export const WidgetClaims = v.object({
  /** The workspace. */
  iss: Id,
  aud: v.literal('fivefaces-widget'),
  /** The customer's reference; `visitor` without one. */
  sub: Id,
  /** The one conversation that it is good for. */
  cid: Id,
  /** One of the company's own people: what they rate is not counted. */
  rater: v.optional(v.literal('team')),
  exp: v.number(),
});
export type WidgetClaims = v.InferOutput<typeof WidgetClaims>;

/** Answer of `POST /v1/conversations/{id}/widget-token`. */
export const WidgetToken = v.object({ token: v.string(), expiresAt: Instant, workspace: Id });
export type WidgetToken = v.InferOutput<typeof WidgetToken>;

/** Body of `POST /v1/conversations/{id}/widget-token`. */
export const PostWidgetToken = v.strictObject({
  customer: v.optional(v.nullable(Id)),
  rater: v.optional(v.literal('team')),
});

/** What the widget shows of its own conversation: `GET /v1/w/{workspace}/conversation`. */
export const WidgetConversation = v.object({
  collection: v.boolean(),
  visibility: Visibility,
  rating: v.nullable(
    v.object({
      score: ScoreValue,
      comment: v.nullable(v.string()),
      /** The reason that was tapped, where there is one. */
      reason: v.optional(v.string()),
      seq: v.number(),
    }),
  ),
  /** `true` once the rating, or its absence, can't change any more. */
  final: v.boolean(),
  finalAt: v.nullable(Instant),
  handedOver: v.boolean(),
  serverTime: Instant,
  /** The reasons to offer after an unhappy or neutral face; their texts are `reason_` and the id. */
  reasons: v.optional(v.array(v.string()), []),
  /** Names language and wording of `texts`. */
  words: v.optional(v.string(), ''),
  /** Every text of the widget; empty if the `words` of the request name the same ones. */
  texts: v.record(v.string(), v.string()),
});
export type WidgetConversation = v.InferOutput<typeof WidgetConversation>;

/** Query of the widget's calls. */
export const WidgetQuery = v.object({
  /** Languages in the order of preference, joined by commas. English if none of them is spoken. */
  lang: v.optional(text(MAX_LENGTH.title)),
  /** The `words` that the widget has already. */
  words: v.optional(text(MAX_LENGTH.name)),
});
export type WidgetQuery = v.InferOutput<typeof WidgetQuery>;

/** Body of `POST /v1/w/{workspace}/asked`: 👍 was shown, or the picker was opened. Each counts once. */
export const PostAsked = v.strictObject({
  stage: v.picklist(['shown', 'opened']),
  door: Door,
});
export type PostAsked = v.InferOutput<typeof PostAsked>;

/** Body of `PUT /v1/w/{workspace}/rating`. A lower `seq` than the stored one changes nothing. */
export const PutRating = v.strictObject({
  score: ScoreValue,
  /** Absent: the stored comment stays. `null`: taken away. */
  comment: v.optional(v.nullable(text(MAX_LENGTH.comment))),
  /** Absent: the stored reason stays. `null`: taken away. Kept with scores 1 to 3 only. */
  reason: v.optional(v.nullable(Reason)),
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type PutRating = v.InferOutput<typeof PutRating>;
