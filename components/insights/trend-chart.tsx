import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { scaleBand, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { ratedShare } from '../../lib/csat/day-counts.ts';
import type { ScoreReading } from '../../lib/csat/score.ts';
import { formatCount, formatDayInYear, formatMonthOfDay, formatShare } from '../format.ts';
import type { Step, TrendPoint } from './trend-points.ts';
import type { PointWords } from './trend-words.ts';
import { useWidth } from './use-width.ts';

const HEIGHT = 260;
const BARS = 44;
const TOP = 10;
const AXIS = 24;
/** Room for `100%` beside the lines. */
const SIDE = 44;
const SHARES = [0, 0.25, 0.5, 0.75, 1];

type Shown = Extract<ScoreReading, { kind: 'few' | 'full' }>;

/** The share of a point, where its ratings allow one. */
function shownOf({ reading }: TrendPoint): Shown | null {
  return reading.kind === 'few' || reading.kind === 'full' ? reading : null;
}

/**
 * The score with its likely range as a band, and the number of ratings below it. A pointer over it, or
 * the arrow keys, read out one point; it is a slider to assistive technology.
 */
export function TrendChart({
  points,
  step,
  words,
}: {
  points: readonly TrendPoint[];
  step: Step;
  words: (point: TrendPoint) => PointWords;
}) {
  const [box, width] = useWidth<HTMLDivElement>();
  const last = points.length - 1;
  const [wanted, setAt] = useState<number | null>(null);
  const at = Math.min(wanted ?? last, last);
  const chosen = points[at];
  const flipped = document.documentElement.dir === 'rtl';
  const ends: [number, number] = flipped ? [width - SIDE, 0] : [SIDE, width];
  const x = scaleBand<number>()
    .domain(points.map((_, index) => index))
    .range(ends)
    .padding(0.25);
  const y = scaleLinear([0, 1], [HEIGHT - AXIS - BARS - 14, TOP]);
  const most = Math.max(1, ...points.map(({ counts }) => ratedShare(counts).rated));
  const volume = scaleLinear([0, most], [0, BARS]);
  const middle = (index: number) => (x(index) ?? 0) + x.bandwidth() / 2;
  const shown = points.map(shownOf);
  const indexes = points.map((_, index) => index);
  const likely = (index: number) => shown[index]?.likely;
  const band = area<number>()
    .defined((index) => shown[index] !== null)
    .x(middle)
    .y0((index) => y(likely(index)?.low ?? 0))
    .y1((index) => y(likely(index)?.high ?? 0))(indexes);
  const score = line<number>()
    .defined((index) => shown[index] !== null)
    .x(middle)
    .y((index) => y(shown[index]?.score ?? 0))(indexes);
  const floor = HEIGHT - AXIS;

  const move = (event: KeyboardEvent) => {
    const forward = flipped ? 'ArrowLeft' : 'ArrowRight';
    const back = flipped ? 'ArrowRight' : 'ArrowLeft';
    const next = {
      [forward]: at + 1,
      [back]: at - 1,
      ArrowUp: at + 1,
      ArrowDown: at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  };
  const hover = (event: PointerEvent<SVGSVGElement>) => {
    const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const nearest = indexes.reduce(
      (best, index) =>
        Math.abs(middle(index) - place) < Math.abs(middle(best) - place) ? index : best,
      0,
    );
    setAt(nearest);
  };
  if (!chosen) return null;
  const read = words(chosen);
  return (
    <div className="trend-chart">
      <ReadOut words={read} />
      <div
        ref={box}
        className="trend-box"
        role="slider"
        tabIndex={0}
        aria-label={t`Score over time: arrow keys go from point to point`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at}
        aria-valuetext={[read.when, read.score, read.range, read.volume].filter(Boolean).join(', ')}
        onKeyDown={move}
      >
        <svg
          width={width}
          height={HEIGHT}
          aria-hidden="true"
          onPointerMove={hover}
          onPointerLeave={() => setAt(null)}
        >
          {SHARES.map((share) => (
            <g key={share} className="trend-grid">
              <line x1={Math.min(...ends)} x2={Math.max(...ends)} y1={y(share)} y2={y(share)} />
              <text
                x={flipped ? width - SIDE + 8 : SIDE - 8}
                y={y(share)}
                dy="0.32em"
                className="trend-share"
              >
                {formatShare(share)}
              </text>
            </g>
          ))}
          {indexes.map((index) => {
            const point = points[index] ?? chosen;
            const height = volume(ratedShare(point.counts).rated);
            return (
              <rect
                key={index}
                className={`trend-bar${point.running ? ' trend-bar-running' : ''}${index === at ? ' trend-bar-chosen' : ''}`}
                x={x(index)}
                width={x.bandwidth()}
                y={floor - height}
                height={height}
                rx={Math.min(2, x.bandwidth() / 2)}
              />
            );
          })}
          <text
            className="trend-share"
            x={flipped ? width - SIDE + 8 : SIDE - 8}
            y={floor - BARS}
            dy="0.6em"
          >
            {formatCount(most)}
          </text>
          <line className="trend-cursor" x1={middle(at)} x2={middle(at)} y1={TOP} y2={floor} />
          <path className="trend-band" d={band ?? ''} />
          <path className="trend-line" d={score ?? ''} />
          {indexes.map((index) => {
            const point = shown[index];
            if (!point) return null;
            const alone = !shown[index - 1] && !shown[index + 1];
            return (
              <g key={index}>
                {alone ? (
                  <line
                    className="trend-whisker"
                    x1={middle(index)}
                    x2={middle(index)}
                    y1={y(point.likely.low)}
                    y2={y(point.likely.high)}
                  />
                ) : null}
                <circle
                  className={`trend-point trend-point-${point.kind}${index === at ? ' trend-point-chosen' : ''}`}
                  cx={middle(index)}
                  cy={y(point.score)}
                  r={index === at ? 5 : points.length > 60 ? 2 : 3.5}
                />
              </g>
            );
          })}
          {ticksOf(points.length, width).map((index) => (
            <text key={index} className="trend-when" x={middle(index)} y={HEIGHT - 6}>
              {tickName(points[index], step)}
            </text>
          ))}
        </svg>
      </div>
      <Legend />
    </div>
  );
}

function ReadOut({ words: { when, score, range, volume } }: { words: PointWords }) {
  return (
    <p className="trend-read" aria-hidden="true">
      <strong>{when}</strong>
      <span>{score}</span>
      {range === '' ? null : <span className="quiet">{range}</span>}
      <span className="quiet">{volume}</span>
    </p>
  );
}

function Legend() {
  return (
    <ul className="trend-legend quiet">
      <li>
        <span className="key key-full" aria-hidden="true" />
        <Trans>Score</Trans>
      </li>
      <li>
        <span className="key key-few" aria-hidden="true" />
        <Trans>Few ratings (5 to 29)</Trans>
      </li>
      <li>
        <span className="key key-band" aria-hidden="true" />
        <Trans>Likely range</Trans>
      </li>
      <li>
        <span className="key key-bar" aria-hidden="true" />
        <Trans>Number of ratings</Trans>
      </li>
    </ul>
  );
}

/** Which points are named below the chart: as many as there is room for, evenly. */
function ticksOf(count: number, width: number): number[] {
  const room = Math.max(2, Math.floor((width - SIDE) / 90));
  const every = Math.max(1, Math.ceil(count / room));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}

function tickName(point: TrendPoint | undefined, step: Step): string {
  if (!point) return '';
  return step === 'month' ? formatMonthOfDay(point.from) : formatDayInYear(point.from);
}
