import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';

const Owner = v.object({
  /** Process id of the owner. */
  pid: v.number(),
  /** The command that owns the folder, such as `serve`. */
  command: v.string(),
  /** Where the owner answers; `null` for a command that serves nothing, or not yet. */
  url: v.nullable(v.string()),
  /** Lets other commands of this machine's user work through the owner. */
  operatorToken: v.nullable(v.string()),
});
/** Who owns a data folder, as it says of itself in `owner.json`. */
export type Owner = v.InferOutput<typeof Owner>;

/** The data folder belongs to another process. `owner` is `null` while that one is still starting. */
export class FolderInUse extends Error {
  readonly owner: Owner | null;

  constructor(folder: string, owner: Owner | null) {
    super(
      owner === null
        ? `The data folder ${folder} is in use by another process that is just starting.`
        : `The data folder ${folder} is in use by "${owner.command}" (process ${owner.pid}` +
            `${owner.url === null ? '' : `, ${owner.url}`}). One process at a time may open it: ` +
            'stop that one first, or give --data another folder.',
    );
    this.name = 'FolderInUse';
    this.owner = owner;
  }
}

/** A held lock. */
export interface FolderLock {
  /** Tells other processes who owns the folder and how to reach it. Readable by this user only. */
  announce(owner: Omit<Owner, 'pid'>): void;
  /** Withdraws the announcement and frees the folder. */
  release(): void;
}

/** Who owns the folder according to `owner.json`; `null` if nobody has said so (or not legibly). */
export function readOwner(folder: string): Owner | null {
  try {
    return v.parse(Owner, JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Makes this process the only owner of a data folder, creating the folder if need be. The lock is
 * an SQLite file under an exclusive transaction, so the operating system frees it however the
 * process ends (docs/decisions/0002-folder-lock.md). Throws `FolderInUse` at once if it is taken.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ownerFile = join(folder, 'owner.json');
  const file = new DatabaseSync(join(folder, 'owner.lock'), { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    file.close();
    if (isBusy(cause)) throw new FolderInUse(folder, readOwner(folder));
    throw cause;
  }
  // What a killed owner left behind.
  rmSync(ownerFile, { force: true });
  let held = true;
  return {
    announce(owner) {
      const draft = `${ownerFile}.${process.pid}`;
      writeFileSync(draft, JSON.stringify({ pid: process.pid, ...owner }), { mode: 0o600 });
      renameSync(draft, ownerFile);
    },
    release() {
      if (!held) return;
      held = false;
      rmSync(ownerFile, { force: true });
      file.close();
    },
  };
}

/** True if some process holds the folder's lock right now. */
export function isFolderLocked(folder: string): boolean {
  try {
    const file = new DatabaseSync(join(folder, 'owner.lock'), { timeout: 0, readOnly: true });
    try {
      file.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
      return false;
    } finally {
      file.close();
    }
  } catch (cause) {
    return isBusy(cause);
  }
}

const SQLITE_BUSY = 5;

function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY;
}
