import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { ratedShare, responseRate } from '../../lib/csat/day-counts.ts';
import { readScore, type ScoreReading } from '../../lib/csat/score.ts';
import type { PopupView, TopicView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { formatCount, formatShare } from '../format.ts';
import { insightsAddress } from '../insights/route.ts';
import { RatedElsewhere } from '../panel/rated-elsewhere.tsx';
import { RatingTitle, VerdictSign } from '../panel/verdict.tsx';
import { useLookThrough } from '../use-look-through.ts';
import { sourceOf, stateOf, verdictWords } from '../verdict-words.ts';
import type { CurrentTab } from './current-tab.ts';
import { hidesEverything } from './hidden-score.tsx';
import type { PopupPorts } from './popup-ports.ts';
import { ShowHere } from './show-here.tsx';

/** The conversation that the current tab shows, with its first topic. */
export function ThisTab({
  view,
  tab,
  ports,
  now,
}: {
  view: PopupView;
  tab: CurrentTab;
  ports: PopupPorts;
  now: number;
}) {
  const [shown, setShown] = useState(false);
  const asked = useLookThrough(tab.open, { ...view, lookedThroughAt: null }, now);
  const { origin } = tab;
  const hidden =
    tab.hidden && !shown && origin !== null ? (
      <p className="hidden-here">
        <span className="quiet">
          <Trans>The panel is hidden on this site.</Trans>
        </span>
        <Button
          look="quiet"
          onClick={() => {
            ports.showAgainOn(origin).then(
              () => setShown(true),
              (error: unknown) => console.warn('The panel was not shown again', error),
            );
          }}
        >
          <Trans>Show again</Trans>
        </Button>
      </p>
    ) : null;
  if (!tab.open) {
    return (
      <section className="block this-tab" aria-label={t`This tab`}>
        {tab.offer ? (
          <ShowHere offer={tab.offer} ports={ports} onShown={tab.again} />
        ) : (
          <p className="quiet">
            <Trans>No conversation is open in this tab</Trans>
          </p>
        )}
        {hidden}
      </section>
    );
  }
  const { conversation, from, sync } = view;
  const state = stateOf(view, now);
  const source = sourceOf(from);
  const words = verdictWords(state, {
    sync,
    now,
    of: conversation?.rating?.of ?? null,
    source,
    seesRatings: view.seesRatings,
    responseRate: responseRate(view.overall.counts),
    asked,
  });
  const topic = view.topics[0];
  return (
    <section
      className="block this-tab"
      data-part="this-tab"
      data-conversation={tab.open.conversation ?? tab.open.ticket}
      data-state={state.kind === 'unknown' && asked.kind === 'asking' ? 'asking' : state.kind}
      aria-label={t`This tab`}
    >
      <h2 className="block-title">
        <Trans>This tab</Trans>
      </h2>
      <div className="tab-row">
        <VerdictSign sign={words.sign} />
        <div className="tab-words">
          <p>
            <strong>
              <RatingTitle rating={conversation?.rating ?? null} title={words.title} />
            </strong>
            {words.aside ? <span className="quiet"> · {words.aside}</span> : null}
          </p>
          {words.lines[0] ? <p className="quiet">{words.lines[0]}</p> : null}
          {source && view.sources.length > 1 ? (
            <p className="quiet" data-field="source">
              {fromSource(source.name)}
            </p>
          ) : null}
          {topic ? (
            <FirstTopic
              topic={topic}
              others={view.topics.length - 1}
              hidden={hidesEverything(view)}
            />
          ) : null}
        </div>
        {conversation ? (
          <a
            className="button"
            data-action="read"
            href={insightsAddress({
              page: 'review',
              open: { source: conversation.source, conversation: conversation.id },
            })}
            target="_blank"
            rel="noreferrer"
          >
            {t({ message: 'Open', comment: 'verb, link: reads this chat in Insights' })}
          </a>
        ) : null}
      </div>
      {state.kind === 'recorded_elsewhere' && from?.kind === 'elsewhere' && view.workspace ? (
        <RatedElsewhere
          inbox={from.inbox}
          platform={from.platform}
          workspace={view.workspace}
          connect={(kind) => ports.openPage('options', { connect: kind })}
        />
      ) : null}
      {hidden}
    </section>
  );
}

function FirstTopic({
  topic,
  others,
  hidden,
}: {
  topic: TopicView;
  others: number;
  /** Its ratings are not for this person. */
  hidden: boolean;
}) {
  const share = ratedShare(topic.figures.counts);
  const facts = [
    ...(hidden ? [] : [shareWords(readScore(share))]),
    ...(others > 0 ? [`+${formatCount(others)}`] : []),
  ];
  return (
    <div className="tab-topic" data-part="topic" data-topic={topic.id}>
      <h3>
        <a
          href={insightsAddress({ page: 'topic', topic: topic.id })}
          target="_blank"
          rel="noreferrer"
        >
          {topic.title}
        </a>
      </h3>
      <span className="quiet">
        <data data-field="positive" value={share.positive} />
        <data data-field="rated" value={share.rated} />
        {facts.join(' · ')}
      </span>
    </div>
  );
}

/** A topic's score in a few words: `61% of 67`, `9 of 12 happy`. */
function shareWords(reading: ScoreReading): string {
  if (reading.kind === 'none') return t`no ratings yet`;
  const rated = formatCount(reading.rated);
  if (reading.kind === 'full') {
    const share = formatShare(reading.score, reading.decimals);
    return t({ message: `${share} of ${rated}`, comment: 'a share of so many ratings: 61% of 67' });
  }
  const positive = formatCount(reading.positive);
  return t`${positive} of ${rated} happy`;
}

function fromSource(name: string): string {
  return t({ message: `From ${name}`, comment: 'the platform that a rating comes from' });
}
