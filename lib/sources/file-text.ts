/** Bytes that a guess of the encoding needs. */
const ENOUGH = 64 * 1024;

/** A file's text in pieces, and in which encoding it was found. */
export interface DecodedText {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  pieces: AsyncIterable<string>;
}

/**
 * Decodes a file: by its byte order mark, else UTF-16 where every other byte is zero, else UTF-8, and
 * Windows-1252 (which a spreadsheet of an older Windows writes) where it is not that. The mark itself
 * is dropped. The first piece is at least 64 KiB of the file, if it has so much.
 */
export async function decodeText(chunks: AsyncIterable<Uint8Array>): Promise<DecodedText> {
  const reader = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  let done = false;
  while (size < ENOUGH && !done) {
    const next = await reader.next();
    done = next.done === true;
    if (next.done === true) break;
    first.push(next.value);
    size += next.value.length;
  }
  const head = joined(first, size);
  const encoding = encodingOf(head, done);

  async function* pieces(): AsyncGenerator<string> {
    const decoder = new TextDecoder(encoding);
    try {
      yield decoder.decode(head, { stream: true });
      while (!done) {
        const next = await reader.next();
        if (next.done === true) break;
        yield decoder.decode(next.value, { stream: true });
      }
      yield decoder.decode();
    } finally {
      await reader.return?.();
    }
  }
  return { encoding, pieces: pieces() };
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function encodingOf(head: Uint8Array, whole: boolean): DecodedText['encoding'] {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // A header is mostly ASCII: of UTF-16 one byte of each pair is zero, of UTF-8 none is.
  if (head.length >= 4 && head[0] !== 0 && head[1] === 0 && head[3] === 0) return 'utf-16le';
  if (head.length >= 4 && head[0] === 0 && head[1] !== 0 && head[2] === 0) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
