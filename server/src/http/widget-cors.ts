import type { Context } from 'hono';
import { Refusal } from '../workspace/refusal.ts';
import type { Service } from '../workspace/service.ts';
import { ownOrigin, type Reach } from './client-address.ts';

/**
 * Lets exactly the workspace's origins, and the server's own pages, call its widget routes. A
 * request without `Origin` is not a page's. Throws `Refusal` `not_found` for an unknown workspace,
 * `origin_not_allowed` for another page; such answers carry no CORS headers.
 */
export async function allowWidgetOrigin(
  c: Context,
  service: Service,
  reach: Reach,
  workspace: string,
): Promise<void> {
  const origins = await service.widgetOrigins(workspace);
  if (origins === null) throw new Refusal('not_found', 'There is no such workspace');
  c.header('Vary', 'Origin', { append: true });
  const origin = c.req.header('Origin');
  if (origin === undefined) return;
  if (!origins.includes(origin) && origin !== ownOrigin(c, reach)) {
    throw new Refusal(
      'origin_not_allowed',
      "This page's origin is not among the workspace's widget origins",
    );
  }
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Expose-Headers', 'Retry-After');
}

/** Answers the preflight of a widget route. */
export function preflight(c: Context, method: string): Response {
  c.header('Access-Control-Allow-Methods', method);
  c.header('Access-Control-Allow-Headers', 'Authorization, Content-Type');
  c.header('Access-Control-Max-Age', '600');
  return c.body(null, 204);
}
