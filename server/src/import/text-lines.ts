/** Longest line of an import, in bytes. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** A line of a file with its number (from 1); blank lines are left out but counted. */
export type TextLine = { line: number; text: string } | { line: number; tooLong: true };

/**
 * Cuts a stream of bytes into lines (`\n` or `\r\n`), holding at most one line. A line longer than
 * `MAX_LINE_BYTES` is skipped and reported as `tooLong`. A byte order mark is dropped.
 */
export async function* textLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<TextLine> {
  let line = 1;
  let kept: Uint8Array[] = [];
  let size = 0;

  function take(): TextLine | null {
    const number = line;
    const length = size;
    const text = length > maxBytes ? '' : new TextDecoder().decode(Buffer.concat(kept));
    line += 1;
    kept = [];
    size = 0;
    if (length > maxBytes) return { line: number, tooLong: true };
    return text.trim() === '' ? null : { line: number, text };
  }

  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      const part = chunk.subarray(start, end === -1 ? chunk.length : end);
      size += part.length;
      if (size <= maxBytes) kept.push(part);
      else kept = [];
      if (end === -1) break;
      const done = take();
      if (done) yield done;
      start = end + 1;
    }
  }
  if (size > 0) {
    const done = take();
    if (done) yield done;
  }
}
