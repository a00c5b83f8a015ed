import { useLayoutEffect, useMemo, useState } from 'react';
import type { StoreReader } from '../lib/store/views.ts';
import { noteWorkspace } from './shown-workspace.ts';
import { useSurface } from './surface.ts';

/** What a live question to the store has come to. */
export type ViewState<T> =
  | { kind: 'loading' }
  | { kind: 'error'; error: unknown }
  /** `key` says which question the value answers; while a new one runs it is the old one's. */
  | { kind: 'view'; key: string; value: T };

/**
 * Asks the store and keeps asking after each change. A new `key` asks anew; until its answer is
 * there the last one stays, so that nothing flickers.
 *
 * @param key all that `read` depends on, as text; `null` asks nothing
 * @param atHand the same from memory, shown until the store has answered
 */
export function useView<T>(
  key: string | null,
  read: (reader: StoreReader) => Promise<T>,
  atHand: (reader: StoreReader) => T | null = () => null,
): ViewState<T> {
  const { reader } = useSurface();
  const [state, setState] = useState<ViewState<T>>({ kind: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` names what `atHand` closes over
  const known = useMemo(() => (key === null ? null : atHand(reader)), [reader, key]);
  // Before the frame is painted: the answer then makes the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` names what `read` closes over
  useLayoutEffect(() => {
    if (key === null) return;
    const end = new AbortController();
    reader.follow(
      read,
      (value) => {
        if (end.signal.aborted) return;
        noteWorkspace(value);
        // What is drawn already is the same object then, so that it is not drawn again.
        const isKnown = known !== null && JSON.stringify(value) === JSON.stringify(known);
        setState({ kind: 'view', key, value: isKnown ? known : value });
      },
      (error) => {
        if (!end.signal.aborted) setState({ kind: 'error', error });
      },
      end.signal,
    );
    return () => end.abort();
  }, [reader, key]);
  if (key === null || known === null || state.kind === 'error') return state;
  return state.kind === 'view' && state.key === key ? state : { kind: 'view', key, value: known };
}
