import { useId, useState } from 'react';
import { faceName } from '../../lib/csat/scale.ts';
import type { LookUpView, StoredConversation, SyncView } from '../../lib/store/views.ts';
import { Face } from '../face.tsx';
import { formatMoment, toMachineTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { useSurface } from '../surface.ts';
import { useView } from '../use-view.ts';
import { isOffline, loadingWords, serverNow, stateOf, verdictWords } from '../verdict-words.ts';

/** Finds conversations on this computer by id or ticket id, online and offline. */
export function LookUp({ server, now }: { server: string; now: number }) {
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
          placeholder="Find by conversation or ticket id"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </search>
      <div aria-live="polite">
        {wanted === '' ? null : state.kind === 'error' ? (
          <p className="look-up-nothing">The data on this computer can't be read.</p>
        ) : view ? (
          <Results view={view} server={server} now={now} />
        ) : null}
      </div>
    </section>
  );
}

function Results({ view, server, now }: { view: LookUpView; server: string; now: number }) {
  const titles = new Map(view.topics.map((topic) => [topic.id, topic.title]));
  const used = new Set(view.found.flatMap((conversation) => conversation.topics));
  const topics = view.topics.filter((topic) => !used.has(topic.id));
  if (view.found.length === 0 && topics.length === 0) return <Nothing sync={view.sync} />;
  return (
    <ul className="results">
      {view.found.map((conversation) => (
        <Result
          key={`${conversation.source} ${conversation.id}`}
          conversation={conversation}
          titles={titles}
          sync={view.sync}
          server={server}
          now={now}
        />
      ))}
      {topics.map((topic) => (
        <li key={topic.id} className="result">
          <span className="label">Topic</span>
          <span className="result-words">{topic.title}</span>
        </li>
      ))}
    </ul>
  );
}

function Nothing({ sync }: { sync: SyncView }) {
  return (
    <p className="look-up-nothing" data-state="unknown">
      <strong>Not on this computer.</strong>{' '}
      <span className="quiet">
        {isOffline(sync)
          ? 'Rated or not: unknown until online.'
          : sync.phase !== 'current'
            ? `Rated or not: ${loadingWords(sync)}.`
            : 'Fivefaces has not heard of it. Is the id complete?'}
      </span>
    </p>
  );
}

function Result({
  conversation,
  titles,
  sync,
  server,
  now,
}: {
  conversation: StoredConversation;
  titles: ReadonlyMap<string, string>;
  sync: SyncView;
  server: string;
  now: number;
}) {
  const { addressOf } = useSurface();
  const state = stateOf(conversation, sync, now);
  const score = conversation.rating?.score ?? null;
  const words = verdictWords(state, { sync, now, of: null, responseRate: null });
  const address = addressOf(conversation.source, conversation.id, server);
  const topic = conversation.topics.map((id) => titles.get(id)).find((title) => title);
  const moment = conversation.rating?.ratedAt ?? conversation.startedAt;
  const content = (
    <>
      <span className="result-sign" aria-hidden="true">
        {score === null ? '–' : <Face score={score} outlined={state.kind === 'internal'} />}
      </span>
      <span className="result-words">
        <span className="result-id">{conversation.id}</span>
        <span className="quiet">
          {score === null ? (
            words.title
          ) : (
            <data data-field="score" value={score}>
              {faceName(score)}
            </data>
          )}
          {words.aside && state.kind === 'internal' ? ` (${words.aside})` : null}
          {topic ? ` · ${topic}` : null}
          {conversation.ticketId ? ` · ticket ${conversation.ticketId}` : null}
        </span>
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
