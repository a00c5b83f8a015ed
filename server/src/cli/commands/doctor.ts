import { accessSync, constants, existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { isFolderLocked, readOwner } from '../../database/folder-lock.ts';
import type { Finding } from '../../operations/operations.ts';
import { wordsForError } from '../failure.ts';
import { type Place, placeOf, withPlace } from '../place.ts';
import { printFindings } from '../print-findings.ts';
import { answers, withOperations } from '../reach-place.ts';

/** `doctor`: looks at everything the server needs; exit code 1 if something is wrong. */
export function addDoctor(program: Command): void {
  withPlace(program.command('doctor').description('check the installation and the data')).action(
    doctor,
  );
}

async function doctor(options: { data?: string; workspace: string }): Promise<void> {
  const place = placeOf(options);
  printFindings([nodeFinding(process.versions.node), ...(await placeFindings(place))]);
}

/** Node runs TypeScript by itself from 22.18 on. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > 22 || (major === 22 && minor >= 18);
  return { what: 'Node', ok, found: version, remedy: 'Install Node 22.18 or newer.' };
}

async function placeFindings(place: Place): Promise<Finding[]> {
  if (place.databaseUrl !== null) return databaseFindings(place);
  const folder = folderFinding(place.folder);
  if (!folder.ok) return [folder];
  const server = await serverFinding(place);
  if (!server.ok) return [folder, server];
  return [folder, server, ...(await databaseFindings(place))];
}

function folderFinding(folder: string): Finding {
  const what = 'data folder';
  if (!existsSync(folder)) {
    return {
      what,
      ok: false,
      found: `${folder} does not exist`,
      remedy: 'Run serve once, or point --data (or FIVEFACES_DATA) at the right folder.',
    };
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const remedy = 'Give this user the right to read and write it.';
    return { what, ok: false, found: `${folder} may not be written`, remedy };
  }
  const open = process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0;
  return open
    ? {
        what,
        ok: false,
        found: `${folder} can be read by other users of this computer`,
        remedy: `chmod 700 ${folder}`,
      }
    : { what, ok: true, found: folder };
}

async function serverFinding(place: Place): Promise<Finding> {
  if (!isFolderLocked(place.folder)) {
    return { what: 'server', ok: true, found: 'not running; the folder is free' };
  }
  const owner = readOwner(place.folder);
  if (owner === null || owner.url === null) {
    const by = owner === null ? 'another process' : `"${owner.command}" (process ${owner.pid})`;
    const remedy = 'Wait until it has finished, or stop it.';
    return { what: 'server', ok: false, found: `the folder is held by ${by}`, remedy };
  }
  const found = `process ${owner.pid} at ${owner.url}`;
  if (await answers(owner.url)) return { what: 'server', ok: true, found: `running, ${found}` };
  return {
    what: 'server',
    ok: false,
    found: `${found} does not answer`,
    remedy: `Stop process ${owner.pid} and start it again.`,
  };
}

async function databaseFindings(place: Place): Promise<Finding[]> {
  try {
    const findings = await withOperations(place, 'doctor', (operations) => operations.examine());
    return [{ what: 'database', ok: true, found: 'answers' }, ...findings];
  } catch (cause) {
    return [
      {
        what: 'database',
        ok: false,
        found: wordsForError(cause).split('\n')[0] ?? '',
        remedy:
          place.databaseUrl === null
            ? 'Restore the data folder from a backup.'
            : 'Check DATABASE_URL and that PostgreSQL runs.',
      },
    ];
  }
}
