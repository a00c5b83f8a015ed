import { setTimeout as pause } from 'node:timers/promises';
import { FolderInUse, readOwner } from '../database/folder-lock.ts';
import type { Operations } from '../operations/operations.ts';
import { remoteOperations } from '../operations/remote.ts';
import { Failure } from './failure.ts';
import { openPlace } from './open-place.ts';
import type { Place } from './place.ts';

/** The operations of a place, however they are carried out. */
export interface ReachedPlace {
  operations: Operations;
  /** Address of the running server they go through; `null` if this process opened the data. */
  url: string | null;
  close(): Promise<void>;
}

/** How long to wait for an owner that is just starting or stopping. */
const PATIENCE = 20_000;

/**
 * Reaches a place's data: through the running server that owns the folder, else by opening it.
 * Throws `Failure` if another command holds the folder for longer than 20 s.
 */
export async function reachPlace(place: Place, command: string): Promise<ReachedPlace> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      const open = await openPlace(place, command);
      return { operations: open.operations(place.workspace), url: null, close: open.close };
    } catch (cause) {
      if (!(cause instanceof FolderInUse)) throw cause;
      const through = await throughOwner(place);
      if (through) return through;
      if (Date.now() > until) throw new Failure(cause.message);
    }
    await pause(200);
  }
}

async function throughOwner(place: Place): Promise<ReachedPlace | null> {
  const owner = readOwner(place.folder);
  if (owner === null || owner.url === null || owner.operatorToken === null) return null;
  const { url, operatorToken } = owner;
  if (!(await answers(url))) return null;
  return {
    operations: remoteOperations({ url, operatorToken, workspace: place.workspace }),
    url,
    close: async () => undefined,
  };
}

/** True if a server is ready at that address. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** Reaches a place, does something with its operations, and leaves it. */
export async function withOperations<T>(
  place: Place,
  command: string,
  act: (operations: Operations, url: string | null) => Promise<T>,
): Promise<T> {
  const reached = await reachPlace(place, command);
  try {
    return await act(reached.operations, reached.url);
  } finally {
    await reached.close();
  }
}
