import { dayOf } from '../../lib/csat/calendar.ts';
import { addCounts, type DayCounts, isNothing, noCounts } from '../../lib/csat/day-counts.ts';
import type { Score } from '../../lib/csat/scale.ts';
import type { Command, ImportedFacts } from './commands.ts';

const DAY = 86_400_000;

/** What a person would remember of a conversation. */
export interface Remembered {
  /** It came by an import and not from the AI agent. */
  imported: boolean;
  startedAt: number;
  internal: boolean;
  ticket: string | null;
  email: string | null;
  customer: string | null;
  topics: string[];
  asked: boolean | null;
  opened: boolean;
  rating: { score: Score; comment: string | null; byTeam: boolean; seq: number } | null;
}

/**
 * The model: what must be known in the end, from the history alone and as simply as can be. Times
 * at which things became final are the server's to judge; what it refuses does not happen here.
 */
export class Expected {
  conversations = new Map<string, Remembered>();
  /** Their ids are refused for ever. */
  erased = new Set<string>();
  timeZone = 'UTC';
  collecting = true;
  readonly #beginning: number;

  constructor(beginning: number) {
    this.#beginning = beginning;
  }

  copy(): Expected {
    const copy = new Expected(this.#beginning);
    copy.conversations = structuredClone(this.conversations);
    copy.erased = new Set(this.erased);
    copy.timeZone = this.timeZone;
    copy.collecting = this.collecting;
    return copy;
  }

  /** When an imported line says that the conversation began. */
  startOf(line: ImportedFacts): number {
    return this.#beginning - line.daysAgo * DAY;
  }

  erase(id: string): void {
    this.erased.add(id);
    this.conversations.delete(id);
  }

  eraseCustomer(customer: string): void {
    for (const [id, one] of this.conversations) if (one.customer === customer) this.erase(id);
  }

  /** False: erased, or sent by the AI agent, whose conversations an import does not change. */
  imported(line: ImportedFacts): boolean {
    if (this.erased.has(line.id)) return false;
    if (this.conversations.get(line.id)?.imported === false) return false;
    // A rating is evidence of having been asked.
    const asked = line.score !== null && line.asked === false ? true : line.asked;
    this.conversations.set(line.id, {
      imported: true,
      startedAt: this.startOf(line),
      internal: line.internal,
      ticket: line.ticket,
      email: line.email,
      customer: line.customer,
      topics: line.topics,
      asked,
      opened: asked === true && line.score !== null,
      rating:
        line.score === null
          ? null
          : { score: line.score, comment: line.comment || null, byTeam: false, seq: 0 },
    });
    return true;
  }

  put({ id, internal, ticket, email, customer }: Extract<Command, { do: 'put' }>, now: number) {
    const known = this.conversations.get(id) ?? begun(now);
    this.conversations.set(id, {
      ...known,
      ...(internal !== undefined && { internal }),
      ...(ticket !== undefined && { ticket }),
      ...(email !== undefined && { email }),
      ...(customer !== undefined && { customer }),
    });
  }

  /** The newest number counts; the team's own try never takes the place of a customer's rating. */
  rated({ id, score, comment, seq, team }: Extract<Command, { do: 'rate' }>, now: number) {
    const known = this.conversations.get(id) ?? begun(now);
    this.conversations.set(id, known);
    const own = known.rating?.byTeam === team ? known.rating : null;
    if (own && seq <= own.seq) return;
    if (team && known.rating && !own) return;
    known.rating = {
      score,
      comment: comment === undefined ? (own?.comment ?? null) : comment || null,
      byTeam: team,
      seq,
    };
    if (team && !known.internal) return;
    known.asked = true;
    known.opened = true;
  }

  moved(id: string, topics: string[]): void {
    const known = this.conversations.get(id);
    if (known) known.topics = topics;
  }

  dayOf({ startedAt }: Remembered): string {
    return dayOf(startedAt, this.timeZone);
  }

  /** Counts of one topic, or of everything (`null`), over the days of a period. */
  counts(topic: string | null, from: string | null, to: string | null): DayCounts {
    let sum = noCounts();
    for (const one of this.conversations.values()) {
      const day = this.dayOf(one);
      if (topic !== null && !one.topics.includes(topic)) continue;
      if ((from !== null && day < from) || (to !== null && day > to)) continue;
      sum = addCounts(sum, counted(one));
    }
    return sum;
  }

  /** The same by topic and day, without days on which nothing counts. */
  byTopicAndDay(): Map<string, DayCounts> {
    const days = new Map<string, DayCounts>();
    for (const one of this.conversations.values()) {
      for (const topic of [null, ...one.topics]) {
        const key = JSON.stringify([topic, this.dayOf(one)]);
        days.set(key, addCounts(days.get(key) ?? noCounts(), counted(one)));
      }
    }
    return new Map([...days].filter(([, counts]) => !isNothing(counts)));
  }
}

function begun(now: number): Remembered {
  return {
    imported: false,
    startedAt: now,
    internal: false,
    ticket: null,
    email: null,
    customer: null,
    topics: [],
    asked: false,
    opened: false,
    rating: null,
  };
}

function counted({ internal, asked, opened, rating }: Remembered): DayCounts {
  const counts = noCounts();
  if (internal) return counts;
  const score = rating && !rating.byTeam ? rating.score : null;
  counts.conversations = 1;
  if (asked === true) {
    counts.asked = 1;
    counts.opened = opened ? 1 : 0;
    counts.answered = score === null ? 0 : 1;
  }
  if (score !== null) counts[`score${score}`] = 1;
  return counts;
}
