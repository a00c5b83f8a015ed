import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';

/** ⓘ beside a score: how it is computed, and what it can't tell. */
export function ScoreInfo({ side }: { side: 'above' | 'below' }) {
  return (
    <Popover label="About this score" icon={<Icon name="info" />} side={side}>
      {() => (
        <div className="score-info">
          <p>
            <strong>CSAT score = happy and very happy ratings ÷ all ratings.</strong> Neutral
            ratings lower it. Team tests and AI CSAT are not in it. “Likely” is the range in which
            the true share lies in 95 of 100 cases (Wilson interval).
          </p>
          <p>
            People who rate are not all people: answers lean to the extremes. Use it to find what to
            fix, not to judge.
          </p>
        </div>
      )}
    </Popover>
  );
}
