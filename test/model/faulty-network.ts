import type { Fault } from './commands.ts';
import type { Life } from './mortal-storage.ts';

type Fetch = (address: URL, init: RequestInit) => Promise<Response>;

/** The way between the background and the server, and what befalls the answers on it. */
export class FaultyNetwork {
  /** Of the next answers, one after the other; after them all is well. */
  faults: (Fault | null)[] = [];
  /** How often the server was asked for a digest. */
  digestsAsked = 0;
  /** How many things a page of changes holds at most. */
  limit = 1_000;
  readonly #server: Fetch;
  #lastPage: string | null = null;

  constructor(server: Fetch) {
    this.#server = server;
  }

  /** `fetch` as the background of this life sees it. */
  async fetch(address: URL, init: RequestInit, life: Life): Promise<Response> {
    life.gate();
    const fault = this.faults.shift() ?? null;
    if (fault === 'network') throw new TypeError('fetch failed');
    const response = await this.#answer(address, init, fault);
    life.gate();
    return response;
  }

  async #answer(address: URL, init: RequestInit, fault: Fault | null): Promise<Response> {
    const refused = fault && refusal(fault);
    if (refused) return refused;
    const changes = address.pathname === '/v1/changes';
    if (address.pathname === '/v1/digest') this.digestsAsked += 1;
    if (changes) address.searchParams.set('limit', String(this.limit));
    const response = await this.#server(address, init);
    if (fault === 'answer_lost') throw new TypeError('fetch failed');
    if (!response.ok) return response;
    if (fault === 'garbage') return new Response('<!doctype html><title>Log in</title>');
    if (fault === 'wrong_schema') return Response.json({ epoch: 3, items: {} });
    const text = await response.text();
    if (fault === 'cut') return same(response, text.slice(0, Math.floor(text.length * 0.7)));
    if (!changes) return same(response, text);
    const before = this.#lastPage;
    this.#lastPage = text;
    if (fault === 'repeated' && before !== null) return same(response, before);
    if (fault === 'ahead') {
      address.searchParams.set('cursor', JSON.parse(text).to);
      return this.#server(address, init);
    }
    if (fault === 'reversed') {
      const page = JSON.parse(text);
      return same(response, JSON.stringify({ ...page, items: page.items.reverse() }));
    }
    if (fault === 'item_lost') return same(response, withoutOne(text));
    if (fault === 'foreign_epoch') {
      return same(response, JSON.stringify({ ...JSON.parse(text), epoch: 'foreign' }));
    }
    return same(response, text);
  }
}

/** A page in which a thing is missing that the digest counts: a fault that only the digest can find. */
function withoutOne(text: string): string {
  const page = JSON.parse(text);
  const lost = page.items.findLastIndex((item: { kind: string }) => item.kind !== 'settings');
  return JSON.stringify({
    ...page,
    items: page.items.filter((_: unknown, at: number) => at !== lost),
  });
}

function same({ status, headers }: Response, text: string): Response {
  const etag = headers.get('etag');
  return new Response(text, { status, headers: etag === null ? {} : { etag } });
}

function refusal(fault: Fault): Response | null {
  const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
    new Response(JSON.stringify({ type: 'about:blank', title: code, status, code }), {
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
    });
  switch (fault) {
    case 'cursor_gone':
      return problem(410, 'cursor_gone');
    case 'server_error':
      return new Response('<h1>Bad gateway</h1>', { status: 502 });
    case 'not_ready':
      return problem(503, 'not_ready', { 'retry-after': '2' });
    case 'too_many':
      return problem(429, 'too_many_requests', { 'retry-after': '30' });
    case 'expired':
      return problem(401, 'token_expired');
    case 'not_found':
      return problem(404, 'not_found');
    default:
      return null;
  }
}
