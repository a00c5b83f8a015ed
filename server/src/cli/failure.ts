import { FolderInUse } from '../database/folder-lock.ts';
import { ServerGone } from '../operations/remote.ts';
import { Refusal } from '../workspace/refusal.ts';

/** A command that cannot go on, with words that say what to do. Printed without a stack. */
export class Failure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Failure';
  }
}

/** What to print for an error, and whether its stack helps (it is none of those we foresaw). */
export function wordsForError(cause: unknown): string {
  const foreseen = [Failure, Refusal, FolderInUse, ServerGone].some(
    (kind) => cause instanceof kind,
  );
  if (foreseen && cause instanceof Error) return cause.message;
  if (cause instanceof Error) return cause.stack ?? cause.message;
  return String(cause);
}
