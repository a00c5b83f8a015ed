import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLines } from '../../src/import/json-lines.ts';
import { textLines } from '../../src/import/text-lines.ts';

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function gather<T>(all: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of all) found.push(one);
  return found;
}

test('lines come out as they went in, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''))),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom('\n', '\r\n'),
      async (lines, size, end) => {
        const found = await gather(textLines(pieces(lines.join(end), size)));
        const expected = lines
          .map((text, index) => ({ line: index + 1, text }))
          .filter(({ text }) => text.trim() !== '');
        expect(
          found.map((one) => ('text' in one ? one.text.replace(/\r$/, '') : '')),
        ).toStrictEqual(expected.map(({ text }) => text.replace(/^\uFEFF/, '')));
        expect(found.map(({ line }) => line)).toStrictEqual(expected.map(({ line }) => line));
      },
    ),
    { numRuns: 200 },
  );
});

test('a line too long is named and skipped, the next one is read', async () => {
  const found = await gather(textLines(pieces(`a\n${'x'.repeat(50)}\nb`, 7), 20));
  expect(found).toStrictEqual([
    { line: 1, text: 'a' },
    { line: 2, tooLong: true },
    { line: 3, text: 'b' },
  ]);
});

test('lines that are no JSON are named with the reason', async () => {
  const found = await gather(jsonLines(pieces('{"id":"a"}\n{oops}\n\n5', 4)));
  expect(found).toStrictEqual([
    { line: 1, value: { id: 'a' } },
    { line: 2, reason: 'is not JSON' },
    { line: 4, value: 5 },
  ]);
});
