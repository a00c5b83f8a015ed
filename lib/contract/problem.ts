import * as v from 'valibot';

/** Every error code with its HTTP status and its title. Codes are stable; titles may be reworded. */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request does not fit its description' },
  score_out_of_range: { status: 400, title: 'A score is a whole number from 1 to 5' },
  token_missing: { status: 401, title: 'A token is needed' },
  token_invalid: { status: 401, title: 'The token is not known' },
  token_revoked: { status: 401, title: 'The token was revoked' },
  token_expired: { status: 401, title: 'The token has expired' },
  forbidden: { status: 403, title: 'This role may not do that' },
  origin_not_allowed: { status: 403, title: 'This web page may not call the widget' },
  not_found: { status: 404, title: 'There is no such thing' },
  invite_invalid: { status: 404, title: 'This invite is not known, used up, expired or withdrawn' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  collection_off: { status: 409, title: 'Customers are not asked for ratings at the moment' },
  rating_final: { status: 409, title: "The rating can't change any more" },
  conversation_final: { status: 409, title: 'The conversation is closed for good' },
  erased: { status: 410, title: 'This conversation was erased' },
  cursor_gone: { status: 410, title: 'The cursor is of another epoch; start again' },
  last_admin: { status: 409, title: 'A workspace needs at least one admin' },
  source_refused: { status: 422, title: 'The platform does not accept this access' },
  source_failed: { status: 502, title: 'The platform could not be asked' },
  secrets_not_kept: { status: 409, title: 'This server has no key to keep credentials with' },
  secret_lost: { status: 409, title: 'This server has lost the key to this webhook' },
  webhook_private: { status: 422, title: 'The address leads to this server’s own network' },
  webhooks_full: { status: 409, title: 'The workspace has as many webhooks as it may have' },
  version_conflict: { status: 412, title: 'It was changed by someone else meanwhile' },
  body_too_large: { status: 413, title: 'The request is too large' },
  version_needed: { status: 428, title: 'If-Match is needed' },
  too_many_requests: { status: 429, title: 'Too many requests; try again later' },
  internal_error: { status: 500, title: 'The server failed' },
  not_ready: { status: 503, title: 'The server is starting or stopping' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Problem details as of RFC 9457, with our stable `code`. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
  /** For `cursor_gone`: the epoch to start again in. */
  epoch: v.optional(v.string()),
  /** For `version_conflict`: the thing as it is now. */
  current: v.optional(v.unknown()),
});
export type Problem = v.InferOutput<typeof Problem>;

/** True for a code that this version knows. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
