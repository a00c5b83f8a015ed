import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { EarlierConversation, SourceView } from '../../lib/store/views.ts';
import { Face, Mark } from '../face.tsx';
import { faceWords } from '../face-words.ts';
import { formatFull, formatLongAgo, toMachineTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { markWords } from '../source-words.ts';
import { useSurface } from '../surface.ts';
import type { OpenAddress } from './open-address.ts';

/** So many faces fit in the line that opens the list. */
const IN_LINE = 3;

/**
 * How this customer rated before: a line of faces with their dates, and behind it each rating with
 * its words and the way to its conversation.
 */
export function Earlier({
  earlier,
  sources,
  server,
  now,
  openAddress,
}: {
  earlier: EarlierConversation[];
  sources: readonly SourceView[];
  server: string;
  /** The server's time. */
  now: number;
  openAddress: OpenAddress;
}) {
  const { addressOf } = useSurface();
  const rated = earlier.flatMap((one) =>
    one.rating ? [{ ...one, rating: one.rating, key: `${one.source} ${one.id}` }] : [],
  );
  if (rated.length === 0) return null;
  return (
    <section className="block earlier" data-part="earlier">
      <details className="disclosure">
        <summary>
          <span className="earlier-head">
            <h2 className="block-title">
              <Trans>This customer before</Trans>
            </h2>
            <span className="earlier-line" aria-hidden="true">
              {rated.slice(0, IN_LINE).map((one) => (
                <span key={one.key} className="earlier-sign">
                  <RatingSign one={one} />
                  {formatLongAgo(one.startedAt, now)}
                </span>
              ))}
            </span>
          </span>
          <Icon name="chevron" />
        </summary>
        <ul>
          {rated.map((one) => {
            const { source, id, startedAt, rating } = one;
            const address = addressOf({ source, id, ticketId: null }, sources, server);
            const from = sources.find((known) => known.id === source) ?? null;
            const name =
              rating.score === null ? markWords(from, rating.sentiment) : faceWords(rating.score);
            const content = (
              <>
                <RatingSign one={one} />
                <span className="earlier-words">
                  <span className="earlier-title">
                    <span>
                      {isOutlined(one)
                        ? t({ message: `${name}, not counted`, comment: 'Happy, not counted' })
                        : name}
                    </span>
                    <time dateTime={toMachineTime(startedAt)} title={formatFull(startedAt)}>
                      {formatLongAgo(startedAt, now)}
                    </time>
                  </span>
                  {rating.comment ? <q className="quiet">{rating.comment}</q> : null}
                </span>
              </>
            );
            return (
              <li key={one.key}>
                {address ? <a {...openAddress(address)}>{content}</a> : <span>{content}</span>}
              </li>
            );
          })}
        </ul>
      </details>
    </section>
  );
}

type Rated = EarlierConversation & { rating: NonNullable<EarlierConversation['rating']> };

function isOutlined({ internal, rating }: Rated): boolean {
  return internal || rating.byTeam;
}

function RatingSign({ one }: { one: Rated }) {
  const { score, sentiment } = one.rating;
  return score === null ? (
    <Mark sentiment={sentiment} />
  ) : (
    <Face score={score} outlined={isOutlined(one)} />
  );
}
