import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { ImportLine } from '../../../lib/contract/import.ts';
import { PROBLEMS, Problem, type ProblemCode } from '../../../lib/contract/problem.ts';
import { ROUTES, type Route } from '../../../lib/contract/routes.ts';
import { PROBLEM_TYPE } from './problem-answer.ts';

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

type Content = Record<string, { schema: JsonSchema | { $ref: string } }>;

/** An answer of an operation. */
export interface Answer {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Content;
}

/** One call of the API, as OpenAPI describes it. */
export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  description: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: boolean; description?: string; content: Content };
  responses: Record<string, Answer>;
}

/** The OpenAPI 3.1 document, as far as it is used here. */
export interface OpenApiDocument {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: Route['area']; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, unknown>;
}

const AREAS: Record<Route['area'], string> = {
  ingest: "For the AI agent's back end",
  widget: "For the rating widget, by the conversation's token",
  team: 'Joining, leaving, and who one is',
  members: 'Invites, and the people who have access',
  reading: 'For the extension and other programs',
  review: 'What the team concludes about conversations and topics',
  settings: 'The collection switch and the settings',
  sources: 'The platforms whose ratings are read',
  webhooks: 'Where low ratings are told',
  erasing: 'Erasing conversations and customers for good',
};

/** The API's description, made from the table of routes alone. */
export function openApiDocument(): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const [name, route] of Object.entries(ROUTES) as [string, Route][]) {
    const path = paths[route.path] ?? {};
    path[route.method.toLowerCase()] = operation(name, route);
    paths[route.path] = path;
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'The Fivefaces CSAT API',
      version: '1',
      description:
        'Ratings of support conversations: sent in by the AI agent’s back end and the widget, ' +
        'read by the browser extension. Times are ISO 8601 in UTC with milliseconds. Errors are ' +
        'problem details (RFC 9457) with a stable `code`.',
    },
    servers: [{ url: '/' }],
    tags: Object.entries(AREAS).map(([name, description]) => ({
      name: name as Route['area'],
      description,
    })),
    paths,
    components: {
      schemas: { Problem: jsonSchema(Problem, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token of a person or program' },
        widgetToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Short-lived and for one conversation; see postWidgetToken',
        },
      },
    },
  };
}

function operation(name: string, route: Route): Operation {
  const body = requestBody(route);
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.area],
    description: accessWords(route),
    security:
      route.access === 'public'
        ? []
        : [{ [route.access === 'widget' ? 'widgetToken' : 'token']: [] }],
    parameters: parametersOf(route),
    ...(body && { requestBody: body }),
    responses: { ...success(route), ...failures(route) },
  };
}

function accessWords(route: Route): string {
  if (route.access === 'public') return 'Needs no token.';
  if (route.access === 'widget') return "Needs the conversation's token.";
  return `For the roles ${route.access.join(', ')}.`;
}

function parametersOf(route: Route): Parameter[] {
  const parameters: Parameter[] = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  }));
  const query = route.query ? jsonSchema(route.query, 'input') : {};
  for (const [name, schema] of Object.entries(query.properties ?? {})) {
    if (typeof schema === 'boolean') continue;
    parameters.push({
      name,
      in: 'query',
      required: query.required?.includes(name) ?? false,
      schema,
    });
  }
  if (route.versioned && route.method !== 'GET') {
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The ETag that was read',
      schema: { type: 'string' },
    });
  }
  return parameters;
}

function requestBody(route: Route): Operation['requestBody'] {
  if (route.streams) {
    return {
      required: true,
      description: 'A stream; each line is one such object',
      content: { [route.streams]: { schema: jsonSchema(ImportLine, 'input') } },
    };
  }
  if (!route.body) return undefined;
  return {
    required: true,
    content: { 'application/json': { schema: jsonSchema(route.body, 'input') } },
  };
}

function success(route: Route): Record<string, Answer> {
  if (route.answer === null) return { 204: { description: 'Done' } };
  return {
    200: {
      description: 'Done',
      ...(route.versioned && {
        headers: { ETag: { description: 'The version', schema: { type: 'string' } } },
      }),
      content: { 'application/json': { schema: jsonSchema(route.answer, 'output') } },
    },
  };
}

function failures(route: Route): Record<string, Answer> {
  const codes = new Set<ProblemCode>(['invalid_request', ...route.problems, 'too_many_requests']);
  if (route.access !== 'public') codes.add('token_missing').add('token_invalid');
  if (Array.isArray(route.access)) codes.add('token_revoked').add('forbidden');
  if (route.access === 'widget') codes.add('not_found');
  if (route.body) codes.add('body_too_large');
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      String(status),
      {
        description: of.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('. '),
        content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

/** What JSON Schema cannot say (real dates, no control characters) is left to the server's check. */
function jsonSchema(schema: GenericSchema, typeMode: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode,
    errorMode: 'ignore',
  });
  return rest;
}
