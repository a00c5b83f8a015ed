import type { ChangeItem, ChangesPage } from '../../lib/contract/changes.ts';
import type { Conversation } from '../../lib/contract/conversation.ts';
import type { ImportLine } from '../../lib/contract/import.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import type { Topic } from '../../lib/contract/topic.ts';
import type { Score } from '../../lib/csat/scale.ts';

/**
 * Made-up ratings for the benches, the same on every run: each conversation is computed from its
 * index alone, so that a million of them need no memory.
 */

const SEED = 0x5fa6e5;
const TOPICS = 200;
/** The time that the conversations spread over evenly: 25 months. */
const FROM = Date.parse('2024-10-01T00:00:00.000Z');
export const UNTIL = Date.parse('2026-11-01T00:00:00.000Z');
const MINUTE = 60_000;
/** Items of a page of changes, as the server sends them in a first sync. */
export const PAGE_ITEMS = 10_000;
export const SOURCE = 'fivefaces';
const EPOCH = 'bench';

const CHANNELS = ['Website', 'App', 'WhatsApp', 'E-mail'];
/** Scores by share: many very happy, some very unhappy, few between, as customers rate. */
const SCORES: [Score, number][] = [
  [5, 0.46],
  [4, 0.66],
  [1, 0.83],
  [2, 0.92],
  [3, 1],
];
const WORDS =
  'the refund parcel address order cancel subscription invoice delivery account answer help agent waiting password late again never wrong good fast friendly kind clear unclear payment card broken missing return label country size colour phone message email change twice three days week still nobody understood question thanks great terrible useful useless human person bot'.split(
    ' ',
  );
const SUBJECTS =
  'Refund,Delivery,Return label,Invoice,Password,Address,Subscription,Size,Warranty,Payment'.split(
    ',',
  );
const ASPECTS =
  'deadline,abroad,missing,for gifts,change,twice,by phone,for companies,status,fees,in the app,after a move,on holidays,by card,of an order,not received,wrong,lost,rules,other'.split(
    ',',
  );

/** An even number from 0 to 1 that depends on the index and on what it is drawn for. */
function draw(index: number, what: number): number {
  let x = Math.imul(index ^ SEED, 0x9e3779b1) ^ Math.imul(what + 1, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return ((x ^ (x >>> 15)) >>> 0) / 0x1_0000_0000;
}

/** Shares of the topics by Zipf's law, added up. */
const TOPIC_SHARES = (() => {
  let sum = 0;
  const sums = Array.from({ length: TOPICS }, (_, rank) => {
    sum += 1 / (rank + 1);
    return sum;
  });
  return sums.map((share) => share / sum);
})();

function topicAt(share: number): string {
  let low = 0;
  let high = TOPICS - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((TOPIC_SHARES[middle] ?? 1) < share) low = middle + 1;
    else high = middle;
  }
  return `topic-${low}`;
}

/** All topics; the first is the most frequent. */
export const BENCH_TOPICS: readonly Topic[] = Array.from({ length: TOPICS }, (_, rank) => ({
  id: `topic-${rank}`,
  title: `${SUBJECTS[rank % SUBJECTS.length]} ${ASPECTS[Math.floor(rank / SUBJECTS.length)]}`,
  category: rank % 3 === 0 ? 'bug' : 'question',
  status: 'open',
  knownProblem: null,
}));

function topicsAt(index: number): string[] {
  const many = draw(index, 1);
  if (many < 0.05) return [];
  const first = topicAt(draw(index, 2));
  if (many < 0.85) return [first];
  const second = topicAt(draw(index, 3));
  return first === second ? [first] : [first, second];
}

/** A changed mind (`version`) gives another score. */
function scoreAt(index: number, version: number): Score {
  const share = draw(index, 4 + 100 * version);
  return SCORES.find(([, until]) => share < until)?.[0] ?? 3;
}

function commentAt(index: number, version: number): string | null {
  if (draw(index, 5) >= 0.3) return null;
  const words = Array.from({ length: 10 }, (_, at) => {
    // Squared: some words are far more frequent than others.
    const share = draw(index, 10 + at + 100 * version);
    return WORDS[Math.floor(share * share * WORDS.length)];
  });
  return words.join(' ');
}

