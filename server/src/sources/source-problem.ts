import type { ProblemCode } from '../../../lib/contract/problem.ts';
import type { SourceTest } from '../../../lib/contract/source.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import { Refusal } from '../workspace/refusal.ts';

/** What went wrong with a platform, in words. */
export type ProblemWords = NonNullable<SourceTest['problem']>;

/** The words for an error; those for an unforeseen one do not tell it: it may hold anything. */
export function problemWords(cause: unknown): ProblemWords {
  if (cause instanceof SourceError) {
    return { code: cause.code, message: cause.message, remedy: cause.remedy };
  }
  if (isTimeout(cause)) {
    return {
      code: 'timeout',
      message: 'The platform did not answer in time.',
      remedy: 'It is tried again by itself.',
    };
  }
  return {
    code: 'internal',
    message: 'Reading the platform failed in an unforeseen way.',
    remedy:
      'It is tried again by itself. If it lasts, tell who runs the server: its log says more.',
  };
}

/** Was it foreseen: does the log need to say nothing more? */
export function isForeseen(cause: unknown): boolean {
  return cause instanceof SourceError || isTimeout(cause);
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'TimeoutError';
}

/** Runs what asks a platform for a person; what the platform says becomes a refusal with its words. */
export async function refusing<T>(code: ProblemCode, ask: () => T | Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!isForeseen(cause)) throw cause;
    const { message, remedy } = problemWords(cause);
    throw new Refusal(code, `${message} ${remedy}`.trim());
  }
}
