import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { MAX_BODY_BYTES } from '../../../lib/contract/primitives.ts';
import { ROUTES } from '../../../lib/contract/routes.ts';
import { Refusal } from '../workspace/refusal.ts';
import type { Service } from '../workspace/service.ts';
import { addApi } from './api.ts';
import { clientAddress, type Reach } from './client-address.ts';
import { addHealth } from './health.ts';
import type { Metrics } from './metrics.ts';
import { MAX_BATCH_BYTES, type OperatorParts, operatorRoutes } from './operator.ts';
import { addPages } from './pages.ts';
import { problemAnswer } from './problem-answer.ts';
import { type RateLimits, TooManyRequests } from './rate-limits.ts';
import { loggable, type RequestFacts, requestLog } from './request-log.ts';
import { secureHeaders } from './security-headers.ts';
import { deleteSession, postSession } from './session.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** What the app is made of. */
export interface AppParts {
  service: Service;
  waiting: WaitingRoom;
  limits: RateLimits;
  reach: Reach;
  log: Logger;
  metrics: Metrics;
  /** Lets a program read `/metrics`. */
  metricsToken: string | null;
  /** Folder of the built pages. */
  pagesFolder: string;
  /** Back end of the `/chat` page, mounted at `/chat/api`; `null`: there is no chat page. */
  chat: Hono | null;
  operator: OperatorParts | null;
  /** True once the server is stopping: new requests are refused. */
  stopping: () => boolean;
}

/** The server's HTTP side, without a socket. */
export function createApp(parts: AppParts): Hono<RequestFacts> {
  const { service, log, reach, limits } = parts;
  const app = new Hono<RequestFacts>();

  app.use('*', async (c, next) => {
    await next();
    secureHeaders(c);
    // A kept-alive connection would hold up the stop, or break on the rest of a refused body.
    if (parts.stopping() || leavesBodyUnread(c)) c.header('Connection', 'close');
  });
  app.use('*', requestLog(log, parts.metrics));
  app.use('*', async (c, next) => {
    if (parts.stopping() && c.req.path !== '/healthz') throw new Refusal('not_ready');
    await next();
  });
  limitBodies(app);

  addHealth(app, parts);
  addApi(app, parts);
  app.post('/session', async (c) => {
    c.set('route', '/session');
    const address = clientAddress(c, reach);
    await limits.check('wrongSecret', address);
    await limits.take('address', address);
    return postSession(c, service, reach);
  });
  app.delete('/session', async (c) => {
    c.set('route', '/session');
    await limits.take('address', clientAddress(c, reach));
    return deleteSession(c, service, reach);
  });
  if (parts.operator) app.route('/operator', operatorRoutes(parts.operator));
  if (parts.chat) {
    app.use('/chat/api/*', async (c, next) => {
      c.set('route', '/chat/api/*');
      await limits.take('address', clientAddress(c, reach));
      await next();
    });
    app.route('/chat/api', parts.chat);
  }
  addPages(app, parts.pagesFolder, parts.chat !== null);
  refuseOtherMethods(app);

  app.notFound((c) => problemAnswer(c, 'not_found', 'There is nothing at this address'));
  app.onError(async (cause, c) => {
    if (cause instanceof Refusal) {
      if (cause.code === 'invite_invalid' || isBadInboxCode(cause, c.req.path)) {
        await limits.take('wrongSecret', clientAddress(c, reach)).catch(() => undefined);
      }
      return problemAnswer(c, cause.code, cause.message, cause.extra, refusalHeaders(cause));
    }
    // Who has gone needs no answer, and a cut-off request is no fault of the server.
    if (!c.req.raw.signal.aborted) {
      log.error({ requestId: c.get('requestId'), error: loggable(cause) }, 'request failed');
    }
    return problemAnswer(c, 'internal_error', `Ask for the log entry ${c.get('requestId')}`);
  });
  return app;
}

/** Unread bodies up to this size are swallowed, so that the connection can be used again. */
const SWALLOWED_BYTES = 64 * 1024;

function leavesBodyUnread(c: Context): boolean {
  if (c.res.ok || c.req.raw.body === null) return false;
  const length = c.req.header('Content-Length');
  return length === undefined || Number(length) > SWALLOWED_BYTES;
}

/** Bodies end at 1 MiB, however they come; only imports and backups stream. */
function limitBodies(app: Hono<RequestFacts>): void {
  const onError = (): never => {
    throw new Refusal('body_too_large');
  };
  const small = bodyLimit({ maxSize: MAX_BODY_BYTES, onError });
  const batch = bodyLimit({ maxSize: MAX_BATCH_BYTES, onError });
  app.use('*', (c, next) => {
    if (c.req.path === ROUTES.postImport.path || isRestore(c.req.path)) return next();
    if (c.req.path.startsWith('/operator/')) return batch(c, next);
    return small(c, next);
  });
}

function isRestore(path: string): boolean {
  return /^\/operator\/[^/]+\/restore$/.test(path);
}

/** Answers 405 with `Allow` where the address exists and the method does not. */
function refuseOtherMethods(app: Hono<RequestFacts>): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method === 'ALL' || path.includes('*')) continue;
    const known = methods.get(path) ?? new Set();
    known.add(method);
    if (method === 'GET') known.add('HEAD');
    methods.set(path, known);
  }
  for (const [path, known] of methods) {
    app.all(path, (c) => {
      c.set('route', path);
      return problemAnswer(
        c,
        'method_not_allowed',
        undefined,
        {},
        { Allow: [...known].join(', ') },
      );
    });
  }
}

function isBadInboxCode(cause: Refusal, path: string): boolean {
  return path === '/session' && cause.code === 'token_invalid';
}

function refusalHeaders(cause: Refusal): Record<string, string> {
  if (cause instanceof TooManyRequests) return { 'Retry-After': String(cause.retryAfter) };
  if (cause.code === 'not_ready') return { 'Retry-After': '2' };
  return cause.code.startsWith('token_') ? { 'WWW-Authenticate': 'Bearer' } : {};
}
