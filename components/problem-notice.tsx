import type { ReactNode } from 'react';
import { Notice } from './notice.tsx';
import type { Problem } from './use-action.ts';

/** What went wrong, with what to do; nothing while all is well. */
export function ProblemNotice({
  problem,
  id,
  children,
}: {
  problem: Problem | null;
  /** For `aria-describedby`. */
  id?: string;
  children?: ReactNode;
}) {
  if (!problem) return null;
  return (
    <div id={id}>
      <Notice tone="error" title={problem.message}>
        {problem.remedy ? <p>{problem.remedy}</p> : null}
        {children}
      </Notice>
    </div>
  );
}
