import { t } from '@lingui/core/macro';
import { isSample } from '../../lib/sample/is-sample.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { Freshness } from '../freshness.tsx';
import { isOffline } from '../verdict-words.ts';
import { soloWords, WorkspaceLabel } from '../workspace-label.tsx';

/** The popup's top line: whose scores these are and how fresh. */
export function PopupHead({ view, now }: { view: PopupView | null; now: number }) {
  const problem = view?.sync.problem ?? null;
  const workspace = view?.workspace ?? null;
  const alone = workspace?.solo === true && !isSample(workspace);
  const dot = !problem
    ? view?.sync.phase === 'current'
      ? 'fresh'
      : 'loading'
    : view && isOffline(view.sync)
      ? 'offline'
      : 'problem';
  return (
    <header className="popup-head">
      <h1>{alone ? soloWords() : (workspace?.name ?? t`Fivefaces`)}</h1>
      {alone ? null : <WorkspaceLabel workspace={workspace} />}
      <span className="spacer" />
      {view && workspace ? (
        <span className="quiet popup-freshness">
          <span className={`dot dot-${dot}`} aria-hidden="true" />
          <span>
            <Freshness sync={view.sync} now={now} />
          </span>
        </span>
      ) : null}
    </header>
  );
}
