import type { SourceView } from '../../lib/store/views.ts';
import { Notice } from '../notice.tsx';
import { problemWords } from '../problem-words.ts';

/** What is wrong with the source of the open conversation: its ratings may be old. */
export function SourceTrouble({ source }: { source: SourceView }) {
  if (!source.problem) return null;
  const { message, remedy } = problemWords(source.problem);
  return (
    <div className="source-trouble" data-part="source-problem">
      <Notice tone="warning" title={`${source.name}: ${message}`}>
        <p>{remedy}</p>
      </Notice>
    </div>
  );
}
