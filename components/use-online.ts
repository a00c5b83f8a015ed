import { useEffect, useState } from 'react';

/** Whether this computer has a network at all; `false` is sure, `true` is not. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const end = new AbortController();
    const read = () => setOnline(navigator.onLine);
    addEventListener('online', read, { signal: end.signal });
    addEventListener('offline', read, { signal: end.signal });
    return () => end.abort();
  }, []);
  return online;
}
