import * as v from 'valibot';
import { configInvalid } from './config-errors.ts';
import {
  type PlatformAnswer,
  type PlatformHttp,
  platformHttp,
  type RefusalMeaning,
} from './platform-http.ts';
import type { SourceParts } from './source.ts';

/** Pinned: without it the app's own setting decides what answers look like. */
const VERSION = '2.16';

/** Where a workspace is kept. Each region has hosts of its own. */
export const INTERCOM_REGIONS = {
  us: { api: 'https://api.intercom.io', name: 'US' },
  eu: { api: 'https://api.eu.intercom.io', name: 'EU' },
  au: { api: 'https://api.au.intercom.io', name: 'AU' },
} as const;
export type IntercomRegion = keyof typeof INTERCOM_REGIONS;

/** The region in a source's choices. Throws SourceError `config_invalid`. */
export function intercomRegion(config: Record<string, string>): IntercomRegion {
  const region = config.region ?? 'us';
  if (Object.hasOwn(INTERCOM_REGIONS, region)) return region as IntercomRegion;
  throw configInvalid('The region is one of us, eu and au.');
}

/** Requests to the region's API with the access token. */
export function intercomHttp(parts: SourceParts): PlatformHttp {
  const region = INTERCOM_REGIONS[intercomRegion(parts.config)];
  return platformHttp(parts, {
    name: 'Intercom',
    origin: region.api,
    headers: { authorization: `Bearer ${parts.secret ?? ''}`, 'intercom-version': VERSION },
    credentials: 'omit',
    // Its limit a minute is spread over windows of ten seconds.
    window: 10_000,
    tokenWrong: {
      message: `Intercom (${region.name}) does not accept this access token.`,
      remedy: `Is your workspace in another region than ${region.name}? Else copy the token again from Developer Hub > your app > Authentication.`,
    },
    scopeMissing: {
      message: 'This access token may not read conversations.',
      remedy: 'In Developer Hub > your app > Authentication switch "Read conversations" on.',
    },
  });
}

/** A page of a search; its conversations are checked one by one, so that an odd one stops nothing. */
const SearchAnswer = v.object({
  conversations: v.array(v.unknown()),
  total_count: v.nullish(v.number()),
  pages: v.nullish(
    v.object({ next: v.nullish(v.object({ starting_after: v.nullish(v.string()) })) }),
  ),
});
export type IntercomSearchAnswer = PlatformAnswer<v.InferOutput<typeof SearchAnswer>>;

/**
 * A page of the conversations changed since (epoch milliseconds), or (`null`) of those that were
 * ever asked for a rating or rated. `after`: cursor of the page before.
 */
export function searchIntercom(
  http: PlatformHttp,
  search: { since: number | null; after: string | null; limit: number },
  signal: AbortSignal,
): Promise<IntercomSearchAnswer> {
  const { since, after, limit } = search;
  return http.ask({
    method: 'POST',
    path: '/conversations/search',
    body: {
      query: queryOf(since),
      pagination: { per_page: limit, ...(after !== null && { starting_after: after }) },
    },
    answer: SearchAnswer,
    refused: intercomRefusal,
    signal,
  });
}

function queryOf(since: number | null): unknown {
  if (since !== null) {
    const seconds = Math.max(0, Math.floor(since / 1_000) - 1);
    return { field: 'updated_at', operator: '>', value: seconds };
  }
  return {
    operator: 'OR',
    value: [
      { field: 'conversation_rating.requested_at', operator: '>', value: 0 },
      { field: 'conversation_rating.replied_at', operator: '>', value: 0 },
      { field: 'ai_agent.rating', operator: '>', value: 0 },
    ],
  };
}

const ErrorList = v.object({ errors: v.array(v.object({ code: v.string() })) });

/** Intercom names the plan in a code of its own (`api_plan_restricted`). */
export function intercomRefusal(status: number, body: unknown): RefusalMeaning | null {
  const parsed = v.safeParse(ErrorList, body);
  const codes = parsed.success ? parsed.output.errors.map(({ code }) => code) : [];
  if (status !== 403 || !codes.includes('api_plan_restricted')) return null;
  return {
    code: 'plan_lacks_ratings',
    message: "This workspace's plan does not let its conversations be read.",
    remedy: 'Ask who pays for Intercom whether the subscription is active and includes the API.',
  };
}
