import type { AskingPlace } from '../../../lib/contract/source.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import type {
  RatingSource,
  SourceConversation,
  SourceDefinition,
  SourceRating,
} from '../../../lib/sources/source.ts';

/** A platform in memory that remembers the order of its edits, as real ones do by their times. */
export class FakePlatform {
  token = 'right-token';
  place = 'acme.example';
  /** Thrown by every request as long as it is set. */
  fault: Error | null = null;
  /** How many pulls and single reads it was asked for. */
  pulls = 0;
  reads = 0;
  /** Things of one batch. */
  pageSize = 2;
  /** Runs before a batch is given, for example to hold it back. */
  beforeBatch: (signal: AbortSignal) => Promise<void> = async () => undefined;
  wait = 0;
  limits: string[] = [];
  places: AskingPlace[] = [];
  hidden = new Set<string>();
  #edits = 0;
  #things = new Map<string, { edit: number; conversation: SourceConversation | null }>();

  /** States a conversation anew. */
  put(conversation: SourceConversation): void {
    this.#edits += 1;
    this.#things.set(conversation.id, { edit: this.#edits, conversation });
  }

  /** Deletes a conversation there. */
  remove(id: string): void {
    if (!this.#things.get(id)?.conversation) return;
    this.#edits += 1;
    this.#things.set(id, { edit: this.#edits, conversation: null });
  }

  /** What it holds, by id. */
  conversations(): SourceConversation[] {
    return [...this.#things.values()].flatMap(({ conversation }) => conversation ?? []);
  }

  /** The kind of source that it is. */
  definition(kind: SourceDefinition['kind'] = 'zendesk', list = true): SourceDefinition {
    return {
      kind,
      name: 'Fake',
      abilities: {
        list,
        readOne: true,
        readCollection: true,
        switchCollection: true,
        topics: 'tags',
        asks: true,
      },
      fields: [
        { id: 'area', label: 'Area', hint: '', type: 'text', required: false },
        { id: 'secret', label: 'Token', hint: '', type: 'secret', required: true },
      ],
      steps: [],
      collectionPage: () => null,
      readConfig(config) {
        if (config.area !== 'nowhere') return config;
        throw new SourceError('contract', {
          code: 'config_invalid',
          message: 'There is no such area.',
          remedy: 'Choose another one.',
          transient: false,
        });
      },
      origins: () => ['https://fake.example'],
      open: ({ secret }) => this.#source(secret),
    };
  }

  #source(secret: string | null): RatingSource {
    const check = (signal: AbortSignal) => {
      signal.throwIfAborted();
      if (this.fault) throw this.fault;
      if (secret === this.token) return;
      throw new SourceError('auth', {
        code: 'token_wrong',
        message: 'Fake does not accept this token.',
        remedy: 'Make a new one under Settings.',
      });
    };
    return {
      account: async (signal) => {
        check(signal);
        return { place: this.place, name: 'Acme (Fake)', limits: this.limits };
      },
      pull: async (state, signal) => {
        this.pulls += 1;
        check(signal);
        await this.beforeBatch(signal);
        check(signal);
        const after = state === null ? 0 : Number(state);
        const news = [...this.#things.entries()]
          .filter(([, { edit }]) => edit > after)
          .sort(([, a], [, b]) => a.edit - b.edit);
        const page = news.slice(0, this.pageSize);
        return {
          conversations: page.flatMap(([, { conversation }]) => conversation ?? []),
          gone: page.filter(([, { conversation }]) => conversation === null).map(([id]) => id),
          state: String(page.at(-1)?.[1].edit ?? after),
          more: news.length > page.length,
          progress: null,
          notes: [],
          wait: news.length > page.length ? this.wait : 0,
        };
      },
      readOne: async ({ conversation, ticket }, signal) => {
        this.reads += 1;
        check(signal);
        const found = this.conversations().find(({ id, ticketId }) =>
          conversation === null ? ticketId === ticket : id === conversation,
        );
        if (found && this.hidden.has(found.id)) return { kind: 'not_allowed' };
        return found ? { kind: 'found', conversation: found } : { kind: 'not_found' };
      },
      askingPlaces: async (signal) => {
        check(signal);
        return this.places;
      },
      switchAsking: async (id, enabled, signal) => {
        check(signal);
        this.places = this.places.map((one) => (one.id === id ? { ...one, enabled } : one));
        return this.places;
      },
    };
  }
}

/** 3 November 2026, 14:02 in UTC. */
const STARTED = Date.UTC(2026, 10, 3, 14, 2);

/** A rating without a comment. */
export function ratingOf(
  score: SourceRating['score'],
  more: Partial<SourceRating> = {},
): SourceRating {
  const sentiment =
    score === null ? 'positive' : score <= 2 ? 'negative' : score === 3 ? 'neutral' : 'positive';
  return { score, sentiment, comment: null, ratedAt: STARTED + 60_000, of: 'unknown', ...more };
}

/** A conversation that was asked for a rating and has none. */
export function stated(id: string, more: Partial<SourceConversation> = {}): SourceConversation {
  return {
    id,
    ticketId: null,
    channel: 'Email',
    customer: null,
    email: null,
    startedAt: STARTED,
    endedAt: null,
    asked: true,
    askedAt: STARTED + 30_000,
    rating: null,
    finalAt: null,
    predicted: null,
    topics: [],
    ...more,
  };
}
