import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * A request that may take as long as it takes: `fetch` gives up on an answer that has not begun
 * after five minutes. Rejects if the server cannot be reached or goes away.
 */
export async function longRequest(
  url: string,
  init: { method: string; headers: Record<string, string>; body?: AsyncIterable<Uint8Array> },
): Promise<Response> {
  const asked = request(url, { method: init.method, headers: init.headers });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  // What goes wrong while sending also ends the request, and is told by it.
  pipeline(Readable.from(init.body ?? []), asked).catch(() => undefined);
  const [message] = await answered;
  const body = Readable.toWeb(message) as ReadableStream<Uint8Array>;
  return new Response(body, { status: message.statusCode ?? 500 });
}
