import { plural, t } from '@lingui/core/macro';
import type { RejectedLine } from '../../lib/contract/import.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { convertFile, type FileBatch, type FilePreview } from '../../lib/sources/file.ts';
import { FileFault, type FileMapping } from '../../lib/sources/file-line.ts';
import type { FilePorts } from './file-ports.ts';
import { lineWords } from './line-words.ts';

/** What became of a file. */
export interface FileReport {
  /** Conversations that were taken. */
  taken: number;
  /** Of these, how many are rated by a customer. */
  rated: number;
  rejected: number;
  /** The first of them. */
  lines: RejectedLine[];
  notes: string[];
}

/** How far it is. */
export interface FileProgress {
  rows: number;
  /** 0 to 1; `null` where not known. */
  done: number | null;
}

/** Rejected lines that are shown; the others are counted. */
const SHOWN = 50;

/** The longest name of a source. */
const LONGEST_NAME = 120;

/** Reads a whole file and hands it over, a batch at a time. What fails is an outcome with a remedy. */
export async function takeFile(
  ports: FilePorts,
  preview: FilePreview,
  mapping: FileMapping,
  onProgress: (progress: FileProgress) => void,
  signal: AbortSignal,
): Promise<Outcome<FileReport>> {
  const report: FileReport = { taken: 0, rated: 0, rejected: 0, lines: [], notes: [] };
  const name = sourceName(preview.file.name);
  let begin = true;
  const give = async (batch: FileBatch | null): Promise<Outcome<{ taken: number }>> => {
    const conversations = batch?.conversations ?? [];
    const outcome = await ports.takeFile({ name, begin, conversations, end: batch === null });
    begin = false;
    if (outcome.ok) report.taken += outcome.value.taken;
    return outcome;
  };
  try {
    for await (const batch of convertFile(preview, mapping, signal)) {
      report.rated += batch.conversations.filter(({ rating }) => rating !== null).length;
      report.rejected += batch.rejected.length;
      report.lines.push(...batch.rejected.slice(0, SHOWN - report.lines.length));
      report.notes.push(...batch.notes);
      if (batch.conversations.length > 0) {
        const outcome = await give(batch);
        if (!outcome.ok) return outcome;
      }
      onProgress({ rows: batch.rows, done: batch.done });
    }
    if (begin) return nothingIn(report);
    const end = await give(null);
    return end.ok ? { ok: true, value: report } : end;
  } catch (error) {
    return {
      ok: false,
      code: 'file',
      message:
        error instanceof FileFault ? error.message : t`The file could not be read to its end.`,
      remedy:
        error instanceof FileFault
          ? ''
          : t`It may have been moved or changed meanwhile. Choose it again.`,
    };
  }
}

/** The file's name without its ending: the source is called so. */
function sourceName(file: string): string {
  return file.replace(/\.(?:csv|tsv|txt)$/i, '').slice(0, LONGEST_NAME) || t`File`;
}

function nothingIn({ rejected, lines }: FileReport): Outcome<never> {
  const [first] = lines;
  return {
    ok: false,
    code: 'file_empty',
    message:
      rejected === 0
        ? t`There is no conversation in this file.`
        : plural(rejected, {
            one: 'Its # line could not be taken.',
            other: 'None of its # lines could be taken.',
          }),
    remedy: first
      ? `${lineWords(first.line, first.reason)}. ${t`Choose other columns.`}`
      : t`Export again, with conversations in it.`,
  };
}
