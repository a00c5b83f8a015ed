import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { rowsOf } from '../../src/database/rows.ts';
import type { ConversationRow } from '../../src/database/schema.ts';
import { CONVERSATION_JSON } from '../../src/workspace/conversation-json.ts';
import { toConversation } from '../../src/workspace/conversation-record.ts';
import { forEachDatabase } from '../database-fixture.ts';

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\u0000', '')),
  fc.constantFrom('plain', '"quoted"', 'back\\slash', 'tab\tand\r\nlines', '\u007f\u2028é👍', ''),
);
const time = fc.oneof(
  fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2200, 0, 1) - 1 }),
  fc.constantFrom(Date.UTC(2026, 1, 28, 23, 59, 59, 999), Date.UTC(2026, 10, 3, 14, 2), 86_400_001),
);
const score = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });

/** Conversations of every kind, those included that no write of ours would make. */
const conversation: fc.Arbitrary<Omit<ConversationRow, 'id'>> = fc.record({
  workspace_id: fc.constant('main'),
  source: fc.constantFrom('fivefaces', 'a "platform"'),
  ticket_id: orNull(name),
  channel: orNull(name),
  visibility: fc.constantFrom('external', 'internal'),
  customer: orNull(name),
  email_hash: orNull(fc.constant('0f'.repeat(32))),
  started_at: time,
  ended_at: orNull(time),
  final_at: orNull(time),
  handed_over_at: orNull(time),
  counted_on: fc.constantFrom('2026-02-28', '1999-12-31'),
  asked: orNull(fc.boolean()),
  asked_at: orNull(time),
  asked_by: orNull(fc.constantFrom('helped' as const, 'handover' as const)),
  opened_at: orNull(time),
  score: orNull(score),
  comment: orNull(name),
  rated_at: orNull(time),
  rating_seq: orNull(fc.integer()),
  rated_by_team: fc.boolean(),
  predicted_score: orNull(score),
  predicted_reason: orNull(name),
  topics: fc.array(name, { maxLength: 4 }),
  imported: fc.boolean(),
  last_activity_at: time,
  collection_at_start: orNull(fc.boolean()),
  answered_while_on: fc.boolean(),
  answered_while_off: fc.boolean(),
  preview: orNull(name),
  message_count: fc.nat(),
  last_message_at: orNull(time),
  transcript_hash: orNull(fc.constant('ab')),
  change_n: fc.nat(),
  sentiment: orNull(fc.constantFrom('negative' as const, 'neutral' as const, 'positive' as const)),
  rated_of: fc.constantFrom('ai_agent', 'teammate', 'unknown'),
  final_unknown: fc.boolean(),
  reason: orNull(fc.constantFrom('wrong', 'no_answer')),
});

const AUDIENCES = ['all', 'ai_only', 'none'] as const;

forEachDatabase((_name, open) => {
  test('the database writes a conversation exactly as the server does, for whoever reads it', async () => {
    const { db, close } = await open();
    const shown = sql.raw(
      AUDIENCES.map((audience) => `${CONVERSATION_JSON[audience]} as seen_by_${audience}`).join(
        ', ',
      ),
    );
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(conversation, { minLength: 1, maxLength: 100 }),
          async (drawn) => {
            const rows = drawn.map((row, index) => ({ ...row, id: `c "${index}"` }));
            await sql`insert into conversations select * from ${rowsOf('conversations', rows)}`.execute(
              db,
            );
            const { rows: found } = await sql<
              ConversationRow & Record<`seen_by_${(typeof AUDIENCES)[number]}`, string>
            >`delete from conversations returning *, ${shown}`.execute(db);
            expect(found).toHaveLength(rows.length);
            for (const row of found) {
              for (const audience of AUDIENCES) {
                expect(JSON.stringify(JSON.parse(row[`seen_by_${audience}`]))).toBe(
                  JSON.stringify(toConversation(row, audience)),
                );
              }
            }
          },
        ),
        { numRuns: 30, endOnFailure: true },
      );
    } finally {
      await close();
    }
  });
});
