import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { faultedAnswer } from '../../../lib/csat/faulted-answer.ts';
import { isSample } from '../../../lib/sample/is-sample.ts';
import type { ReviewQueueView } from '../../../lib/store/conversation-views.ts';
import type { StoredConversation } from '../../../lib/store/views.ts';
import type { Transcript as Said, TranscriptMessage } from '../../../lib/sync/read-transcript.ts';
import { formatClock, formatFull, toMachineTime } from '../../format.ts';
import { Icon } from '../../icon.tsx';
import { Notice } from '../../notice.tsx';
import { platformName } from '../../source-words.ts';
import { useLoaded } from '../../use-loaded.ts';
import { useOnline } from '../../use-online.ts';
import { isOffline, serverNow } from '../../verdict-words.ts';
import { WhenLoaded } from '../../when-loaded.tsx';
import type { InsightsPorts } from '../insights-ports.ts';

/** What was said, read from the server now and kept nowhere; else why it is not here. */
export function Transcript({
  conversation,
  view,
  inbox,
  now,
  readTranscript,
}: {
  conversation: StoredConversation;
  view: ReviewQueueView;
  /** Where the conversation is shown in its inbox. */
  inbox: string | null;
  now: number;
  readTranscript: InsightsPorts['readTranscript'];
}) {
  const { source, id } = conversation;
  const from = view.sources.find((one) => one.id === source);
  const isOwn = from ? from.kind === 'fivefaces' : source === 'fivefaces';
  // Sample data is made up in this browser: it needs no server and no network.
  const isMadeUp = isSample(view.workspace);
  const online = useOnline();
  const offline = !isMadeUp && (!online || isOffline(view.sync));
  const isRead = isOwn && (isMadeUp || view.workspace?.solo === false);
  const { state, again } = useLoaded(isRead && !offline ? `${source}\n${id}` : null, () =>
    readTranscript({ source, conversation: id }),
  );
  return (
    <section className="insights-card transcript" aria-label={t`Transcript`} data-part="transcript">
      <h2>
        <Trans>Transcript</Trans>
      </h2>
      {content()}
    </section>
  );

  function content(): ReactNode {
    if (!isRead) {
      const platform = from ? platformName(from) : source;
      return <Elsewhere platform={platform} inbox={inbox} isFile={from?.place === null} />;
    }
    if (offline && state.kind !== 'value') {
      return (
        <Notice tone="plain" title={t`Offline: the transcript is not kept on this computer`}>
          <p>
            <Trans>
              It is read from the server as soon as that answers again. You can review meanwhile:
              what you save is sent then.
            </Trans>
          </p>
        </Notice>
      );
    }
    return (
      <WhenLoaded state={state} again={again} reading={t`Reading the transcript`} lines={7}>
        {(said) => <Messages said={said} conversation={conversation} view={view} now={now} />}
      </WhenLoaded>
    );
  }
}

function Elsewhere({
  platform,
  inbox,
  isFile,
}: {
  platform: string;
  inbox: string | null;
  isFile: boolean;
}) {
  return (
    <div className="elsewhere-words">
      <p>
        {isFile ? (
          <Trans>This conversation came by a file, which holds ratings and no messages.</Trans>
        ) : (
          <Trans>
            Fivefaces takes only ratings from {platform}, never what was written: the messages stay
            there.
          </Trans>
        )}
      </p>
      {inbox ? (
        <a className="button" href={inbox} target="_blank" rel="noreferrer">
          {t`Read it in ${platform}`}
          <Icon name="external" />
        </a>
      ) : null}
    </div>
  );
}

function Messages({
  said,
  conversation,
  view,
  now,
}: {
  said: Said;
  conversation: StoredConversation;
  view: ReviewQueueView;
  now: number;
}) {
  const { messages, leftOut } = said;
  if (messages.length === 0) {
    return (
      <p className="quiet">
        <Trans>The server was sent no messages of this conversation.</Trans>
      </p>
    );
  }
  const { rating } = conversation;
  const fault = faultedAnswer(messages, rating);
  const marked = fault.kind === 'last_before_rating' ? fault.message : null;
  const isHappy = rating?.sentiment === 'positive';
  return (
    <>
      {rating ? <p className="quiet">{howMarked(fault.kind, isHappy)}</p> : null}
      {leftOut > 0 ? (
        <p className="quiet">
          {plural(leftOut, {
            one: 'One earlier message is left out: the chat is very long.',
            other: '# earlier messages are left out: the chat is very long.',
          })}
        </p>
      ) : null}
      <ol className="messages">
        {messages.map((message) => (
          <Message
            key={message.id}
            message={message}
            isMarked={rating !== null && message.id === marked}
            time={formatClock(message.at, serverNow(view.sync, now))}
          />
        ))}
      </ol>
    </>
  );
}

/** Says how the marked answer was found, or why none is marked. */
function howMarked(kind: ReturnType<typeof faultedAnswer>['kind'], isHappy: boolean): string {
  switch (kind) {
    case 'last_before_rating':
      return isHappy
        ? t`Marked: the AI agent’s last answer before the rating. A rating names no message, so it may be about another.`
        : t`Marked as probably at fault: the AI agent’s last answer before the rating. A rating names no message, so it may be about another.`;
    case 'teammate_rated':
      return t`The customer rated a teammate, so no answer of the AI agent is marked.`;
    case 'none':
      return t`The AI agent had not answered before the rating, so no answer is marked.`;
  }
}

function Message({
  message: { id, role, text, at, sources },
  isMarked,
  time,
}: {
  message: TranscriptMessage;
  isMarked: boolean;
  time: string;
}) {
  return (
    <li className={`message message-${role}`} data-message={id} data-marked={isMarked || undefined}>
      <p className="message-head">
        <strong>{roleWords(role)}</strong>
        <time className="quiet" dateTime={toMachineTime(at)} title={formatFull(at)}>
          {time}
        </time>
        {isMarked ? (
          <span className="label label-warning">
            <Trans comment="the answer of the AI agent that a rating was about">Rated answer</Trans>
          </span>
        ) : null}
      </p>
      <p className="message-text" dir="auto">
        {text}
      </p>
      {sources.length > 0 ? (
        <div className="message-sources">
          <span className="quiet">
            <Trans comment="what the AI agent used for an answer">Sources of this answer</Trans>
          </span>
          <ul>
            {sources.map(({ title, url }, index) => {
              const address = safeLink(url);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same source may be there twice
                <li key={index}>
                  {address ? (
                    <a href={address} target="_blank" rel="noreferrer">
                      {title || address}
                    </a>
                  ) : (
                    title
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      ) : null}
    </li>
  );
}

/** A link that a browser may open for a person; `null` for any other, which is text then. */
function safeLink(url: string | null): string | null {
  const address = URL.parse(url ?? '');
  if (address?.protocol !== 'https:' && address?.protocol !== 'http:') return null;
  return address.href;
}

function roleWords(role: TranscriptMessage['role']): string {
  switch (role) {
    case 'customer':
      return t`Customer`;
    case 'ai_agent':
      return t`AI agent`;
    case 'teammate':
      return t`Teammate`;
    case 'system':
      return t({
        message: 'System',
        comment: 'who wrote a message in a chat: nobody, the software',
      });
  }
}
