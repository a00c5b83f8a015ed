import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as v from 'valibot';
import { MIGRATION_NAMES } from '../database/migrate.ts';
import { textLines } from '../import/text-lines.ts';
import { EndLine, FORMAT, Header, TABLES, TableLine } from './format.ts';

/** The file is no whole backup, or none that this version can read. */
export class BackupFault extends Error {
  constructor(fault: string) {
    super(`${fault} Nothing was changed.`);
    this.name = 'BackupFault';
  }
}

/** Some rows of one table, each as the JSON that the backup holds. */
export interface TableRows {
  table: (typeof TABLES)[number];
  rows: string[];
}

/** Rows, and characters of rows, that are passed on at a time. */
const ROWS = 1_000;
const CHARACTERS = 4_000_000;

/**
 * Reads a backup row by row. Ends well only if all of it was there and its checksum is right;
 * throws `BackupFault` otherwise, which may be after the last row.
 */
export async function* readBackup(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableRows> {
  const lines = checkedLines(bytes);
  try {
    readHeader(await lines.next());
    const counts: Record<string, number> = {};
    for (const table of TABLES) {
      const { rows } = read(TableLine, await lines.next());
      counts[table] = rows;
      for (let left = rows; left > 0; ) {
        const some: string[] = [];
        for (let characters = 0; left > 0 && some.length < ROWS && characters < CHARACTERS; ) {
          const line = await lines.next();
          some.push(line);
          characters += line.length;
          left -= 1;
        }
        yield { table, rows: some };
      }
    }
    await readEnd(lines, counts);
  } finally {
    await lines.close();
  }
}

interface Lines {
  /** The next line; throws `BackupFault` if there is none. */
  next(): Promise<string>;
  /** True if nothing follows. */
  ended(): Promise<boolean>;
  /** SHA-256 of all lines but the last one read. */
  hashBefore(): string;
  close(): Promise<unknown>;
}

const CUT = 'The backup is cut off or damaged.';

function checkedLines(bytes: AsyncIterable<Uint8Array>): Lines {
  // An error of either stream surfaces where the unpacked one is read.
  const unpacked = pipeline(bytes, createGunzip(), () => undefined);
  const lines = textLines(unpacked);
  const hash = createHash('sha256');
  let last = '';
  const read = async () => {
    try {
      return await lines.next();
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
      throw /^Z_/.test(code) ? new BackupFault(CUT) : cause;
    }
  };
  return {
    async next() {
      const { done, value } = await read();
      if (done || !('text' in value)) throw new BackupFault(CUT);
      hash.update(last);
      last = `${value.text}\n`;
      return value.text;
    },
    ended: async () => (await read()).done === true,
    hashBefore: () => hash.digest('hex'),
    close: () => lines.return(undefined),
  };
}

function read<Schema extends v.GenericSchema>(schema: Schema, line: string) {
  try {
    return v.parse(schema, JSON.parse(line));
  } catch {
    throw new BackupFault(CUT);
  }
}

function readHeader(line: string): void {
  let header: v.InferOutput<typeof Header>;
  try {
    header = v.parse(Header, JSON.parse(line));
  } catch {
    throw new BackupFault('The file is not a backup of Fivefaces.');
  }
  const same = header.format === FORMAT && header.migrations.join() === MIGRATION_NAMES.join();
  if (same) return;
  throw new BackupFault(
    'The backup was made by another version of Fivefaces. Restore it with that version, then ' +
      'start this one on the same data: it brings the tables up to date.',
  );
}

async function readEnd(lines: Lines, counts: Record<string, number>): Promise<void> {
  const { end, sha256 } = read(EndLine, await lines.next());
  const complete = TABLES.every((table) => end[table] === counts[table]);
  if (!complete || sha256 !== lines.hashBefore() || !(await lines.ended())) {
    throw new BackupFault(CUT);
  }
}
