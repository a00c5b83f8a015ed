import { useEffect, useState } from 'react';
import { inboxById } from '../lib/inboxes/index.ts';
import type { OpenQuery, SourceOfOpen, StoredConversation, SyncView } from '../lib/store/views.ts';
import { useSurface } from './surface.ts';

/** What asking the server for a conversation has come to. */
export type LookThrough =
  /** Not asked: it is here, or the server can't be asked now. */
  | { kind: 'none' }
  | { kind: 'asking' }
  /** The server does not know it either. */
  | { kind: 'not_there' }
  | { kind: 'failed'; code?: string; message: string; remedy: string; again: () => void };

/** From then on (ms) an answer of the server is asked for anew when its conversation is opened. */
const STALE = 5 * 60_000;

/** With these problems there is no use in asking. */
const CANNOT_ASK: readonly string[] = ['network', 'auth', 'permission'];

/**
 * Asks the server for a conversation that is not kept here, once each time that it is opened, and
 * again when the network is back. The answer comes with the store's own.
 */
export function useLookThrough(
  open: OpenQuery | null,
  view: {
    conversation: StoredConversation | null;
    lookedThroughAt: number | null;
    from: SourceOfOpen | null;
    sync: SyncView;
  },
  now: number,
): LookThrough {
  const { actions } = useSurface();
  const [state, setState] = useState<LookThrough | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { conversation, lookedThroughAt, from, sync } = view;
  const missing =
    conversation === null || (lookedThroughAt !== null && now - lookedThroughAt > STALE);
  const wanted =
    open !== null &&
    missing &&
    // What somebody described may show what the server knows and this computer does not.
    (from?.kind === 'connected' || inboxById(open.inbox)?.ofAnySource === true) &&
    !CANNOT_ASK.includes(sync.problem?.code ?? '');
  const key = JSON.stringify(open);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` names `open`, `attempt` asks again
  useEffect(() => {
    if (!wanted) return setState({ kind: 'none' });
    let current = true;
    setState({ kind: 'asking' });
    void actions.lookThrough(open).then((outcome) => {
      if (!current) return;
      if (outcome.ok) return setState({ kind: outcome.value.found ? 'none' : 'not_there' });
      const { code, message, remedy } = outcome;
      setState({ kind: 'failed', code, message, remedy, again: () => setAttempt((n) => n + 1) });
    });
    return () => {
      current = false;
    };
  }, [actions, key, wanted, attempt]);
  // Before the effect has run it is about to be asked: "unknown" must not flash up first.
  return state ?? { kind: wanted ? 'asking' : 'none' };
}
