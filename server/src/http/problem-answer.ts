import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { PROBLEMS, type Problem, type ProblemCode } from '../../../lib/contract/problem.ts';

/** Media type of problem details. */
export const PROBLEM_TYPE = 'application/problem+json';

/**
 * An RFC 9457 answer for a code.
 * @param extra further members of the body, such as `epoch`
 */
export function problemAnswer(
  c: Context,
  code: ProblemCode,
  detail?: string,
  extra: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Response {
  const { status, title } = PROBLEMS[code];
  const problem: Problem = {
    type: `urn:fivefaces:problem:${code}`,
    title,
    status,
    code,
    ...(detail !== undefined && detail !== title && { detail }),
  };
  return c.body(JSON.stringify({ ...extra, ...problem }), status satisfies ContentfulStatusCode, {
    'Content-Type': PROBLEM_TYPE,
    ...headers,
  });
}
