import type { SyncView } from '../lib/store/views.ts';
import { formatMoment } from './format.ts';
import { Icon } from './icon.tsx';
import { serverNow } from './verdict-words.ts';

/** A line across the surface while the sync has a problem: since when, how old the data is, what to do. */
export function SyncBanner({ sync, now }: { sync: SyncView; now: number }) {
  const { problem } = sync;
  if (!problem) return null;
  const age =
    sync.syncedAt === null ? null : `data of ${formatMoment(sync.syncedAt, serverNow(sync, now))}`;
  if (problem.code === 'network') {
    return (
      <div className="banner" role="status">
        <Icon name="offline" />
        <p>
          Offline since {formatMoment(problem.since, now)}
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
        {age ? <p className="quiet">Shown: {age}</p> : null}
      </div>
    </div>
  );
}
