import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { topicId } from '../../../lib/sources/file-topic-id.ts';
import type { MappingOptions } from '../../src/import/column-mapping.ts';
import { csvLines } from '../../src/import/csv.ts';
import type { ReadLine } from '../../src/import/json-lines.ts';

const PLAIN: MappingOptions = { map: [], set: [], dateFormats: [], timeZone: 'UTC' };

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  text: string,
  options: Partial<MappingOptions> = {},
  size = 7,
  tell?: (line: string) => void,
) {
  const lines: ReadLine[] = [];
  const file = { name: 'some.csv', size: null, open: () => inPieces(text, size) };
  for await (const line of csvLines(file, { ...PLAIN, ...options }, tell)) lines.push(line);
  return lines;
}

describe('a CSV file becomes conversations', () => {
  test('by a mapping of its columns', async () => {
    const lines = await read(
      'Ticket,When,CSAT,Remark,Kind\nT1,26/08/2023 18:39,5,"Good, thanks",Order Related\n',
      {
        map: [
          'id=Ticket',
          'startedAt=When',
          'rating.score=CSAT',
          'rating.comment=Remark',
          'topic=Kind',
        ],
        set: ['visibility=external'],
        dateFormats: ['dd/MM/yyyy HH:mm'],
        timeZone: 'Asia/Kolkata',
      },
    );
    expect(lines).toStrictEqual([
      {
        line: 2,
        value: {
          id: 'T1',
          startedAt: '2023-08-26T13:09:00.000Z',
          visibility: 'external',
          rating: { score: 5, comment: 'Good, thanks' },
          topics: [{ id: 'order-related', title: 'Order Related' }],
        },
      },
    ]);
  });

  test('columns named like fields need no mapping', async () => {
    const lines = await read('id;startedAt;asked;junk\na;2026-11-03T10:00:00Z;yes;x\n');
    expect(lines).toStrictEqual([
      { line: 2, value: { id: 'a', startedAt: '2026-11-03T10:00:00.000Z', asked: true } },
    ]);
  });

  test('line numbers are those of the file, also after cells of several lines', async () => {
    const text =
      'id,startedAt,channel\r\na,2026-11-03,"one\r\ntwo\r\nthree"\r\n\r\nb,never,x\r\nc,2026-11-03,y\r\n';
    for (const size of [1, 3, 1_000]) {
      const lines = await read(text, {}, size);
      expect(lines.map(({ line }) => line)).toStrictEqual([2, 6, 7]);
      expect(lines[1]).toStrictEqual({
        line: 6,
        reason: 'startedAt ("startedAt"): "never" fits none of the date formats',
      });
    }
  });

  test('a long file reads the same as a short one', async () => {
    const comment = 'a "quoted" word,\r\nand 😫 a second line';
    const quoted = `"${comment.replaceAll('"', '""')}"`;
    const rows = Array.from({ length: 5_000 }, (_, n) => `t${n},2026-11-03,4,${quoted}`);
    const text = ['id,startedAt,rating.score,rating.comment', ...rows, ''].join('\r\n');
    const lines = await read(text, {}, 65_521);
    expect(lines).toHaveLength(5_000);
    for (const [n, line] of lines.entries()) {
      expect(line).toMatchObject({
        line: 2 + 2 * n,
        value: { id: `t${n}`, rating: { score: 4, comment } },
      });
    }
  });

  test('a row with too few columns is refused, not shifted', async () => {
    const [line] = await read('id,startedAt,channel\na,2026-11-03\n');
    expect(line).toStrictEqual({ line: 2, reason: 'has 2 columns, the header has 3' });
  });

  test('letters outside ASCII survive being cut in half; a byte order mark is dropped', async () => {
    const [line] = await read('\uFEFFid,startedAt,channel\nä😫,2026-11-03,日本\n', {}, 1);
    expect(line).toMatchObject({ value: { id: 'ä😫', channel: '日本' } });
  });

  test('an empty score is no rating, even beside a comment', async () => {
    const [line] = await read('id,startedAt,rating.score,rating.comment\na,2026-11-03,,hm\n');
    expect(line).toStrictEqual({
      line: 2,
      value: { id: 'a', startedAt: '2026-11-03T00:00:00.000Z' },
    });
  });

  test('a rating dated by day only was not given before the conversation began', async () => {
    const text =
      'id,startedAt,rating.score,rating.ratedAt\na,2023-08-26 18:39,5,26-Aug-23\nb,2023-08-26 18:39,5,27-Aug-23\n';
    const lines = await read(text, { dateFormats: ['dd-MMM-yy'], timeZone: 'Asia/Kolkata' });
    expect(lines).toMatchObject([
      { value: { rating: { ratedAt: '2023-08-26T13:09:00.000Z' } } },
      { value: { rating: { ratedAt: '2023-08-26T18:30:00.000Z' } } },
    ]);
  });
});

