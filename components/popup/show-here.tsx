import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import type { InboxOffer } from './current-tab.ts';
import type { PopupPorts } from './popup-ports.ts';

/**
 * On a site that is an inbox, or may be one: lets the panel show there. The browser is asked for
 * this site only; where its question would lie under the popup, Options asks it.
 */
export function ShowHere({
  offer,
  ports,
  onShown,
}: {
  offer: InboxOffer;
  ports: Pick<PopupPorts, 'requestAccess' | 'allowInbox' | 'openPage' | 'joinsHere'>;
  /** The panel shows in the tab now. */
  onShown: () => void;
}) {
  const { busy, problem, run } = useAction();
  if (offer.kind === 'describe') {
    return (
      <div className="show-here">
        <p className="quiet">
          <Trans>No inbox that Fivefaces knows is open in this tab.</Trans>
        </p>
        <Button
          look="quiet"
          className="inline"
          data-action="describe-here"
          onClick={() => ports.openPage('options', { inbox: offer.address })}
        >
          <Trans>It is my inbox…</Trans>
        </Button>
      </div>
    );
  }
  const { inbox, origin } = offer.inbox;
  const { host } = new URL(origin);
  const show = () => {
    if (!ports.joinsHere) return ports.openPage('options', { inbox: origin });
    // In the click itself: browsers take a request for access only there.
    const access = ports.requestAccess([origin]);
    run(
      async () =>
        (await access)
          ? ports.allowInbox({ inbox, origin, pattern: null })
          : {
              ok: false,
              code: 'refused',
              message: t`Without your permission the panel can’t show on ${host}.`,
              remedy: t`Press the button again and allow it.`,
            },
      onShown,
    );
  };
  return (
    <div className="show-here">
      <p>
        <strong>{offer.name}</strong> <span className="quiet">{host}</span>
      </p>
      <p className="quiet">
        <Trans>The panel does not show here yet. Your browser asks for this site only.</Trans>
      </p>
      <Button look="primary" data-action="show-here" busy={busy} onClick={show}>
        <Trans>Show Fivefaces here</Trans>
      </Button>
      <ProblemNotice problem={problem} />
    </div>
  );
}
