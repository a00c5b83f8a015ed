/** In place of ratings on a computer that was without the server for longer than allowed. */
export function Locked() {
  return (
    <section className="block empty" data-part="verdict" data-state="locked">
      <p>
        <strong>Ratings are locked on this computer</strong>
      </p>
      <p className="quiet">
        Who has been away for so long may have left the team. They are shown again once the server
        can be reached.
      </p>
    </section>
  );
}
