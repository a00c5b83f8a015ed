import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

/** What is kept on this computer, in plain words. */
export function StoredHere({ solo }: { solo: boolean }) {
  return (
    <section className="card" aria-labelledby="stored-title">
      <h2 id="stored-title">
        <Trans>What Fivefaces keeps, and what not</Trans>
      </h2>
      <ul className="points">
        <li>
          <Trans>
            The workspace’s conversations with their ratings, comments, AI CSAT, topics and reviews,
            and the day counts behind every score. That is why Fivefaces works offline.
          </Trans>
        </li>
        <li>
          {solo
            ? t`Your own access to the platforms that you connected, which web pages can’t read.`
            : t`A key of your own to the server, which web pages can’t read.`}
        </li>
        <li>
          <Trans>Your choices on this page, and where you left the panel.</Trans>
        </li>
      </ul>
      <p className="quiet">
        {solo
          ? t`No transcripts, no passwords, and nothing about the pages that you visit. Erasing everything takes the copy and the accesses away.`
          : t`No transcripts, no passwords, and nothing about the pages that you visit. Leaving the workspace erases the copy and the key.`}
      </p>
    </section>
  );
}
