import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { PopupView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { fixedInboxes, inboxName, type KnownInbox } from '../inboxes/known-inboxes.ts';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { SyncState } from '../sync-state.tsx';
import { useAction } from '../use-action.ts';
import { soloWords } from '../workspace-label.tsx';
import type { WelcomePorts } from './welcome-ports.ts';

/** After a platform was connected: that it worked, how far its ratings are, and what to do next. */
export function ConnectedNotice({
  view,
  connected,
  ports,
  now,
}: {
  view: PopupView;
  /** What was connected on this page; `null`: it was connected before. */
  connected: { kind: string; inbox: KnownInbox | null } | null;
  ports: WelcomePorts;
  now: number;
}) {
  const kind = connected?.kind ?? null;
  const beside = connected?.inbox ?? null;
  const platform = kind ? inboxName(kind) : '';
  const host = beside ? new URL(beside.origin).host : '';
  const inbox = beside ? inboxName(beside.inbox) : '';
  // From then on “What next” leads to Options.
  const read = view.workspace?.solo === true;
  return (
    <>
      <Notice tone="success" title={kind ? t`${platform} is connected` : soloWords()}>
        <p>
          {beside
            ? t`Open a conversation on ${host}: the panel’s tab is at the page’s edge.`
            : t`The score is in the popup: click the Fivefaces icon beside the address bar.`}
        </p>
        {beside || !read ? (
          <div className="actions">
            {beside ? (
              <a
                className="button button-primary"
                href={beside.origin}
                target="_blank"
                rel="noreferrer"
              >
                <Trans>Open {inbox}</Trans>
                <Icon name="external" />
              </a>
            ) : null}
            {read ? null : (
              <Button look={beside ? 'quiet' : 'plain'} onClick={ports.openOptions}>
                <Trans>Options</Trans>
              </Button>
            )}
          </div>
        ) : null}
      </Notice>
      {kind && !beside ? <ShowBeside kind={kind} ports={ports} /> : null}
      <SyncState look="box" sync={view.sync} now={now} ways={{}} />
    </>
  );
}

/** Where the panel is to show, for a platform that has several sites. */
function ShowBeside({ kind, ports }: { kind: string; ports: WelcomePorts }) {
  const { busy, problem, run } = useAction();
  const sites = fixedInboxes().filter(({ inbox }) => inbox === kind);
  if (sites.length === 0) return null;
  const platform = inboxName(kind);
  return (
    <>
      <fieldset className="chips">
        <legend>
          <Trans>Show the panel beside {platform}</Trans>
        </legend>
        {sites.map(({ inbox, origin }) => {
          const { host } = new URL(origin);
          return (
            <button
              type="button"
              key={origin}
              className="chip"
              disabled={busy}
              onClick={() => {
                const access = ports.requestAccess([origin]);
                run(
                  async () =>
                    (await access)
                      ? ports.allowInbox({ inbox, origin, pattern: null })
                      : {
                          ok: false,
                          code: 'refused',
                          message: t`Without your permission the panel can’t show on ${host}.`,
                          remedy: '',
                        },
                  () => undefined,
                );
              }}
            >
              {host}
            </button>
          );
        })}
      </fieldset>
      <ProblemNotice problem={problem} />
    </>
  );
}
