import { findAtHand, findById, findByTicket, type Generation } from './find-conversations.ts';
import { findLookedThrough, findLookedThroughByTicket } from './looked-through.ts';
import { sourceOfOpen, sourcesOfOpen } from './source-of-open.ts';
import type { OpenQuery, SourceOfOpen, SourceView, StoredConversation } from './views.ts';

/** Where an open conversation is looked for. */
export interface OpenIn extends Generation {
  sources: readonly SourceView[];
  /** Nothing is to be found. */
  sync: { locked: boolean };
}

/** The conversation that is open, with the source that it comes from. */
export async function findOpen(
  base: OpenIn,
  open: OpenQuery,
): Promise<Found & { from: SourceOfOpen }> {
  const possible = sourcesOfOpen(open, base.sources);
  const all = await Promise.all(possible.map(({ id }) => find(base, id, open)));
  const found = all.find(({ conversation }) => conversation !== null) ?? NOT_KEPT;
  const foundIn = found.conversation?.source ?? null;
  return { ...found, from: sourceOfOpen(open, base.sources, foundIn) };
}

interface Found {
  conversation: StoredConversation | null;
  lookedThroughAt: number | null;
}

const NOT_KEPT: Found = { conversation: null, lookedThroughAt: null };

/** By its id, then by its ticket's: what the feed delivered, else what was looked through. */
async function find(
  base: OpenIn,
  source: string,
  { conversation: id, ticket }: OpenQuery,
): Promise<Found> {
  const atHand = id === null ? null : findAtHand(base, source, id);
  if (atHand) return { conversation: atHand, lookedThroughAt: null };
  const [byId, looked] = await Promise.all([
    id === null ? null : findById(base, source, id),
    base.sync.locked || id === null ? null : findLookedThrough(base.database, source, id),
  ]);
  const kept = byId ?? (ticket === null ? null : await findByTicket(base, source, ticket));
  if (kept) return { conversation: kept, lookedThroughAt: null };
  const lookedThrough =
    looked ??
    (base.sync.locked || ticket === null
      ? null
      : await findLookedThroughByTicket(base.database, source, ticket));
  if (!lookedThrough) return NOT_KEPT;
  return { conversation: lookedThrough.conversation, lookedThroughAt: lookedThrough.at };
}