function hexAt(index: number, what: number): string {
  return Math.floor(draw(index, what) * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
}

/** A made-up history of `count` rated conversations, oldest first, and how it goes on. */
export class Ratings {
  readonly count: number;
  /** Counts by topic (`''` is everything), month and day. */
  readonly #counts = new Map<string, Map<string, Map<string, number[]>>>();
  readonly #versions = new Map<number, number>();
  #head: number;

  constructor(count: number) {
    this.count = count;
    this.#head = count + TOPICS + 2;
  }

  id(index: number): string {
    return `cv_${hexAt(index, 6)}${index.toString(36).padStart(5, '0')}`;
  }

  ticket(index: number): string {
    return String(4_000_000 + index);
  }

  #startedAt(index: number): number {
    const step = (UNTIL - FROM) / this.count;
    return Math.floor(FROM + (index + draw(index, 7)) * step);
  }

  #day(index: number): string {
    return toInstant(this.#startedAt(index)).slice(0, 10);
  }

  /** About three conversations a customer. */
  #customer(index: number): number {
    return Math.floor((draw(index, 8) * this.count) / 3);
  }

  /** The conversation as the change feed has it. */
  conversation(index: number): Conversation {
    const version = this.#versions.get(index) ?? 0;
    const started = this.#startedAt(index);
    const ended = started + Math.floor((2 + 20 * draw(index, 9)) * MINUTE);
    const handedOver = draw(index, 20) < 0.25;
    const customer = this.#customer(index);
    return {
      source: SOURCE,
      id: this.id(index),
      ticketId: this.ticket(index),
      channel: CHANNELS[index % CHANNELS.length] ?? null,
      visibility: 'external',
      customer: `customer-${customer}`,
      emailHash: Array.from({ length: 8 }, (_, at) => hexAt(customer, 30 + at)).join(''),
      startedAt: toInstant(started),
      endedAt: toInstant(ended),
      finalAt: toInstant(ended + 60 * MINUTE),
      handedOverAt: handedOver ? toInstant(ended) : null,
      countedOn: toInstant(started).slice(0, 10),
      asked: true,
      askedAt: toInstant(ended),
      askedBy: handedOver ? 'handover' : 'helped',
      openedAt: toInstant(ended + 4_000),
      notAsked: null,
      rating: {
        score: scoreAt(index, version),
        comment: commentAt(index, version),
        ratedAt: toInstant(ended + 8_000),
        byTeam: false,
        of: handedOver ? 'teammate' : 'ai_agent',
      },
      predicted: null,
      topics: topicsAt(index),
    };
  }

  /** The same conversation as a line of an import. */
  importLine(index: number): ImportLine {
    const { rating, topics, ...wire } = this.conversation(index);
    const titles = new Map(BENCH_TOPICS.map(({ id, title }) => [id, title]));
    return {
      id: wire.id,
      startedAt: wire.startedAt,
      endedAt: wire.endedAt,
      channel: wire.channel,
      customer: wire.customer,
      email: `${wire.customer}@example.com`,
      ticketId: wire.ticketId,
      topics: topics.map((id) => ({ id, title: titles.get(id) ?? id })),
      asked: true,
      askedBy: wire.askedBy,
      handedOverAt: wire.handedOverAt,
      rating: rating && {
        score: scoreAt(index, 0),
        comment: rating.comment,
        ratedAt: rating.ratedAt,
      },
    };
  }

  /** The first sync: settings, topics and day counts first, then conversations, oldest first. */
  *firstSync(): Generator<ChangesPage> {
    for (let index = 0; index < this.count; index += 1) this.#count(index, 1);
    let from: string | null = null;
    const lead = this.#leadingItems();
    const total = lead.length + this.count;
    const pages = Math.ceil(lead.length / PAGE_ITEMS) + Math.ceil(this.count / PAGE_ITEMS);
    let done = 0;
    for (let page = 0; page < pages; page += 1) {
      const leading = page * PAGE_ITEMS < lead.length;
      const items = leading
        ? lead.slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS)
        : this.items(done - lead.length, PAGE_ITEMS);
      done += items.length;
      const to = String(done);
      yield this.#page(from, to, items, { progress: { done, total }, more: page < pages - 1 });
      from = to;
    }
  }

  /** Items of the conversations from `index` on, at most `limit`. */
  items(index: number, limit: number): ChangeItem[] {
    const length = Math.min(limit, this.count - index);
    return Array.from({ length }, (_, at) => ({
      n: TOPICS + 2 + index + at,
      kind: 'conversation',
      conversation: this.conversation(index + at),
    }));
  }

  /** A page in which these conversations' customers changed their minds, after cursor `from`. */
  changes(from: string, indexes: readonly number[]): ChangesPage {
    const months = new Map<string, [string, string]>();
    const items: ChangeItem[] = [];
    for (const index of indexes) {
      this.#count(index, -1);
      this.#versions.set(index, (this.#versions.get(index) ?? 0) + 1);
      this.#count(index, 1);
      this.#head += 1;
      const conversation = this.conversation(index);
      items.push({ n: this.#head, kind: 'conversation', conversation });
      const month = this.#day(index).slice(0, 7);
      for (const topic of ['', ...conversation.topics])
        months.set(`${topic} ${month}`, [topic, month]);
    }
    for (const [topic, month] of months.values()) items.unshift(this.#monthItem(topic, month));
    return this.#page(from, String(this.#head), items, {
      progress: { done: this.#head, total: this.#head },
      more: false,
    });
  }

  /** Indexes of `amount` conversations, spread at random; another `round`, other ones. */
  someIndexes(amount: number, round: number): number[] {
    const indexes = new Set<number>();
    for (let at = 0; indexes.size < Math.min(amount, this.count); at += 1) {
      indexes.add(Math.floor(draw(round * 1_000_003 + at, 50) * this.count));
    }
    return [...indexes];
  }

  #page(
    from: string | null,
    to: string,
    items: ChangeItem[],
    more: Pick<ChangesPage, 'progress' | 'more'>,
  ): ChangesPage {
    return {
      epoch: EPOCH,
      from,
      to,
      head: this.#head,
      serverTime: toInstant(UNTIL),
      items,
      ...more,
    };
  }

  #leadingItems(): ChangeItem[] {
    const settings: ChangeItem = {
      n: 1,
      kind: 'settings',
      workspace: { id: 'main', name: 'Acme Support', demo: true, timeZone: 'UTC' },
      collection: { enabled: true, changedAt: null, changedBy: null },
      nextSteps: [],
      emailLookup: null,
      sources: [],
      seesRatings: 'everyone',
    };
    const topics = BENCH_TOPICS.map(
      (topic, rank): ChangeItem => ({ n: 2 + rank, kind: 'topic', topic }),
    );
    const months = [...this.#counts].flatMap(([topic, ofTopic]) =>
      [...ofTopic.keys()].map((month) => this.#monthItem(topic, month)),
    );
    return [settings, ...topics, ...months];
  }

  #monthItem(topic: string, month: string): ChangeItem {
    const days = [...(this.#counts.get(topic)?.get(month) ?? [])].sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    return {
      n: this.#head,
      kind: 'dayCounts',
      source: SOURCE,
      topic: topic === '' ? null : topic,
      month,
      days: days.map(([day, counts]) => [day, [...counts]]),
    };
  }

  /** Adds a conversation to the counts, or takes it out: a row is in the order of `SLOTS`. */
  #count(index: number, sign: 1 | -1): void {
    const day = this.#day(index);
    const month = day.slice(0, 7);
    const score = scoreAt(index, this.#versions.get(index) ?? 0);
    for (const topic of ['', ...topicsAt(index)]) {
      const months = this.#counts.get(topic) ?? new Map<string, Map<string, number[]>>();
      this.#counts.set(topic, months);
      const days = months.get(month) ?? new Map<string, number[]>();
      months.set(month, days);
      const row = days.get(day) ?? new Array<number>(12).fill(0);
      days.set(day, row);
      for (const slot of [0, 1, 2, 3, 3 + score]) row[slot] = (row[slot] ?? 0) + sign;
    }
  }
}
