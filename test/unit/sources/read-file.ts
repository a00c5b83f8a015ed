import { expect } from 'vitest';
import { convertFile, type FilePreview, readFile } from '../../../lib/sources/file.ts';
import type { FileMapping } from '../../../lib/sources/file-line.ts';
import type { SourceConversation } from '../../../lib/sources/source.ts';

/** A file of this content, read a piece (bytes) at a time. */
export function fileOf(content: string | Uint8Array, name = 'ratings.csv', piece = 1 << 20) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  async function* open(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  return { name, size: bytes.length, open };
}

/** Everything that becomes of a file. */
export async function taken(preview: FilePreview, mapping?: FileMapping) {
  const conversations: SourceConversation[] = [];
  const rejected: { line: number; reason: string }[] = [];
  const notes: string[] = [];
  for await (const batch of convertFile(preview, mapping)) {
    expect(batch.conversations.length).toBeLessThanOrEqual(500);
    conversations.push(...batch.conversations);
    rejected.push(...batch.rejected);
    notes.push(...batch.notes);
  }
  return { conversations, rejected, notes };
}

/** Reads a file as it is guessed. */
export async function read(content: string | Uint8Array, zone = 'UTC') {
  const preview = await readFile(fileOf(content), zone);
  return { preview, codes: preview.problems.map(({ code }) => code), ...(await taken(preview)) };
}

/** Lines as Windows ends them. */
export const csv = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;
