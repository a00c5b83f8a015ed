import type { SyncView } from '../lib/store/views.ts';
import { Notice } from './notice.tsx';

/** Why this browser is joined to nothing any more, or why nothing new comes; nothing if all is well. */
export function SyncProblemNotice({ sync }: { sync: SyncView }) {
  if (!sync.problem) return null;
  return (
    <Notice tone="warning" title={sync.problem.message}>
      <p>{sync.problem.remedy}</p>
    </Notice>
  );
}
