import * as v from 'valibot';
import { Problem } from '../../../lib/contract/problem.ts';

/** A call that brought nothing: no network, or a refusal with the API's code. */
export class CallFailure extends Error {
  /** The problem's code; `network` without an answer, `contract` for an answer that does not fit. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CallFailure';
    this.code = code;
  }
}

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Calls this server with the page's cookie and checks the answer. Throws CallFailure; an aborted
 * call throws its reason.
 */
export async function callApi<S extends v.GenericSchema>(
  schema: S,
  path: string,
  { method = 'GET', body, headers = {}, signal }: Call = {},
): Promise<v.InferOutput<S>> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    answer = response.status === 204 ? null : await response.json();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new CallFailure('network', 'The server cannot be reached.');
  }
  if (!response.ok) {
    const problem = v.safeParse(Problem, answer);
    if (!problem.success) throw new CallFailure('contract', 'The server gave an unknown answer.');
    throw new CallFailure(problem.output.code, problem.output.detail ?? problem.output.title);
  }
  const read = v.safeParse(schema, answer);
  if (!read.success) throw new CallFailure('contract', 'The server gave an unknown answer.');
  return read.output;
}

/** Schema of answers without a body. */
export const NOTHING = v.null();
