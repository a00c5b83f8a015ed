import type { Score } from '../../lib/csat/scale.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { PracticeConversation } from '../../lib/sample/sample-feed.ts';
import type { OpenQuery } from '../../lib/store/views.ts';

/** What begins sample data, on Welcome and in the practice inbox. */
export interface SamplePorts {
  beginSample(): Promise<Outcome<null>>;
  /** Shows the practice inbox in this very tab. */
  openPractice(): void;
}

/** What the practice inbox needs from outside, beside the surface's own dependencies. */
export interface PracticePorts extends Pick<SamplePorts, 'beginSample'> {
  eraseSample(): Promise<Outcome<null>>;
  readPractice(): Promise<Outcome<{ conversations: PracticeConversation[] }>>;
  rateInPractice(conversation: string, score: Score): Promise<Outcome<null>>;
  /** `connect`, with Options: the platform that is to be chosen there. */
  openPage(page: 'welcome' | 'options', connect?: string): void;
  /** Where Insights is; `null` leads to no such page. */
  insights: string | null;
  lookThrough(open: OpenQuery): Promise<unknown>;
}
