import type { SyncView } from '../lib/store/views.ts';
import { Ago } from './ago.tsx';
import { formatClock, toMachineTime } from './format.ts';
import { isOffline, serverNow } from './verdict-words.ts';

/** How fresh the figures are: `2 min ago`, `as of today 14:00` while offline. */
export function Freshness({ sync, now }: { sync: SyncView; now: number }) {
  if (sync.phase !== 'current') return sync.problem ? 'Loading stopped' : 'Loading';
  if (sync.syncedAt === null) return null;
  const here = serverNow(sync, now);
  if (sync.problem) {
    return (
      <time dateTime={toMachineTime(sync.syncedAt)}>
        {isOffline(sync) ? 'as of' : 'data of'} {formatClock(sync.syncedAt, here)}
      </time>
    );
  }
  return (
    <>
      Updated <Ago instant={sync.syncedAt} now={here} />
    </>
  );
}
