import * as v from 'valibot';
import { Count, filledText, Id, Instant, MAX_LENGTH, PersonRole } from './primitives.ts';
import { InboxToShow } from './source.ts';

/** Body of `POST /v1/invites`. */
export const PostInvite = v.strictObject({
  role: PersonRole,
  /** How many people may join with it. */
  uses: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 1),
  /** Days until it ends. */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)), 7),
  /** Beside which inboxes the panel shows for who joins with it. */
  inboxes: v.optional(v.pipe(v.array(InboxToShow), v.maxLength(20)), []),
});
export type PostInvite = v.InferOutput<typeof PostInvite>;

/** An invite. Its code is told once, when it is made. */
export const Invite = v.object({
  id: Id,
  role: PersonRole,
  usesLeft: Count,
  expiresAt: v.nullable(Instant),
  createdAt: Instant,
  inboxes: v.array(InboxToShow),
});
export type Invite = v.InferOutput<typeof Invite>;

/** Answer of `POST /v1/invites`: the link carries the code in its fragment. */
export const MadeInvite = v.object({ invite: Invite, link: v.string() });
export type MadeInvite = v.InferOutput<typeof MadeInvite>;

export const InviteList = v.object({ invites: v.array(Invite) });
export type InviteList = v.InferOutput<typeof InviteList>;

/** A person with access, by the token that joining gave. */
export const Member = v.object({
  /** Id of the person. */
  id: Id,
  name: filledText(MAX_LENGTH.name),
  role: PersonRole,
  joinedAt: Instant,
  lastSeenAt: v.nullable(Instant),
  /** It is who asks. */
  you: v.boolean(),
});
export type Member = v.InferOutput<typeof Member>;

export const MemberList = v.object({ members: v.array(Member) });
export type MemberList = v.InferOutput<typeof MemberList>;
