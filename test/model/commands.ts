import fc from 'fast-check';
import type { ReviewCause, ReviewSubject } from '../../lib/contract/review.ts';
import type { Score } from '../../lib/csat/scale.ts';

/** What can go wrong with one answer of the server. */
export const FAULTS = [
  'network',
  'answer_lost',
  'cut',
  'garbage',
  'wrong_schema',
  'repeated',
  'ahead',
  'reversed',
  'foreign_epoch',
  'cursor_gone',
  'server_error',
  'not_ready',
  'too_many',
  'expired',
  'not_found',
  'item_lost',
] as const;
export type Fault = (typeof FAULTS)[number];

/** One line of an import: the whole conversation, as it is to be from now on. */
export interface ImportedFacts {
  id: string;
  /** Days before the beginning of the history. */
  daysAgo: number;
  internal: boolean;
  asked: boolean | null;
  score: Score | null;
  comment: string | null;
  topics: string[];
  ticket: string | null;
  email: string | null;
  customer: string | null;
}

/** One thing that happens: to the workspace, on the way, or to the browser. */
export type Command =
  | { do: 'import'; lines: ImportedFacts[] }
  | {
      do: 'put';
      id: string;
      internal?: boolean;
      ticket?: string | null;
      email?: string | null;
      customer?: string | null;
    }
  | { do: 'rate'; id: string; score: Score; comment?: string | null; seq: number; team: boolean }
  | { do: 'topics'; id: string; topics: string[] }
  | { do: 'end'; id: string }
  | { do: 'title'; topic: string; title: string }
  | { do: 'collection'; on: boolean }
  | { do: 'pass'; minutes: number }
  | { do: 'zone'; timeZone: string }
  | { do: 'erase'; id: string }
  | { do: 'erase_customer'; customer: string }
  /** Somebody else saves a review on the server. */
  | ({ do: 'review' } & ReviewFacts)
  /** The teammate saves one in this browser, from what it shows; the background may die of it. */
  | ({ do: 'edit'; faults: (Fault | null)[]; diesAt: number | null } & ReviewFacts)
  | { do: 'backup' }
  | { do: 'restore' }
  | {
      do: 'sync';
      /** How many things a page holds at most. */
      limit: number;
      /** What befalls the first answers, one after the other; then all is well. */
      faults: (Fault | null)[];
      /** The background dies at this await, counted over locks, network and storage. */
      diesAt: number | null;
      /** A second one asks at the same time. */
      twice: boolean;
    }
  | { do: 'retention'; conversations: number | null; days: number | null }
  | { do: 'fetch_anew'; limit: number; diesAt: number | null }
  | { do: 'restart' }
  | { do: 'evict' };

/** What a person concludes about a conversation or a topic. The note is each command's own. */
export interface ReviewFacts {
  about: { subject: ReviewSubject; id: string };
  cause: ReviewCause | null;
  done: boolean;
}

export const TOPICS = ['refunds', 'login', 'delivery'] as const;
export const TICKETS = ['T-1', 'T-2'] as const;
export const EMAILS = ['mara@example.com', 'Tom@Example.com '] as const;
export const CUSTOMERS = ['mara', 'tom'] as const;
export const TIME_ZONES = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'] as const;
/** Conversations of the AI agent, and those of an import. */
export const IDS = ['a', 'b', 'c', 'i', 'j', 'k', 'l', 'm'] as const;
const IMPORTED = IDS.slice(3);
const COMMENTS = ['It kept sending me the same link.', 'Danke, alles gut 👍', ''] as const;

const id = fc.constantFrom(...IDS);
const running = fc.constantFrom(...IDS.slice(0, 3));
const score = fc.constantFrom<Score>(1, 2, 3, 4, 5);
const topics = fc.subarray([...TOPICS]);
const orNull = <T>(values: readonly T[]) => fc.constantFrom(null, ...values);
const happens = <T extends Command>(weight: number, arbitrary: fc.Arbitrary<T>) => ({
  weight,
  arbitrary,
});