describe('exports of My AskAI need no mapping', () => {
  const topics = [
    'Category,AI CSAT,Original conversation,Parent topic,Title,Source,Status,Creation Date',
    'Question,🙂,c1,Refunds,Late,Intercom,Open,2026-01-02 10:00',
    'Idea,😫,c1,,App,Intercom,Open,2026-01-02 10:05',
  ].join('\n');

  test('one line a conversation, which leaves what it does not know as it is stored', async () => {
    const told: string[] = [];
    expect(await read(topics, {}, 7, (line) => told.push(line))).toStrictEqual([
      {
        line: 2,
        value: {
          id: 'c1',
          startedAt: '2026-01-02T10:00:00.000Z',
          channel: 'Intercom',
          predicted: { score: 4 },
          topics: [
            { id: 'refunds', title: 'Refunds', category: 'question' },
            { id: 'app', title: 'App' },
          ],
          partial: true,
        },
      },
    ]);
    expect(told.join(' ')).toMatch(/export of My AskAI: topics.*only AI CSAT/);
  });

  test('messages become the transcript, in order', async () => {
    const [line] = await read(
      [
        'Conversation ID,Question,Answer,Date',
        'c1,And then?,It arrives,2026-01-02 10:05',
        'c1,Where?,On its way,2026-01-02 10:00',
      ].join('\n'),
    );
    expect(line).toMatchObject({
      value: {
        endedAt: '2026-01-02T10:05:00.000Z',
        messages: [
          { id: '1', role: 'customer', text: 'Where?', at: '2026-01-02T10:00:00.000Z' },
          { id: '2', role: 'ai_agent', text: 'On its way' },
          { id: '3', role: 'customer', text: 'And then?' },
          { id: '4', role: 'ai_agent', text: 'It arrives' },
        ],
      },
    });
  });

  test('a mapping of the command line counts more', async () => {
    const lines = await read(topics, { map: ['id=Title', 'startedAt=Creation Date'] });
    expect(lines).toMatchObject([{ value: { id: 'Late' } }, { value: { id: 'App' } }]);
  });
});

describe('a mapping that does not fit says what would', () => {
  const file = 'Ticket,When\nT1,2026-11-03\n';

  test.each([
    [['id=Tiket', 'startedAt=When'], 'no column "Tiket". Its columns are: "Ticket", "When"'],
    [['id=Ticket'], '--map startedAt="Column". The columns are: "Ticket", "When"'],
    [['id=Ticket', 'startedAt=When', 'scor=When'], 'no field "scor". The fields are: id, '],
    [['id=Ticket', 'id=When', 'startedAt=When'], 'id is mapped twice'],
    [['Ticket'], 'takes field=…, not "Ticket"'],
  ])('%j', async (map, words) => {
    await expect(read(file, { map })).rejects.toThrow(words);
  });

  test('an empty file', async () => {
    await expect(read('')).rejects.toThrow('empty');
  });

  test('a date format with an unknown part', async () => {
    const map = ['id=Ticket', 'startedAt=When'];
    await expect(read(file, { map, dateFormats: ['QQ'] })).rejects.toThrow('unknown part at "QQ"');
  });
});

describe('topic ids', () => {
  test('are the same for the same title, whatever its case and blanks', () => {
    expect(topicId('Order Related')).toBe('order-related');
    expect(topicId('  order   related ')).toBe('order-related');
    expect(topicId('Überweisung 2')).toBe('überweisung-2');
    expect(topicId('返品')).toBe('返品');
  });

  test('keep titles apart that differ in other characters', () => {
    const titles = ['Order Related', 'Order-Related', 'Order & Related', 'Order/Related', '!', '?'];
    expect(new Set(titles.map(topicId)).size).toBe(titles.length);
  });
});
