import { restoreBackup } from '../backup/restore.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { openDatabase } from '../database/connect.ts';
import { type FolderLock, lockFolder } from '../database/folder-lock.ts';
import { missingMigrations } from '../database/migrate.ts';
import { loadDemo } from '../demo/load.ts';
import { localOperations } from '../operations/local.ts';
import type { Operations } from '../operations/operations.ts';
import { createService } from '../workspace/create-service.ts';
import type { Service } from '../workspace/service.ts';
import { databaseFolder, type Place } from './place.ts';
import { sourcesSettings, webhookSettings } from './settings-from-environment.ts';

/** The data, opened by this process. */
export interface OpenPlace {
  service: Service;
  operations(workspace: string): Operations;
  /** The folder's lock; `null` with PostgreSQL, which needs none. */
  lock: FolderLock | null;
  /** Closes the database and frees the folder. */
  close(): Promise<void>;
}

/** Takes the lock and opens the database. Throws `FolderInUse` if another process has it. */
export async function openPlace(place: Place, command: string): Promise<OpenPlace> {
  const sources = sourcesSettings(process.env, place);
  const webhooks = webhookSettings(process.env, sources.secrets);
  const lock = place.databaseUrl === null ? lockFolder(place.folder) : null;
  try {
    lock?.announce({ command, url: null, operatorToken: null });
    const { db, close } = await openDatabase(
      place.databaseUrl === null
        ? { dataFolder: databaseFolder(place) }
        : { databaseUrl: place.databaseUrl },
    );
    const service = createService({ db, clock: Date.now, sources, webhooks });
    return {
      service,
      lock,
      operations: (workspace) =>
        localOperations({
          service,
          workspace,
          missingMigrations: () => missingMigrations(db),
          fillDemo: (id, onProgress) =>
            loadDemo(service, id, {
              now: Date.now(),
              at: (time) => createService({ db, clock: () => time }).workspace(id),
              onProgress,
            }),
          backup: () => writeBackup(db, Date.now()),
          restore: (bytes, options) => restoreBackup(db, Date.now, bytes, options),
        }),
      async close() {
        await close();
        lock?.release();
      },
    };
  } catch (cause) {
    lock?.release();
    throw cause;
  }
}
