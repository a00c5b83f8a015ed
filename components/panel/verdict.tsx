import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { RatingState } from '../../lib/csat/rating-state.ts';
import type { StoredConversation } from '../../lib/store/views.ts';
import { Moment } from '../ago.tsx';
import { storedReasonWords } from '../asking/reason-words.ts';
import { Button } from '../button.tsx';
import { Face, HiddenFace, Mark, NoFace } from '../face.tsx';
import type { LookThrough } from '../use-look-through.ts';
import type { Sign, VerdictWords } from '../verdict-words.ts';

/** How this conversation was rated, in every state, with the customer's own words. */
export function Verdict({
  id,
  conversation,
  state,
  words,
  now,
  asked = { kind: 'none' },
  fromServer = false,
  sourceName = null,
  children,
}: {
  /** The conversation's id, also where it is not kept here. */
  id: string;
  conversation: StoredConversation | null;
  state: RatingState;
  words: VerdictWords;
  /** The server's time. */
  now: number;
  /** What asking the server for it came to, where it is not kept here. */
  asked?: LookThrough;
  /** It came from the server just now and is not among what is kept here. */
  fromServer?: boolean;
  /** The source's name, where several are connected. */
  sourceName?: string | null;
  /** What can be done about the state. */
  children?: ReactNode;
}) {
  const rating = conversation?.rating ?? null;
  const reason = storedReasonWords(rating?.reason);
  const [first, ...more] = words.lines;
  return (
    <section
      className={`block verdict verdict-${state.kind}`}
      data-part="verdict"
      data-conversation={id}
      data-state={state.kind === 'unknown' && asked.kind === 'asking' ? 'asking' : state.kind}
      data-from-server={fromServer || undefined}
      aria-busy={asked.kind === 'asking' || undefined}
      aria-label={t`Rating of this conversation`}
    >
      <div className="verdict-row">
        <VerdictSign sign={words.sign} />
        <div className="verdict-words">
          <p className="verdict-title">
            <strong>
              <RatingTitle rating={state.kind === 'unknown' ? null : rating} title={words.title} />
            </strong>
            {words.aside ? <span className="verdict-aside">{words.aside}</span> : null}
          </p>
          <p className="quiet">
            {rating ? (
              <>
                <span className="capital">
                  <Moment instant={rating.ratedAt} now={now} />
                </span>
                {first ? ' · ' : null}
              </>
            ) : null}
            {first}
          </p>
          {more.map((line) => (
            <p key={line} className="quiet">
              {line}
            </p>
          ))}
        </div>
      </div>
      {asked.kind === 'failed' && state.kind === 'unknown' ? (
        <div className="actions">
          <Button onClick={asked.again}>
            <Trans>Ask again</Trans>
          </Button>
        </div>
      ) : null}
      {children}
      {rating?.comment ? (
        <blockquote className="comment">{quoted(rating.comment)}</blockquote>
      ) : null}
      {reason ? (
        <p className="quiet from-source" data-field="reason">
          <Trans comment="what the customer tapped as the reason">Their reason: {reason}</Trans>
        </p>
      ) : null}
      {sourceName ? (
        <p className="quiet from-source" data-field="source">
          <Trans comment="the platform that a rating comes from">From {sourceName}</Trans>
        </p>
      ) : null}
      {fromServer ? (
        <p className="quiet from-source">
          <Trans>From the server, not kept here</Trans>
        </p>
      ) : null}
    </section>
  );
}

/** The state's title, which carries the rating for machines: a score, or of a source without faces a sentiment. */
export function RatingTitle({
  rating,
  title,
}: {
  rating: StoredConversation['rating'];
  title: string;
}) {
  if (!rating) return title;
  return rating.score === null ? (
    <data data-field="sentiment" value={rating.sentiment}>
      {title}
    </data>
  ) : (
    <data data-field="score" value={rating.score}>
      {title}
    </data>
  );
}

/** The face, or what stands in its place. */
export function VerdictSign({ sign }: { sign: Sign }) {
  switch (sign.kind) {
    case 'face':
      return <Face score={sign.score} size="large" />;
    case 'outlined':
      return <Face score={sign.score} size="large" outlined />;
    case 'mark':
      return <Mark sentiment={sign.sentiment} size="large" />;
    case 'hidden':
      return <HiddenFace />;
    case 'none':
      return <NoFace sign="–" />;
    case 'unknown':
      return <NoFace sign="?" />;
  }
}

/** In the quotation marks of the spoken language. */
function quoted(comment: string): string {
  return t({ message: `“${comment}”`, comment: 'the customer’s words, in quotation marks' });
}
