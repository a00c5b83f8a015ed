import { describe, expect, it } from 'vitest';
import { readFile } from '../../../lib/sources/file.ts';
import { csv, fileOf, read, taken } from './read-file.ts';

describe('damage that spreadsheets do', () => {
  it('dates turned into numbers', async () => {
    const { conversations } = await read(csv('id,date,rating', 'a,45964.5847,5', 'b,45964,4'));
    expect(conversations.map(({ startedAt }) => new Date(startedAt).toISOString())).toEqual([
      '2025-11-03T14:01:58.000Z',
      '2025-11-03T00:00:00.000Z',
    ]);
  });

  it('dates in a local form; where day and month are unclear, both are offered', async () => {
    const clear = await read(csv('id;date;rating', 'a;03.11.2026 14:02;5', 'b;25.11.2026 9:00;4'));
    expect(clear.codes).toEqual([]);
    expect(clear.conversations[0]?.startedAt).toBe(Date.parse('2026-11-03T14:02:00Z'));
    const american = await read(
      csv('id,date,rating', 'a,3/11/2026 2:02 PM,5', 'b,3/25/2026 9:00 AM,5'),
    );
    expect(american.codes).toEqual([]);
    expect(american.conversations[0]?.startedAt).toBe(Date.parse('2026-03-11T14:02:00Z'));
    const unclear = csv('id,date,rating', 'a,3/11/2026,5', 'b,4/10/2026,4');
    const { preview, codes } = await read(unclear, 'Europe/Berlin');
    expect(codes).toEqual(['date_order']);
    expect(preview.dates.map(({ example }) => example?.day)).toEqual(['2026-11-03', '2026-03-11']);
    const there = await readFile(fileOf(unclear), 'America/New_York');
    expect(there.dates[0]?.example?.day).toBe('2026-03-11');
  });

  it('an id in scientific notation is refused with its line', async () => {
    const { rejected, codes, conversations } = await read(
      csv('id,date,rating', '1.23457E+17,2026-01-02,5', 'b,2026-01-02,5'),
    );
    expect(codes).toEqual(['ids_shortened']);
    expect(rejected).toEqual([{ line: 2, reason: expect.stringContaining('shortened') }]);
    expect(conversations.map(({ id }) => id)).toEqual(['b']);
  });

  it('rounded ids are wondered at', async () => {
    const { codes } = await read(
      csv('id,date,rating', '123456789012345000,2026-01-02,5', '123456789012346000,2026-01-02,5'),
    );
    expect(codes).toEqual(['ids_rounded']);
  });

  it('text guards, errors and a score that became a date', async () => {
    const { conversations, rejected } = await read(
      csv(
        'id,date,rating,comment',
        '"=""007""",2026-01-02,5,\'=1+1',
        'b,2026-01-02,#N/A,x',
        'c,2026-01-02,5-Apr,x',
        'd,########,5,x',
      ),
    );
    expect(conversations).toMatchObject([{ id: '007', rating: { comment: '=1+1' } }]);
    expect(rejected.map(({ line }) => line)).toEqual([3, 4, 5]);
    expect(rejected[1]?.reason).toContain('is a date that a spreadsheet made of a score');
  });

  it('a sep= line, mixed line ends, empty rows and cells at the end', async () => {
    const { conversations, rejected } = await read(
      'sep=;\r\nid;date;rating\na;2026-01-02;5;;\r\n;;\r\nb;2026-01-02;4\n\nc;2026-01-02\n',
    );
    expect(conversations.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(rejected).toEqual([{ line: 7, reason: 'has 2 columns, the header has 3' }]);
  });

  it('a file saved as CSV twice', async () => {
    const { conversations } = await read(
      csv('"id,date,rating,comment"', '"a,2026-01-02,5,""fine, thanks"""'),
    );
    expect(conversations).toMatchObject([{ id: 'a', rating: { comment: 'fine, thanks' } }]);
  });

  it('quotes inside a cell that are not doubled', async () => {
    const { conversations } = await read(
      csv('id,date,rating,comment', 'a,2026-01-02,5,"he said "hi" to me"', 'b,2026-01-02,4,x'),
    );
    expect(conversations.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('a quote that nothing closes takes the rest with it, and says so', async () => {
    const { conversations, rejected } = await read(
      csv(
        'id,date,rating,comment',
        'a,2026-01-02,5,x',
        'b,2026-01-02,4,"never',
        'c,2026-01-02,4,x',
      ),
    );
    expect(conversations.map(({ id }) => id)).toEqual(['a']);
    expect(rejected).toEqual([{ line: 3, reason: expect.stringContaining('nothing closes') }]);
  });

  it.each([
    ['UTF-8 with a mark', 'utf-8', (text: string) => new TextEncoder().encode(`\uFEFF${text}`)],
    ['UTF-16', 'utf-16le', (text: string) => utf16(`\uFEFF${text}`, true)],
    ['UTF-16, big end first', 'utf-16be', (text: string) => utf16(`\uFEFF${text}`, false)],
    ['UTF-16 without a mark', 'utf-16le', (text: string) => utf16(text, true)],
  ])('%s', async (_name, encoding, encode) => {
    const bytes = encode(csv('id\tdate\trating\tcomment', 'ä😫\t2026-01-02\t😁\tGrüße'));
    for (const piece of [1, 3, 4_096]) {
      const preview = await readFile(fileOf(bytes, 'x.csv', piece), 'UTC');
      expect(preview.encoding).toBe(encoding);
      const { conversations } = await taken(preview);
      expect(conversations).toMatchObject([{ id: 'ä😫', rating: { score: 5, comment: 'Grüße' } }]);
    }
  });

  it('an older Windows’ letters are read and mentioned', async () => {
    const latin = Uint8Array.from('id,date,rating,comment\na,2026-01-02,5,Gr\u00fc\u00dfe\n', (c) =>
      c.charCodeAt(0),
    );
    const { conversations, codes } = await read(latin);
    expect(codes).toEqual(['old_encoding']);
    expect(conversations).toMatchObject([{ rating: { comment: 'Grüße' } }]);
  });

  it('a workbook is no CSV, and an empty file is none', async () => {
    const workbook = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]);
    await expect(readFile(fileOf(workbook))).rejects.toThrow('Export or save it as CSV');
    await expect(readFile(fileOf(''))).rejects.toThrow('empty');
  });

  it.each([
    ['JSON', '[\n  { "id": 1, "rating": 5 }\n]'],
    ['JSON', '{"id":"a","startedAt":"2026-01-02","rating":{"score":5}}\n'],
    ['a web page', '\uFEFF<html><table><tr><td>id</td></tr></table></html>'],
    ['XML', '<?xml version="1.0"?><ratings/>'],
    [
      'a picture',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0, 0, 0, 0]),
    ],
    ['a program', Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7_919) % 256)],
  ])('%s is said to be that, and no CSV', async (what, content) => {
    await expect(readFile(fileOf(content))).rejects.toThrow(new RegExp(`^This is .*${what}`));
  });

  it('a stray control character, or UTF-16 without its mark, is still a CSV', async () => {
    const stray = await read(csv('id,date,rating', 'a\u0001,2026-01-02,5', 'b,2026-01-02,5'));
    expect(stray.conversations).toHaveLength(1);
    expect(stray.rejected).toHaveLength(1);
    const wide = await read(utf16(csv('id,date,rating', 'a,2026-01-02,5'), true));
    expect(wide.conversations).toHaveLength(1);
  });
});

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at += 1) bytes.setUint16(at * 2, text.charCodeAt(at), little);
  return new Uint8Array(bytes.buffer);
}
