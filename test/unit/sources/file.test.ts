import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { face, SCORES, type Score } from '../../../lib/csat/scale.ts';
import { convertFile, type FilePreview, readFile } from '../../../lib/sources/file.ts';
import type { FileMapping } from '../../../lib/sources/file-line.ts';
import type { SourceConversation } from '../../../lib/sources/source.ts';

function fileOf(content: string | Uint8Array, name = 'ratings.csv', piece = 1 << 20) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  async function* open(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  return { name, size: bytes.length, open };
}

async function taken(preview: FilePreview, mapping?: FileMapping) {
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

async function read(content: string | Uint8Array, zone = 'UTC') {
  const preview = await readFile(fileOf(content), zone);
  return { preview, codes: preview.problems.map(({ code }) => code), ...(await taken(preview)) };
}

const csv = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;

describe('exports of My AskAI are recognised by their columns', () => {
  const HEADER =
    'Category,CSAT rating,CSAT satisfied,Description,Human handover,Lead email,Original conversation,Parent conversation topic,Parent topic,Total conversation topics count,Resolution time,Resolved,Source,Status,Title,Creation Date,Unique ID';
  const OLD = csv(
    HEADER,
    'Question,😫,FALSE,d,TRUE,ada@example.com,1111111111111x1,,Refunds,2,2 mins,FALSE,Intercom,Open,Refund is late,"Nov 3, 2025 2:04 pm",1111111111111x91',
    'Bug,😫,FALSE,d,TRUE,ada@example.com,1111111111111x1,,,2,2 mins,FALSE,Intercom,Open,App crashes,"Nov 3, 2025 2:01 pm",1111111111111x92',
    'Question,None provided,FALSE,d,FALSE,,1111111111111x2,,Refunds,1,1 min,TRUE,Chat,Open,Where is it,"Nov 4, 2025 9:30 am",1111111111111x93',
  );

  it('topics: the rows of a conversation become one, with all its topics and its rating', async () => {
    const { preview, conversations, rejected, codes } = await read(OLD);
    expect(preview).toMatchObject({ kind: 'topics', hasRatings: true, missing: [] });
    expect({ rejected, codes }).toEqual({ rejected: [], codes: [] });
    expect(conversations).toMatchObject([
      {
        id: '1111111111111x1',
        startedAt: Date.parse('2025-11-03T14:01:00Z'),
        channel: 'Intercom',
        email: 'ada@example.com',
        rating: { score: 1, sentiment: 'negative', of: 'ai_agent' },
        topics: [
          { id: 'refunds', title: 'Refunds', category: 'question' },
          { id: 'app-crashes', title: 'App crashes', category: 'bug' },
        ],
        partial: true,
      },
      { id: '1111111111111x2', rating: null, asked: null, email: null },
    ]);
  });

  it('since December 2025 they have no ratings: it says so and keeps AI CSAT apart', async () => {
    const { preview, conversations, codes } = await read(
      csv(
        'Category,AI CSAT,Description,Human handover,Original conversation,Parent topic,Title,Source,Status,Creation Date',
        'Question,🙂,d,FALSE,c1,Refunds,Late,Chat,Open,2026-01-02',
        'Question,71%,d,FALSE,c2,Refunds,Late,Chat,Open,2026-01-02',
      ),
    );
    expect(preview).toMatchObject({ kind: 'topics', hasRatings: false });
    expect(codes).toEqual(['only_predicted']);
    expect(conversations).toMatchObject([
      { rating: null, predicted: { score: 4 } },
      { rating: null, predicted: null },
    ]);
  });

  it('columns may be missing, turned round and written otherwise', async () => {
    const { preview, conversations, codes } = await read(
      csv(
        'unique_id;PARENT TOPIC;ai-csat;total conversation topics count;source;creation',
        'u1;Refunds;2;1;Chat;2026-01-02',
      ),
    );
    expect(preview.kind).toBe('topics');
    expect(codes).toContain('topics_as_conversations');
    expect(conversations).toMatchObject([{ id: 'u1', predicted: { score: 2 } }]);
  });

  it('a parent topic that is an id keeps its own id, and the row’s title', async () => {
    const { conversations } = await read(
      csv(
        'Original conversation,Parent topic,Title,AI CSAT,Status,Source,Creation Date',
        'c1,1699999999999x123456,Late refunds,3,Open,Chat,2026-01-02',
      ),
    );
    expect(conversations[0]?.topics).toEqual([
      { id: '1699999999999x123456', title: 'Late refunds' },
    ]);
  });

  it('conversation history', async () => {
    const { preview, conversations } = await read(
      csv(
        'Unique ID,Title,Summary,AI resolved,CSAT rating,AI CSAT,AI CSAT reason,Source,Email,Resolution time,Date',
        'c1,Refund,s,Yes,4,5,Friendly thanks,Chat,ada@example.com,3 min,2025-11-03 10:00',
      ),
    );
    expect(preview).toMatchObject({ kind: 'conversations', hasRatings: true });
    expect(conversations).toMatchObject([
      {
        id: 'c1',
        rating: { score: 4 },
        predicted: { score: 5, reason: 'Friendly thanks' },
        topics: null,
      },
    ]);
  });

  it('messages: a conversation reaches from its first question to its last', async () => {
    const { preview, conversations } = await read(
      csv(
        'Conversation ID,Question,Answer,Date',
        'c1,And then?,It arrives,2025-11-03 10:05',
        'c1,Where?,On its way,2025-11-03 10:00',
        'c2,Hello,Hi,2025-11-03 11:00',
      ),
    );
    expect(preview.kind).toBe('messages');
    expect(conversations).toMatchObject([
      {
        id: 'c1',
        startedAt: Date.parse('2025-11-03T10:00:00Z'),
        endedAt: Date.parse('2025-11-03T10:05:00Z'),
        rating: null,
        partial: true,
      },
      { id: 'c2' },
    ]);
  });

  it('another product’s table with some of the words is none of them', async () => {
    const { preview } = await read(
      csv('Ticket ID,Category,Source,Status,Resolved,Rating,Created', 'T1,a,b,c,TRUE,5,2026-01-02'),
    );
    expect(preview.kind).toBe('table');
  });
});

describe('any other table by a mapping', () => {
  it('is guessed, with how sure each column is', async () => {
    const { preview, conversations } = await read(
      csv(
        'Ticket ID,Created at,Satisfaction score,Customer remarks,Tags,Requester email,Channel,What',
        'T1,2026-01-02 10:00,5,"Good, thanks",a|b,ada@example.com,Chat,x',
      ),
    );
    const guessed = preview.columns.map(({ fields }) => fields.map(({ field }) => field).join());
    expect(guessed).toEqual([
      'id,ticketId',
      'startedAt',
      'rating.score',
      'rating.comment',
      'topic',
      'email',
      'channel',
      '',
    ]);
    expect(preview.columns[0]?.samples).toEqual(['T1']);
    expect(conversations).toMatchObject([
      {
        id: 'T1',
        ticketId: 'T1',
        rating: { score: 5, comment: 'Good, thanks', of: 'unknown' },
        topics: [{ title: 'a' }, { title: 'b' }],
      },
    ]);
  });

  it('a date or a face is found by what the column holds, and called unsure', async () => {
    const { preview, conversations } = await read(
      csv('Conversation,Wann,Gesicht', 'c1,3.11.2026 14:02,😁'),
    );
    expect(preview.columns.map(({ fields }) => fields[0]?.confidence)).toEqual([
      'sure',
      'unsure',
      'unsure',
    ]);
    expect(conversations).toMatchObject([{ rating: { score: 5 } }]);
  });

  it('a person’s mapping counts, not the guess', async () => {
    const { preview } = await read(csv('id,date,a,b', 'x,2026-01-02,1,5'));
    const { conversations } = await taken(preview, {
      ...preview.mapping,
      columns: { ...preview.mapping.columns, 'rating.score': 3 },
    });
    expect(conversations).toMatchObject([{ rating: { score: 5 } }]);
  });

  it('without a column for ratings it denies none: what is stored stays', async () => {
    const { conversations, codes } = await read(csv('id,date', 'x,2026-01-02'));
    expect(codes).toEqual(['no_customer_ratings']);
    expect(conversations).toMatchObject([{ rating: null, partial: true }]);
    const { conversations: rated } = await read(
      csv('id,date,rating', 'x,2026-01-02,', 'y,2026-01-02,5'),
    );
    expect(rated.map(({ partial }) => partial)).toEqual([undefined, undefined]);
  });

  it('what it lacks is said, and nothing is made up', async () => {
    const preview = await readFile(fileOf(csv('a,b', '1,2')), 'UTC');
    expect(preview.missing).toEqual(['id', 'startedAt']);
  });
});

describe('scores', () => {
  const scored = async (...cells: string[]) => {
    const rows = cells.map((cell, index) => `c${index},2026-01-02,"${cell}"`);
    return read(csv('id,date,rating', ...rows));
  };

  it('from 1 to 5 in any writing are faces', async () => {
    const { conversations } = await scored(
      '1',
      '2.0',
      '3,0',
      '4/5',
      '5 out of 5',
      '★★☆☆☆',
      '4 - Good',
    );
    expect(conversations.map(({ rating }) => rating?.score)).toEqual([1, 2, 3, 4, 5, 2, 4]);
  });

  it('emoji are faces', async () => {
    const { conversations } = await scored(...SCORES.map(face), '☹️');
    expect(conversations.map(({ rating }) => rating?.score)).toEqual([...SCORES, 2]);
  });

  it('good and bad have no face', async () => {
    const { conversations } = await scored('Good', 'bad', 'Neutral', '👍', 'offered');
    expect(conversations.map(({ rating }) => rating && [rating.score, rating.sentiment])).toEqual([
      [null, 'positive'],
      [null, 'negative'],
      [null, 'neutral'],
      [null, 'positive'],
      null,
    ]);
  });

  it('words of five answers are faces', async () => {
    const { conversations } = await scored(
      'Very dissatisfied',
      'Dissatisfied',
      'Neither satisfied nor dissatisfied',
      'Satisfied',
      'Very satisfied',
    );
    expect(conversations.map(({ rating }) => rating?.score)).toEqual([1, 2, 3, 4, 5]);
  });

  it('percentages are refused in words, alone and as a column', async () => {
    const { rejected } = await scored('5', '4', '80%', '3');
    expect(rejected).toEqual([{ line: 4, reason: expect.stringContaining('is a percentage') }]);
    const { codes, preview } = await scored('80 %', '75%');
    expect(codes).toEqual(['score_percent']);
    expect(preview.mapping.columns['rating.score']).toBeUndefined();
  });

  it('another scale is noticed: up to ten, or never above three', async () => {
    expect((await scored('9', '10', '7', '0')).codes).toEqual(['score_range']);
    const steps = Array.from({ length: 30 }, (_, index) => String(1 + (index % 3)));
    expect((await scored(...steps)).codes).toEqual(['score_steps']);
  });
});

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
});

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at += 1) bytes.setUint16(at * 2, text.charCodeAt(at), little);
  return new Uint8Array(bytes.buffer);
}

