import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type Cell, toCsv } from '../../../components/insights/csv.ts';

const rowsOf = (csv: string) => Papa.parse<string[]>(csv.slice(1), { skipEmptyLines: true }).data;

describe('an exported table', () => {
  it('holds no cell that a spreadsheet runs as a formula', () => {
    const begin = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', '\n', ' ', 'a');
    const text = fc.tuple(begin, fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        (rows) => {
          const read = rowsOf(toCsv(['=head', 'b'], rows));
          for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        },
      ),
    );
  });

  it('changes nothing else, negative numbers neither', () => {
    const rows: Cell[][] = [
      ['a "quoted", text', -0.25, null],
      ['two\nlines', 3, 'x'],
    ];
    expect(rowsOf(toCsv(['one', 'two', 'three'], rows))).toEqual([
      ['one', 'two', 'three'],
      ['a "quoted", text', '-0.25', ''],
      ['two\nlines', '3', 'x'],
    ]);
  });

  it('begins so that Excel reads it as UTF-8', () => {
    expect(toCsv(['a'], [])).toBe('\ufeffa\r\n');
  });
});
