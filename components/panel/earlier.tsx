import { faceName } from '../../lib/csat/scale.ts';
import type { EarlierConversation, SourceView } from '../../lib/store/views.ts';
import { Face, Mark } from '../face.tsx';
import { formatFull, formatLongAgo, toMachineTime } from '../format.ts';
import { markWords } from '../source-words.ts';
import { useSurface } from '../surface.ts';

/** How this customer rated before: up to five faces with their dates, each the way to its conversation. */
export function Earlier({
  earlier,
  sources,
  server,
  now,
}: {
  earlier: EarlierConversation[];
  sources: readonly SourceView[];
  server: string;
  /** The server's time. */
  now: number;
}) {
  const { addressOf } = useSurface();
  if (earlier.length === 0) return null;
  return (
    <section className="block earlier">
      <h2 className="block-title">This customer before</h2>
      <ul>
        {earlier.map(({ source, id, startedAt, rating, internal }) => {
          if (!rating) return null;
          const outlined = internal || rating.byTeam;
          const address = addressOf({ source, id, ticketId: null }, sources, server);
          const from = sources.find((one) => one.id === source) ?? null;
          const named =
            rating.score === null ? markWords(from, rating.sentiment) : faceName(rating.score);
          const words = `${named}${outlined ? ', not counted' : ''}`;
          const date = formatLongAgo(startedAt, now);
          const content = (
            <>
              {rating.score === null ? (
                <Mark sentiment={rating.sentiment} />
              ) : (
                <Face score={rating.score} outlined={outlined} />
              )}
              <time dateTime={toMachineTime(startedAt)}>{date}</time>
            </>
          );
          return (
            <li key={`${source} ${id}`} title={`${words} · ${formatFull(startedAt)}`}>
              {address ? (
                <a href={address} target="_blank" rel="noreferrer">
                  <span className="spoken">{words},</span>
                  {content}
                </a>
              ) : (
                <span>
                  <span className="spoken">{words},</span>
                  {content}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
