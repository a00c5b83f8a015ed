import { type DayCounts, responseRate } from '../../lib/csat/day-counts.ts';
import type { PeriodChoice } from '../../lib/csat/period.ts';
import { faceName, SCORES } from '../../lib/csat/scale.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { Face } from '../face.tsx';
import { formatCount, formatShare } from '../format.ts';
import { OverallScore, scoresLoading } from '../overall-score.tsx';
import { Skeleton } from '../skeleton.tsx';

/** The score of everything over the period, with its faces and how many answered. */
export function ScoreBlock({
  view,
  choice,
  onChoose,
}: {
  view: PopupView;
  choice: PeriodChoice;
  onChoose: (choice: PeriodChoice) => void;
}) {
  const { overall, sync } = view;
  return (
    <section
      className="block score-block"
      data-part="overall"
      data-period={overall.period.length}
      data-state={sync.phase === 'current' ? undefined : 'loading'}
      aria-label="CSAT score"
    >
      <OverallScore
        overall={overall}
        sync={sync}
        choice={choice}
        onChoose={onChoose}
        infoSide="below"
      />
      {scoresLoading(overall, sync) ? (
        <Skeleton lines={3} label="Scores are loading" />
      ) : (
        <>
          <Faces counts={overall.counts} />
          <ResponseRate counts={overall.counts} />
        </>
      )}
    </section>
  );
}

function Faces({ counts }: { counts: DayCounts }) {
  const most = Math.max(1, ...SCORES.map((score) => counts[`score${score}`]));
  const withoutFace = counts.good + counts.neutral + counts.bad;
  return (
    <>
      <ul className="faces" aria-label="Ratings by face">
        {SCORES.map((score) => {
          const value = counts[`score${score}`];
          return (
            <li key={score} title={`${faceName(score)}: ${formatCount(value)}`}>
              <span className="bar" aria-hidden="true">
                <span
                  className={`bar-fill bar-${score}`}
                  style={{ blockSize: `${(value / most) * 100}%` }}
                />
              </span>
              <span className="face-count">
                <Face score={score} />
                <span className="spoken">{faceName(score)}:</span>
                <data data-field={`score${score}`} value={value}>
                  {formatCount(value)}
                </data>
              </span>
            </li>
          );
        })}
      </ul>
      {withoutFace > 0 ? (
        <p className="quiet">and {formatCount(withoutFace)} without a face</p>
      ) : null}
    </>
  );
}

function ResponseRate({ counts }: { counts: DayCounts }) {
  const rate = responseRate(counts);
  return (
    <p className="quiet response-rate">
      {rate === null
        ? 'Response rate unknown: no record of who was asked'
        : `${formatShare(rate)} answered (${formatCount(counts.answered)} of ${formatCount(counts.asked)} asked)`}
    </p>
  );
}
