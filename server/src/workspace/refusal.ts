import { PROBLEMS, type ProblemCode } from '../../../lib/contract/problem.ts';

/** A refusal that the caller can do something about; the HTTP layer turns it into problem details. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  /** More fields for the problem details, such as `epoch` of `cursor_gone`. */
  readonly extra: Record<string, string>;

  constructor(
    code: ProblemCode,
    detail: string = PROBLEMS[code].title,
    extra: Record<string, string> = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.extra = extra;
  }
}
