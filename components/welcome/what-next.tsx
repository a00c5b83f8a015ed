import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { Button } from '../button.tsx';

/** What is worth doing after the first success, in the order in which people do it. */
export function WhatNext({ openOptions }: { openOptions: () => void }) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>What next</Trans>
      </h2>
      <ol className="next-list">
        <li>
          <Trans>
            Open a conversation in your inbox. The panel starts as a slim tab at the page’s edge and
            never opens by itself.
          </Trans>
        </li>
        <li>
          <Trans>
            Pin the Fivefaces icon beside the address bar: the popup has the score, the look-up and
            what is to review.
          </Trans>
        </li>
        <li>
          <Trans>
            In Insights, see which topics lower the score and go through the chats to review.
          </Trans>
        </li>
      </ol>
      <div className="actions">
        <a className="button button-plain" href="/insights.html">
          <Trans>Insights</Trans>
        </a>
        <Button look="quiet" onClick={openOptions}>
          <Trans>Options</Trans>
        </Button>
      </div>
    </section>
  );
}
