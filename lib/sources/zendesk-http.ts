import * as v from 'valibot';
import { configInvalid } from './config-errors.ts';
import { SourceError } from './errors.ts';
import { type PlatformAnswer, type PlatformHttp, platformHttp } from './platform-http.ts';
import type { SourceParts } from './source.ts';

/** Ids are numbers in Zendesk's answers; here they are texts, as in addresses. */
export const ZendeskId = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((id) => String(id)),
);

/** A time as ISO 8601 (epoch milliseconds in some answers), read as epoch milliseconds; else `null`. */
export const ZendeskTime = v.pipe(
  v.nullish(v.union([v.string(), v.number()]), null),
  v.transform((time) => {
    const value = typeof time === 'number' ? time : Date.parse(time ?? '');
    return Number.isFinite(value) ? value : null;
  }),
);

/** What a list tells about its next page (cursor paging). */
export const ZendeskMeta = v.nullish(
  v.object({ has_more: v.nullish(v.boolean()), after_cursor: v.nullish(v.string()) }),
);

/** Cursor of the next page; `null` at the end. */
export function nextCursor(meta: v.InferOutput<typeof ZendeskMeta>): string | null {
  return meta?.has_more ? (meta.after_cursor ?? null) : null;
}

/**
 * The time of an answer to go on from (epoch milliseconds): Zendesk's own. Where it is not told our
 * clock has to do, and may be ahead of Zendesk's: a day is taken off, so that nothing is skipped.
 */
export function timeToGoOnFrom(answer: PlatformAnswer<unknown>): number {
  return answer.timeIsTheirs ? answer.time : answer.time - 24 * 60 * 60_000;
}

/** A page of a list and when it was answered, by Zendesk's clock (epoch milliseconds). */
export interface ZendeskPage<Row> {
  rows: Row[];
  after: string | null;
  time: number;
}

/** Host of the account in a source's choices: `acme.zendesk.com`. Throws `config_invalid`. */
export function zendeskHost(config: Record<string, string>): string {
  const typed = (config.subdomain ?? '').trim().toLowerCase();
  const name = typed
    .replace(/^https:\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/\.zendesk\.com$/, '');
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) return `${name}.zendesk.com`;
  throw configInvalid(
    'The account is the first part of your Zendesk’s address: acme, or acme.zendesk.com.',
  );
}

/** Requests to the account: with an OAuth access token, or (`secret: null`) as who is signed in. */
export function zendeskHttp(parts: SourceParts): PlatformHttp {
  const host = zendeskHost(parts.config);
  const { secret } = parts;
  return platformHttp(parts, {
    name: 'Zendesk',
    origin: `https://${host}`,
    headers: secret === null ? {} : { authorization: `Bearer ${secret}` },
    credentials: secret === null ? 'include' : 'omit',
    window: 60_000,
    tokenWrong:
      secret === null
        ? {
            message: `You are not signed in to ${host}.`,
            remedy: `Open ${host}, sign in, and try again.`,
          }
        : {
            message: `${host} does not accept this access token.`,
            remedy: 'It may have expired or been deleted: make a new one and paste it.',
          },
    scopeMissing: {
      message: `This access may not read ratings in ${host}.`,
      remedy:
        'Lists of ratings are open to admins only: use an admin’s access token with the scope “read”.',
    },
  });
}

/** `null` where this access, or this plan, has no such list; other failures go on. */
export function nullIfClosed(error: unknown): null {
  if (isDenied(error)) return null;
  throw error;
}

/** Zendesk said that this access may not see it. */
export function isDenied(error: unknown): boolean {
  return error instanceof SourceError && error.code === 'scope_missing';
}

/** A cursor that Zendesk no longer knows is refused as a bad request. */
export function isRefusedRequest(error: unknown): boolean {
  return (
    error instanceof SourceError && (error.code === 'request_refused' || error.code === 'not_found')
  );
}