const line = fc.record<ImportedFacts>({
  id: fc.constantFrom(...IMPORTED),
  daysAgo: fc.constantFrom(0, 1, 29, 30, 45, 200, 400),
  internal: fc.constantFrom(false, false, false, true),
  asked: fc.constantFrom(true, true, false, null),
  score: fc.option(score, { freq: 4 }),
  comment: orNull(COMMENTS),
  topics,
  ticket: orNull(TICKETS),
  email: orNull(EMAILS),
  customer: orNull(CUSTOMERS),
});

const reviewFacts = {
  about: fc.oneof(
    fc.record({ subject: fc.constant<ReviewSubject>('conversation'), id }),
    fc.record({ subject: fc.constant<ReviewSubject>('topic'), id: fc.constantFrom(...TOPICS) }),
  ),
  cause: fc.constantFrom<ReviewCause | null>(null, 'wrong_answer', 'other'),
  done: fc.boolean(),
};
const faults = fc.array(fc.option(fc.constantFrom(...FAULTS), { freq: 2 }), { maxLength: 4 });
const diesAt = fc.option(fc.integer({ min: 1, max: 120 }), { freq: 2 });
const limit = fc.constantFrom(1, 4, 12, 1_000);

const command: fc.Arbitrary<Command> = fc.oneof(
  happens(
    4,
    fc.record({
      do: fc.constant('import'),
      lines: fc.uniqueArray(line, { minLength: 1, maxLength: 5, selector: (one) => one.id }),
    }),
  ),
  happens(
    3,
    fc.record(
      {
        do: fc.constant('put'),
        id,
        internal: fc.boolean(),
        ticket: orNull(TICKETS),
        email: orNull(EMAILS),
        customer: orNull(CUSTOMERS),
      },
      { requiredKeys: ['do', 'id'] },
    ) as fc.Arbitrary<Extract<Command, { do: 'put' }>>,
  ),
  happens(
    6,
    fc.record(
      {
        do: fc.constant('rate'),
        id: running,
        score,
        comment: orNull(COMMENTS),
        seq: fc.integer({ min: 1, max: 6 }),
        team: fc.constantFrom(false, false, false, true),
      },
      { requiredKeys: ['do', 'id', 'score', 'seq', 'team'] },
    ) as fc.Arbitrary<Extract<Command, { do: 'rate' }>>,
  ),
  happens(4, fc.record({ do: fc.constant('topics'), id, topics })),
  happens(1, fc.record({ do: fc.constant('end'), id: running })),
  happens(
    1,
    fc.record({
      do: fc.constant('title'),
      topic: fc.constantFrom(...TOPICS),
      title: fc.constantFrom('Refund deadline', 'Log in'),
    }),
  ),
  happens(1, fc.record({ do: fc.constant('collection'), on: fc.boolean() })),
  happens(2, fc.record({ do: fc.constant('pass'), minutes: fc.constantFrom(1, 59, 61, 1_500) })),
  happens(1, fc.record({ do: fc.constant('zone'), timeZone: fc.constantFrom(...TIME_ZONES) })),
  happens(2, fc.record({ do: fc.constant('erase'), id })),
  happens(
    1,
    fc.record({
      do: fc.constant('erase_customer'),
      customer: fc.constantFrom(...CUSTOMERS),
    }),
  ),
  happens(2, fc.record({ do: fc.constant('review'), ...reviewFacts })),
  happens(3, fc.record({ do: fc.constant('edit'), faults, diesAt, ...reviewFacts })),
  happens(1, fc.record({ do: fc.constant('backup') })),
  happens(1, fc.record({ do: fc.constant('restore') })),
  happens(
    9,
    fc.record({
      do: fc.constant('sync'),
      limit,
      faults,
      diesAt,
      twice: fc.constantFrom(false, false, true),
    }),
  ),
  happens(
    1,
    fc.record({
      do: fc.constant('retention'),
      conversations: fc.constantFrom(null, 1, 3),
      days: fc.constantFrom(null, null, 30, 60),
    }),
  ),
  happens(1, fc.record({ do: fc.constant('fetch_anew'), limit, diesAt })),
  happens(1, fc.record({ do: fc.constant('restart') })),
  happens(1, fc.record({ do: fc.constant('evict') })),
);

/** Histories in which most happens to the same few things, so that one thing meets another. */
export const histories = fc.array(command, { minLength: 4, maxLength: 18, size: 'max' });
