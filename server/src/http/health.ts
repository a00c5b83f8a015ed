import type { Context, Hono } from 'hono';
import { Refusal } from '../workspace/refusal.ts';
import type { Service } from '../workspace/service.ts';
import { textAnswer } from './compressed.ts';
import { bearerToken } from './credentials.ts';
import { DOCS_POLICY, docsPage } from './docs-page.ts';
import type { Metrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import type { RequestFacts } from './request-log.ts';
import { sameSecret } from './same-secret.ts';

/** What the server's word about itself needs. */
export interface HealthParts {
  service: Pick<Service, 'workspaceIds' | 'authenticate'>;
  metrics: Metrics;
  metricsToken: string | null;
  operator: { token: string } | null;
}

/** Adds what tells about the server itself: health, measurements, the API's description. */
export function addHealth(app: Hono<RequestFacts>, parts: HealthParts): void {
  const get = (path: string, handler: (c: Context<RequestFacts>) => Promise<Response> | Response) =>
    app.get(path, (c) => {
      c.set('route', path);
      return handler(c);
    });

  get('/', (c) => c.redirect('/docs'));
  get('/healthz', (c) => c.json({ ok: true }));
  get('/readyz', async (c) => {
    try {
      await parts.service.workspaceIds();
    } catch {
      throw new Refusal('not_ready', 'The database does not answer');
    }
    return c.json({ ready: true });
  });
  get('/metrics', async (c) => {
    await allowMetrics(c, parts);
    const { text, type } = await parts.metrics.read();
    return textAnswer(c, text, type);
  });

  let description: { json: string; page: Promise<string> } | null = null;
  const describe = () => {
    if (description === null) {
      const document = openApiDocument();
      description = { json: JSON.stringify(document), page: docsPage(document) };
    }
    return description;
  };
  get('/openapi.json', (c) => textAnswer(c, describe().json, 'application/json'));
  get('/docs', async (c) =>
    textAnswer(c, await describe().page, 'text/html; charset=utf-8', {
      'Content-Security-Policy': DOCS_POLICY,
    }),
  );
}

async function allowMetrics(c: Context, parts: HealthParts): Promise<void> {
  const token = bearerToken(c);
  if (token === null) throw new Refusal('token_missing');
  if (parts.metricsToken !== null && sameSecret(token, parts.metricsToken)) return;
  if (parts.operator !== null && sameSecret(token, parts.operator.token)) return;
  const { role } = await parts.service.authenticate(token);
  if (role !== 'operator') throw new Refusal('forbidden', 'Only the operator may read that');
}
