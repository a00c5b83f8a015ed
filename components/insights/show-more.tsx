import { plural } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import { Button } from '../button.tsx';

/**
 * The way to more of the list before it. With the last of it the button goes: the focus goes on to
 * the first of what has just come.
 */
export function ShowMore({
  left,
  quiet = false,
  onMore,
}: {
  /** How many the list does not show yet. */
  left: number;
  quiet?: boolean;
  onMore: () => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<number | null>(null);
  const items = () => place.current?.previousElementSibling?.children;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is left says when more has come
  useEffect(() => {
    const before = shown.current;
    if (before === null || left > 0) return;
    shown.current = null;
    if (document.activeElement !== document.body) return;
    items()?.item(before)?.querySelector<HTMLElement>('a[href], button')?.focus();
  }, [left]);
  return (
    <div ref={place} className={left > 0 ? 'actions' : undefined} hidden={left <= 0}>
      {left > 0 ? (
        <Button
          {...(quiet && { look: 'quiet' })}
          onClick={() => {
            shown.current = items()?.length ?? null;
            onMore();
          }}
        >
          {plural(left, { one: 'Show # more', other: 'Show more of # left' })}
        </Button>
      ) : null}
    </div>
  );
}
