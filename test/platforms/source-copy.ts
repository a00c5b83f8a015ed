import type { RatingSource, SourceBatch, SourceConversation } from '../../lib/sources/source.ts';

/** What whoever stores a source's batches has: the least that the source's rules ask of them. */
export interface SourceCopy {
  conversations: Map<string, SourceConversation>;
  state: string | null;
  notes: Set<string>;
}

export function emptyCopy(): SourceCopy {
  return { conversations: new Map(), state: null, notes: new Set() };
}

/** Applies a batch and its state together. */
export function applyBatch(copy: SourceCopy, batch: SourceBatch): void {
  for (const { onlyIfKnown, ...conversation } of batch.conversations) {
    const known = copy.conversations.get(conversation.id);
    if (onlyIfKnown && !known) continue;
    const topics = conversation.topics ?? known?.topics ?? null;
    copy.conversations.set(conversation.id, { ...conversation, topics });
  }
  for (const id of batch.gone) copy.conversations.delete(id);
  for (const note of batch.notes) copy.notes.add(note);
  copy.state = batch.state;
}

/**
 * Pulls until the source has nothing more right now and gives the batches. `between`: what happens
 * between two pulls of it (an edit during paging, time that passes).
 */
export async function pullAll(
  source: RatingSource,
  copy: SourceCopy,
  between: (batch: SourceBatch) => void = () => {},
): Promise<SourceBatch[]> {
  const batches: SourceBatch[] = [];
  for (;;) {
    const batch = await source.pull(copy.state, new AbortController().signal);
    applyBatch(copy, batch);
    batches.push(batch);
    if (!batch.more) return batches;
    if (batches.length > 500) throw new Error('The source never comes to an end');
    between(batch);
  }
}
