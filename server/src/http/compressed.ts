import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipped = promisify(gzip);

/** Shorter answers cost more to pack than to send. */
const WORTH_PACKING = 2_048;
/** Change pages shrink to about a tenth at any level; a low one keeps the feed fast. */
const LEVEL = 2;

/** A JSON answer, gzipped if it is long and the client takes that. */
export async function jsonAnswer(
  value: unknown,
  acceptEncoding: string | undefined,
  headers: Record<string, string> = {},
): Promise<Response> {
  return textAnswer(JSON.stringify(value), 'application/json', acceptEncoding, headers);
}

/** A text of some media type, gzipped if it is long and the client takes that. */
export async function textAnswer(
  text: string,
  type: string,
  acceptEncoding: string | undefined,
  headers: Record<string, string> = {},
): Promise<Response> {
  const all: Record<string, string> = { 'Content-Type': type, ...headers };
  if (text.length < WORTH_PACKING || headers.ETag !== undefined) {
    return new Response(text, { headers: all });
  }
  all.Vary = 'Accept-Encoding';
  if (!acceptsGzip(acceptEncoding)) return new Response(text, { headers: all });
  all['Content-Encoding'] = 'gzip';
  return new Response(new Uint8Array(await gzipped(text, { level: LEVEL })), { headers: all });
}

/** True unless the `Accept-Encoding` leaves gzip out or refuses it by `q=0`. */
export function acceptsGzip(header: string | undefined): boolean {
  return (header ?? '')
    .split(',')
    .some((part) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(part));
}
