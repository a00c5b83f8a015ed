import type { ScoreReading } from '../../lib/csat/score.ts';

/**
 * A score and its likely range on a line from 0 to 100%, in the chart's own signs: hollow with few
 * ratings. It repeats what stands in words beside it; without a share there is nothing to draw.
 */
export function LikelyBar({ reading }: { reading: ScoreReading }) {
  if (reading.kind === 'none' || reading.kind === 'counts') return null;
  const { score, likely } = reading;
  return (
    <span className={`likely-bar likely-bar-${reading.kind}`} aria-hidden="true">
      <span
        className="likely-bar-range"
        style={{
          insetInlineStart: percent(likely.low),
          inlineSize: percent(likely.high - likely.low),
        }}
      />
      <span className="likely-bar-score" style={{ insetInlineStart: percent(score) }} />
    </span>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}
