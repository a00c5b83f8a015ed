import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { parse } from 'yaml';
import type { PlatformServer } from './platform-server.ts';

/** A vendor's published description of its API, and which of its paths a source uses. */
export interface VendorDescription {
  /** Name of the file in the folder `shared/specs` beside the project. */
  file: string;
  paths: readonly string[];
}

export interface DescribedPlatform {
  /** As the mock's own: each request and answer passes the vendor's description on its way. */
  fetch: PlatformServer['fetch'];
  /** What does not fit the description, requests and answers alike. */
  violations: string[];
  /** Methods and paths that no description has, ids left out. */
  undescribed: Set<string>;
  close(): Promise<void>;
}

/** Where the description lies; `null` where this computer has none. */
export function findDescription(file: string): string | null {
  const path = fileURLToPath(new URL(`../../../shared/specs/${file}`, import.meta.url));
  return existsSync(path) ? path : null;
}

/**
 * Puts validating proxies (Stoplight Prism) made of the vendor's descriptions before a mock, so that
 * the source's requests and the mock's answers are both held against them.
 */
export async function describedPlatform(
  mock: PlatformServer,
  descriptions: readonly VendorDescription[],
): Promise<DescribedPlatform> {
  const violations: string[] = [];
  const undescribed = new Set<string>();
  const proxies = await Promise.all(descriptions.map((one) => startProxy(one, mock)));

  return {
    violations,
    undescribed,
    async fetch(address, init) {
      const asked = new URL(address);
      const proxy = proxies.find(({ patterns }) =>
        patterns.some((one) => one.test(asked.pathname)),
      );
      const request = `${init?.method ?? 'GET'} ${asked.pathname.replace(/\/\d+/g, '/…')}`;
      if (!proxy) {
        undescribed.add(request);
        return mock.fetch(address, init);
      }
      const headers = new Headers(init?.headers);
      headers.set('x-asked-origin', asked.origin);
      const response = await fetch(proxy.origin + asked.pathname + asked.search, {
        ...init,
        headers,
      });
      const found = JSON.parse(response.headers.get('sl-violations') ?? '[]') as Violation[];
      for (const { location, severity, message } of found) {
        if (severity === 'Error') violations.push(`${request}: ${location.join('.')}: ${message}`);
      }
      return response;
    },
    async close() {
      await Promise.all(proxies.map(({ close }) => close()));
    },
  };
}

interface Violation {
  location: string[];
  severity: string;
  message: string;
}

async function startProxy({ file, paths }: VendorDescription, mock: PlatformServer) {
  const path = findDescription(file);
  if (path === null) throw new Error(`${file} is not on this computer`);
  const operations = await getHttpOperationsFromSpec(readDescription(path, paths));
  const config: ServerOptions['config'] = {
    isProxy: true,
    upstream: new URL(mock.origin),
    upstreamProxy: undefined,
    mock: { dynamic: false },
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    // Violations are told in a header; the answer itself goes through.
    errors: false,
  };
  const server = createServer(operations, { components: { logger: SILENT }, cors: false, config });
  const origin = await server.listen(0, '127.0.0.1');
  const patterns = paths.map((one) => new RegExp(`^${one.replace(/\{[^}]+\}/g, '[^/]+')}$`));
  return { origin, patterns, close: () => server.close() };
}

type ServerOptions = Parameters<typeof createServer>[1];
type Logger = ServerOptions['components']['logger'];
const silent = () => {};
/** Prism logs each request; here its answers tell all. */
const SILENT = {
  level: 'silent',
  fatal: silent,
  error: silent,
  warn: silent,
  info: silent,
  debug: silent,
  trace: silent,
  success: silent,
  child: () => SILENT,
} as unknown as Logger;

/**
 * The description with only these paths, which is quicker to read. What it refers to and does not
 * have (Zendesk's lie split by resource, some parts missing) is taken as open.
 */
function readDescription(path: string, paths: readonly string[]): object {
  const whole = parse(readFileSync(path, 'utf8')) as { paths: Record<string, unknown> };
  const missing = paths.filter((one) => !(one in whole.paths));
  if (missing.length > 0) throw new Error(`${path} does not have ${missing.join(', ')}`);
  const used = { ...whole, paths: Object.fromEntries(paths.map((one) => [one, whole.paths[one]])) };
  return withoutDangling(used, used) as object;
}

function withoutDangling(value: unknown, whole: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((one) => !dangles(one, whole)).map((one) => withoutDangling(one, whole));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (dangles(value, whole)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withoutDangling(one, whole)]),
  );
}

function dangles(value: unknown, whole: unknown): boolean {
  const reference = (value as { $ref?: unknown } | null)?.$ref;
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return false;
  let at = whole;
  for (const part of reference.slice(2).split('/')) {
    at = (at as Record<string, unknown> | undefined)?.[
      part.replace(/~1/g, '/').replace(/~0/g, '~')
    ];
  }
  return at === undefined;
}
