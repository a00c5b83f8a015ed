import * as v from 'valibot';
import {
  filledText,
  Id,
  Instant,
  Link,
  MAX_LENGTH,
  PersonRole,
  Role,
  TimeZone,
} from './primitives.ts';
import { ConnectedSource, InboxToShow } from './source.ts';

/** Body of `POST /v1/join`. The code stands in the invite link's fragment. */
export const JoinCode = v.pipe(v.string(), v.minLength(16), v.maxLength(200), v.regex(/^[\w-]+$/));
export const PostJoin = v.strictObject({ code: JoinCode, name: filledText(MAX_LENGTH.name) });
export type PostJoin = v.InferOutput<typeof PostJoin>;

/** Body of `POST /v1/join/preview`: what the invite leads to, before anything is joined. */
export const PostJoinPreview = v.strictObject({ code: JoinCode });
export const JoinPreview = v.object({
  workspace: v.object({ name: v.string(), demo: v.boolean() }),
  role: PersonRole,
  /** Beside which inboxes the panel shows after joining. */
  inboxes: v.optional(v.array(InboxToShow), []),
});
export type JoinPreview = v.InferOutput<typeof JoinPreview>;

export const Joined = v.object({
  token: v.pipe(v.string(), v.minLength(20), v.maxLength(400)),
  person: v.object({ id: Id, name: v.string() }),
  role: PersonRole,
  workspace: v.object({ id: Id, name: v.string(), demo: v.boolean() }),
});
export type Joined = v.InferOutput<typeof Joined>;

/** What can be done about a conversation, as buttons; edited by the admin. */
export const NextStep = v.strictObject({
  id: Id,
  label: filledText(MAX_LENGTH.name),
  url: v.nullable(Link),
});
export type NextStep = v.InferOutput<typeof NextStep>;

/** The next steps as everybody reads them. */
export const NextSteps = v.array(
  v.object({ id: Id, label: v.string(), url: v.nullable(v.string()) }),
);

/**
 * For look-up by e-mail: HMAC-SHA-256 with this key (base64url) over the address, trimmed and in
 * lower case. Pseudonymous, not secret.
 */
export const EmailLookup = v.object({
  key: v.string(),
  normalisation: v.literal('trim-lowercase'),
});

/** Who may see ratings. */
export const SeesRatings = v.picklist(['everyone', 'ai_ratings_only', 'admins']);
export type SeesRatings = v.InferOutput<typeof SeesRatings>;

/** Answer of `GET /v1/me`. */
export const Me = v.object({
  person: v.object({ id: Id, name: v.string() }),
  role: Role,
  workspace: v.object({ id: Id, name: v.string(), demo: v.boolean(), timeZone: v.string() }),
  emailLookup: EmailLookup,
  nextSteps: NextSteps,
  seesRatings: SeesRatings,
  sources: v.array(ConnectedSource),
  serverTime: Instant,
});
export type Me = v.InferOutput<typeof Me>;

/** Whether customers are asked, who said so and when. */
export const Collection = v.object({
  enabled: v.boolean(),
  changedAt: v.nullable(Instant),
  /** Name of the person or program; `null` if it was never switched. */
  changedBy: v.nullable(v.string()),
  /** Conversations that run right now, for the question before switching off. */
  runningConversations: v.number(),
});
export type Collection = v.InferOutput<typeof Collection>;

export const PutCollection = v.strictObject({ enabled: v.boolean() });
export type PutCollection = v.InferOutput<typeof PutCollection>;

/** A web origin, `https://shop.example.com`. Plain http only on loopback. */
export const Origin = v.pipe(
  v.string(),
  v.maxLength(MAX_LENGTH.url),
  v.regex(
    /^https:\/\/[^/\s]+$|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/,
    'must be an origin',
  ),
);

/** Answer of `GET /v1/settings`. Signing keys are named, never shown. */
export const Settings = v.object({
  name: v.string(),
  timeZone: v.string(),
  widgetOrigins: v.array(v.string()),
  signingKeys: v.array(v.object({ id: Id, createdAt: Instant, active: v.boolean() })),
  nextSteps: NextSteps,
  /** Days that conversations are kept; `null` keeps them all. */
  retentionDays: v.nullable(v.number()),
  seesRatings: SeesRatings,
});
export type Settings = v.InferOutput<typeof Settings>;

/** Body of `PUT /v1/settings`. Absent fields keep what is stored. */
export const PutSettings = v.strictObject({
  name: v.optional(filledText(MAX_LENGTH.name)),
  timeZone: v.optional(TimeZone),
  widgetOrigins: v.optional(v.pipe(v.array(Origin), v.maxLength(100))),
  nextSteps: v.optional(v.pipe(v.array(NextStep), v.maxLength(12))),
  retentionDays: v.optional(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500))),
  ),
  seesRatings: v.optional(SeesRatings),
});
export type PutSettings = v.InferOutput<typeof PutSettings>;

/** Answer of `POST /v1/inbox-sessions`: a link that opens the server's inbox signed in, once, within a minute. */
export const InboxSession = v.object({ url: v.string() });
export type InboxSession = v.InferOutput<typeof InboxSession>;
