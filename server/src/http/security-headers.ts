import type { Context } from 'hono';

/** What the server's own pages may load: only what lies on this server. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What an answer that is no page may load: nothing. */
const ANSWER_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Sets what an answer has not set itself. */
export function secureHeaders(c: Context): void {
  const headers = c.res.headers;
  const standard: Record<string, string> = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': ANSWER_POLICY,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
  for (const [name, value] of Object.entries(standard)) {
    if (!headers.has(name)) c.header(name, value);
  }
}
