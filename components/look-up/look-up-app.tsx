import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect } from 'react';
import { Locked } from '../locked.tsx';
import { PopupFoot } from '../popup/popup-foot.tsx';
import { PopupHead } from '../popup/popup-head.tsx';
import type { PopupPorts } from '../popup/popup-ports.ts';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { SyncState } from '../sync-state.tsx';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { LookUp } from './look-up.tsx';
import { withRecent } from './recent-list.ts';

/** The look-up alone, in a window of its own: for a selection, a keyboard command, the address bar. */
export function LookUpApp({
  ports,
  find,
}: {
  ports: Pick<PopupPorts, 'openPage' | 'openInbox' | 'recentLookUps'>;
  /** What is looked up at once; empty: the box waits for it. */
  find: string;
}) {
  const surface = useSurface();
  const now = useNow();
  const state = useView('look-up', (reader) =>
    reader.popup({ period: 'auto', open: null, now: surface.now() }),
  );
  useKept(ports.recentLookUps, find);
  const view = state.kind === 'view' ? state.value : null;
  useEffect(() => {
    document.title = t`Look up · Fivefaces`;
  }, []);
  return (
    <main className="popup look-up-window">
      <PopupHead view={view} now={now} />
      {state.kind === 'error' ? (
        <StoreError />
      ) : !view ? (
        <div className="block">
          <Skeleton lines={3} />
        </div>
      ) : !view.workspace ? (
        <section className="block">
          <p>
            <strong>
              <Trans>Not connected yet</Trans>
            </strong>
          </p>
          <p className="quiet">
            <Trans>There is nothing to look up before ratings come from somewhere.</Trans>
          </p>
        </section>
      ) : (
        <>
          <SyncState
            look="banner"
            sync={view.sync}
            now={now}
            ways={{ openOptions: () => ports.openPage('options') }}
          />
          {view.sync.locked ? (
            <Locked />
          ) : (
            <LookUp
              sources={view.sources}
              server={view.workspace.server}
              now={now}
              recent={ports.recentLookUps}
              first={find}
              focused
            />
          )}
        </>
      )}
      <PopupFoot ports={ports} insights={view?.workspace != null} inbox={false} />
    </main>
  );
}

/** What was selected to be looked up is among the recent ones, once. */
function useKept(recent: PopupPorts['recentLookUps'], find: string): void {
  useEffect(() => {
    if (find === '') return;
    const end = new AbortController();
    recent.follow((texts) => {
      end.abort();
      const next = withRecent(texts, find);
      if (next[0] === texts[0]) return;
      recent.write(next).catch((error: unknown) => {
        console.warn('The look-up was not kept', error);
      });
    }, end.signal);
    return () => end.abort();
  }, [recent, find]);
}
