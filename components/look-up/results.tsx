import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type {
  LookUpView,
  SourceView,
  StoredConversation,
  SyncView,
} from '../../lib/store/views.ts';
import { Face, Mark } from '../face.tsx';
import { faceWords } from '../face-words.ts';
import { formatMoment, toMachineTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { insightsAddress } from '../insights/route.ts';
import { hasWords, MarkedText } from '../marked-text.tsx';
import { RatingTitle } from '../panel/verdict.tsx';
import { useSurface } from '../surface.ts';
import { isOffline, loadingWords, serverNow, stateOf, verdictWords } from '../verdict-words.ts';
import { AskServer, looksLikeId } from './ask-server.tsx';

/** What a look-up found on this computer, each with the way to it. */
export function Results({
  view,
  wanted,
  sources,
  server,
  now,
  onOpen,
}: {
  view: LookUpView;
  /** What was looked for. */
  wanted: string;
  sources: readonly SourceView[];
  /** Origin of the server; empty in solo. */
  server: string;
  /** This computer's clock. */
  now: number;
  /** One of the results is opened. */
  onOpen: () => void;
}) {
  const titles = new Map(view.topics.map((topic) => [topic.id, topic.title]));
  const used = new Set(view.found.flatMap((conversation) => conversation.topics));
  const topics = view.topics.filter((topic) => !used.has(topic.id));
  if (view.found.length === 0 && topics.length === 0) {
    return (
      <Nothing key={wanted} wanted={wanted} sources={sources} server={server} sync={view.sync} />
    );
  }
  return (
    <ul className="results">
      {view.found.map((conversation) => (
        <Result
          key={`${conversation.source} ${conversation.id}`}
          conversation={conversation}
          wanted={wanted}
          titles={titles}
          sync={view.sync}
          sources={sources}
          server={server}
          now={now}
          onOpen={onOpen}
        />
      ))}
      {topics.map((topic) => (
        <li key={topic.id} data-topic={topic.id}>
          <a
            className="result"
            href={insightsAddress({ page: 'topic', topic: topic.id })}
            target="_blank"
            rel="noreferrer"
            onClick={onOpen}
          >
            <span className="label">
              <Trans>Topic</Trans>
            </span>
            <span className="result-words">
              <span>
                <MarkedText text={topic.title} words={wanted} />
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Nothing({
  wanted,
  sources,
  server,
  sync,
}: {
  wanted: string;
  sources: readonly SourceView[];
  server: string;
  sync: SyncView;
}) {
  const offline = isOffline(sync);
  // Files can't be asked.
  const askable =
    looksLikeId(wanted) && (server !== '' || sources.some(({ place }) => place !== null));
  return (
    <div className="look-up-nothing" data-state="unknown">
      <p>
        <strong>
          <Trans>Not on this computer.</Trans>
        </strong>{' '}
        <span className="quiet">{whereElse(sync, askable, server === '')}</span>
      </p>
      {!offline && askable ? <AskServer id={wanted} sources={sources} server={server} /> : null}
    </div>
  );
}

/** Where what is not here may be. */
function whereElse(sync: SyncView, askable: boolean, solo: boolean): string {
  if (isOffline(sync)) return t`Rated or not: unknown until online.`;
  if (sync.phase !== 'current') return loadingWords(sync);
  if (!askable) return t`Fivefaces has not heard of it.`;
  return solo ? t`The platform may know it.` : t`It may be on the server.`;
}

function Result({
  conversation,
  wanted,
  titles,
  sync,
  sources,
  server,
  now,
  onOpen,
}: {
  conversation: StoredConversation;
  /** What was looked for: its words are marked in the comment. */
  wanted: string;
  titles: ReadonlyMap<string, string>;
  sync: SyncView;
  sources: readonly SourceView[];
  server: string;
  now: number;
  onOpen: () => void;
}) {
  const { addressOf } = useSurface();
  const state = stateOf({ conversation, from: null, sync }, now);
  const { rating } = conversation;
  const source = sources.find(({ id }) => id === conversation.source) ?? null;
  const words = verdictWords(state, {
    sync,
    now,
    of: null,
    source,
    seesRatings: 'everyone',
    responseRate: null,
  });
  const address = addressOf(conversation, sources, server);
  const topic = conversation.topics.map((id) => titles.get(id)).find((title) => title);
  const moment = conversation.rating?.ratedAt ?? conversation.startedAt;
  const comment = conversation.rating?.comment ?? null;
  const ticket =
    conversation.ticketId && conversation.ticketId !== conversation.id
      ? conversation.ticketId
      : null;
  const content = (
    <>
      <span className="result-sign" aria-hidden="true">
        <ResultSign conversation={conversation} outlined={state.kind === 'internal'} />
      </span>
      <span className="result-words">
        <span className="result-head">
          <span>{conversation.id}</span>
          <time className="quiet" dateTime={toMachineTime(moment)}>
            {formatMoment(moment, serverNow(sync, now))}
          </time>
        </span>
        <span className="quiet">
          <RatingTitle
            rating={rating}
            title={rating?.score ? faceWords(rating.score) : words.title}
          />
          {words.aside && state.kind === 'internal' ? ` (${words.aside})` : null}
          {topic ? ` · ${topic}` : null}
          {ticket ? ` · ${t`ticket ${ticket}`}` : null}
          {source && sources.length > 1 ? ` · ${source.name}` : null}
        </span>
        {comment && hasWords(comment, wanted) ? (
          <q className="result-comment">
            <MarkedText text={comment} words={wanted} />
          </q>
        ) : null}
      </span>
    </>
  );
  return (
    <li data-conversation={conversation.id} data-state={state.kind}>
      {address ? (
        <a className="result" href={address} target="_blank" rel="noreferrer" onClick={onOpen}>
          {content}
        </a>
      ) : (
        <span className="result">{content}</span>
      )}
    </li>
  );
}

function ResultSign({
  conversation: { rating, ratingHidden },
  outlined,
}: {
  conversation: StoredConversation;
  outlined: boolean;
}) {
  if (ratingHidden) return <Icon name="lock" />;
  if (!rating) return '–';
  return rating.score === null ? (
    <Mark sentiment={rating.sentiment} />
  ) : (
    <Face score={rating.score} outlined={outlined} />
  );
}
