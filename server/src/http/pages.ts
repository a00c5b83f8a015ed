import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Context, Hono } from 'hono';
import { textAnswer } from './compressed.ts';
import { problemAnswer } from './problem-answer.ts';
import type { RequestFacts } from './request-log.ts';
import { PAGE_POLICY } from './security-headers.ts';

/** Where `server/build.ts` puts the pages. */
export const BUILT_PAGES = fileURLToPath(new URL('../../dist/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
};

const TEXTS = /^(text\/|application\/json|image\/svg)/;

/**
 * Adds the server's own pages, their assets and the widget's script, read from `folder`; the chat
 * page only with its back end.
 */
export function addPages(app: Hono<RequestFacts>, folder: string, withChat: boolean): void {
  const page = (path: string, file: string) =>
    app.get(path, (c) => {
      c.set('route', path);
      return fileAnswer(c, folder, file, {
        'Cache-Control': 'no-cache',
        'Content-Security-Policy': PAGE_POLICY,
      });
    });
  page('/inbox', 'pages/inbox.html');
  page('/inbox/*', 'pages/inbox.html');
  if (withChat) page('/chat', 'pages/chat.html');
  page('/join', 'pages/join.html');
  app.get('/assets/*', (c) => {
    c.set('route', '/assets/*');
    // Their names change with their content.
    return fileAnswer(c, folder, c.req.path.slice(1), {
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });
  app.get('/widget.js', (c) => {
    c.set('route', '/widget.js');
    return fileAnswer(c, folder, 'widget.js', {
      'Cache-Control': 'public, max-age=300',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  });
}

/** A built file, with an entity tag. 404 for what is not there or lies outside the folder. */
async function fileAnswer(
  c: Context,
  folder: string,
  name: string,
  headers: Record<string, string>,
): Promise<Response> {
  const root = normalize(join(folder, sep));
  const path = normalize(join(root, name));
  const type = TYPES[extname(path)];
  if (!path.startsWith(root) || type === undefined) return problemAnswer(c, 'not_found');
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    const built = 'This file is not built. Build the pages first: npm run build';
    return problemAnswer(c, 'not_found', built);
  }
  // Weak: the same tag stands for the file packed and plain.
  const ETag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  if (c.req.header('If-None-Match') === ETag) {
    return c.body(null, 304, { ...headers, ETag });
  }
  c.header('ETag', ETag);
  return TEXTS.test(type)
    ? textAnswer(c, bytes.toString('utf8'), type, headers)
    : c.body(new Uint8Array(bytes), 200, { 'Content-Type': type, ...headers });
}
