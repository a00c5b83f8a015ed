import { Trans } from '@lingui/react/macro';
/** In place of ratings on a computer that was without the server for longer than allowed. */
export function Locked() {
  return (
    <section className="block empty" data-part="verdict" data-state="locked">
      <p>
        <strong>
          <Trans>Ratings are locked on this computer</Trans>
        </strong>
      </p>
      <p className="quiet">
        <Trans>
          Who has been away for so long may have left the team. The ratings are shown again once the
          server can be reached.
        </Trans>
      </p>
    </section>
  );
}
