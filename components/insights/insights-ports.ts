import type { Outcome } from '../../lib/messages/protocol.ts';
import type { Transcript } from '../../lib/sync/read-transcript.ts';
import type { Choice } from '../surface.ts';

/** What Insights needs from outside, beside the surface's own dependencies. */
export interface InsightsPorts {
  openPage(page: 'options' | 'welcome'): void;
  /** What was said in a conversation of the server's own; it is read now and kept nowhere. */
  readTranscript(of: { source: string; conversation: string }): Promise<Outcome<Transcript>>;
  /** Whether single letters and digits are keys of the review queue. */
  queueKeys: Choice<boolean>;
}
