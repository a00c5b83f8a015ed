import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a platform's mock sees it. */
export interface PlatformCall {
  method: string;
  /** The origin that was asked, as the source wrote it: `https://api.eu.intercom.io`. */
  origin: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Its JSON; `undefined` without a body. */
  body: unknown;
  /** What `{…}` in the route's path stood for. */
  params: Record<string, string>;
}

export interface PlatformReply {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON, or as it is if it is a text; absent: no body. */
  body?: unknown;
}

/** A failure in place of the next answers. */
export interface Failure extends PlatformReply {
  status: number;
  /** How many answers; 1 unless told. */
  times?: number;
  /** Only for paths that hold this. */
  path?: string;
}

type Handler = (call: PlatformCall) => PlatformReply | Promise<PlatformReply>;

/** A route: `GET /conversations/{id}` and what answers it. */
export interface PlatformRoute {
  route: string;
  answer: Handler;
}

export interface PlatformServer {
  /** Where it listens. */
  origin: string;
  /** Every request so far, oldest first. */
  calls: PlatformCall[];
  /** Every answer so far, in the order of `calls`. */
  replies: (PlatformReply & { status: number })[];
  /** Fails the next requests. */
  failNext(failure: Failure): void;
  /** From now on nothing fails that was to. */
  recover(): void;
  /** The platform's clock (epoch milliseconds): the test's clock and what it is off by. */
  now(): number;
  /** Makes the platform's clock differ from the test's by so many milliseconds. */
  setSkew(milliseconds: number): void;
  /** Changes the answer of everything that succeeds, for example its limit headers. */
  setHeaders(headers: Record<string, string>): void;
  /**
   * A fetch for `SourceParts`: sends each address, whatever its host, to this server, which is told
   * the host in `x-asked-origin`.
   */
  fetch: (address: string, init?: RequestInit) => Promise<Response>;
  close(): Promise<void>;
}

/** Starts a small real HTTP server that answers as a platform documents. `clock`: the test's time. */
export async function startPlatform(
  routes: readonly PlatformRoute[],
  clock: () => number,
): Promise<PlatformServer> {
  const compiled = routes.map(compile);
  const calls: PlatformCall[] = [];
  const replies: PlatformServer['replies'] = [];
  const failures: Failure[] = [];
  let skew = 0;
  let added: Record<string, string> = {};
  const now = () => clock() + skew;

  async function answerOf(call: PlatformCall): Promise<PlatformReply> {
    const failing = failures.find(({ path }) => path === undefined || call.path.includes(path));
    if (failing) {
      failing.times = (failing.times ?? 1) - 1;
      if (failing.times <= 0) failures.splice(failures.indexOf(failing), 1);
      return failing;
    }
    for (const { method, pattern, answer } of compiled) {
      const match = method === call.method ? pattern.exec(call.path) : null;
      if (match) return answer({ ...call, params: decodeAll(match.groups ?? {}) });
    }
    return { status: 404, body: { error: 'no such route' } };
  }

  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://platform');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const call: PlatformCall = {
      method: request.method ?? 'GET',
      origin: String(request.headers['x-asked-origin'] ?? `http://${request.headers.host}`),
      path: address.pathname,
      query: address.searchParams,
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
      params: {},
    };
    calls.push(call);
    const reply = await answerOf(call).catch(
      (error: unknown): PlatformReply => ({ status: 500, body: { error: String(error) } }),
    );
    const full = { status: 200, ...reply };
    replies.push(full);
    const { body } = full;
    response.sendDate = false;
    response.writeHead(full.status, {
      'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
      date: new Date(now()).toUTCString(),
      ...(full.status < 400 && added),
      ...full.headers,
    });
    response.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    calls,
    replies,
    failNext: (failure) => void failures.push({ ...failure }),
    recover: () => void failures.splice(0),
    now,
    setSkew(milliseconds) {
      skew = milliseconds;
    },
    setHeaders(headers) {
      added = headers;
    },
    fetch: (address, init) => {
      const asked = new URL(address);
      const headers = new Headers(init?.headers);
      headers.set('x-asked-origin', asked.origin);
      return fetch(origin + asked.pathname + asked.search, { ...init, headers });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function compile({ route, answer }: PlatformRoute) {
  const [method = 'GET', path = '/'] = route.split(' ');
  const source = path
    .split(/(\{\w+\})/)
    .map((part) =>
      /^\{\w+\}$/.test(part)
        ? `(?<${part.slice(1, -1)}>[^/]+)`
        : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return { method, pattern: new RegExp(`^${source}$`), answer };
}

function decodeAll(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}
