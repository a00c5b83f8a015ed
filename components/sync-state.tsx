import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { SyncView } from '../lib/store/views.ts';
import { type ShownSyncState, type SyncAction, syncStateOf } from '../lib/sync/states.ts';
import { Button } from './button.tsx';
import { formatClock } from './format.ts';
import { Icon } from './icon.tsx';
import { inWords } from './in-words.ts';
import { useSurface } from './surface.ts';
import { ageWords, progressWords, retryWords, shownWords } from './sync-words.ts';
import { useOnline } from './use-online.ts';
import { useUnstoredProblem } from './use-unstored-problem.ts';

/** Where the actions lead that are not done in place. */
export type SyncWays = Partial<Record<'openOptions' | 'join', () => void>>;

/**
 * How the sync stands: nothing while all is well, else what is wrong, since when, how old what is
 * shown is, when it is tried again, and what to do, as a button.
 */
export function SyncState({
  sync: stored,
  now,
  ways,
  look,
}: {
  sync: SyncView;
  /** This computer's clock. */
  now: number;
  /** A way that is left out has no button here. */
  ways: SyncWays;
  /** A line across the surface, or a box on a page. */
  look: 'banner' | 'box';
}) {
  const online = useOnline();
  const unstored = useUnstoredProblem();
  const sync = stored.problem || !unstored ? stored : { ...stored, problem: unstored };
  const shown = syncStateOf(sync, now, !online);
  const { state, note } = shown;
  const quiet = state === 'idle' && note === null;
  return (
    <div
      className={quiet ? undefined : `${look} ${look}-${toneOf(state)}`}
      data-part="sync-state"
      data-state={state}
      data-mode={sync.mode}
    >
      {quiet ? null : <Icon name={ICONS[state]} />}
      <div className="sync-words">
        <Words shown={shown} sync={sync} now={now} />
        {note ? <p>{inWords(note)}</p> : null}
        {state === 'offline' ? null : <Action action={shown.action} ways={ways} />}
      </div>
      {state === 'offline' ? <Action action={shown.action} ways={ways} /> : null}
    </div>
  );
}

function Words({ shown, sync, now }: { shown: ShownSyncState; sync: SyncView; now: number }) {
  const { state, title, words, remedy, retryAt } = shown;
  const age = ageWords(sync, now);
  const since = sync.problem?.since ?? null;
  const sinceClock = since === null ? '' : formatClock(since, now);
  switch (state) {
    case 'idle':
      return <Title />;
    case 'offline':
      return (
        <>
          <Title>
            {since === null ? t`Offline` : t`Offline since ${sinceClock}`}
            {age ? ` · ${age}` : null}
          </Title>
          {retryAt === null ? null : <p className="quiet">{retryWords(retryAt, now)}</p>}
        </>
      );
    case 'syncing':
      return <Progress title={title} words={words} sync={sync} />;
    default: {
      const shownAge = shownWords(sync, now);
      const facts = [
        ...(since === null ? [] : [t`Since ${sinceClock}`]),
        ...(shownAge === null ? [] : [shownAge]),
        ...(retryAt === null ? [] : [retryWords(retryAt, now)]),
      ];
      return (
        <>
          <Title>
            <strong>{inWords(title)}</strong>
          </Title>
          <p>{inWords(words)}</p>
          {remedy ? <p>{inWords(remedy)}</p> : null}
          {facts.length > 0 ? <p className="quiet">{facts.join(' · ')}</p> : null}
        </>
      );
    }
  }
}

/** Told to screen readers when it changes; the numbers below it are not. */
function Title({ children }: { children?: ReactNode }) {
  return <div role="status">{children}</div>;
}

function Progress({ title, words, sync }: { title: string; words: string; sync: SyncView }) {
  const { progress } = sync;
  const line = progressWords(sync);
  return (
    <>
      <Title>
        <strong>{inWords(title)}</strong>
      </Title>
      {line ? <p>{line}</p> : null}
      {progress && progress.total > 0 ? (
        <progress
          aria-label={t`Ratings fetched`}
          max={progress.total}
          value={Math.min(progress.done, progress.total)}
        />
      ) : null}
      <p className="quiet">{inWords(words)}</p>
    </>
  );
}

/** What can be done about it, where it is one click. */
function Action({ action, ways }: { action: SyncAction; ways: SyncWays }) {
  const { actions } = useSurface();
  const [busy, setBusy] = useState(false);
  const tryNow = () => {
    setBusy(true);
    void actions.tryNow().then(() => setBusy(false));
  };
  switch (action) {
    case 'try_now':
      return (
        <Button data-action="try-now" busy={busy} onClick={tryNow}>
          {busy ? t`Trying…` : t`Try now`}
        </Button>
      );
    case 'open_options':
      return ways.openOptions ? (
        <Button onClick={ways.openOptions}>
          <Trans>Open Options</Trans>
        </Button>
      ) : null;
    case 'join':
      return ways.join ? (
        <Button onClick={ways.join}>
          <Trans>Join again</Trans>
        </Button>
      ) : null;
    case 'reload':
      return (
        <Button onClick={() => window.location.reload()}>
          <Trans>Reload</Trans>
        </Button>
      );
    // The browser updates extensions by itself; there is no page that we may open for it.
    case 'update':
    case 'none':
      return null;
  }
}

const ICONS = {
  idle: 'info',
  syncing: 'clock',
  waiting: 'clock',
  offline: 'offline',
  needs_sign_in: 'warning',
  blocked: 'warning',
  error: 'warning',
} as const;

function toneOf(state: ShownSyncState['state']): 'plain' | 'problem' {
  return state === 'needs_sign_in' || state === 'blocked' || state === 'error'
    ? 'problem'
    : 'plain';
}
