import { join } from 'node:path';
import type { Command } from 'commander';
import { FIRST_WORKSPACE } from '../operations/local.ts';

/** Where the data lies and which workspace is meant. */
export interface Place {
  /** The data folder; also holds the lock. Unused with PostgreSQL. */
  folder: string;
  /** `DATABASE_URL`, or `null` for the embedded database in the folder. */
  databaseUrl: string | null;
  workspace: string;
}

/** Gives a command the options that say where the data lies and which workspace is meant. */
export function withPlace(command: Command): Command {
  return withData(command).option('--workspace <id>', 'workspace', FIRST_WORKSPACE.id);
}

/** Gives a command for all workspaces the option that says where the data lies. */
export function withData(command: Command): Command {
  return command.option(
    '--data <folder>',
    'folder of the embedded database (or FIVEFACES_DATA); DATABASE_URL takes PostgreSQL instead',
  );
}

/** Reads those options. */
export function placeOf(options: { data?: string; workspace: string }): Place {
  return {
    folder: options.data ?? (process.env.FIVEFACES_DATA || join('.data', 'server')),
    databaseUrl: process.env.DATABASE_URL || null,
    workspace: options.workspace,
  };
}

/** The embedded database's own folder inside the data folder. */
export function databaseFolder(place: Place): string {
  return join(place.folder, 'database');
}
