import { safeParse } from 'valibot';
import { ImportLine, importIssues, type RejectedLine } from '../contract/import.ts';
import { type OpenableFile, textBytes } from './file-bytes.ts';
import { conversationOf } from './file-conversation.ts';
import type { DateChoice } from './file-date-guess.ts';
import { type FileField, NEEDED_FIELDS } from './file-fields.ts';
import { type Confidence, guessMapping } from './file-guess.ts';
import { type FileKind, kindOf } from './file-kind.ts';
import { FileFault, type FileLine, type FileMapping, rowReader } from './file-line.ts';
import { mergeLines } from './file-merge.ts';
import { type FileProblem, problemsOf } from './file-problems.ts';
import { type CsvRow, csvRows } from './file-rows.ts';
import { type DecodedText, decodeText } from './file-text.ts';
import type { SourceConversation } from './source.ts';

/**
 * Files as a source: exports of My AskAI, recognised by their columns, and any other CSV by a
 * mapping. The same code reads a file that was dropped on a page and one named on the server's
 * command line.
 *
 * In a page:
 *
 *     const preview = await readFile(openable(file));     // first rows, guessed mapping, problems
 *     // show preview.columns, preview.problems, preview.dates (more than one: ask which)
 *     for await (const batch of convertFile(preview, mapping)) {
 *       // store batch.conversations, show batch.done, add up batch.rejected and batch.notes
 *     }
 *
 * Both throw `FileFault`, whose message says what to do, for what cannot be read at all (no CSV, no
 * rows, a mapping without `id` or `startedAt`). Everything else is said in `problems` or refuses
 * single lines.
 */

/** A column as a preview shows it. */
export interface FileColumn {
  header: string;
  /** Its first cells that hold something, at most three, each at most 80 characters. */
  samples: string[];
  /** What it is guessed to be, the fields in the order of the guess; mostly none or one. */
  fields: { field: FileField; confidence: Confidence }[];
}

/** What the first rows of a file tell. */
export interface FilePreview {
  file: OpenableFile;
  kind: FileKind;
  encoding: DecodedText['encoding'];
  columns: FileColumn[];
  /** The first rows, at most five. */
  rows: string[][];
  /** As guessed; hand it to `convertFile` as it is or changed. */
  mapping: FileMapping;
  /** Fields that a mapping needs and this one lacks. Empty: it can be converted. */
  missing: FileField[];
  /** The ways in which its dates can be read, the likeliest first (it is in the mapping). */
  dates: DateChoice[];
  /** There are ratings by customers in it, not only those of a model. */
  hasRatings: boolean;
  /** What a person should know before the file is taken. */
  problems: FileProblem[];
}

/** Some conversations of a file, at most 500. */
export interface FileBatch {
  conversations: SourceConversation[];
  /** Lines that were not taken, since the last batch. Reasons may quote cells: only for who gave the file. */
  rejected: RejectedLine[];
  /** Rows that were read so far. */
  rows: number;
  /** Share of the file that was read, 0 to 1; `null` where its size is not known. */
  done: number | null;
  /** What was met and not understood, since the last batch, in words for diagnostics; no personal data. */
  notes: string[];
}

/** Conversations of one batch. */
const BATCH = 500;
/** Rows that a guess looks at. */
const LOOKED_AT = 1_000;
const SHOWN_ROWS = 5;
const SHOWN_SAMPLES = 3;

/**
 * Looks at the beginning of a file. Throws `FileFault`.
 * @param timeZone IANA zone of dates that name none; this computer's if left out
 */
