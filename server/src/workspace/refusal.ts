import { PROBLEMS, type ProblemCode } from '../../../lib/contract/problem.ts';

/** A refusal that the caller can do something about; the HTTP layer turns it into problem details. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  /** More fields for the problem details: `epoch` of `cursor_gone`, `current` of `version_conflict`. */
  readonly extra: Record<string, unknown>;

  constructor(
    code: ProblemCode,
    detail: string = PROBLEMS[code].title,
    extra: Record<string, unknown> = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.extra = extra;
  }
}
