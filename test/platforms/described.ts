import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { Ajv } from 'ajv';
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
  checkReadable(operations);
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
 * The description with only these paths, which is quicker to read, and without references: Prism
 * passes silently over a schema that refers to itself. What a description refers to and does not
 * have (Zendesk's lie split by resource, some parts missing) is taken as open.
 */
function readDescription(path: string, paths: readonly string[]): object {
  const { components, ...whole } = parse(readFileSync(path, 'utf8')) as Description;
  const missing = paths.filter((one) => !(one in whole.paths));
  if (missing.length > 0) throw new Error(`${path} does not have ${missing.join(', ')}`);
  const used = Object.fromEntries(paths.map((one) => [one, whole.paths[one]]));
  const securitySchemes = components?.securitySchemes ?? {};
  const root = { ...whole, components };
  return { ...whole, components: { securitySchemes }, paths: expand(used, root, []) };
}

interface Description {
  paths: Record<string, unknown>;
  components?: { securitySchemes?: object };
}

/** Puts what references lead to in their place; what leads into itself (`within`) stays open. */
function expand(value: unknown, root: unknown, within: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return value.filter((one) => !dangles(one, root)).map((one) => expand(one, root, within));
  }
  if (typeof value !== 'object' || value === null) return value;
  const reference = referenceOf(value);
  if (reference !== null) {
    const target = within.includes(reference) ? null : (lookUp(reference, root) as object | null);
    const nullable = (value as { nullable?: unknown }).nullable === true;
    const schema = nullable && target ? { ...target, nullable } : target;
    return expand(schema ?? {}, root, [...within, reference]);
  }
  const entries = Object.entries(value).filter(([key]) => key !== 'example' && key !== 'examples');
  const expanded = Object.fromEntries(
    entries.map(([key, one]) => [key, expand(one, root, within)]),
  );
  // A nullable list of values that names null as well says it twice, which no validator reads.
  if (expanded.nullable === true && Array.isArray(expanded.enum)) {
    expanded.enum = expanded.enum.filter((one) => one !== null);
  }
  // Intercom's own example of a search fits two of its alternatives, of which it says one.
  if (Array.isArray(expanded.oneOf)) {
    expanded.anyOf = expanded.oneOf;
    delete expanded.oneOf;
  }
  // A value twice in a list of values makes a schema unreadable, and "nullable" adds a null.
  if (Array.isArray(expanded.enum)) {
    const values = new Set(expanded.enum);
    if (expanded.nullable === true) values.delete(null);
    expanded.enum = [...values];
  }
  if ('type' in expanded || !('nullable' in expanded)) return expanded;
  // JSON Schema has no "nullable" without a type: a value that may be null stays open.
  const { nullable, ...schema } = expanded;
  return nullable === true ? {} : schema;
}

function dangles(value: unknown, root: unknown): boolean {
  const reference = referenceOf(value);
  return reference !== null && lookUp(reference, root) === undefined;
}

function referenceOf(value: unknown): string | null {
  const reference = (value as { $ref?: unknown } | null)?.$ref;
  return typeof reference === 'string' ? reference : null;
}

function lookUp(reference: string, root: unknown): unknown {
  let at = root;
  for (const part of reference.replace(/^#\//, '').split('/')) {
    at = (at as Record<string, unknown> | undefined)?.[
      part.replace(/~1/g, '/').replace(/~0/g, '~')
    ];
  }
  return at;
}

/** Throws for a schema that the validator would pass over because it cannot read it. */
function checkReadable(operations: Awaited<ReturnType<typeof getHttpOperationsFromSpec>>): void {
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  for (const { method, path, request, responses } of operations) {
    const bodies = [request?.body, ...responses].filter((body) => typeof body === 'object');
    for (const { schema } of bodies.flatMap((body) =>
      'contents' in body ? (body.contents ?? []) : [],
    )) {
      try {
        if (schema) ajv.compile(schema as object);
      } catch (error) {
        throw new Error(`${method} ${path} cannot be held against its description`, {
          cause: error,
        });
      }
    }
  }
}
