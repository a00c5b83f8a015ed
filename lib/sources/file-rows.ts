import Papa from 'papaparse';

/** A row of a CSV file. `line` is where it begins in the file, from 1. */
export interface CsvRow {
  line: number;
  cells: string[];
  /** Why its cells cannot be trusted; `null` for a sound one. */
  damage: string | null;
}

/** Characters that may stand between cells. */
type Delimiter = ',' | ';' | '\t' | '|';
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

/** A row longer than this (characters) is one whose quote was never closed. */
const LONGEST_ROW = 4 * 1024 * 1024;

/**
 * Cuts a CSV text into rows. What stands between cells is seen from the header, or said by a
 * spreadsheet's `sep=;` before it. Rows of nothing but empty cells are left out but counted. A file
 * that was saved as CSV twice, so that each line is one quoted cell, is read as it was before.
 */
export async function* csvRows(pieces: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let parser: Papa.Parser | null = null;
  let unwrap: Papa.Parser | null = null;
  let newline: '\n' | '\r' = '\n';
  let text = '';
  let line = 1;
  /** Parsing waits until there is so much: a row of many pieces is not begun anew with each. */
  let enough = 0;

  function* take(last: boolean): Generator<CsvRow> {
    if (parser === null) {
      const start = beginningOf(text);
      text = text.slice(start.skip.length);
      line += breaksIn(start.skip);
      newline = start.newline;
      parser = new Papa.Parser({ delimiter: start.delimiter, newline });
      unwrap = wrappedIn(text, start);
    }
    const { data, errors, meta } = parser.parse(text, 0, !last) as Papa.ParseResult<string[]>;
    const damaged = new Map(errors.map(({ row, code }) => [row ?? -1, code]));
    for (const [index, row] of data.entries()) {
      const number = line;
      line += 1 + row.reduce((breaks, cell) => breaks + breaksIn(cell.replace(/\r$/, '')), 0);
      // Lines end in \n or in \r\n, also both in one file.
      if (newline === '\n' && row.length > 0) row.push((row.pop() ?? '').replace(/\r$/, ''));
      const cells = unwrap && row.length === 1 ? (parsedLine(unwrap, row[0] ?? '') ?? row) : row;
      if (cells.every((cell) => cell.trim() === '')) continue;
      yield { line: number, cells, damage: damageOf(damaged.get(index), cells) };
    }
    // With nothing left out the parser puts its cursor where the last row began.
    const rest = last ? '' : text.slice(meta.cursor);
    enough = rest.length === text.length ? text.length * 2 : 0;
    text = rest;
  }

  for await (const piece of pieces) {
    text += piece;
    if (text.length < Math.max(enough, 64 * 1024)) continue;
    yield* take(false);
    if (text.length <= LONGEST_ROW) continue;
    yield { line, cells: [], damage: UNCLOSED };
    return;
  }
  if (text !== '') yield* take(true);
}

const UNCLOSED = 'a quote opens here that nothing closes; the rest of the file was not read';

function damageOf(code: string | undefined, cells: readonly string[]): string | null {
  if (code === undefined) return null;
  if (code === 'MissingQuotes') return UNCLOSED;
  // A quote that should be doubled: harmless inside a line, else rows may hang together.
  return cells.some((cell) => breaksIn(cell) > 0)
    ? 'holds a quote that is not doubled, so its end cannot be told'
    : null;
}

function breaksIn(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

interface Beginning {
  /** Text before the header. */
  skip: string;
  delimiter: Delimiter;
  newline: '\n' | '\r';
}

function beginningOf(text: string): Beginning {
  const newline = text.includes('\r') && !text.includes('\n') ? '\r' : '\n';
  const said = /^\uFEFF?sep=([,;\t|])(?:\r\n|\n|\r)/i.exec(text);
  if (said) return { skip: said[0], delimiter: said[1] as Delimiter, newline };
  const [blank = ''] = /^\uFEFF?(?:[ \t]*(?:\r\n|\n|\r))*/.exec(text) ?? [];
  return { skip: blank, delimiter: mostUsed(headerOf(text.slice(blank.length))), newline };
}

/** The first line, without what stands in quotes. */
function headerOf(text: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 64 * 1024))?.[0] ?? '';
  return line.replace(/"(?:[^"]|"")*"/g, '');
}

function mostUsed(header: string): Delimiter {
  const count = (delimiter: Delimiter) => header.split(delimiter).length - 1;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** A parser for the cells inside, if each line is one quoted cell. */
function wrappedIn(text: string, { newline }: Beginning): Papa.Parser | null {
  const header = /^"((?:[^"]|"")*)"[ \t]*(?:\r\n|\n|\r|$)/.exec(text)?.[1];
  if (header === undefined) return null;
  const inner = header.replaceAll('""', '"');
  const delimiter = mostUsed(headerOf(inner));
  return inner.includes(delimiter) ? new Papa.Parser({ delimiter, newline }) : null;
}

function parsedLine(parser: Papa.Parser, line: string): string[] | null {
  const { data } = parser.parse(line, 0, false) as Papa.ParseResult<string[]>;
  return data.length === 1 ? (data[0] ?? null) : null;
}
