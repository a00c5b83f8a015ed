import type { Page } from 'puppeteer-core';
import { toInstant } from '../../lib/contract/primitives.ts';
import type { DayCounts } from '../../lib/csat/day-counts.ts';
import { addCounts, noCounts } from '../../lib/csat/day-counts.ts';
import type { Score } from '../../lib/csat/scale.ts';
import { askBackground } from './ask-background.ts';
import { expect, type World } from './world.ts';

const TOPICS = 40;
const DAY = 86_400_000;
const SOURCE = 'fivefaces';

/**
 * Imports so many rated conversations of the last two years, always the same ones.
 * @param comment begins the comment of every seventh
 */
export async function importHistory(
  world: World,
  rows: number,
  comment = 'It kept sending me the same link',
): Promise<void> {
  const now = world.now();
  const report = await world.workspace.importLines(
    (async function* () {
      for (let row = 0; row < rows; row += 1) {
        const value = {
          id: idOf(row),
          startedAt: toInstant(now - (row % 700) * DAY - 60_000),
          ticketId: `T-${row}`,
          topics: [{ id: `topic-${row % TOPICS}`, title: `Topic ${row % TOPICS}` }],
          rating: {
            score: scoreOf(row),
            comment: row % 7 === 0 ? `${comment} ${row}` : null,
          },
        };
        yield { line: row + 1, value };
      }
    })(),
  );
  if (report.created !== rows) throw new Error(`Only ${report.created} of ${rows} were imported`);
}

const idOf = (row: number) => `imported-${row}`;

/** Positive ones for the most part. */
function scoreOf(row: number): Score {
  const scores: Score[] = [5, 5, 4, 5, 5, 4, 3, 5, 5, 4, 2, 5, 5, 4, 5, 1];
  return scores[(row * 7) % scores.length] ?? 5;
}

interface Side {
  conversations: number;
  overall: DayCounts;
  topics: Map<string, DayCounts>;
  /** Conversations with a neutral or negative rating, newest first. */
  sample: unknown[];
}

/**
 * Waits until the extension has compared its whole copy with the server's digest (every conversation's
 * change number and score, every day count), and says how often the two had differed.
 */
export async function timesDiffered(page: Page): Promise<number> {
  let text = '';
  await expect
    .poll(
      async () => {
        ({ text } = await askBackground(page, 'admin-background:diagnostics', null));
        return text;
      },
      { timeout: 60_000 },
    )
    .not.toContain('Compared with the server: never');
  return Number(/Fetched anew after differing: (\d+) times/.exec(text)?.[1]);
}

/** What the extension's store says and what the server says, in one form. */
export async function comparison(world: World, page: Page): Promise<{ store: Side; server: Side }> {
  const stored = await world.workspace.storedCounts();
  const byTopic = new Map<string | null, DayCounts>();
  for (const { topic, counts } of stored) {
    byTopic.set(topic, addCounts(byTopic.get(topic) ?? noCounts(), counts));
  }
  const overall = byTopic.get(null) ?? noCounts();
  byTopic.delete(null);
  const topics = new Map<string, DayCounts>();
  const server: Side = {
    conversations: overall.conversations,
    overall,
    topics,
    sample: [],
  };
  for (const [topic, counts] of byTopic) if (topic !== null) topics.set(topic, counts);

  const now = Date.now();
  const popup = await askBackground(page, 'page-background:read-popup', {
    period: 'all',
    now,
    open: null,
  });
  const store: Side = {
    conversations: 0,
    overall: popup.overall.counts,
    topics: new Map(),
    sample: [],
  };
  store.conversations = (await askBackground(page, 'admin-background:usage', null)).conversations;
  // One conversation of each topic, and some more of all ages.
  const rows = overall.conversations;
  for (let row = 0; row < rows; row += row < TOPICS ? 1 : Math.ceil(rows / 60)) {
    const view = await askBackground(page, 'page-background:read-panel', {
      open: { inbox: SOURCE, place: null, conversation: idOf(row), ticket: null },
      period: 'all',
      now,
    });
    for (const topic of view.topics) store.topics.set(topic.id, topic.figures.counts);
    const { conversation } = await world.workspace.conversation(idOf(row));
    const { id, ticketId, countedOn, topics: of } = conversation;
    const score = conversation.rating?.score;
    server.sample.push({
      id,
      ticketId,
      countedOn,
      of,
      score,
      comment: conversation.rating?.comment,
    });
    store.sample.push({
      id: view.conversation?.id,
      ticketId: view.conversation?.ticketId,
      countedOn: view.conversation?.countedOn,
      of: view.conversation?.topics,
      score: view.conversation?.rating?.score,
      comment: view.conversation?.rating?.comment,
    });
  }
  return { store, server };
}
