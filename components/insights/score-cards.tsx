import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ratedShare, responseRate } from '../../lib/csat/day-counts.ts';
import { ENOUGH_RATINGS, type RatedShare, readScore } from '../../lib/csat/score.ts';
import { formatCount, formatShare, formatShareRange } from '../format.ts';
import { SampleMark } from '../sample-mark.tsx';
import { ScoreInfo } from '../score-info.tsx';
import { changeOf } from '../topic-changes.ts';
import { Trend } from '../trend.tsx';
import { LikelyBar } from './likely-bar.tsx';
import { daysWords } from './span-words.ts';
import type { Figures } from './use-figures.ts';

/** The figures of the span: score, how many answered, how many there were. */
export function ScoreCards({ figures }: { figures: Figures }) {
  const { view, counts, before } = figures;
  return (
    <div className="score-cards">
      <Card
        title={t`CSAT score`}
        part="score"
        aside={<ScoreInfo side="below" sources={view.sources} />}
      >
        <Score share={ratedShare(counts)} />
        <Compared figures={figures} />
      </Card>
      <Card title={t`Answered`} part="answered">
        <Answered figures={figures} />
      </Card>
      <Card title={t`Ratings`} part="volume">
        <p className="figure">
          <data data-field="volume" value={ratedShare(counts).rated}>
            {formatCount(ratedShare(counts).rated)}
          </data>
        </p>
        <p className="quiet">{ofConversations(counts.conversations)}</p>
        {before ? <Before figures={figures} before={ratedShare(before).rated} /> : null}
      </Card>
    </div>
  );
}

function Card({
  title,
  part,
  aside,
  children,
}: {
  title: string;
  part: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="insights-card figure-card" aria-label={title} data-part={part}>
      <div className="card-title">
        <h2>
          {title}
          <SampleMark />
        </h2>
        {aside}
      </div>
      <div>{children}</div>
    </section>
  );
}

/** As much of a score as its ratings allow. */
function Score({ share }: { share: RatedShare }) {
  const reading = readScore(share);
  if (reading.kind === 'none') {
    return (
      <p className="figure figure-none">
        <data data-field="rated" value="0">
          <Trans>No ratings yet</Trans>
        </data>
      </p>
    );
  }
  const positive = formatCount(reading.positive);
  const rated = formatCount(reading.rated);
  const happyCounts = t({ message: `${positive} of ${rated} happy`, comment: '412 of 503 happy' });
  if (reading.kind === 'counts') return <p className="figure">{happyCounts}</p>;
  const { score, likely, decimals } = reading;
  const range = formatShareRange(likely.low, likely.high, decimals);
  const likelyRange = t({ message: `likely ${range}`, comment: 'likely 78–85%' });
  if (reading.kind === 'few') {
    return (
      <>
        <p className="figure">{happyCounts}</p>
        <div className="score-bar">
          <LikelyBar reading={reading} />
        </div>
        <p className="quiet">
          <span className="share-few">
            <Trans>Few ratings</Trans>
          </span>{' '}
          · {likelyRange}
        </p>
      </>
    );
  }
  const happyShare = formatShare(score, decimals);
  return (
    <>
      <p className="figure">
        <data data-field="csat" value={score}>
          <Trans comment="82% happy">{happyShare} happy</Trans>
        </data>
      </p>
      <div className="score-bar">
        <LikelyBar reading={reading} />
      </div>
      <p className="quiet">
        <data data-field="positive" value={reading.positive}>
          {happyCounts}
        </data>{' '}
        · {likelyRange}
      </p>
    </>
  );
}

/** Up or down, only on evidence; else why nothing is said. */
function Compared({ figures }: { figures: Figures }) {
  const { before, counts, view } = figures;
  if (!before || !view.compared) return null;
  const share = ratedShare(before);
  if (share.rated === 0 && ratedShare(counts).rated === 0) return null;
  const change = changeOf(figures);
  const days = daysWords(view.compared);
  if (change.kind === 'too_few') {
    return (
      <p className="quiet compared">
        <Trans comment="followed by days: 5 Sept 2026 – 4 Oct 2026">
          Too few ratings to compare with {days}
        </Trans>
      </p>
    );
  }
  return (
    <div className="compared">
      <Trend change={change} before={share} />
      <p className="quiet">
        <Trans comment="followed by days: 5 Sept 2026 – 4 Oct 2026">Compared with {days}</Trans>
      </p>
    </div>
  );
}

/** How many of those who were asked answered; few of them are counts, as few ratings are. */
function Answered({ figures: { counts, before } }: { figures: Figures }) {
  const rate = responseRate(counts);
  if (rate === null) {
    return (
      <>
        <p className="figure figure-none">
          {counts.conversations === 0 ? '–' : <Trans comment="of the response rate">Unknown</Trans>}
        </p>
        <p className="quiet">
          {counts.conversations === 0
            ? t`Nobody was asked yet`
            : t`No record of who was asked: platforms do not report it.`}
        </p>
      </>
    );
  }
  const answered = formatCount(counts.answered);
  const asked = formatCount(counts.asked);
  const ofAsked = t`${answered} of ${asked} asked`;
  const opened = formatCount(counts.opened);
  const rateBefore = before && responseRate(before);
  const shareBefore =
    before === null || rateBefore === null || before.asked < ENOUGH_RATINGS
      ? null
      : formatShare(rateBefore);
  return (
    <>
      {counts.asked < ENOUGH_RATINGS ? (
        <p className="figure figure-few">
          <data data-field="response" value={rate}>
            {ofAsked}
          </data>
        </p>
      ) : (
        <>
          <p className="figure">
            <data data-field="response" value={rate}>
              {formatShare(rate)}
            </data>
          </p>
          <p className="quiet">{ofAsked}</p>
        </>
      )}
      <p className="quiet">
        <Trans comment="how many customers opened the five faces">{opened} opened the faces</Trans>
      </p>
      {shareBefore === null ? null : (
        <p className="quiet">
          <Trans comment="the share in the earlier period">{shareBefore} before</Trans>
        </p>
      )}
    </>
  );
}

function Before({ figures: { view }, before }: { figures: Figures; before: number }) {
  const count = formatCount(before);
  return view.compared ? (
    <p className="quiet">
      <Trans comment="the number in the earlier period">{count} before</Trans>
    </p>
  ) : null;
}

function ofConversations(conversations: number): string {
  return plural(conversations, { one: 'in # conversation', other: 'in # conversations' });
}
