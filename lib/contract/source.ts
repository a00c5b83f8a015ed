import * as v from 'valibot';
import { filledText, Id, Instant, MAX_LENGTH, SiteOrigin, text } from './primitives.ts';

/** The platforms whose ratings can be read, and the ways in that are none. */
export const SourceKind = v.picklist(['intercom', 'zendesk', 'hubspot', 'chatwoot', 'file']);
export type SourceKind = v.InferOutput<typeof SourceKind>;

/**
 * What a source needs to know, by the names of its fields (`SourceDefinition.fields`): never a
 * secret. Checked by the source itself.
 */
export const SourceConfig = v.pipe(
  v.record(Id, text(MAX_LENGTH.line)),
  v.check((config) => Object.keys(config).length <= 20, 'has too many fields'),
);
export type SourceConfig = v.InferOutput<typeof SourceConfig>;

/** A place that asks customers for ratings, for example one Chatwoot inbox. */
export const AskingPlace = v.object({
  id: Id,
  name: v.string(),
  /** Are customers asked there? `null` where the platform does not say. */
  enabled: v.nullable(v.boolean()),
  /** It can be switched from here. */
  canSwitch: v.boolean(),
  /** Where in the platform it is changed. */
  where: v.nullable(v.string()),
});
export type AskingPlace = v.InferOutput<typeof AskingPlace>;

/** What went wrong with a source, in words that say what to do. */
export const SourceProblem = v.object({
  code: v.string(),
  message: v.string(),
  remedy: v.string(),
  since: Instant,
});
export type SourceProblem = v.InferOutput<typeof SourceProblem>;

/** A connected source as everybody may know it; part of the settings item of the feed. */
export const ConnectedSource = v.object({
  /** The `source` of its conversations. */
  id: Id,
  /** `fivefaces`, or a `SourceKind`; a newer server may know others. */
  kind: v.string(),
  name: v.string(),
  /**
   * The account on its platform, as the inboxes name it (`OpenConversation.place`); `null` for one
   * without an inbox of its own (a file).
   */
  place: v.nullable(v.string()),
  problem: v.nullable(SourceProblem),
});
export type ConnectedSource = v.InferOutput<typeof ConnectedSource>;

/** A source as admins see it. Its secret is never told. */
export const Source = v.object({
  ...ConnectedSource.entries,
  config: v.record(v.string(), v.string()),
  createdAt: Instant,
  syncedAt: v.nullable(Instant),
  /** The next pull is not before; `null` where it does not run (a file). */
  nextAt: v.nullable(Instant),
  conversations: v.number(),
  ratings: v.number(),
  /** What was met and not understood, for diagnostics: no personal data. */
  notes: v.array(v.string()),
});
export type Source = v.InferOutput<typeof Source>;

export const SourceList = v.object({ sources: v.array(Source) });

/** Body of `POST /v1/sources`. The secret is write-only. */
export const PostSource = v.strictObject({
  kind: SourceKind,
  name: v.optional(filledText(MAX_LENGTH.name)),
  config: v.optional(SourceConfig, {}),
  secret: v.optional(text(MAX_LENGTH.comment)),
});
export type PostSource = v.InferOutput<typeof PostSource>;

/** Body of `PUT /v1/sources/{id}`. Absent fields keep what is stored. */
export const PutSource = v.strictObject({
  name: v.optional(filledText(MAX_LENGTH.name)),
  config: v.optional(SourceConfig),
  secret: v.optional(text(MAX_LENGTH.comment)),
});
export type PutSource = v.InferOutput<typeof PutSource>;

/** Answer of `POST /v1/sources/{id}/test`: what the platform says with this access. */
export const SourceTest = v.object({
  ok: v.boolean(),
  /** The account that it leads to; `null` if it leads nowhere. */
  account: v.nullable(v.string()),
  problem: v.nullable(v.omit(SourceProblem, ['since'])),
});
export type SourceTest = v.InferOutput<typeof SourceTest>;

/** Answer of `GET /v1/sources/{id}/collection`. */
export const AskingPlaces = v.object({ places: v.array(AskingPlace) });
export type AskingPlaces = v.InferOutput<typeof AskingPlaces>;

/** Body of `PUT /v1/sources/{id}/collection`. */
export const PutAskingPlace = v.strictObject({ place: Id, enabled: v.boolean() });
export type PutAskingPlace = v.InferOutput<typeof PutAskingPlace>;

/** An inbox beside which the panel shows, as an invite or a policy names it. */
export const InboxToShow = v.strictObject({
  /** Id of the kind of inbox (lib/inboxes), for example `zendesk`; `pattern` for any other. */
  inbox: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  /** The inbox's origin, `https://acme.zendesk.com`. */
  origin: SiteOrigin,
  /** For `pattern`: `https://desk.example.com/inboxes/*\/conversation/{conversation}`. */
  pattern: v.optional(v.nullable(text(MAX_LENGTH.url)), null),
});
export type InboxToShow = v.InferOutput<typeof InboxToShow>;
