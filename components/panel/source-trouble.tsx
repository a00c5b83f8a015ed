import type { SourceView } from '../../lib/store/views.ts';
import { Notice } from '../notice.tsx';

/** What is wrong with the source of the open conversation: its ratings may be old. */
export function SourceTrouble({ source }: { source: SourceView }) {
  if (!source.problem) return null;
  return (
    <div className="source-trouble" data-part="source-problem">
      <Notice tone="warning" title={`${source.name}: ${source.problem.message}`}>
        <p>{source.problem.remedy}</p>
      </Notice>
    </div>
  );
}
