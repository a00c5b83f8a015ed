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

/**
 * The bytes of a text file. Throws `FileFault` for a file that is none by its first bytes.
 * @param reading is kept up to how many were read
 */
export async function* textBytes(
  file: OpenableFile,
  reading: { bytes: number } = { bytes: 0 },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of file.open()) {
    const other =
      reading.bytes === 0 &&
      OTHER_FILES.find(({ bytes }) => bytes.every((byte, index) => chunk[index] === byte));
    if (other) {
      throw new FileFault(
        `This is ${other.what}, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
      );
    }
    reading.bytes += chunk.length;
    yield chunk;
  }
}
