import type { PracticePorts } from '../../components/practice/practice-ports.ts';
import { createSampleFeed, type SamplePlan } from '../../lib/sample/sample-feed.ts';
import type { JoinedWorkspace } from '../../lib/store/views.ts';
import { NOW, solo } from './views.ts';

/** A browser that shows sample data. */
export const sampleWorkspace: JoinedWorkspace = {
  ...solo,
  id: 'sample',
  name: 'Acme Support',
  demo: true,
};

/** The sample data of this moment, kept in memory. */
export function fakePracticePorts(change: Partial<PracticePorts> = {}): PracticePorts {
  const plan: SamplePlan = { begunAt: NOW, timeZone: 'UTC', ratings: [] };
  const feed = createSampleFeed(plan, { key: 'a2V5', hashEmail: () => 'ab' });
  const nothing = { ok: true, value: null } as const;
  return {
    beginSample: async () => nothing,
    eraseSample: async () => nothing,
    readPractice: async () => ({ ok: true, value: { conversations: feed.newest(plan, 20, NOW) } }),
    async rateInPractice(conversation, score) {
      plan.ratings.push({ conversation, score, at: NOW });
      return nothing;
    },
    openPage: () => {},
    insights: '/insights.html',
    lookThrough: async () => null,
    ...change,
  };
}
