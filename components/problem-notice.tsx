import type { ReactNode } from 'react';
import { Notice } from './notice.tsx';
import { type Problem, problemWords } from './problem-words.ts';

/** What went wrong, with what to do; nothing while all is well. */
export function ProblemNotice({
  problem,
  id,
  tone = 'error',
  children,
}: {
  problem: Problem | null;
  /** For `aria-describedby`. */
  id?: string;
  tone?: 'error' | 'warning';
  children?: ReactNode;
}) {
  if (!problem) return null;
  const { message, remedy } = problemWords(problem);
  return (
    <div id={id}>
      <Notice tone={tone} title={message}>
        {remedy ? <p>{remedy}</p> : null}
        {children}
      </Notice>
    </div>
  );
}
