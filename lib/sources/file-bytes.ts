import { FileFault } from './file-line.ts';

/** A file that can be opened again and again: once for the preview, once to be read whole. */
export interface OpenableFile {
  name: string;
  /** Bytes; `null` where not known. */
  size: number | null;
  open(): AsyncIterable<Uint8Array>;
}

/** A file that was chosen or dropped in a page. */
export function openable(file: File): OpenableFile {
  return { name: file.name, size: file.size, open: () => bytesOf(file.stream()) };
}

async function* bytesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** What files begin with that are often taken for a CSV. */
const OTHER_FILES: readonly { bytes: readonly number[]; what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a workbook or an archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old workbook' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
  { bytes: [0x1f, 0x8b], what: 'a packed file' },
];

/** Bytes in which a picture or a program shows what it is. */
const LOOKED_AT = 4_096;

/** What a file that is no CSV is, by its first bytes; `null` for text that may be one. */
function otherThanCsv(head: Uint8Array): string | null {
  const other = OTHER_FILES.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte));
  if (other) return other.what;
  if (isBinary(head.subarray(0, LOOKED_AT))) return 'a picture or a program';
  const begin = new TextDecoder().decode(head.subarray(0, 200)).trimStart();
  if (/^<[!?a-z]/i.test(begin)) return 'a web page or XML';
  return /^(?:\{\s*"|\[\s*[[{])/.test(begin) ? 'JSON' : null;
}

/**
 * Text holds next to no control characters; in UTF-16 every other byte may be one. Counted apart for
 * odd and even places, so that UTF-16 is text.
 */
function isBinary(head: Uint8Array): boolean {
  const isMarked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (isMarked) return false;
  const controls = [0, 0];
  for (const [at, byte] of head.entries()) {
    const isControl = byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32);
    if (isControl) controls[at % 2] = (controls[at % 2] ?? 0) + 1;
  }
  return Math.min(...controls) > Math.max(2, head.length / 100);
}

/**
 * The bytes of a text file. Throws `FileFault` for a file that is none by its first bytes.
 * @param reading is kept up to how many were read
 */
export async function* textBytes(
  file: OpenableFile,
  reading: { bytes: number } = { bytes: 0 },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of file.open()) {
    const other = reading.bytes === 0 ? otherThanCsv(chunk) : null;
    if (other !== null) {
      throw new FileFault(
        `This is ${other}, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
      );
    }
    reading.bytes += chunk.length;
    yield chunk;
  }
}
