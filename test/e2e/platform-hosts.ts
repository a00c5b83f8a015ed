import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { generate } from 'selfsigned';

/** The cookie that every page here gives its visitor. */
export const SESSION = 'session=made-up';

/** What is behind a host: the origin of a server on this computer, or the page that every path shows. */
export type HostContent = { api: string; page?: string } | { page: string; api?: undefined };

/**
 * The platforms' own hosts (`acme.zendesk.com`), led to this computer: a proxy that browsers are
 * told to use, and a `fetch` for the server. A host that is not among them cannot be reached, so
 * nothing leaves this computer.
 */
export class PlatformHosts {
  /** Content by host. Paths of `/api/`, and everything where there is no page, go to the API. */
  readonly #hosts: ReadonlyMap<string, HostContent>;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  #tlsPort = 0;
  #proxyPort = 0;
  /** Nothing answers while it is true: the network is gone. */
  offline = false;

  constructor(hosts: Record<string, HostContent>) {
    this.#hosts = new Map(Object.entries(hosts));
  }

  /** The proxy's address, `127.0.0.1:1234`. */
  get proxy(): string {
    return `127.0.0.1:${this.#proxyPort}`;
  }

  async open(): Promise<void> {
    const { private: key, cert } = await generate(
      [{ name: 'commonName', value: 'fivefaces.test' }],
      {
        keyType: 'ec',
      },
    );
    const tls = createTlsServer({ key, cert }, (request, response) => {
      void this.#answer(request, response);
    });
    this.#tlsPort = await this.#listen(tls);
    const proxy = createHttpServer((_, response) => response.writeHead(403).end());
    proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
      const host = (request.url ?? '').replace(/:443$/, '');
      if (this.offline || !this.#hosts.has(host)) return socket.destroy();
      const onward = connect(this.#tlsPort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      for (const one of [onward, socket]) {
        this.#sockets.add(one);
        one.on('error', () => one.destroy());
        one.on('close', () => this.#sockets.delete(one));
      }
    });
    this.#proxyPort = await this.#listen(proxy);
  }

  async close(): Promise<void> {
    this.cut();
    await Promise.all(this.#servers.map((server) => new Promise((closed) => server.close(closed))));
  }

  /** Ends every open connection, as an unplugged cable does. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** For the server's connectors. */
  readonly fetch = (address: string, init?: RequestInit): Promise<Response> => {
    const { host, origin, pathname, search } = new URL(address);
    const api = this.offline ? undefined : this.#hosts.get(host)?.api;
    if (api === undefined) return Promise.reject(new TypeError(`${host} is not reached in tests`));
    const headers = new Headers(init?.headers);
    headers.set('x-asked-origin', origin);
    return fetch(api + pathname + search, { ...init, headers });
  };

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = request.headers.host ?? '';
    const content = this.#hosts.get(host);
    const path = request.url ?? '/';
    if (content?.page !== undefined && (!path.startsWith('/api/') || content.api === undefined)) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      // Signed in, as far as this page tells its browser; strict as a cookie can be.
      response.setHeader('set-cookie', `${SESSION}; Path=/; Secure; HttpOnly; SameSite=Strict`);
      response.end(content.page);
      return;
    }
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (
        typeof value === 'string' &&
        !/^(host|connection|content-length|accept-encoding)$/.test(name)
      )
        headers.set(name, value);
    }
    const answer = await this.fetch(`https://${host}${path}`, {
      method: request.method ?? 'GET',
      headers,
      ...(body.length > 0 && { body: Buffer.concat(body) }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  async #listen(server: Server): Promise<number> {
    this.#servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return (server.address() as AddressInfo).port;
  }
}

/** A page of somebody's inbox: three panes, and links that navigate inside the page as its own do. */
export function inboxPage(title: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>html,body{margin:0;height:100%}main{display:flex;position:fixed;inset:0}nav,aside{width:200px;background:#eee}section{flex:1}</style>
<main><nav>Inbox</nav><section><h1>${title}</h1></section><aside>Customer</aside></main></html>`;
}
