import type { Context, Hono } from 'hono';
import { ROUTES, type Route, type RouteName } from '../../../lib/contract/routes.ts';
import { Refusal } from '../workspace/refusal.ts';
import type { Caller, Versioned } from '../workspace/service.ts';
import { checkBody, checkPath, checkQuery } from './checked-input.ts';
import { clientAddress, ownOrigin, type Reach } from './client-address.ts';
import { jsonAnswer } from './compressed.ts';
import { authenticated, bearerToken } from './credentials.ts';
import type { HandlersOf, Parts } from './handler.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RequestFacts } from './request-log.ts';
import { erasing } from './routes/erasing.ts';
import { ingest } from './routes/ingest.ts';
import { members } from './routes/members.ts';
import { reading } from './routes/reading.ts';
import { review } from './routes/review.ts';
import { settings } from './routes/settings.ts';
import { sources } from './routes/sources.ts';
import { team } from './routes/team.ts';
import { webhooks } from './routes/webhooks.ts';
import { widget } from './routes/widget.ts';
import { allowWidgetOrigin, preflight } from './widget-cors.ts';

/** What the API's routes need. */
export interface ApiParts extends Parts {
  limits: RateLimits;
  reach: Reach;
}

type App = Hono<RequestFacts>;
type ApiContext = Context<RequestFacts>;

const HANDLERS: HandlersOf<Route['area']> = {
  ...ingest,
  ...widget,
  ...team,
  ...members,
  ...reading,
  ...review,
  ...erasing,
  ...settings,
  ...sources,
  ...webhooks,
};

/** Puts every route of the contract into the app, with its checks, in the order of the table. */
export function addApi(app: App, parts: ApiParts): void {
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, Route][]) {
    // Each handler's own type was checked where it is written; the table is walked without it.
    const handler = HANDLERS[name] as unknown as (call: object) => Promise<unknown>;
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    app.on(route.method, path, async (c) => {
      c.set('route', route.path);
      return answer(c, route, await handler(await readCall(c, route, parts)));
    });
    if (route.access === 'widget') {
      app.options(path, async (c) => {
        c.set('route', route.path);
        await allowWidgetOrigin(c, parts.service, parts.reach, c.req.param('workspace') ?? '');
        return preflight(c, route.method);
      });
    }
  }
}

/** Judges a request and gathers what its handler needs. Throws a `Refusal` at the first fault. */
async function readCall(c: ApiContext, route: Route, parts: ApiParts): Promise<object> {
  const who = await judge(c, route, parts);
  const path = checkPath(c.req.param() as Record<string, string>);
  const query = checkQuery(route, new URL(c.req.url).searchParams);
  const version = neededVersion(c, route);
  return {
    service: parts.service,
    waiting: parts.waiting,
    ...who,
    id: path.id ?? '',
    query,
    version,
    body: await checkBody(route, c.req.raw),
    stream: bytesOf(c.req.raw.body),
    origin: ownOrigin(c, parts.reach),
    signal: c.req.raw.signal,
  };
}

/** Who may call what: origin, token, role and rate, before anything of the request is read. */
async function judge(c: ApiContext, route: Route, parts: ApiParts): Promise<object> {
  const { service, limits, reach } = parts;
  const address = clientAddress(c, reach);
  if (route.access === 'public') {
    await limits.check('wrongSecret', address);
    await limits.take('join', address);
    return {};
  }
  if (route.access === 'widget') {
    const id = c.req.param('workspace') ?? '';
    await limits.take('widgetAddress', address);
    await allowWidgetOrigin(c, service, reach, id);
    c.set('workspace', id);
    const token = bearerToken(c);
    if (token === null) throw new Refusal('token_missing');
    const workspace = service.workspace(id);
    const claims = await workspace.verifyWidgetToken(token);
    if (claims.iss !== id) throw new Refusal('token_invalid');
    await limits.take('conversation', `${id}/${claims.cid}`);
    return { workspace, claims };
  }
  const caller = await known(c, parts, address);
  c.set('workspace', caller.workspace);
  await limits.take(caller.role === 'ingest' ? 'program' : 'person', caller.tokenId);
  if (!route.access.includes(caller.role)) {
    throw new Refusal('forbidden', `The role "${caller.role}" may not do that`);
  }
  const workspace = service.workspace(caller.workspace);
  return {
    caller,
    workspace,
    reader: workspace.seenBy(caller.role),
    reauthenticate: () => authenticated(c, service, reach),
  };
}

async function known(c: ApiContext, parts: ApiParts, address: string): Promise<Caller> {
  try {
    return await authenticated(c, parts.service, parts.reach);
  } catch (cause) {
    // Counted only when wrong, so that one bad client does not shut out its whole office.
    if (cause instanceof Refusal && cause.code === 'token_invalid') {
      await parts.limits.take('wrongToken', address);
    }
    throw cause;
  }
}

function neededVersion(c: ApiContext, route: Route): string {
  if (!route.versioned || route.method === 'GET') return '';
  const header = c.req.header('If-Match');
  if (header === undefined) throw new Refusal('version_needed');
  const tag = /^\s*(?:W\/)?"([^"]*)"\s*$/.exec(header)?.[1];
  if (tag === undefined) {
    throw new Refusal('invalid_request', 'If-Match: must be the one ETag that was read');
  }
  return tag;
}

async function answer(c: ApiContext, route: Route, result: unknown): Promise<Response> {
  if (route.answer === null) return c.body(null, 204);
  if (!route.versioned) return jsonAnswer(c, result);
  const { value, version } = result as Versioned<unknown>;
  // Names the version for `If-Match`. No 304 for it: answers hold live figures beside what is versioned.
  return jsonAnswer(c, value, { ETag: `"${version}"` });
}

async function* bytesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