export async function readFile(
  file: OpenableFile,
  timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
): Promise<FilePreview> {
  const { encoding, pieces } = await decodeText(textBytes(file));
  const rows: CsvRow[] = [];
  for await (const row of csvRows(pieces)) {
    rows.push(row);
    if (rows.length > LOOKED_AT) break;
  }
  const [head, ...body] = rows;
  if (head === undefined) throw new FileFault('The file is empty.');
  const headers = head.cells.map((header) => header.trim());
  const cells = body.filter(({ damage }) => damage === null).map((row) => row.cells);
  const kind = kindOf(headers);
  const { mapping, confidence, dates } = guessMapping(kind, headers, cells, timeZone);
  const problems = problemsOf({ kind, headers, rows: cells, mapping, dates, encoding });
  const hasRatings = mapping.columns['rating.score'] !== undefined;
  return {
    file,
    kind,
    encoding,
    columns: headers.map((header, index) => ({
      header,
      samples: samplesOf(cells, index),
      fields: [...confidence]
        .filter(([field]) => mapping.columns[field] === index)
        .map(([field, how]) => ({ field, confidence: how })),
    })),
    rows: cells.slice(0, SHOWN_ROWS),
    mapping,
    missing: NEEDED_FIELDS.filter((field) => mapping.columns[field] === undefined),
    dates,
    hasRatings,
    problems,
  };
}

/** Reads a whole file into conversations, in the order of its rows. Throws `FileFault`. */
export async function* convertFile(
  preview: FilePreview,
  mapping: FileMapping = preview.mapping,
  signal?: AbortSignal,
): AsyncGenerator<FileBatch> {
  const reading = { bytes: 0, rows: 0 };
  const notes = new Map<FileField, number>();
  let batch: SourceConversation[] = [];
  let rejected: RejectedLine[] = [];
  const flush = (): FileBatch => {
    const full: FileBatch = {
      conversations: batch,
      rejected,
      rows: reading.rows,
      done: preview.file.size ? Math.min(1, reading.bytes / preview.file.size) : null,
      notes: [...notes].map(([field, count]) => `${count} cells not understood as ${field}`),
    };
    batch = [];
    rejected = [];
    notes.clear();
    return full;
  };
  for await (const read of fileLines(preview, mapping, reading)) {
    signal?.throwIfAborted();
    if ('reason' in read) {
      rejected.push(read);
    } else {
      for (const field of read.leftOut) notes.set(field, (notes.get(field) ?? 0) + 1);
      const checked = safeParse(ImportLine, read.value, { abortPipeEarly: true });
      if (!checked.success) {
        rejected.push({ line: read.line, reason: importIssues(checked.issues) });
      } else if (checked.output.visibility === 'internal') {
        rejected.push({ line: read.line, reason: 'is internal: no customer’s' });
      } else {
        batch.push(conversationOf(checked.output, preview.kind, mapping));
      }
    }
    if (batch.length >= BATCH || rejected.length >= BATCH) yield flush();
  }
  yield flush();
}

/**
 * Reads a whole file into import lines, not yet checked against their limits. The rows of one
 * conversation in an export of My AskAI become one line. Throws `FileFault`.
 * @param reading is kept up to how much was read
 */
export async function* fileLines(
  { file, kind }: Pick<FilePreview, 'file' | 'kind'>,
  mapping: FileMapping,
  reading: { bytes: number; rows: number } = { bytes: 0, rows: 0 },
): AsyncGenerator<FileLine> {
  const lines = rowLines(file, mapping, reading);
  yield* kind === 'table' ? lines : mergeLines(lines, kind);
}

async function* rowLines(
  file: OpenableFile,
  mapping: FileMapping,
  reading: { bytes: number; rows: number },
): AsyncGenerator<FileLine> {
  const { pieces } = await decodeText(textBytes(file, reading));
  let read: ReturnType<typeof rowReader> | null = null;
  for await (const { line, cells, damage } of csvRows(pieces)) {
    if (read === null) {
      read = rowReader(
        cells.map((header) => header.trim()),
        mapping,
      );
      continue;
    }
    reading.rows += 1;
    yield { line, ...(damage === null ? read(cells) : { reason: damage }) };
  }
  if (read === null) throw new FileFault('The file is empty.');
}

function samplesOf(rows: readonly (readonly string[])[], index: number): string[] {
  const filled = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  return filled.slice(0, SHOWN_SAMPLES).map((cell) => cell.slice(0, 80));
}
