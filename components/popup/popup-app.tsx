import { useState } from 'react';
import { JoinedNotice } from '../join/joined-notice.tsx';
import { Locked } from '../locked.tsx';
import { LookUp } from '../look-up/look-up.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { SyncState } from '../sync-state.tsx';
import { useChoice } from '../use-choice.ts';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { AskingSection } from './asking-section.tsx';
import { useCurrentTab } from './current-tab.ts';
import { HiddenScore, hidesEverything } from './hidden-score.tsx';
import { KindWordsLine } from './kind-words-line.tsx';
import { NotJoined } from './not-joined.tsx';
import { PopupFoot } from './popup-foot.tsx';
import { PopupHead } from './popup-head.tsx';
import type { PopupPorts } from './popup-ports.ts';
import { PopupSkeleton } from './popup-skeleton.tsx';
import { ScoreBlock } from './score-block.tsx';
import { ThisTab } from './this-tab.tsx';
import { ToReviewRow } from './to-review-row.tsx';

/** The popup: the score, this tab's conversation, the look-up, what is to review, who asks. */
export function PopupApp({ ports }: { ports: PopupPorts }) {
  const surface = useSurface();
  const now = useNow();
  const tab = useCurrentTab(ports);
  const [choice, choose] = useChoice(surface.period);
  const [joined, setJoined] = useState<string | null>(null);
  const period = choice ?? 'auto';
  const hour = Math.floor(now / 3_600_000);
  const open = tab?.open ?? null;
  const key = tab && choice !== null ? JSON.stringify([open, period, hour]) : null;
  const state = useView(key, (reader) => reader.popup({ period, open, now: surface.now() }));

  if (state.kind === 'error') {
    return (
      <main className="popup" data-state="error">
        <PopupHead view={null} now={now} />
        <StoreError />
        <PopupFoot ports={ports} insights={false} inbox={false} />
      </main>
    );
  }
  if (state.kind === 'loading' || !tab) {
    return (
      <main className="popup popup-loading" data-state="loading">
        <PopupHead view={null} now={now} />
        <PopupSkeleton />
        <PopupFoot ports={ports} insights={false} inbox={false} />
      </main>
    );
  }
  const view = state.value;
  const { workspace } = view;
  if (!workspace) {
    return (
      <main className="popup" data-state="not-joined">
        <PopupHead view={null} now={now} />
        <NotJoined sync={view.sync} tab={tab} ports={ports} now={now} onJoined={setJoined} />
        <PopupFoot ports={ports} insights={false} inbox={false} />
      </main>
    );
  }
  const hidden = hidesEverything(view);
  return (
    <main className="popup">
      <PopupHead view={view} now={now} />
      <SyncState
        look="banner"
        sync={view.sync}
        now={now}
        ways={{
          openOptions: () => ports.openPage('options'),
          join: () => ports.openPage('options'),
        }}
      />
      {joined ? (
        <div className="block">
          <JoinedNotice workspace={joined} openInbox={ports.openInbox} />
        </div>
      ) : null}
      {view.sync.locked ? (
        <Locked />
      ) : (
        <>
          {hidden ? <HiddenScore /> : <ScoreBlock view={view} choice={period} onChoose={choose} />}
          <ThisTab view={view} tab={tab} ports={ports} now={now} />
          <LookUp
            sources={view.sources}
            server={workspace.server}
            now={now}
            recent={ports.recentLookUps}
          />
          {hidden ? null : (
            <div className="block popup-review" data-part="to-review">
              <ToReviewRow
                workspace={workspace}
                sources={view.sources}
                sync={view.sync}
                ports={ports}
              />
              {view.kindWords ? <KindWordsLine words={view.kindWords} /> : null}
            </div>
          )}
        </>
      )}
      <AskingSection view={view} workspace={workspace} ports={ports} now={now} />
      <PopupFoot ports={ports} insights={!view.sync.locked} inbox={!workspace.solo} />
    </main>
  );
}
