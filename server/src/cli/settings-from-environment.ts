import { join } from 'node:path';
import { SOURCES } from '../../../lib/sources/index.ts';
import { networkFetch } from '../sources/platform-fetch.ts';
import { BadKey, keeperOf } from '../sources/secret-keys.ts';
import type { SourcesParts } from '../sources/source-parts.ts';
import { networkPost } from '../webhooks/post.ts';
import type { WebhookParts } from '../webhooks/webhook-parts.ts';
import { Failure } from './failure.ts';
import type { Place } from './place.ts';

/** What `serve` reads from the environment. */
export interface ServeSettings {
  publicUrl: string | null;
  trustProxy: number;
  metricsToken: string | null;
  rateLimits: 'on' | 'off';
  logLevel: string;
}

/**
 * `PUBLIC_URL`, `TRUST_PROXY` (`true`, or how many proxies), `METRICS_TOKEN`, `RATE_LIMITS` (`off`
 * for load tests) and `LOG_LEVEL`. Throws `Failure` naming the one that makes no sense.
 */
export function serveSettings(environment: NodeJS.ProcessEnv): ServeSettings {
  return {
    publicUrl: publicUrl(environment.PUBLIC_URL),
    trustProxy: trustedProxies(environment.TRUST_PROXY),
    metricsToken: environment.METRICS_TOKEN || null,
    rateLimits: environment.RATE_LIMITS === 'off' ? 'off' : 'on',
    logLevel: environment.LOG_LEVEL || 'info',
  };
}

/**
 * How platforms are read: `FIVEFACES_SECRETS_KEY` or `FIVEFACES_SECRETS_KEY_FILE` to keep their
 * credentials with (by default a file in the data folder, made at the first need; with PostgreSQL
 * none), `FIVEFACES_PULL_EVERY`, the seconds between two pulls of a source, and
 * `FIVEFACES_PRIVATE_NETWORK`. Throws `Failure` naming the one that makes no sense.
 */
export function sourcesSettings(environment: NodeJS.ProcessEnv, place: Place): SourcesParts {
  const given = environment.FIVEFACES_SECRETS_KEY_FILE || null;
  const own = place.databaseUrl === null ? join(place.folder, 'secrets.key') : null;
  try {
    return {
      definitions: SOURCES,
      fetch: networkFetch({ allowPrivate: privateNetworkAllowed(environment) }),
      secrets: keeperOf({
        text: environment.FIVEFACES_SECRETS_KEY || null,
        file: given ?? own,
        makeFile: given === null,
      }),
      pullEvery: pullEvery(environment.FIVEFACES_PULL_EVERY),
      random: Math.random,
    };
  } catch (cause) {
    if (cause instanceof BadKey) throw new Failure(cause.message);
    throw cause;
  }
}

/**
 * How webhooks are sent: by `FIVEFACES_PRIVATE_NETWORK`, and with links by `PUBLIC_URL`. Throws
 * `Failure` naming the one that makes no sense.
 */
export function webhookSettings(
  environment: NodeJS.ProcessEnv,
  secrets: WebhookParts['secrets'],
): WebhookParts {
  const allowPrivate = privateNetworkAllowed(environment);
  return {
    post: networkPost({ allowPrivate }),
    allowPrivate,
    publicUrl: publicUrl(environment.PUBLIC_URL),
    secrets,
    random: Math.random,
  };
}

/** `FIVEFACES_PRIVATE_NETWORK`: may what an admin types lead to this computer and private networks? */
function privateNetworkAllowed(environment: NodeJS.ProcessEnv): boolean {
  const text = environment.FIVEFACES_PRIVATE_NETWORK || 'refuse';
  if (text === 'allow' || text === 'refuse') return text === 'allow';
  throw new Failure(`FIVEFACES_PRIVATE_NETWORK must be allow or refuse, not "${text}"`);
}

function pullEvery(text: string | undefined): number {
  if (!text) return 60_000;
  if (!/^[1-9]\d{0,4}$/.test(text)) {
    throw new Failure(`FIVEFACES_PULL_EVERY must be a number of seconds, not "${text}"`);
  }
  return Number(text) * 1_000;
}

function publicUrl(text: string | undefined): string | null {
  if (!text) return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new Failure(`PUBLIC_URL must be an address like https://csat.example.com, not "${text}"`);
  }
  return new URL(text).origin;
}

function trustedProxies(text: string | undefined): number {
  if (!text || text === 'false') return 0;
  if (text === 'true') return 1;
  if (/^\d$/.test(text)) return Number(text);
  throw new Failure(`TRUST_PROXY must be true, false or a number of proxies, not "${text}"`);
}
