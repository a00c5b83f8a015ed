/** What is kept on this computer, in plain words. */
export function StoredHere({ solo }: { solo: boolean }) {
  return (
    <section className="card" aria-labelledby="stored-title">
      <h2 id="stored-title">What Fivefaces keeps, and what not</h2>
      <ul className="points">
        <li>
          The workspace’s conversations with their ratings, comments, AI CSAT, topics and reviews,
          and the day counts behind every score. That is why Fivefaces works offline.
        </li>
        <li>
          {solo
            ? 'Your own access to the platforms that you connected, which web pages can’t read.'
            : 'A key of your own to the server, which web pages can’t read.'}
        </li>
        <li>Your choices on this page, and where you left the panel.</li>
      </ul>
      <p className="quiet">
        No transcripts, no passwords, and nothing about the pages that you visit. Leaving the
        workspace erases the copy and the key.
      </p>
    </section>
  );
}
