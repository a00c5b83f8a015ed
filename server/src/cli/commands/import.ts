import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isTimeZone } from '../../../../lib/csat/calendar.ts';
import { FIELDS } from '../../../../lib/sources/file-fields.ts';
import { FileFault } from '../../../../lib/sources/file-line.ts';
import { csvLines } from '../../import/csv.ts';
import { jsonLines, type ReadLine } from '../../import/json-lines.ts';
import { LISTED_REJECTIONS } from '../../import/report.ts';
import { Failure } from '../failure.ts';
import { placeOf, withPlace } from '../place.ts';
import { createProgress } from '../progress.ts';
import { withOperations } from '../reach-place.ts';

type Format = 'ndjson' | 'csv';

interface ImportOptions {
  data?: string;
  workspace: string;
  format?: Format;
  map: string[];
  set: string[];
  dateFormat: string[];
  timeZone: string;
}

const gather = (text: string, before: string[]) => [...before, text];

const HELP = `
NDJSON: one conversation a line, as POST /v1/import takes it (see /docs).
CSV: the exports of My AskAI are recognised by their columns. For any other say which column is
which field, for example
  --map id="Ticket" --map startedAt="Created" --map rating.score="CSAT" --map topic="Category"
  --date-format "dd/MM/yyyy HH:mm" --date-format "dd-MMM-yy" --time-zone Asia/Kolkata
Fields: ${Object.keys(FIELDS).join(', ')}.
A score is a number from 1 to 5, a face, or a word such as good or bad (then it has no face).
Date formats are tried in order, ISO 8601 last; excel and unix are numbers of days and of seconds. A
rating dated by day alone, on the day the conversation started, counts as given at the start.`;

/** `import FILE`: past conversations with their ratings, from NDJSON or CSV, plain or gzipped. */
export function addImport(program: Command): void {
  withPlace(program.command('import').description('import past conversations from a file'))
    .argument('<file>', 'NDJSON (.ndjson, .jsonl) or CSV (.csv, .tsv), also with .gz')
    .addOption(
      new Option('--format <format>', 'if the name does not say').choices(['ndjson', 'csv']),
    )
    .option('--map <field=Header>', 'CSV: which column is which field (again for each)', gather, [])
    .option('--set <field=value>', 'CSV: the same value for every row (again for each)', gather, [])
    .option('--date-format <format>', 'CSV: form of its dates (again for others)', gather, [])
    .option(
      '--time-zone <zone>',
      'CSV: zone of dates that name none',
      parseTimeZone,
      Intl.DateTimeFormat().resolvedOptions().timeZone,
    )
    .addHelpText('after', HELP)
    .action(importFile);
}

async function importFile(file: string, options: ImportOptions): Promise<void> {
  const size = await sizeOf(file);
  const format = options.format ?? formatOf(file);
  let reading = { bytes: 0 };
  const open = () => {
    reading = { bytes: 0 };
    return bytesOf(file, reading);
  };
  const lines: AsyncIterable<ReadLine> =
    format === 'ndjson'
      ? jsonLines(open())
      : csvLines(
          { name: file, size, open },
          {
            map: options.map,
            set: options.set,
            dateFormats: options.dateFormat,
            timeZone: options.timeZone,
          },
          (line) => console.error(line),
        );
  const progress = createProgress();
  const started = performance.now();
  const report = await withOperations(placeOf(options), 'import', (operations) =>
    operations.importLines(lines, ({ lines: done }) => {
      const share = size === 0 ? 100 : Math.floor((reading.bytes / size) * 100);
      progress.show(`${done} lines, ${share} % of the file read`);
    }),
  ).catch((cause: unknown) => {
    progress.end();
    throw inWords(cause, file);
  });
  progress.end();
  for (const { line, reason } of report.rejected) console.error(`line ${line}: ${reason}`);
  if (report.rejectedCount > report.rejected.length) {
    console.error(`(and ${report.rejectedCount - LISTED_REJECTIONS} more rejected lines)`);
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  const good = report.created + report.changed + report.unchanged;
  console.log(
    `${good} of ${report.lines} conversations taken (${report.created} new, ${report.changed} changed, ` +
      `${report.unchanged} unchanged), ${report.rejectedCount} rejected, in ${seconds} s.`,
  );
  if (good === 0) process.exitCode = 1;
}

function formatOf(file: string): Format {
  if (/\.(csv|tsv)(\.gz)?$/i.test(file)) return 'csv';
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(file)) return 'ndjson';
  throw new Failure(`The name "${file}" does not say what it is. Give --format ndjson or csv.`);
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new Failure(`${file} is not a file.`);
    return found.size;
  } catch (cause) {
    throw inWords(cause, file);
  }
}

/** The file's content, unpacked; counts what is read of the file itself. Opened when first read. */
async function* bytesOf(file: string, reading: { bytes: number }): AsyncGenerator<Uint8Array> {
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(file)) {
      reading.bytes += chunk.length;
      yield chunk;
    }
  }
  if (!/\.gz$/i.test(file)) {
    yield* counted();
    return;
  }
  // An error of either stream surfaces where the unpacked one is read.
  yield* pipeline(counted, createGunzip(), () => undefined);
}

function inWords(cause: unknown, file: string): unknown {
  if (cause instanceof FileFault) return new Failure(cause.message);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT') return new Failure(`There is no file ${file}.`);
  if (code === 'EACCES') return new Failure(`${file} may not be read by this user.`);
  if (/^Z_/.test(code)) return new Failure(`${file} is not a whole gzip file.`);
  return cause;
}

function parseTimeZone(text: string): string {
  if (!isTimeZone(text)) throw new InvalidArgumentError('It must be a name like Asia/Kolkata.');
  return text;
}
