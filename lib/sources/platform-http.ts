import * as v from 'valibot';
import { SourceError } from './errors.ts';
import { readLimited } from './limited-text.ts';
import { resetWait, timeOfAnswer, waitOf } from './rate-limit.ts';
import { readRetryAfter } from './retry-after.ts';
import type { SourceParts } from './source.ts';

/** The largest answer of a platform that is read, in bytes: a runaway one must not fill the memory. */
const LARGEST_ANSWER = 32 * 1024 * 1024;

/** Milliseconds until a platform counts as unreachable. */
const TIMEOUT = 30_000;

/** What to say to people, and where they can put it right. */
export interface RefusalWords {
  message: string;
  remedy: string;
}

/** How a platform is spoken to. */
export interface PlatformSettings {
  /** As people call it: `Intercom`. Used in messages. */
  name: string;
  /** `https://api.intercom.io`; paths of requests are appended. */
  origin: string;
  /** Sent with every request: the credential, a version. */
  headers: Record<string, string>;
  /** `include` only for a signed-in session, else `omit`. */
  credentials: 'omit' | 'include';
  /** Length of its limit's window in milliseconds, where its answers do not say when it ends. */
  window: number;
  /** For 401. */
  tokenWrong: RefusalWords;
  /** For 403, unless the request knows better. */
  scopeMissing: RefusalWords;
}

/** What a 403 (or another refusal) of a request means. */
export interface RefusalMeaning extends RefusalWords {
  code: 'scope_missing' | 'plan_lacks_ratings' | 'token_wrong' | 'account_wrong';
}

export interface PlatformRequest<Schema extends v.GenericSchema> {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** `/conversations/search`: appended to the platform's origin; its parts already encoded. */
  path: string;
  query?: Record<string, string | number | null>;
  body?: unknown;
  /** What of the answer is used. Unknown fields are to be let through. */
  answer: Schema;
  /**
   * Judges an answer that is no success before the general rules do: its meaning, or `null` for
   * them. `body` is its JSON, `undefined` if it has none.
   */
  refused?: (status: number, body: unknown) => RefusalMeaning | null;
  signal: AbortSignal;
}

export interface PlatformAnswer<Value> {
  value: Value;
  /** The platform's own time of the answer (epoch milliseconds); our clock where it does not say. */
  time: number;
  /** The time comes from the platform, not from our clock. */
  timeIsTheirs: boolean;
}

/** Requests to one platform. */
export interface PlatformHttp {
  /** Throws SourceError, or the signal's reason; 404 is SourceError `not_found`. */
  ask<Schema extends v.GenericSchema>(
    request: PlatformRequest<Schema>,
  ): Promise<PlatformAnswer<v.InferOutput<Schema>>>;
  /** The same; `null` where the platform answers 404. */
  find<Schema extends v.GenericSchema>(
    request: PlatformRequest<Schema>,
  ): Promise<PlatformAnswer<v.InferOutput<Schema>> | null>;
  /** Milliseconds to wait from now by the limits told in the latest answer; for `SourceBatch.wait`. */
  wait(): number;
}

/**
 * The one wrapper by which sources speak to platforms: whole addresses through the handed-in fetch,
 * with a time and a size limit, answers checked against a schema, refusals as SourceError.
 */
export function platformHttp(parts: SourceParts, settings: PlatformSettings): PlatformHttp {
  let waitUntil = 0;

  async function find<Schema extends v.GenericSchema>(
    request: PlatformRequest<Schema>,
  ): Promise<PlatformAnswer<v.InferOutput<Schema>> | null> {
    const { response, text } = await exchange(parts, settings, request);
    const { headers } = response;
    const now = parts.now();
    waitUntil = now + waitOf(headers, settings, now);
    if (!response.ok) {
      const body = jsonOrUndefined(text);
      const meaning = request.refused?.(response.status, body) ?? null;
      if (meaning) throw new SourceError('auth', meaning);
      if (response.status === 404) return null;
      throw refusal(response, settings, now);
    }
    const parsed = v.safeParse(request.answer, readJson(text, settings));
    if (!parsed.success) throw unfit(settings, request.path, parsed.issues);
    const time = timeOfAnswer(headers, now);
    return { value: parsed.output, time, timeIsTheirs: headers.get('date') !== null };
  }

  return {
    find,
    async ask(request) {
      const answer = await find(request);
      if (answer) return answer;
      throw new SourceError('contract', {
        code: 'not_found',
        transient: false,
        message: `${settings.name} does not know what was asked for.`,
        remedy: 'Check the account typed when it was connected.',
      });
    },
    wait: () => Math.max(0, waitUntil - parts.now()),
  };
}

