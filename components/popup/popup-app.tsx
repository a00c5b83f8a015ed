import { useState } from 'react';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { JoinForm } from '../join/join-form.tsx';
import { JoinedNotice } from '../join/joined-notice.tsx';
import { Locked } from '../locked.tsx';
import { OpenInbox } from '../open-inbox.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { SyncState } from '../sync-state.tsx';
import { useChoice } from '../use-choice.ts';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { AskingSection } from './asking-section.tsx';
import { useCurrentTab } from './current-tab.ts';
import { LookUp } from './look-up.tsx';
import { PopupHead } from './popup-head.tsx';
import type { PopupPorts } from './popup-ports.ts';
import { ScoreBlock } from './score-block.tsx';
import { ShowHere } from './show-here.tsx';
import { ThisTab } from './this-tab.tsx';

/** The popup: the score, this tab's conversation, the look-up and the collection switch. */
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
        <Foot ports={ports} joined={false} />
      </main>
    );
  }
  if (state.kind === 'loading' || !tab) {
    return (
      <main className="popup popup-loading" data-state="loading">
        <PopupHead view={null} now={now} />
        <div className="block">
          <Skeleton lines={6} />
        </div>
      </main>
    );
  }
  const view = state.value;
  if (!view.workspace) {
    return (
      <main className="popup" data-state="not-joined">
        <PopupHead view={null} now={now} />
        <section className="block">
          {view.sync.problem ? <SyncState look="box" sync={view.sync} now={now} ways={{}} /> : null}
          <h2 className="join-title">Join your team</h2>
          {ports.joinsHere ? (
            <>
              <p className="quiet">Your admin has an invite link.</p>
              <JoinForm ports={ports} onJoined={(answer) => setJoined(answer.workspace.name)} />
            </>
          ) : (
            <>
              <p className="quiet">Your admin has an invite link. Paste it on the set-up page.</p>
              <div className="actions">
                <Button look="primary" onClick={() => ports.openPage('welcome')}>
                  Finish set-up
                  <Icon name="external" />
                </Button>
              </div>
            </>
          )}
        </section>
        {tab.offer?.kind === 'known' ? (
          <section className="block this-tab" aria-label="This tab">
            <ShowHere offer={tab.offer} ports={ports} onShown={tab.again} />
          </section>
        ) : null}
        <section className="block other-ways" aria-label="Without a team">
          <p className="quiet">Without a team: connect a platform, or drop an export.</p>
          <div className="actions">
            <Button onClick={() => ports.openPage('welcome')}>
              Other ways in
              <Icon name="external" />
            </Button>
          </div>
        </section>
        <Foot ports={ports} joined={false} />
      </main>
    );
  }
  const { workspace } = view;
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
          <ScoreBlock view={view} choice={period} onChoose={choose} />
          <ThisTab view={view} tab={tab} ports={ports} now={now} />
          <LookUp sources={view.sources} server={workspace.server} now={now} />
        </>
      )}
      <AskingSection view={view} workspace={workspace} ports={ports} now={now} />
      <Foot ports={ports} joined={!workspace.solo} />
    </main>
  );
}

function Foot({ ports, joined }: { ports: PopupPorts; joined: boolean }) {
  return (
    <footer className="popup-foot">
      {joined ? <OpenInbox openInbox={ports.openInbox} /> : null}
      <span className="spacer" />
      <Button look="quiet" onClick={() => ports.openPage('options')}>
        Options
      </Button>
    </footer>
  );
}
