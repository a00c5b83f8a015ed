import type { RatingSource, SourceConversation } from '../../../lib/sources/source.ts';

/** What a store holds after some pulls, by conversation id, and what came with them. */
export class Pulled {
  readonly conversations = new Map<string, SourceConversation>();
  readonly notes = new Set<string>();
  /** State of the latest batch, `null` before the first. */
  state: string | null = null;
  batches = 0;
  readonly #source: RatingSource;

  constructor(source: RatingSource) {
    this.#source = source;
  }

  /** One pull, applied with its state. Gives whether there is more right now. */
  async once(): Promise<boolean> {
    const batch = await this.#source.pull(this.state, new AbortController().signal);
    for (const conversation of batch.conversations) {
      const { onlyIfKnown, ...told } = conversation;
      const before = this.conversations.get(told.id);
      if (onlyIfKnown && !before) continue;
      const topics = told.topics ?? before?.topics ?? null;
      this.conversations.set(told.id, { ...told, topics });
    }
    for (const id of batch.gone) this.conversations.delete(id);
    for (const note of batch.notes) this.notes.add(note);
    this.state = batch.state;
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

  /** Scores by conversation: `null` where it is stored without a rating. */
  scores(): Record<string, number | string | null> {
    return Object.fromEntries(
      [...this.conversations.values()]
        .map(({ id, rating }) => [id, rating && (rating.score ?? rating.sentiment)] as const)
        .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })),
    );
  }
}
