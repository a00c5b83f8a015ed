import { Failure } from './failure.ts';

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
