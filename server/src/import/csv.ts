import { type FilePreview, fileLines, readFile } from '../../../lib/sources/file.ts';
import type { OpenableFile } from '../../../lib/sources/file-bytes.ts';
import type { FileMapping } from '../../../lib/sources/file-line.ts';
import { checkNeeded, fixedOf, type MappingOptions, mappingOf } from './column-mapping.ts';
import type { ReadLine } from './json-lines.ts';

/**
 * Reads a CSV file (comma, semicolon, tab or pipe; first row = headers) into import lines: an export
 * of My AskAI as it is, any other by a mapping. Line numbers are those of the file: a row with line
 * breaks in a cell counts as many lines. Throws `FileFault` if the mapping does not fit the headers.
 * @param tell hears what was guessed and what does not look right, a line each
 */
export async function* csvLines(
  file: OpenableFile,
  options: MappingOptions,
  tell: (line: string) => void = () => undefined,
): AsyncGenerator<ReadLine> {
  const preview = await readFile(file, options.timeZone);
  const known = preview.kind !== 'table' && options.map.length === 0;
  const mapping = known ? knownMapping(preview, options, tell) : saidMapping(preview, options);
  const kind = known ? preview.kind : 'table';
  for await (const read of fileLines({ file, kind }, mapping)) {
    yield 'reason' in read ? read : { line: read.line, value: read.value };
  }
}

/** Columns by the command line alone: nothing is guessed but how words rate. */
function saidMapping({ columns, mapping }: FilePreview, options: MappingOptions): FileMapping {
  return {
    ...mapping,
    ...mappingOf(
      columns.map(({ header }) => header),
      options,
    ),
    topicElse: null,
    topicsApart: null,
    dateFormats: options.dateFormats,
    dispensable: [],
  };
}

const EXPORTS = {
  topics: 'topics (insights)',
  conversations: 'conversations',
  messages: 'messages',
} as const;

function knownMapping(
  { kind, columns, mapping, problems }: FilePreview,
  options: MappingOptions,
  tell: (line: string) => void,
): FileMapping {
  if (kind !== 'table') tell(`This is an export of My AskAI: ${EXPORTS[kind]}.`);
  for (const { message, remedy } of problems) tell(`${message} ${remedy}`);
  const known = {
    ...mapping,
    fixed: fixedOf(options.set),
    dateFormats: options.dateFormats.length > 0 ? options.dateFormats : mapping.dateFormats,
  };
  checkNeeded(
    columns.map(({ header }) => header),
    known,
  );
  return known;
}
