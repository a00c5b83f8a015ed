import * as v from 'valibot';
import { readChangesPage } from '../contract/fast-changes.ts';
import { Problem } from '../contract/problem.ts';
import { type AnswerOf, type BodyOf, pathOf, ROUTES, type RouteName } from '../contract/routes.ts';
import { errorOfAnswer, SourceError } from './errors.ts';
import { readLimited } from './limited-text.ts';
import { readRetryAfter } from './retry-after.ts';

/** The largest answer that is read, in bytes. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

export interface CallOptions<Name extends RouteName> {
  /** Origin of the server. */
  server: string;
  token?: string;
  path?: Record<string, string>;
  query?: Record<string, string | number | null>;
  body?: BodyOf<Name>;
  /** Version of what is changed, for `If-Match`. */
  version?: string;
  /** Milliseconds until it counts as unreachable. */
  timeout?: number;
  signal?: AbortSignal;
}

export interface Answer<Name extends RouteName> {
  value: AnswerOf<Name>;
  /** The `ETag`, for a later change; `null` without one. */
  version: string | null;
}

/**
 * The one fetch wrapper: calls a route of the contract and checks the answer against its schema.
 * Throws SourceError, or the signal's reason if that was aborted.
 */
export async function call<Name extends RouteName>(
  name: Name,
  options: CallOptions<Name>,
): Promise<Answer<Name>> {
  const route = ROUTES[name];
  const address = new URL(pathOf(route, options.path), options.server);
  for (const [key, value] of Object.entries(options.query ?? {})) {
    if (value !== null) address.searchParams.set(key, String(value));
  }
  const headers = new Headers({ accept: 'application/json' });
  if (options.token !== undefined) headers.set('authorization', `Bearer ${options.token}`);
  if (options.version !== undefined) headers.set('if-match', options.version);
  if (options.body !== undefined) headers.set('content-type', 'application/json');

  const { response, text } = await exchange(address, options, {
    method: route.method,
    headers,
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  if (!response.ok) throw refusal(response, text);
  if (route.answer === null) return { value: undefined as AnswerOf<Name>, version: null };
  const json = readJson(text);
  const parsed = name === 'getChanges' ? readChangesPage(json) : v.safeParse(route.answer, json);
  if (!parsed.success) {
    throw new SourceError('contract', {
      code: 'answer_unexpected',
      cause: v.flatten<typeof route.answer>(parsed.issues as never),
    });
  }
  // The schema just checked is this route's; the compiler cannot follow that through `Name`.
  const value = parsed.output as unknown as AnswerOf<Name>;
  return { value, version: response.headers.get('etag') };
}

async function exchange(
  address: URL,
  options: { timeout?: number; signal?: AbortSignal },
  init: RequestInit,
): Promise<{ response: Response; text: string }> {
  const timeout = AbortSignal.timeout(options.timeout ?? 10_000);
  try {
    const response = await fetch(address, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      // A login page or another host must not be taken for our server's answer.
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: options.signal ? AbortSignal.any([timeout, options.signal]) : timeout,
    });
    return { response, text: await readLimited(response, LONGEST_ANSWER, tooLong) };
  } catch (error) {
    if (options.signal?.aborted || error instanceof SourceError) throw error;
    if (timeout.aborted) throw new SourceError('network', { ...TOO_SLOW, cause: error });
    throw new SourceError('network', { cause: error });
  }
}

const TOO_SLOW = { code: 'timeout', message: 'The server did not answer in time.' };

function tooLong(): SourceError {
  return new SourceError('contract', {
    code: 'answer_too_long',
    message: 'The server gave an answer that is too long.',
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError('contract', {
      code: 'answer_unreadable',
      message: 'Something else answered in place of the server.',
      remedy: 'Does this network ask you to sign in? Do that first. It is tried again by itself.',
      cause: error,
    });
  }
}

function refusal(response: Response, text: string): SourceError {
  const retryAfter = readRetryAfter(response.headers.get('retry-after'), Date.now());
  let problem: v.InferOutput<typeof Problem> | null = null;
  try {
    const parsed = v.safeParse(Problem, JSON.parse(text));
    if (parsed.success) problem = parsed.output;
  } catch {
    // A proxy's page in place of problem details: the status has to do.
  }
  return errorOfAnswer({
    status: response.status,
    code: problem?.code ?? null,
    detail: problem?.detail ?? null,
    current: problem?.current,
    retryAfter,
  });
}
