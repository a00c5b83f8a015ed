import { useState } from 'react';
import { Button } from '../button.tsx';
import type { HiddenSites } from '../hidden-sites.ts';

/** Where the panel was hidden, and the way to have it back. */
export function HiddenSitesSection({ origins, sites }: { origins: string[]; sites: HiddenSites }) {
  const [failed, setFailed] = useState(false);
  const showAgain = (origin: string) => {
    setFailed(false);
    sites.showAgain(origin).catch((error: unknown) => {
      console.warn('The panel was not shown again', error);
      setFailed(true);
    });
  };
  return (
    <section className="card" aria-labelledby="hidden-title">
      <h2 id="hidden-title">Where the panel is hidden</h2>
      {origins.length === 0 ? (
        <p className="quiet">Nowhere. It shows beside the inbox of your workspace.</p>
      ) : (
        <ul className="sites">
          {origins.map((origin) => (
            <li key={origin}>
              <span>{new URL(origin).host}</span>
              <Button
                aria-label={`Show again on ${new URL(origin).host}`}
                onClick={() => showAgain(origin)}
              >
                Show again
              </Button>
            </li>
          ))}
        </ul>
      )}
      {failed ? <p role="alert">That was not kept. Try again.</p> : null}
    </section>
  );
}
