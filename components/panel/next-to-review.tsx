import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { NextInLine, NextToReviewView } from '../../lib/store/to-review-views.ts';
import type { SourceView } from '../../lib/store/views.ts';
import { formatCount } from '../format.ts';
import { useSurface } from '../surface.ts';
import type { OpenAddress } from './open-address.ts';

/** The way to what is to be reviewed next, in the topic and of all, each opening in its inbox. */
export function NextToReview({
  next,
  old,
  topic,
  sources,
  server,
  openAddress,
  children,
}: {
  /** `null` until it is read. */
  next: NextToReviewView | null;
  /** It is of the conversation before; the one for this is being read. */
  old: boolean;
  /** The conversation's first topic. */
  topic: string | null;
  sources: readonly SourceView[];
  /** Origin of this workspace's server; empty without one. */
  server: string;
  openAddress: OpenAddress;
  /** What stands before the ways on: this conversation is not to review itself. */
  children?: ReactNode;
}) {
  const ofTopic = next?.topics.find((one) => one.topic === topic)?.line ?? null;
  const parts = { sources, server, openAddress };
  return (
    <div className="block next" data-part="next" data-state={old ? 'loading' : undefined}>
      {children}
      <nav className="next-links" aria-label={t`What to review next`}>
        {next === null ? null : next.all.count === 0 ? (
          <p className="quiet">
            {children ? <Trans>Nothing to review</Trans> : <Trans>Nothing else to review</Trans>}
          </p>
        ) : (
          <>
            {ofTopic && ofTopic.count > 0 ? (
              <NextLink
                line={ofTopic}
                action="next-in-topic"
                words={(count) => t({ message: `Next in topic: ${count}`, comment: 'how many' })}
                {...parts}
              />
            ) : null}
            <NextLink
              line={next.all}
              action="next-to-review"
              words={(count) => t({ message: `Next to review: ${count}`, comment: 'how many' })}
              {...parts}
            />
          </>
        )}
      </nav>
    </div>
  );
}

function NextLink({
  line,
  action,
  words,
  sources,
  server,
  openAddress,
}: {
  line: NextInLine;
  action: string;
  words: (count: string) => string;
  sources: readonly SourceView[];
  server: string;
  openAddress: OpenAddress;
}) {
  const { addressOf } = useSurface();
  const number = formatCount(line.count);
  const text = words(
    line.more ? t({ message: `${number}+`, comment: 'so many and more' }) : number,
  );
  const address = line.next && addressOf(line.next, sources, server);
  // What came by a file has no page to open.
  if (!address) return <span className="quiet">{text}</span>;
  return (
    <a className="button button-plain" data-action={action} {...openAddress(address)}>
      {text}
    </a>
  );
}
