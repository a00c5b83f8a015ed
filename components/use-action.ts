import { type Problem, thrown } from './problem-words.ts';

export type { Problem } from './problem-words.ts';

import { useState } from 'react';
import type { Outcome } from '../lib/messages/protocol.ts';

/** Something that a person started: whether it runs, and what kept it from its end. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    busy,
    problem,
    setProblem,
    /** Runs it; a failure becomes the problem, also one that is thrown. */
    run<T>(action: () => Promise<Outcome<T>>, then: (value: T) => void): void {
      setBusy(true);
      setProblem(null);
      action()
        .then((outcome) => (outcome.ok ? then(outcome.value) : setProblem(outcome)))
        .catch((error: unknown) => setProblem(thrown(error)))
        .finally(() => setBusy(false));
    },
  };
}
