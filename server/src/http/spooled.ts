import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Takes in all of a stream before any of it is passed on, in a file that this user alone can read
 * and that is gone afterwards: a slow reader holds up no database.
 */
export async function spooled(
  bytes: AsyncIterable<Uint8Array>,
): Promise<AsyncIterable<Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'fivefaces-'));
  const file = join(folder, 'spool');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await pipeline(bytes, createWriteStream(file, { mode: 0o600 }));
  } catch (cause) {
    await remove();
    throw cause;
  }
  return (async function* () {
    try {
      yield* createReadStream(file);
    } finally {
      await remove();
    }
  })();
}

/** Chunks as the kind of stream that requests and answers carry. */
export function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>;
}
