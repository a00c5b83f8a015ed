import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/** What is known of a request besides itself. */
export interface RequestFacts {
  Variables: {
    requestId: string;
    /** The path as a template, `/v1/conversations/{id}`: never with an id in it. */
    route: string;
    workspace: string;
  };
}

/**
 * Logs and measures each request without personal data: no ids of conversations, no query, no
 * bodies, no tokens, no addresses.
 */
export function requestLog(log: Logger, metrics: Metrics): MiddlewareHandler<RequestFacts> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    const started = performance.now();
    await next();
    c.header('X-Request-Id', requestId);
    const milliseconds = performance.now() - started;
    const route = c.get('route') ?? 'other';
    const status = c.res.status;
    metrics.observe(c.req.method, route, status, milliseconds / 1_000);
    log.info(
      {
        requestId,
        method: c.req.method,
        route,
        status,
        milliseconds: Math.round(milliseconds),
        workspace: c.get('workspace'),
      },
      'request',
    );
  };
}

/**
 * What of an error may stand in a log: its kind and where it was thrown. Messages are left out,
 * because those of databases and parsers quote values.
 */
export function loggable(cause: unknown): { type: string; code?: string; at?: string[] } {
  if (!(cause instanceof Error)) return { type: typeof cause };
  const frames = (cause.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  return {
    type: cause.name,
    ...('code' in cause && typeof cause.code === 'string' && { code: cause.code }),
    at: frames,
  };
}
