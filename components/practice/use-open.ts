import { useEffect, useState } from 'react';
import { FIRST_IN_PRACTICE, practiceConversation } from './practice-address.ts';

/** The conversation that the address names, also after going back and forth. */
export function useOpen(): string {
  const [open, setOpen] = useState(read);
  useEffect(() => {
    const end = new AbortController();
    addEventListener('hashchange', () => setOpen(read()), { signal: end.signal });
    return () => end.abort();
  }, []);
  return open;
}

function read(): string {
  return practiceConversation(location.hash) ?? FIRST_IN_PRACTICE;
}
