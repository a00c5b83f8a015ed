import { type RefObject, useEffect, useEffectEvent } from 'react';

/** What a key does in the queue. */
export type QueueCommand =
  | { do: 'next' | 'previous' | 'take' | 'step' | 'note' | 'done' | 'open' }
  /** Out of the note, back to the list, where the keys work. */
  | { do: 'leave' }
  /** Chooses the cause with this number, from 1 on. */
  | { do: 'cause'; number: number };

const LETTERS: Record<string, QueueCommand> = {
  j: { do: 'next' },
  k: { do: 'previous' },
  t: { do: 'take' },
  s: { do: 'step' },
  n: { do: 'note' },
  d: { do: 'done' },
  o: { do: 'open' },
};

/** How many causes there are to choose from. */
const CAUSES = 6;

/** The command of a key; `null` if it has none here. Arrows count only in the list itself. */
export function commandOf(
  { key, inList }: { key: string; inList: boolean },
  letters: boolean,
): QueueCommand | null {
  if (inList && key === 'ArrowDown') return { do: 'next' };
  if (inList && key === 'ArrowUp') return { do: 'previous' };
  if (!letters) return null;
  const number = Number(key);
  if (/^\d$/.test(key) && number >= 1 && number <= CAUSES) return { do: 'cause', number };
  return LETTERS[key.toLowerCase()] ?? null;
}

/**
 * Hears keys while the focus is in the queue and not where one types or chooses. Single letters and
 * digits can be switched off (WCAG 2.1.4); the arrows always work.
 */
export function useQueueKeys(
  queue: RefObject<HTMLElement | null>,
  letters: boolean,
  onCommand: (command: QueueCommand) => void,
): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target, key } = event;
    if (!(target instanceof HTMLElement)) return;
    if (key === 'Escape' && target.closest('textarea')) return onCommand({ do: 'leave' });
    if (target.closest('input, textarea, select, [contenteditable]')) return;
    const inList = target.closest('[data-part="queue-list"]') !== null;
    const command = commandOf({ key, inList }, letters);
    if (!command) return;
    event.preventDefault();
    onCommand(command);
  });
  useEffect(() => {
    const element = queue.current;
    if (!element) return;
    const end = new AbortController();
    element.addEventListener('keydown', (event) => press(event), { signal: end.signal });
    return () => end.abort();
  }, [queue]);
}
