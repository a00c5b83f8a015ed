import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { MappingFault, type MappingOptions, type RowReader, rowReader } from './column-mapping.ts';
import type { ReadLine } from './json-lines.ts';

/**
 * Reads a CSV file (comma, semicolon, tab or pipe; first row = headers) into import lines. Line
 * numbers are those of the file: a row with line breaks in a cell counts as many lines.
 * Throws `MappingFault` if the mapping does not fit the headers.
 */
export async function* csvLines(
  chunks: AsyncIterable<Uint8Array>,
  options: MappingOptions,
): AsyncGenerator<ReadLine> {
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { header: false, skipEmptyLines: false });
  const source = Readable.from(longTexts(chunks));
  source.on('error', (cause) => parser.destroy(cause));
  source.pipe(parser);
  let line = 1;
  let read: RowReader | null = null;
  for await (const row of parser as AsyncIterable<string[]>) {
    const number = line;
    line += 1 + row.reduce((breaks, cell) => breaks + breaksIn(cell), 0);
    if (read === null) {
      read = rowReader(
        row.map((header) => header.replace(/^\uFEFF/, '').trim()),
        options,
      );
      continue;
    }
    if (row.length === 1 && row[0]?.trim() === '') continue;
    yield { line: number, ...read(row) };
  }
  if (read === null) throw new MappingFault('The file is empty.');
}

function breaksIn(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Papa Parse looks for the delimiter and the line breaks in the first text only: it must be long. */
const LONG = 64 * 1024;

async function* longTexts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length < LONG) continue;
    yield text;
    text = '';
  }
  text += decoder.decode();
  if (text !== '') yield text;
}
