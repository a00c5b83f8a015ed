import { createReadStream, createWriteStream } from 'node:fs';
import { access, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { FIRST_WORKSPACE } from '../../operations/local.ts';
import { Failure } from '../failure.ts';
import { placeOf, withData } from '../place.ts';
import { printFindings } from '../print-findings.ts';
import { createProgress } from '../progress.ts';
import { withOperations } from '../reach-place.ts';

interface DataOptions {
  data?: string;
}

const MEGABYTE = 1024 * 1024;

/** `backup FILE`: everything the server holds, all workspaces, into one file. */
export function addBackup(program: Command): void {
  withData(program.command('backup').description('write everything into one file'))
    .argument('<file>', 'a new file, such as fivefaces.backup.gz; holds secrets and personal data')
    .action(backUp);
}

async function backUp(file: string, options: DataOptions): Promise<void> {
  if (await exists(file)) throw new Failure(`There is a file ${file} already. Give a new name.`);
  // Under its name only once it is whole.
  const draft = `${file}.unfinished`;
  const progress = createProgress();
  let bytes = 0;
  try {
    await withOperations(
      placeOf({ ...options, workspace: FIRST_WORKSPACE.id }),
      'backup',
      (operations) =>
        pipeline(
          operations.backup(),
          async function* (chunks: AsyncIterable<Uint8Array>) {
            for await (const chunk of chunks) {
              bytes += chunk.length;
              progress.show(`${(bytes / MEGABYTE).toFixed(1)} MiB written`);
              yield chunk;
            }
          },
          createWriteStream(draft, { mode: 0o600, flush: true }),
        ),
    );
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  } finally {
    progress.end();
  }
  console.log(`${file}: ${(bytes / MEGABYTE).toFixed(1)} MiB. Keep it as safe as the data itself.`);
}

/** `restore FILE`: puts a backup in the place of everything. */
export function addRestore(program: Command): void {
  withData(program.command('restore').description('put a backup in the place of everything'))
    .argument('<file>', 'what backup wrote, on this kind of database or the other')
    .option('--replace', 'delete the workspaces that are here', false)
    .action(restore);
}

async function restore(file: string, options: DataOptions & { replace: boolean }): Promise<void> {
  const size = await sizeOf(file);
  const progress = createProgress();
  let bytes = 0;
  async function* read(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(file)) {
      bytes += chunk.length;
      progress.show(`${Math.floor((bytes / size) * 100)} % of the file read`);
      yield chunk;
    }
  }
  const place = placeOf({ ...options, workspace: FIRST_WORKSPACE.id });
  const restored = await withOperations(place, 'restore', (operations) =>
    operations.restore(read(), { replace: options.replace }),
  ).finally(() => progress.end());
  const { workspaces, conversations, erasedAgain } = restored;
  console.log(
    `Restored ${workspaces} workspace${workspaces === 1 ? '' : 's'} with ` +
      `${conversations - erasedAgain} conversations. Extensions sync anew by themselves.`,
  );
  if (erasedAgain > 0) {
    console.log(`${erasedAgain} that had been erased here since were erased again.`);
  }
  printFindings(restored.findings);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new Failure(`There is no file ${file}.`);
  if (!found.isFile()) throw new Failure(`${file} is not a file.`);
  return found.size;
}
