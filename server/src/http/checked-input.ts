import * as v from 'valibot';
import { Id } from '../../../lib/contract/primitives.ts';
import type { Route } from '../../../lib/contract/routes.ts';
import { Refusal } from '../workspace/refusal.ts';

/**
 * Checks the path's parameters. Throws `Refusal` `invalid_request`, naming the parameter.
 */
export function checkPath(parameters: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(parameters)) check(Id, value, name);
  return parameters;
}

/** Checks the query. A parameter given twice is refused. Throws `Refusal` `invalid_request`. */
export function checkQuery(route: Route, parameters: URLSearchParams): unknown {
  const query: Record<string, string> = {};
  for (const [name, value] of parameters) {
    if (Object.hasOwn(query, name)) throw new Refusal('invalid_request', `${name}: given twice`);
    query[name] = value;
  }
  // Unknown parameters of a route without any are no danger: browsers and proxies add some.
  return route.query ? check(route.query, query) : undefined;
}

/**
 * Reads and checks a JSON body. An empty one counts as `{}`. Throws `Refusal` `invalid_request`
 * with the field's name and what is wrong with it, or `score_out_of_range` where the route has that.
 */
export async function checkBody(route: Route, request: Request): Promise<unknown> {
  if (!route.body) return undefined;
  const type = request.headers.get('Content-Type');
  if (type !== null && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal('invalid_request', 'Content-Type: must be application/json');
  }
  const text = await request.text();
  let body: unknown = {};
  if (text.trim() !== '') {
    try {
      body = JSON.parse(text);
    } catch {
      throw new Refusal('invalid_request', 'The body is not JSON');
    }
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal('invalid_request', 'The body must be a JSON object');
  }
  const read = v.safeParse(route.body, body, { abortPipeEarly: true });
  if (read.success) return read.output;
  const bad = read.issues.find((issue) => v.getDotPath(issue) === 'score');
  if (bad && bad.input !== undefined && route.problems.includes('score_out_of_range')) {
    throw new Refusal('score_out_of_range', `score: ${bad.message}`);
  }
  throw new Refusal('invalid_request', wordsOf(read.issues));
}

function check(schema: v.GenericSchema, input: unknown, name = ''): unknown {
  const read = v.safeParse(schema, input, { abortPipeEarly: true });
  if (read.success) return read.output;
  throw new Refusal('invalid_request', wordsOf(read.issues, name));
}

/** How many faults one answer names. */
const NAMED_FAULTS = 5;

/** Says which fields are wrong and how, never with the value itself: it may be personal. */
export function wordsOf(issues: readonly v.BaseIssue<unknown>[], name = ''): string {
  return issues
    .slice(0, NAMED_FAULTS)
    .map((issue) => {
      const field = [name, v.getDotPath(issue)].filter(Boolean).join('.');
      return field === '' ? faultOf(issue) : `${field}: ${faultOf(issue)}`;
    })
    .join('; ');
}

function faultOf(issue: v.BaseIssue<unknown>): string {
  // valibot's own messages end in what was received; ours do not speak of it.
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  if (issue.kind === 'schema' && issue.type === 'strict_object' && issue.expected === 'never') {
    return 'is not a field of this request';
  }
  if (issue.input === undefined && issue.kind === 'schema') return 'is missing';
  if (issue.expected === null) return 'is not valid';
  return /length/.test(issue.type)
    ? `its length must be ${issue.expected}`
    : `must be ${issue.expected}`;
}
