import { t } from '@lingui/core/macro';
import { useEffect, useRef, useState } from 'react';

/**
 * Tells screen readers politely that a rating changed while it was shown. What is there when it
 * appears is not announced, nor is a clock that ticks.
 */
export function Announcer({ words }: { words: string }) {
  const first = useRef(words);
  const [announced, setAnnounced] = useState('');
  useEffect(() => {
    if (words === first.current) return;
    first.current = words;
    setAnnounced(t`This conversation’s rating is now: ${words}`);
  }, [words]);
  return (
    <p className="spoken" role="status">
      {announced}
    </p>
  );
}