describe('a file written by a spreadsheet and read again', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => text.trim());
  const row = fc.record({
    score: fc.constantFrom<Score | null>(...SCORES, null),
    comment: fc.stringMatching(/^[a-z";,\t\n'|é😫]{0,20}$/u),
    topic: word.filter((text) => /^[\p{L}\d ]+$/u.test(text)),
    minute: fc.integer({ min: 0, max: 1_000_000 }),
  });
  it.each([',', ';', '\t'])('has the same ratings with %j between cells', async (delimiter) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.nat(60),
        async (rows, piece) => {
          const facts = rows.map((one, index) => ({
            id: `c${index}`,
            date: new Date(Date.UTC(2026, 0, 1) + one.minute * 60_000).toISOString(),
            rating: one.score,
            comment: one.comment,
            topic: one.topic,
          }));
          const text = Papa.unparse(facts, { delimiter, newline: piece % 2 ? '\n' : '\r\n' });
          const preview = await readFile(fileOf(text, 'x.csv', piece + 1), 'UTC');
          const { conversations, rejected } = await taken(preview);
          expect(rejected).toEqual([]);
          expect(
            conversations.map(({ id, startedAt, rating, topics }) => ({
              id,
              startedAt,
              score: rating?.score ?? null,
              comment: rating?.comment ?? null,
              topics: topics?.map(({ title }) => title),
            })),
          ).toEqual(
            facts.map(({ id, date, rating, comment, topic }) => ({
              id,
              startedAt: Date.parse(date),
              score: rating,
              comment: rating === null ? null : comment.trim() || null,
              topics: [topic],
            })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('however large: in batches, each row once, in order', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `c${index},2026-01-02,${1 + (index % 5)},"a\nb"`,
    );
    const { conversations } = await read(csv('id,date,rating,comment', ...rows));
    expect(conversations.map(({ id }) => id)).toEqual(rows.map((_, index) => `c${index}`));
  });
});
