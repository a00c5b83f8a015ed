import * as v from 'valibot';
import { expect } from 'vitest';
import { ChangesPage } from '../../../lib/contract/changes.ts';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import {
  addCounts,
  contribution,
  isNothing,
  noCounts,
  toRow,
} from '../../../lib/csat/day-counts.ts';
import type { Score } from '../../../lib/csat/scale.ts';

/** How many times each test kills: few in `npm test`, more in `npm run test:long`. */
export const CRASHES = Number(process.env.FIVEFACES_CRASHES ?? 5);
const WRITERS = 8;

/** What a customer was told, and what may have come after it without an answer. */
interface Given {
  acknowledged: Score | null;
  sent: Score;
}

/** Customers who rate at once, and remember what they were told. */
export class Customers {
  readonly #token: string;
  readonly #given = new Map<string, Given>();
  acknowledged = 0;

  /** @param token an admin's */
  constructor(token: string) {
    this.#token = token;
  }

  /**
   * Rate and change their minds until `enough` more are acknowledged; then `kill` is called amid
   * what is still on its way. Ends when nobody is answered any more.
   */
  async rateUntilKilled(url: string, enough: number, kill: () => Promise<unknown>): Promise<void> {
    const goal = this.acknowledged + enough;
    let killed: Promise<unknown> | null = null;
    const writer = async (number: number) => {
      for (let index = 0; ; index += 1) {
        const id = `c-${goal}-${number}-${index}`;
        for (const seq of [1, 2]) {
          const score = (1 + ((index + 2 * seq + number) % 5)) as Score;
          try {
            await this.#rate(url, id, score, seq);
          } catch {
            if (killed) return;
            throw new Error(`the server refused a rating before it was killed`);
          }
          this.acknowledged += 1;
          if (this.acknowledged >= goal) killed ??= kill();
        }
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
    await killed;
  }

  async #rate(url: string, id: string, score: Score, seq: number): Promise<void> {
    const headers = { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' };
    const signed = await fetch(`${url}/v1/conversations/${id}/widget-token`, {
      method: 'POST',
      headers,
      body: '{}',
    });
    const { token } = (await signed.json()) as { token: string };
    const before = this.#given.get(id);
    this.#given.set(id, { acknowledged: before?.acknowledged ?? null, sent: score });
    const answer = await fetch(`${url}/v1/w/main/rating`, {
      method: 'PUT',
      headers: { ...headers, Authorization: `Bearer ${token}` },
      body: JSON.stringify({ score, seq }),
    });
    if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
    await answer.arrayBuffer();
    this.#given.set(id, { acknowledged: score, sent: score });
  }

  /** Every acknowledged rating is there with its score, and the counts are those of what is there. */
  async expectAllThere(url: string): Promise<void> {
    const { conversations, days } = await readEverything(url, this.#token);
    const wrong: string[] = [];
    for (const [id, { acknowledged, sent }] of this.#given) {
      const found = conversations.get(id)?.rating?.score ?? null;
      if (found !== acknowledged && found !== sent) {
        wrong.push(`${id}: ${acknowledged} was acknowledged, ${sent} sent, ${found} found`);
      }
    }
    expect(wrong).toEqual([]);
    expect(Object.fromEntries([...days].sort())).toEqual(
      Object.fromEntries([...recounted([...conversations.values()])].sort()),
    );
  }
}

async function readEverything(url: string, token: string) {
  const conversations = new Map<string, Conversation>();
  const days = new Map<string, number[]>();
  for (let cursor = '', more = true; more; ) {
    const query = new URLSearchParams({ cursor, limit: '10000' });
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/v1/changes?${query}`, { headers });
    const page = v.parse(ChangesPage, await answer.json());
    for (const item of page.items) {
      if (item.kind === 'conversation') conversations.set(item.conversation.id, item.conversation);
      if (item.kind === 'dayCounts') {
        for (const [day, row] of item.days) days.set(`${day} ${item.topic ?? ''}`, row);
      }
    }
    ({ more, to: cursor } = page);
  }
  return { conversations, days };
}

function recounted(conversations: readonly Conversation[]): Map<string, number[]> {
  const days = new Map<string, ReturnType<typeof noCounts>>();
  for (const { countedOn, topics, visibility, asked, openedAt, rating } of conversations) {
    const counts = contribution({
      internal: visibility === 'internal',
      asked,
      opened: openedAt !== null,
      score: rating && !rating.byTeam ? rating.score : null,
      sentiment: rating && !rating.byTeam ? (rating.sentiment ?? null) : null,
    });
    for (const topic of ['', ...topics]) {
      const key = `${countedOn} ${topic}`;
      days.set(key, addCounts(days.get(key) ?? noCounts(), counts));
    }
  }
  return new Map(
    [...days]
      .filter(([, counts]) => !isNothing(counts))
      .map(([key, counts]) => [key, toRow(counts)]),
  );
}

/** How many ratings to wait for before each kill: drawn, and printed to be repeated. */
export function drawnRounds(): { seed: number; rounds: number[] } {
  const seed = Number(process.env.FIVEFACES_SEED ?? Date.now() % 1_000_000);
  let state = seed;
  const rounds = Array.from({ length: CRASHES }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return 1 + ((state >> 8) % 60);
  });
  return { seed, rounds };
}
