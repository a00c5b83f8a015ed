import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SyncView } from '../lib/store/views.ts';
import { Ago } from './ago.tsx';
import { formatClock, toMachineTime } from './format.ts';
import { isOffline, serverNow } from './verdict-words.ts';

/** How fresh the figures are: `2 min ago`, `as of today 14:00` while offline. */
export function Freshness({ sync, now }: { sync: SyncView; now: number }) {
  if (sync.phase !== 'current') return sync.problem ? t`Loading stopped` : t`Loading`;
  if (sync.syncedAt === null) return null;
  const here = serverNow(sync, now);
  if (sync.problem) {
    const time = formatClock(sync.syncedAt, here);
    return (
      <time dateTime={toMachineTime(sync.syncedAt)}>
        {isOffline(sync) ? t`as of ${time}` : t`data of ${time}`}
      </time>
    );
  }
  return (
    <Trans comment="Updated 2 min ago">
      Updated <Ago instant={sync.syncedAt} now={here} />
    </Trans>
  );
}
