import { useCallback, useEffect, useState } from 'react';
import type { Choice } from './surface.ts';

/** A stored choice as state; `null` until it was read. Setting it shows at once and is written. */
export function useChoice<T>(choice: Choice<T>): [T | null, (value: T) => void] {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    const end = new AbortController();
    choice.follow((next) => setValue(() => next), end.signal);
    return () => end.abort();
  }, [choice]);
  const write = useCallback(
    (next: T) => {
      setValue(() => next);
      choice.write(next).catch((error: unknown) => {
        console.warn('A setting was not kept', error);
      });
    },
    [choice],
  );
  return [value, write];
}
