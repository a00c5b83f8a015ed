import { MAX_LINE_BYTES, textLines } from './text-lines.ts';

/** A line as the import takes it, or why it cannot be one. */
export type ReadLine = { line: number; value: unknown } | { line: number; reason: string };

/** Reads NDJSON: one JSON value a line. Lines that are no JSON come out with the reason. */
export async function* jsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadLine> {
  for await (const read of textLines(chunks)) {
    if ('tooLong' in read) {
      yield { line: read.line, reason: `longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB` };
      continue;
    }
    let value: unknown;
    try {
      value = JSON.parse(read.text);
    } catch {
      yield { line: read.line, reason: 'is not JSON' };
      continue;
    }
    yield { line: read.line, value };
  }
}
