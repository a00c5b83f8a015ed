import { useId, useState } from 'react';
import { faceName } from '../../lib/csat/scale.ts';
import type {
  LookUpView,
  SourceView,
  StoredConversation,
  SyncView,
} from '../../lib/store/views.ts';
import { Face, Mark } from '../face.tsx';
import { formatMoment, toMachineTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { hasWords, MarkedText } from '../marked-text.tsx';
import { RatingTitle } from '../panel/verdict.tsx';
import { useSurface } from '../surface.ts';
import { useView } from '../use-view.ts';
import { isOffline, loadingWords, serverNow, stateOf, verdictWords } from '../verdict-words.ts';
import { AskServer, looksLikeId } from './ask-server.tsx';

/**
 * Finds on this computer, online and offline: conversations by id, ticket id, e-mail address or words
 * of the comment, and topics by their title. An id that is not here can be asked for at the server.
 */
export function LookUp({
  sources,
  server,
  now,
}: {
  sources: readonly SourceView[];
  server: string;
  now: number;
}) {
  const surface = useSurface();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const id = useId();
  const state = useView(wanted === '' ? null : wanted, (reader) =>
    reader.lookUp({ text: wanted, now: surface.now() }),
  );
  const view = state.kind === 'view' && state.key === wanted ? state.value : null;
  return (
    <section className="block look-up" data-part="look-up" aria-label="Find">
      <search className="look-up-field">
        <Icon name="search" />
        <label className="spoken" htmlFor={id}>
          Find a conversation
        </label>
        <input
          id={id}
          className="input"
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder="Find: chat, ticket, e-mail, topic, words"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </search>
      <div aria-live="polite">
        {wanted === '' ? null : state.kind === 'error' ? (
          <p className="look-up-nothing">The data on this computer can't be read.</p>
        ) : view ? (
          <Results view={view} wanted={wanted} sources={sources} server={server} now={now} />
        ) : null}
      </div>
    </section>
  );
}

function Results({
  view,
  wanted,
  sources,
  server,
  now,
}: {
  view: LookUpView;
  wanted: string;
  sources: readonly SourceView[];
  server: string;
  now: number;
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
        />
      ))}
      {topics.map((topic) => (
        <li key={topic.id} className="result">
          <span className="label">Topic</span>
          <span className="result-words">
            <span>
              <MarkedText text={topic.title} words={wanted} />
            </span>
          </span>
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
        <strong>Not on this computer.</strong>{' '}
        <span className="quiet">
          {offline
            ? 'Rated or not: unknown until online.'
            : sync.phase !== 'current'
              ? `Rated or not: ${loadingWords(sync)}.`
              : askable
                ? server === ''
                  ? 'The platform may know it.'
                  : 'It may be on the server.'
                : 'Fivefaces has not heard of it.'}
        </span>
      </p>
      {!offline && askable ? <AskServer id={wanted} sources={sources} server={server} /> : null}
    </div>
  );
}

function Result({
  conversation,
  wanted,
  titles,
  sync,
  sources,
  server,
  now,
}: {
  conversation: StoredConversation;
  /** What was looked for: its words are marked in the comment. */
  wanted: string;
  titles: ReadonlyMap<string, string>;
  sync: SyncView;
  sources: readonly SourceView[];
  server: string;
  now: number;
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
  const content = (
    <>
      <span className="result-sign" aria-hidden="true">
        <ResultSign conversation={conversation} outlined={state.kind === 'internal'} />
      </span>
      <span className="result-words">
        <span className="result-id">{conversation.id}</span>
        <span className="quiet">
          <RatingTitle
            rating={rating}
            title={rating?.score ? faceName(rating.score) : words.title}
          />
          {words.aside && state.kind === 'internal' ? ` (${words.aside})` : null}
          {topic ? ` · ${topic}` : null}
          {conversation.ticketId && conversation.ticketId !== conversation.id
            ? ` · ticket ${conversation.ticketId}`
            : null}
          {source && sources.length > 1 ? ` · ${source.name}` : null}
        </span>
        {comment && hasWords(comment, wanted) ? (
          <q className="result-comment">
            <MarkedText text={comment} words={wanted} />
          </q>
        ) : null}
      </span>
      <time className="quiet" dateTime={toMachineTime(moment)}>
        {formatMoment(moment, serverNow(sync, now))}
      </time>
    </>
  );
  return (
    <li data-conversation={conversation.id} data-state={state.kind}>
      {address ? (
        <a className="result" href={address} target="_blank" rel="noreferrer">
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
