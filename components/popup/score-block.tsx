import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import {
  type DayCounts,
  ratedShare,
  responseRate,
  WITHOUT_FACE,
} from '../../lib/csat/day-counts.ts';
import type { PeriodChoice } from '../../lib/csat/period.ts';
import { SCORES } from '../../lib/csat/scale.ts';
import { ENOUGH_RATINGS } from '../../lib/csat/score.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { Face, Mark } from '../face.tsx';
import { faceWords } from '../face-words.ts';
import { formatCount, formatShare } from '../format.ts';
import { OverallScore, scoresLoading } from '../overall-score.tsx';
import { Skeleton } from '../skeleton.tsx';
import { sentimentWords } from '../source-words.ts';

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
      aria-label={t`CSAT score`}
    >
      <OverallScore
        overall={overall}
        sync={sync}
        choice={choice}
        onChoose={onChoose}
        infoSide="below"
        sources={view.sources}
      />
      {scoresLoading(overall, sync) ? (
        <div className="score-loading">
          <Skeleton lines={3} label={t`Scores are loading`} />
        </div>
      ) : (
        <>
          <Faces counts={overall.counts} />
          <p className="quiet response-rate">{responseWords(overall.counts)}</p>
        </>
      )}
    </section>
  );
}

function Faces({ counts }: { counts: DayCounts }) {
  const most = Math.max(1, ...SCORES.map((score) => counts[`score${score}`]));
  return (
    <>
      <ul className="faces" aria-label={t`Ratings by face`}>
        {SCORES.map((score) => {
          const value = counts[`score${score}`];
          return (
            <li key={score} title={counted(faceWords(score), value)}>
              <span className="bar" aria-hidden="true">
                <span
                  className={`bar-fill bar-${score}`}
                  style={{ blockSize: `${(value / most) * 100}%` }}
                />
              </span>
              <span className="face-count">
                <Face score={score} />
                <span className="spoken">{faceWords(score)}:</span>
                <data data-field={`score${score}`} value={value}>
                  {formatCount(value)}
                </data>
              </span>
            </li>
          );
        })}
      </ul>
      <WithoutFace counts={counts} />
    </>
  );
}

/** Ratings of sources that give no face: counted in the score, drawn by their marks. */
function WithoutFace({ counts }: { counts: DayCounts }) {
  if (WITHOUT_FACE.every(({ slot }) => counts[slot] === 0)) return null;
  return (
    <ul className="marks" aria-label={t`Ratings without a face`}>
      {WITHOUT_FACE.map(({ slot, sentiment }) => (
        <li key={slot}>
          <Mark sentiment={sentiment} />
          <data data-field={slot} value={counts[slot]}>
            {formatCount(counts[slot])}
          </data>
          <span className="quiet">{sentimentWords(sentiment)}</span>
        </li>
      ))}
      <li className="quiet">
        <Trans>without a face</Trans>
      </li>
    </ul>
  );
}

function counted(name: string, value: number): string {
  const count = formatCount(value);
  return t({ message: `${name}: ${count}`, comment: 'a face and how many chose it' });
}

function responseWords(counts: DayCounts): string {
  const rate = responseRate(counts);
  if (counts.conversations === 0 && ratedShare(counts).rated === 0) {
    return t`The first rating shows here as soon as a customer gives one.`;
  }
  if (rate === null) return t`Response rate unknown: no record of who was asked`;
  const answered = formatCount(counts.answered);
  const asked = formatCount(counts.asked);
  if (counts.asked < ENOUGH_RATINGS) return t`Answered: ${answered} of ${asked} asked`;
  const share = formatShare(rate);
  return t`${share} answered (${answered} of ${asked} asked)`;
}
