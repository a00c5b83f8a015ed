import { FolderInUse } from '../database/folder-lock.ts';
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
  if (cause instanceof Failure || cause instanceof Refusal || cause instanceof FolderInUse) {
    return cause.message;
  }
  if (cause instanceof Error) return cause.stack ?? cause.message;
  return String(cause);
}
