import type { RatingState } from '../../lib/csat/rating-state.ts';
import type { StoredConversation } from '../../lib/store/views.ts';
import { Moment } from '../ago.tsx';
import { Button } from '../button.tsx';
import { Face, NoFace } from '../face.tsx';
import { midSentence } from '../format.ts';
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
}) {
  const rating = conversation?.rating ?? null;
  const [first, ...more] = words.lines;
  return (
    <section
      className={`block verdict verdict-${state.kind}`}
      data-part="verdict"
      data-conversation={id}
      data-state={state.kind === 'unknown' && asked.kind === 'asking' ? 'asking' : state.kind}
      data-from-server={fromServer || undefined}
      aria-busy={asked.kind === 'asking' || undefined}
      aria-label="Rating of this conversation"
    >
      <div className="verdict-row">
        <VerdictSign sign={words.sign} />
        <div className="verdict-words">
          <p className="verdict-title">
            <strong>
              {rating && state.kind !== 'unknown' ? (
                <data data-field="score" value={rating.score}>
                  {words.title}
                </data>
              ) : (
                words.title
              )}
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
            {rating && first ? midSentence(first) : first}
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
          <Button onClick={asked.again}>Ask again</Button>
        </div>
      ) : null}
      {rating?.comment ? <blockquote className="comment">“{rating.comment}”</blockquote> : null}
      {fromServer ? <p className="quiet from-server">From the server, not kept here</p> : null}
    </section>
  );
}

/** The face, or what stands in its place. */
export function VerdictSign({ sign }: { sign: Sign }) {
  switch (sign.kind) {
    case 'face':
      return <Face score={sign.score} size="large" />;
    case 'outlined':
      return <Face score={sign.score} size="large" outlined />;
    case 'none':
      return <NoFace sign="–" />;
    case 'unknown':
      return <NoFace sign="?" />;
  }
}
