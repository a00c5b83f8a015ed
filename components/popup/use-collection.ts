import { plural, t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import type { CollectionView } from '../../lib/store/views.ts';
import type { PopupPorts, ServerCollection } from './popup-ports.ts';

/** What the collection row shows and can do. */
export interface CollectionState {
  /** The newest that is known; `null` until anything is. */
  shown: CollectionView | null;
  busy: boolean;
  /** The question before switching off; `null` while it is not asked. */
  question: string | null;
  /** What the last try came to, where it did not do what was asked. */
  problem: { message: string; remedy: string } | null;
  /** Switches on at once; off asks first. */
  request(enabled: boolean): void;
  confirmOff(): void;
  keepOn(): void;
}

/**
 * The collection switch for an admin: reads it from the server with its version, switches it, and
 * shows the newer state if somebody else was faster.
 */
export function useCollection(
  ports: PopupPorts,
  stored: CollectionView | null,
  active: boolean,
): CollectionState {
  const [server, setServer] = useState<ServerCollection | null>(null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<CollectionState['problem']>(null);
  const storedAt = stored?.changedAt ?? null;

  // What was synced since then is newer than what the server said: read it again with its version.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `storedAt` is what makes it stale
  useEffect(() => {
    if (!active) return;
    let wanted = true;
    ports.readCollection().then(
      (outcome) => {
        if (!wanted) return;
        if (outcome.ok) setServer(outcome.value);
        else setProblem(outcome);
      },
      (error: unknown) => {
        if (wanted) setProblem({ message: String(error), remedy: t`Open the popup again.` });
      },
    );
    return () => {
      wanted = false;
    };
  }, [ports, active, storedAt]);

  const put = async (enabled: boolean) => {
    const known = server ? { ok: true as const, value: server } : await ports.readCollection();
    if (!known.ok) return setProblem(known);
    const outcome = await ports.switchCollection(enabled, known.value.version);
    if (outcome.ok) return setServer(outcome.value);
    if (outcome.code !== 'version_conflict') return setProblem(outcome);
    const newer = await ports.readCollection();
    if (!newer.ok) return setProblem(newer);
    setServer(newer.value);
    const name = newer.value.changedBy;
    setProblem({
      message:
        name === null ? t`Somebody else switched it meanwhile.` : t`${name} switched it meanwhile.`,
      remedy: t`This is how it stands now. Switch again if you still want to.`,
    });
  };
  const run = (enabled: boolean) => {
    setBusy(true);
    setProblem(null);
    setAsking(false);
    put(enabled)
      .catch((error: unknown) => setProblem({ message: String(error), remedy: t`Try again.` }))
      .finally(() => setBusy(false));
  };

  return {
    shown: newest(server, stored),
    busy,
    question: asking ? question(server?.runningConversations ?? null) : null,
    problem,
    request(enabled) {
      if (enabled) return run(true);
      setProblem(null);
      setAsking(true);
    },
    confirmOff: () => run(false),
    keepOn: () => setAsking(false),
  };
}

function newest(
  server: ServerCollection | null,
  stored: CollectionView | null,
): CollectionView | null {
  if (!server) return stored;
  const changedAt = server.changedAt === null ? null : Date.parse(server.changedAt);
  if (stored && (stored.changedAt ?? 0) > (changedAt ?? 0)) return stored;
  return { enabled: server.enabled, changedAt, changedBy: server.changedBy };
}

function question(running: number | null): string {
  if (running === null || running === 0) return t`Ratings given can still change.`;
  return plural(running, {
    one: '# chat is running. Ratings given can still change.',
    other: '# chats are running. Ratings given can still change.',
  });
}
