import type { SyncView } from '../lib/store/views.ts';
import { Button } from './button.tsx';
import { formatClock } from './format.ts';
import { Icon } from './icon.tsx';
import { serverNow } from './verdict-words.ts';

/** A line across the surface while the sync has a problem: since when, how old the data is, what to do. */
export function SyncBanner({
  sync,
  now,
  openOptions,
}: {
  sync: SyncView;
  now: number;
  /** Opens Options, where access is given back and a new invite is taken. */
  openOptions: () => void;
}) {
  const { problem } = sync;
  if (!problem) return null;
  const age =
    sync.syncedAt === null ? null : `data of ${formatClock(sync.syncedAt, serverNow(sync, now))}`;
  if (problem.code === 'network') {
    return (
      <div className="banner" role="status">
        <Icon name="offline" />
        <p>
          Offline since {formatClock(problem.since, now)}
          {age ? ` · ${age}` : null}
        </p>
      </div>
    );
  }
  return (
    <div className="banner banner-problem" role="status">
      <Icon name="warning" />
      <div>
        <p>
          <strong>{problem.message}</strong>
        </p>
        <p>{problem.remedy}</p>
        {problem.code === 'permission' || problem.code === 'auth' ? (
          <Button onClick={openOptions}>Open Options</Button>
        ) : null}
        {age ? <p className="quiet">Shown: {age}</p> : null}
      </div>
    </div>
  );
}
