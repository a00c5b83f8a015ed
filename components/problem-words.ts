import { t } from '@lingui/core/macro';
import { inWords } from './in-words.ts';

/** What kept something from its end, and what to do about it. */
export interface Problem {
  /** Stable code, where it came with one. */
  code?: string;
  /** In English where lib or a server says it. */
  message: string;
  remedy?: string;
  /** What it is a problem of, where several stand together: `Chatwoot`. */
  of?: string;
}

/** A problem in the language of the page. What a server or a platform said itself stays as it is. */
export function problemWords(problem: Problem): { message: string; remedy: string } {
  const { of } = problem;
  const message = inWords(problem.message);
  return {
    message: of === undefined ? message : t`${of}: ${message}`,
    remedy: inWords(problem.remedy ?? ''),
  };
}

/** What was thrown as a problem: a mistake of ours, so its words are for whoever helps. */
export function thrown(error: unknown): Problem & { remedy: string } {
  return { code: 'thrown', message: String(error), remedy: t`Try again.` };
}
