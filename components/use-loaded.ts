import { useEffect, useState } from 'react';
import type { Outcome } from '../lib/messages/protocol.ts';
import { thrown } from './problem-words.ts';

/** What reading something once has come to. */
export type Loaded<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; code?: string; message: string; remedy: string }
  | { kind: 'value'; value: T };

/**
 * Reads something from the background, and again when `key` changes; what was read stays until the
 * newer answer is there.
 *
 * @param key all that `read` depends on, as text; `null` reads nothing
 */
export function useLoaded<T>(
  key: string | null,
  read: () => Promise<Outcome<T>>,
): { state: Loaded<T>; again: () => void; set: (value: T) => void } {
  const [state, setState] = useState<Loaded<T>>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` names what `read` closes over, `attempt` reads again
  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    const show = (next: Loaded<T>) => {
      if (wanted) setState(next);
    };
    read().then(
      (outcome) =>
        show(outcome.ok ? { kind: 'value', value: outcome.value } : { kind: 'failed', ...outcome }),
      (error: unknown) => show({ kind: 'failed', ...thrown(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [key, attempt]);
  return {
    state,
    again() {
      if (state.kind === 'failed') setState({ kind: 'loading' });
      setAttempt(attempt + 1);
    },
    set: (value) => setState({ kind: 'value', value }),
  };
}
