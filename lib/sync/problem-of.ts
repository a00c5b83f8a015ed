import type { SourceError } from '../sources/errors.ts';
import type { SyncProblem } from '../store/views.ts';

/** An error as it is kept and shown. `since` is on this computer's clock. */
export function problemOf(error: SourceError, since: number): SyncProblem {
  const { class: code, code: detail, message, remedy } = error;
  return { code, detail, message, remedy, since };
}
