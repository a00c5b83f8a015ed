import Papa from 'papaparse';

/** A cell: text, a number, or nothing. */
export type Cell = string | number | null;

/** What a spreadsheet would take for a formula, or for the beginning of one. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it
 * (OWASP, "CSV Injection"). It begins with a byte order mark, by which Excel knows that it is UTF-8.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(guarded));
  return `\ufeff${Papa.unparse(lines, { newline: '\r\n' })}\r\n`;
}

function guarded(cell: Cell): string | number {
  if (cell === null) return '';
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
}
