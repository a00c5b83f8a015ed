import { describe, expect, it } from 'vitest';
import type { Message } from '../../../lib/contract/conversation.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { readTranscript } from '../../../lib/sync/read-transcript.ts';

const BEGAN = Date.parse('2026-11-03T12:00:00Z');

function messages(count: number, text: string): Message[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    role: 'ai_agent',
    text,
    at: toInstant(BEGAN + index * 1_000),
    sources: [],
  }));
}

const read = (all: Message[], source = 'fivefaces') =>
  readTranscript({ transcript: async () => all }, { source, conversation: 'c1' });

describe('a transcript', () => {
  it('comes whole and in order where it is of an ordinary length', async () => {
    const { messages: read5, leftOut } = await read(messages(5, 'Hello'));
    expect(read5.map(({ id, at }) => [id, at - BEGAN])).toEqual([
      ['m0', 0],
      ['m1', 1_000],
      ['m2', 2_000],
      ['m3', 3_000],
      ['m4', 4_000],
    ]);
    expect(leftOut).toBe(0);
  });

  it('is cut to its newest messages where there are very many, and says how many are left out', async () => {
    const { messages: newest, leftOut } = await read(messages(1_000, 'Hello'));
    expect(newest).toHaveLength(300);
    expect(newest.at(-1)?.id).toBe('m999');
    expect(leftOut).toBe(700);
  });

  it('is cut where its messages are very long; the last one is there however long it is', async () => {
    const { messages: newest, leftOut } = await read(messages(20, 'x'.repeat(100_000)));
    expect([newest.length, leftOut]).toEqual([3, 17]);
    expect((await read(messages(2, 'x'.repeat(400_000)))).messages.map(({ id }) => id)).toEqual([
      'm1',
    ]);
  });

  it('of a platform’s conversation is not asked for', async () => {
    await expect(read([], 'zendesk')).rejects.toMatchObject({ code: 'not_found' });
  });
});
