import { t } from '@lingui/core/macro';
import { type DayCounts, ratedShare, WITHOUT_FACE } from '../../lib/csat/day-counts.ts';
import { SCORES } from '../../lib/csat/scale.ts';
import { Face, Mark } from '../face.tsx';
import { faceWords } from '../face-words.ts';
import { formatCount } from '../format.ts';
import { sentimentWords } from '../source-words.ts';

/** How a topic's ratings spread over the five faces, and over the marks of sources without faces. */
export function Distribution({ counts }: { counts: DayCounts }) {
  if (ratedShare(counts).rated === 0) return null;
  const faces = SCORES.map((score) => ({
    key: `score${score}` as const,
    name: faceWords(score),
    tone: score < 3 ? 'negative' : score > 3 ? 'positive' : 'neutral',
    sign: <Face score={score} />,
  }));
  const marks = WITHOUT_FACE.map(({ slot, sentiment }) => ({
    key: slot,
    name: sentimentWords(sentiment),
    tone: sentiment,
    sign: <Mark sentiment={sentiment} />,
  }));
  const isUsed = (columns: readonly { key: keyof DayCounts }[]) =>
    columns.some(({ key }) => counts[key] > 0);
  const columns = [...(isUsed(faces) ? faces : []), ...(isUsed(marks) ? marks : [])];
  const most = Math.max(...columns.map(({ key }) => counts[key]));
  return (
    <ul
      className="distribution"
      data-columns={columns.length}
      aria-label={t({ message: 'Ratings by face', comment: 'names a small bar chart' })}
    >
      {columns.map(({ key, name, tone, sign }) => {
        const count = formatCount(counts[key]);
        const words = t({ message: `${name}: ${count}`, comment: 'Very happy: 264' });
        return (
          <li key={key} title={words}>
            <span className="distribution-bar" aria-hidden="true">
              <span
                className={`distribution-fill distribution-${tone}`}
                style={{ blockSize: `${(counts[key] / most) * 100}%` }}
              />
            </span>
            <span className="distribution-count" aria-hidden="true">
              {sign}
              <data data-field={key} value={counts[key]}>
                {count}
              </data>
            </span>
            <span className="spoken">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}
