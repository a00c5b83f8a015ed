import type { Message } from '../contract/conversation.ts';
import type { Score } from '../csat/scale.ts';
import { mayRate } from '../sample/may-rate.ts';
import {
  createSampleFeed,
  type PracticeConversation,
  SAMPLE_NAME,
  type SampleFeed,
  type SamplePlan,
} from '../sample/sample-feed.ts';
import { SourceError } from '../sources/errors.ts';
import { hashEmail } from '../store/email-hash.ts';
import type { Store } from '../store/store.ts';
import type { Tokens } from '../store/tokens.ts';
import type { JoinedWorkspace } from '../store/views.ts';
import { pull } from './pull.ts';
import type { Sync } from './sync.ts';

/** So many conversations stand in the practice inbox's list. */
const LISTED = 40;
/** Of the look-up by e-mail; no secret, since everything is made up. */
const EMAIL_KEY = 'c2FtcGxlLWRhdGEtb2YtZml2ZWZhY2Vz';

export interface SampleParts {
  store: Store;
  tokens: Pick<Tokens, 'read' | 'solo' | 'sample' | 'writeSample'>;
  sync: Pick<Sync, 'exclusively' | 'syncOnce'>;
  /** This computer's clock. */
  now: () => number;
}

/** The sync of sample data: the feed's way into the store, without a server. */
export interface SampleSync {
  /** Pulls what is new; `null` where no sample data is shown. */
  pull(signal: AbortSignal): Promise<{ changed: boolean } | null>;
}

/** Sample data in this browser. All calls throw SourceError or StoreError. */
export interface Sample extends SampleSync {
  /** Begins it, or begins it anew. Refused where there are ratings of somebody. */
  begin(): Promise<void>;
  /** Everything back to nothing. */
  erase(): Promise<void>;
  /** The practice inbox's conversations, newest first. */
  practice(): Promise<PracticeConversation[]>;
  /** A made-up conversation's transcript; `null` where no sample data or no such one is. */
  transcript(id: string): Promise<Message[] | null>;
  /** The practice customer picks a face. */
  rate(conversation: string, score: Score): Promise<void>;
}

/** Sample data: what a team's server does, done here by what is made up. */
export function createSample({ store, tokens, sync, now }: SampleParts): Sample {
  let made: { begunAt: number; feed: SampleFeed } | null = null;

  function feedOf(plan: SamplePlan): SampleFeed {
    if (made?.begunAt === plan.begunAt) return made.feed;
    const hash = { key: EMAIL_KEY, hashEmail: (email: string) => hashEmail(EMAIL_KEY, email) };
    const feed = createSampleFeed(plan, hash);
    made = { begunAt: plan.begunAt, feed };
    return feed;
  }

  async function planned(): Promise<SamplePlan> {
    const plan = await tokens.sample();
    if (!plan) throw NO_SAMPLE();
    return plan;
  }

  async function take(): Promise<void> {
    const outcome = await sync.syncOnce({ wait: 0, hurry: true });
    if (!outcome.ok) {
      const { code, message, remedy } = outcome;
      throw new SourceError('storage', { code, message, remedy });
    }
  }

  return {
    async pull(signal) {
      const plan = await tokens.sample();
      if (!plan) return null;
      // The browser may have evicted the store.
      if (!(await store.workspace())) await store.join(sampleWorkspace(plan));
      const source = {
        async changes(cursor: string | null) {
          const page = feedOf(plan).changes(cursor, plan, now());
          if (!page) throw new SourceError('contract', { code: 'cursor_gone' });
          return page;
        },
      };
      return pull({ store, source, now }, 0, signal);
    },
    async begin() {
      await sync.exclusively(async () => {
        if ((await tokens.read()) || (await tokens.solo()).length > 0) throw IN_USE();
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        const plan = { begunAt: now(), timeZone: timeZone || 'UTC', ratings: [] };
        await store.erase();
        await tokens.writeSample(plan);
        await store.ensureIdentity();
        await store.join(sampleWorkspace(plan));
      });
      await take();
    },
    async erase() {
      await sync.exclusively(async () => {
        if (!(await tokens.sample())) return;
        await tokens.writeSample(null);
        await store.erase();
      });
      made = null;
    },
    async practice() {
      const plan = await planned();
      return feedOf(plan).newest(plan, LISTED, now());
    },
    async transcript(id) {
      const plan = await tokens.sample();
      return plan && (feedOf(plan).find(plan, id, now())?.transcript ?? null);
    },
    async rate(conversation, score) {
      const plan = await planned();
      const at = now();
      const rated = feedOf(plan).find(plan, conversation, at);
      if (!rated || !mayRate(rated.conversation, at)) throw FINAL();
      await tokens.writeSample({
        ...plan,
        ratings: [...plan.ratings, { conversation, score, at }],
      });
      await take();
    },
  };
}

/** A workspace of this browser alone in which everything is made up. */
function sampleWorkspace({ timeZone }: SamplePlan): JoinedWorkspace {
  return {
    server: '',
    id: 'sample',
    name: SAMPLE_NAME,
    demo: true,
    timeZone,
    person: { id: 'me', name: 'You' },
    role: 'admin',
    solo: true,
  };
}

const NO_SAMPLE = () =>
  new SourceError('contract', {
    code: 'no_sample',
    message: 'There is no sample data in this browser.',
    remedy: 'Open Welcome to try with sample data.',
    transient: false,
  });

const IN_USE = () =>
  new SourceError('contract', {
    code: 'not_empty',
    message: 'There are real ratings in this browser: sample data never mixes with them.',
    remedy: 'Leave the team or erase what was collected first.',
    transient: false,
  });

const FINAL = () =>
  new SourceError('contract', {
    code: 'rating_final',
    message: 'This rating can’t change any more.',
    remedy: 'Try it in a newer conversation, or begin the sample data anew.',
    transient: false,
  });
