import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

const FOLDER = path.join(import.meta.dirname, 'fixtures');

const Fixture = v.strictObject({
  /** For inboxes that need one. */
  pattern: v.optional(v.string()),
  /** Origins where it can be. */
  at: v.array(v.string()),
  /** Origins that only look like it. */
  notAt: v.array(v.string()),
  addresses: v.array(
    v.strictObject({
      address: v.string(),
      shows: v.nullable(
        v.strictObject({
          place: v.nullable(v.string()),
          conversation: v.nullable(v.string()),
          ticket: v.nullable(v.string()),
        }),
      ),
      why: v.optional(v.string()),
    }),
  ),
});
type InboxFixture = v.InferOutput<typeof Fixture>;

/** Which inboxes have a file of addresses. */
export function fixtureIds(): string[] {
  return readdirSync(FOLDER).map((file) => path.basename(file, '.json'));
}

/** The addresses of an inbox with what they show; made-up ids, no real account's. */
export function readFixture(id: string): InboxFixture {
  return v.parse(Fixture, JSON.parse(readFileSync(path.join(FOLDER, `${id}.json`), 'utf8')));
}