async function exchange(
  parts: SourceParts,
  settings: PlatformSettings,
  request: Omit<PlatformRequest<v.GenericSchema>, 'answer'>,
): Promise<{ response: Response; text: string }> {
  const { signal, body } = request;
  signal.throwIfAborted();
  const address = new URL(settings.origin + request.path);
  for (const [key, value] of Object.entries(request.query ?? {})) {
    if (value !== null) address.searchParams.set(key, String(value));
  }
  const headers: Record<string, string> = { accept: 'application/json', ...settings.headers };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const timeout = AbortSignal.timeout(TIMEOUT);
  try {
    const response = await parts.fetch(address.href, {
      method: request.method ?? 'GET',
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: settings.credentials,
      // A login page or another host must not be taken for the platform's answer.
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([timeout, signal]),
    });
    return { response, text: await readLimited(response, LARGEST_ANSWER, () => tooLong(settings)) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof SourceError) throw error;
    const words = {
      message: `${settings.name} cannot be reached.`,
      remedy: 'Check the network and the address. It is tried again by itself.',
    };
    if (!timeout.aborted) throw new SourceError('network', { ...words, cause: error });
    const message = `${settings.name} did not answer in time.`;
    throw new SourceError('network', { ...words, code: 'timeout', message, cause: error });
  }
}

function tooLong({ name }: PlatformSettings): SourceError {
  return new SourceError('contract', {
    code: 'answer_too_long',
    message: `${name} gave an answer that is too long.`,
    remedy: 'It is tried again by itself.',
  });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readJson(text: string, settings: PlatformSettings): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError('contract', {
      code: 'answer_unreadable',
      message: `Something else answered in place of ${settings.name}.`,
      remedy: 'Check the address, and whether this network asks you to sign in.',
      cause: error,
    });
  }
}

/** The cause names the fields that do not fit, never what stood in them. */
function unfit(
  settings: PlatformSettings,
  path: string,
  issues: readonly v.BaseIssue<unknown>[],
): SourceError {
  const fields = issues.map((issue) => v.getDotPath(issue) ?? '').slice(0, 10);
  return new SourceError('contract', {
    code: 'answer_unexpected',
    message: `${settings.name} gave an answer that this version does not understand.`,
    remedy: 'Update Fivefaces. It is tried again by itself.',
    cause: `${path.replace(/\d+/g, '…')}: ${[...new Set(fields)].join(', ')}`,
  });
}

/** What an answer that is no success means, by the rules that all platforms share. */
function refusal(response: Response, settings: PlatformSettings, now: number): SourceError {
  const { status, headers } = response;
  const { name } = settings;
  const retryAfter = readRetryAfter(headers.get('retry-after'), timeOfAnswer(headers, now));
  if (status === 401)
    return new SourceError('auth', { code: 'token_wrong', ...settings.tokenWrong });
  if (status === 403) {
    return new SourceError('auth', { code: 'scope_missing', ...settings.scopeMissing });
  }
  if (status === 429) {
    return new SourceError('rate', {
      message: `${name} asks to wait because of too many requests.`,
      retryAfter: retryAfter ?? resetWait(headers, now) ?? settings.window,
    });
  }
  if (status >= 500) {
    return new SourceError('server', {
      message: `${name} failed.`,
      remedy: `It is tried again by itself. If it lasts, look at ${name}'s status page.`,
      retryAfter,
    });
  }
  if (status === 0 || (status >= 300 && status < 400)) {
    if (settings.credentials === 'include') {
      return new SourceError('auth', { code: 'token_wrong', ...settings.tokenWrong });
    }
    return new SourceError('contract', {
      code: 'redirected',
      transient: false,
      message: `${name} sends requests to another address.`,
      remedy: 'Check the account typed when it was connected.',
    });
  }
  return new SourceError('contract', {
    code: status === 400 || status === 422 ? 'request_refused' : `status_${status}`,
    transient: false,
    message: `${name} does not accept a request of this version.`,
    remedy: 'Update Fivefaces, and tell its makers if that does not help.',
  });
}
