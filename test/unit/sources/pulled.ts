import type { RatingSource, SourceConversation } from '../../../lib/sources/source.ts';
import { applyBatch, emptyCopy, type SourceCopy } from '../../platforms/source-copy.ts';

/** What a store holds after some pulls of a source. */
export class Pulled {
  readonly #copy: SourceCopy = emptyCopy();
  readonly #source: RatingSource;
  batches = 0;

  constructor(source: RatingSource) {
    this.#source = source;
  }

  get conversations(): Map<string, SourceConversation> {
    return this.#copy.conversations;
  }

  get notes(): Set<string> {
    return this.#copy.notes;
  }

  /** State of the latest batch, `null` before the first. */
  get state(): string | null {
    return this.#copy.state;
  }

  set state(state: string | null) {
    this.#copy.state = state;
  }

  /** One pull, applied with its state. Gives whether there is more right now. */
  async once(): Promise<boolean> {
    const batch = await this.#source.pull(this.state, new AbortController().signal);
    applyBatch(this.#copy, batch);
    this.batches += 1;
    if (batch.state.length > 60_000) throw new Error(`state of ${batch.state.length} characters`);
    return batch.more;
  }

  /** Pulls until the source says that there is no more. */
  async all(): Promise<void> {
    for (let pulls = 0; await this.once(); pulls += 1) {
      if (pulls > 1_000) throw new Error('a pull that never ends');
    }
  }

  /** Ratings by conversation: a score, a sentiment, or `null` where it is stored without one. */
  scores(): Record<string, number | string | null> {
    return Object.fromEntries(
      [...this.conversations.values()]
        .map(({ id, rating }) => [id, rating && (rating.score ?? rating.sentiment)] as const)
        .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })),
    );
  }
}
