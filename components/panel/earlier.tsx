import { faceName } from '../../lib/csat/scale.ts';
import type { EarlierConversation } from '../../lib/store/views.ts';
import { Face } from '../face.tsx';
import { formatFull, formatLongAgo, toMachineTime } from '../format.ts';
import { useSurface } from '../surface.ts';

/** How this customer rated before: up to five faces with their dates, each the way to its conversation. */
export function Earlier({
  earlier,
  server,
  now,
}: {
  earlier: EarlierConversation[];
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
          const address = addressOf(source, id, server);
          const words = `${faceName(rating.score)}${outlined ? ', not counted' : ''}`;
          const date = formatLongAgo(startedAt, now);
          const content = (
            <>
              <Face score={rating.score} outlined={outlined} />
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
