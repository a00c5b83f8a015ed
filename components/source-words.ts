import { t } from '@lingui/core/macro';
import type { Sentiment } from '../lib/csat/scale.ts';
import { inboxById } from '../lib/inboxes/index.ts';
import type { SourceView } from '../lib/store/views.ts';

/** Sources in words, the same on every surface. */

/** How a rating without a face is called. */
export function sentimentWords(sentiment: Sentiment): string {
  switch (sentiment) {
    case 'positive':
      return t({ message: 'good', comment: 'a rating without a face' });
    case 'neutral':
      return t({ message: 'neutral', comment: 'a rating without a face' });
    case 'negative':
      return t({ message: 'bad', comment: 'a rating without a face' });
  }
}

/** What the source is, as people call it: `Zendesk`; a file is called by its own name. */
export function platformName({ kind, name }: Pick<SourceView, 'kind' | 'name'>): string {
  return inboxById(kind)?.name ?? name;
}

/** A rating without a face: `Zendesk: bad`; without its source `Rated: bad`. */
export function markWords(source: SourceView | null, sentiment: Sentiment): string {
  const rating = sentimentWords(sentiment);
  if (!source) return t({ message: `Rated: ${rating}`, comment: 'Rated: bad' });
  const platform = platformName(source);
  return t({ message: `${platform}: ${rating}`, comment: 'Zendesk: bad' });
}

/** The platforms that can be connected by an access of their own; the others bring a file. */
const CONNECTED_BY_ACCESS: readonly string[] = ['intercom', 'zendesk', 'hubspot', 'chatwoot'];

/** How an inbox's ratings come here. */
export interface WayToConnect {
  /** What Options is to choose: a kind of source, or `join`. */
  kind: string;
  label: string;
  /** For a teammate, who can't do it. */
  ask: string;
}

/** The way to connect what an inbox's ratings live in. */
export function wayToConnect(inbox: string, platform: string): WayToConnect {
  if (CONNECTED_BY_ACCESS.includes(inbox)) {
    return {
      kind: inbox,
      label: t`Connect ${platform}`,
      ask: t`Ask your admin to connect ${platform}.`,
    };
  }
  if (inbox === 'fivefaces') {
    return {
      kind: 'join',
      label: t`Join your team`,
      ask: t`Ask your admin for an invite link.`,
    };
  }
  return {
    kind: 'file',
    label: t`Add its export (CSV)`,
    ask: t`Ask your admin to import an export of ${platform}.`,
  };
}
