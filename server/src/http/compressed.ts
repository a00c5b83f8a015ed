import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';

const gzipped = promisify(gzip);

/** Shorter answers cost more to pack than to send. */
const WORTH_PACKING = 2_048;
/** Change pages shrink to about a tenth at any level; a low one keeps the feed fast. */
const LEVEL = 2;

/** An answer that is JSON text already. */
export class ReadyJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON answer, gzipped if it is long and the client takes that. */
export async function jsonAnswer(
  c: Context,
  value: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = value instanceof ReadyJson ? value.text : JSON.stringify(value);
  return textAnswer(c, text, 'application/json', headers);
}

/** A text of some media type, gzipped if it is long and the client takes that. */
export async function textAnswer(
  c: Context,
  text: string,
  type: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const own = { 'Content-Type': type, ...headers };
  // An ETag names exactly these bytes, and what has one is short.
  if (text.length < WORTH_PACKING || headers.ETag !== undefined) return c.body(text, 200, own);
  c.header('Vary', 'Accept-Encoding', { append: true });
  if (!acceptsGzip(c.req.header('Accept-Encoding'))) return c.body(text, 200, own);
  const packed = new Uint8Array(await gzipped(text, { level: LEVEL }));
  return c.body(packed, 200, { ...own, 'Content-Encoding': 'gzip' });
}

/** True unless the `Accept-Encoding` leaves gzip out or refuses it by `q=0`. */
export function acceptsGzip(header: string | undefined): boolean {
  return (header ?? '')
    .split(',')
    .some((part) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(part));
}
