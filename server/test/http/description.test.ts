import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../../lib/contract/problem.ts';
import { ROUTES, type Route } from '../../../lib/contract/routes.ts';
import { type OpenApiDocument, openApiDocument } from '../../src/http/openapi.ts';
import { problemOf, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let description: OpenApiDocument;
beforeAll(async () => {
  server = await startTestServer({ metricsToken: 'for-prometheus' });
  description = (await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApiDocument;
});
afterAll(() => server.close());

const all = Object.entries(ROUTES) as [string, Route][];

describe('openapi.json', () => {
  test('is OpenAPI 3.1 and holds exactly the routes', () => {
    expect(description.openapi).toMatch(/^3\.1\./);
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toStrictEqual(all.map(([, r]) => `${r.method} ${r.path}`).sort());
  });

  test.each(all)('%s has its parameters, body, answers and problems', (name, route) => {
    const operation = description.paths[route.path]?.[route.method.toLowerCase()];
    if (!operation) throw new Error('not described');
    expect(operation.operationId).toBe(name);
    const inPath = operation.parameters.filter((one) => one.in === 'path').map((one) => one.name);
    expect(inPath).toStrictEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one));
    expect(operation.requestBody !== undefined).toBe(Boolean(route.body || route.streams));
    expect(Object.keys(operation.responses)).toContain(route.answer === null ? '204' : '200');
    for (const code of route.problems) {
      const answer = operation.responses[String(PROBLEMS[code].status)];
      expect(answer?.description).toContain(`\`${code}\``);
    }
    expect(operation.security).toHaveLength(route.access === 'public' ? 0 : 1);
  });

  test('every reference leads somewhere', () => {
    const references = JSON.stringify(description).match(/"\$ref":"[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      const path = reference.slice(8, -1).split('/').slice(1);
      let found: unknown = description;
      for (const part of path) found = (found as Record<string, unknown>)[part];
      expect(found, reference).toBeTypeOf('object');
    }
  });

  test('a body says what is needed and that nothing else is taken', () => {
    const body = openApiDocument().paths['/v1/w/{workspace}/rating']?.put?.requestBody;
    expect(body?.content['application/json']?.schema).toMatchObject({
      type: 'object',
      required: ['score', 'seq'],
      additionalProperties: false,
      properties: { score: { type: 'integer', minimum: 1, maximum: 5 } },
    });
  });
});

describe('/docs', () => {
  test('names every call on one page without scripts', async () => {
    const answer = await fetch(`${server.url}/docs`);
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/html/);
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const page = await answer.text();
    for (const [name, route] of all) {
      expect(page).toContain(`id="${name}"`);
      expect(page).toContain(route.path);
    }
    expect(page).not.toMatch(/<script|\son\w+=|style="/);
    expect(page).toContain('lang="en"');
  });

  test('is where the root leads', async () => {
    const answer = await fetch(`${server.url}/`, { redirect: 'manual' });
    expect(answer.headers.get('Location')).toBe('/docs');
  });
});

describe('/metrics', () => {
  const metrics = (token: string | null) =>
    fetch(
      `${server.url}/metrics`,
      token === null ? {} : { headers: { Authorization: `Bearer ${token}` } },
    );

  test('are for their own token and for operators', async () => {
    expect((await metrics('for-prometheus')).status).toBe(200);
    expect((await metrics(server.tokens.operator)).status).toBe(200);
    expect((await problemOf(await metrics(null))).code).toBe('token_missing');
    expect((await problemOf(await metrics('for-prometheus2'))).code).toBe('token_invalid');
    expect((await problemOf(await metrics(server.tokens.admin))).code).toBe('forbidden');
  });

  test('count by route, never by id', async () => {
    await server.ask('getConversation', { id: 'a-private-id' });
    const text = await (await metrics('for-prometheus')).text();
    expect(text).toContain('route="/v1/conversations/{id}",status="404"');
    expect(text).not.toContain('a-private-id');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });
});

test('health needs no token and no database', async () => {
  const answer = await fetch(`${server.url}/healthz`);
  expect(await answer.json()).toStrictEqual({ ok: true });
});
