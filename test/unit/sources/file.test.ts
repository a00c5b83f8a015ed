import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { face, SCORES, type Score } from '../../../lib/csat/scale.ts';
import { readFile } from '../../../lib/sources/file.ts';
import { csv, fileOf, read, taken } from './read-file.ts';

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
