import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { RatedShare } from '../../../lib/csat/score.ts';
import { ENOUGH_RATINGS } from '../../../lib/csat/score.ts';
import {
  type Fix,
  fixesOf,
  fixToShow,
  type Moved,
  type SinceFix,
  sinceFix,
} from '../../../lib/csat/since-fix.ts';
import type { TopicInsightsView } from '../../../lib/store/conversation-views.ts';
import { formatCount, formatDay, formatList, formatShare } from '../../format.ts';
import { stepName } from '../../review/review-words.ts';
import { daysWords } from '../span-words.ts';
import { beyondWords, changeWords } from './since-fix-words.ts';

/** The topic's score before and since a fix, beside everything else over the same dates. */
export function SinceFixCard({ view }: { view: TopicInsightsView }) {
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const { days, everything, today, reviews, nextSteps } = view;
  const fixes = fixesOf(reviews.fixing);
  const fix = fixes.find(({ day }) => day === chosen) ?? fixToShow(fixes, days, everything, today);
  const nameOf = (one: Fix) =>
    fixWords(
      one,
      one.steps.map((step) => stepName(step, nextSteps)),
    );
  return (
    <section className="insights-card" aria-labelledby={`${id}-title`} data-part="since-fix">
      <h2 id={`${id}-title`}>
        <Trans>Since the fix</Trans>
      </h2>
      {fix === null ? (
        <p className="quiet">
          <Trans>
            Nothing was fixed yet. Once a review of this topic is marked done with a next step, its
            score before and since stands here.
          </Trans>
        </p>
      ) : (
        <>
          {fixes.length > 1 ? (
            <div className="fix-choice">
              <label htmlFor={`${id}-fix`}>{t({ message: 'Fix', comment: 'a noun' })}</label>
              <select
                id={`${id}-fix`}
                className="input"
                value={fix.day}
                onChange={({ target }) => setChosen(target.value)}
              >
                {fixes.map((one) => (
                  <option key={one.day} value={one.day}>
                    {nameOf(one)}
                  </option>
                ))}
              </select>
            </div>
          ) : (
            <p>{nameOf(fix)}</p>
          )}
          <Comparison since={sinceFix(days, everything, fix.day, today)} />
        </>
      )}
    </section>
  );
}

function Comparison({ since: result }: { since: SinceFix }) {
  const { before, since, topic, others, beyondOthers } = result;
  if (since === null) {
    return (
      <p className="quiet">
        <Trans>It is of today. Ratings from tomorrow on show what follows.</Trans>
      </p>
    );
  }
  const enough = formatCount(ENOUGH_RATINGS);
  return (
    <>
      <div className="table-scroll">
        <table className="fix-table">
          <thead>
            <tr>
              <td />
              <th scope="col">
                <Trans comment="column: before a fix">Before</Trans>
                <span className="quiet">{daysWords(before)}</span>
              </th>
              <th scope="col">
                <Trans comment="column: since a fix">Since</Trans>
                <span className="quiet">{daysWords(since)}</span>
              </th>
              <th scope="col">
                <Trans>Change</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            <Row name={t`This topic`} moved={topic} part="topic" />
            <Row name={t`Everything else`} moved={others} part="others" />
          </tbody>
        </table>
      </div>
      {beyondOthers ? <p>{beyondWords(beyondOthers)}</p> : null}
      <p className="quiet">
        {topic.change.kind === 'too_few' ? (
          <Trans>
            With fewer than {enough} ratings on a side only the counts are shown: they do not tell a
            change from chance.
          </Trans>
        ) : (
          <Trans>
            This is what happened since, not why: other things change on the same days. Everything
            else is all conversations without this topic.
          </Trans>
        )}
      </p>
    </>
  );
}

function Row({ name, moved, part }: { name: string; moved: Moved; part: 'topic' | 'others' }) {
  const { before, since, change } = moved;
  const told = change.kind !== 'too_few';
  return (
    <tr data-part={part} data-change={change.kind}>
      <th scope="row">{name}</th>
      <td>
        <Cell share={before} told={told} />
      </td>
      <td>
        <Cell share={since} told={told} />
      </td>
      <td>{changeWords(change)}</td>
    </tr>
  );
}

function Cell({ share, told }: { share: RatedShare; told: boolean }) {
  const positive = formatCount(share.positive);
  const rated = formatCount(share.rated);
  if (share.rated === 0) return <Trans>No ratings</Trans>;
  const counts = t({ message: `${positive} of ${rated} happy`, comment: '412 of 503 happy' });
  if (!told) return counts;
  return (
    <>
      <strong>{formatShare(share.positive / share.rated)}</strong>
      <span className="quiet">{counts}</span>
    </>
  );
}

function fixWords({ day, reviews, ofTopic }: Fix, steps: readonly string[]): string {
  const date = formatDay(day);
  const what = formatList(steps);
  if (ofTopic) return t({ message: `${date}: ${what}, for the topic`, comment: 'what was fixed' });
  return plural(reviews, {
    one: `${date}: ${what}, # review`,
    other: `${date}: ${what}, # reviews`,
  });
}
