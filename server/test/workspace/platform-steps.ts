import fc from 'fast-check';
import { sentiment } from '../../../lib/csat/scale.ts';
import type { SourceConversation, SourceRating } from '../../../lib/sources/source.ts';
import { applyBatch } from '../../src/sources/apply-batch.ts';
import { type Event, happen, histories } from './histories.ts';
import { HOUR, START, type TestWorkspace } from './workspace-fixture.ts';

/** Who may see ratings. */
export const POLICIES = ['everyone', 'ai_ratings_only', 'admins'] as const;
export type Policy = (typeof POLICIES)[number];

/** What a platform says of one of its conversations, or that it is gone there. */
export type Statement = {
  id: string;
  rating: SourceRating | null;
  asked: boolean | null;
  topic: string;
};
export type Step =
  | { does: 'event'; event: Event }
  | { does: 'state'; statement: Statement }
  | { does: 'gone'; id: string }
  | { does: 'policy'; policy: Policy };

const platformId = fc.constantFrom('p', 'q', 'r');
const face = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const);
const feeling = fc.constantFrom('negative' as const, 'neutral' as const, 'positive' as const);
export const rating: fc.Arbitrary<SourceRating> = fc.record({
  score: fc.option(face),
  sentiment: feeling,
  comment: fc.option(fc.constantFrom('Thanks', 'No')),
  ratedAt: fc.constant(START),
  of: fc.constantFrom('ai_agent' as const, 'teammate' as const, 'unknown' as const),
});
export const statement: fc.Arbitrary<Statement> = fc.record({
  id: platformId,
  rating: fc.option(rating, { freq: 4 }),
  asked: fc.option(fc.boolean()),
  topic: fc.constantFrom('refunds', 'login'),
});
export const policy = fc.constantFrom(...POLICIES);

export const platformStep = fc.oneof(
  { weight: 6, arbitrary: statement.map((one): Step => ({ does: 'state', statement: one })) },
  { weight: 1, arbitrary: platformId.map((id): Step => ({ does: 'gone', id })) },
);
export const policyStep = policy.map((to): Step => ({ does: 'policy', policy: to }));

/** What happens on this server and on a platform, in turn. */
export function stepsOf(platform: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> {
  return fc
    .tuple(histories, fc.array(platform, { minLength: 5, maxLength: 25 }))
    .map(([events, steps]) =>
      Array.from({ length: Math.max(events.length, steps.length) }, (_, index) => {
        const event = events[index];
        const step = steps[index];
        return [...(event ? [{ does: 'event' as const, event }] : []), ...(step ? [step] : [])];
      }).flat(),
    );
}

function stated({ id, rating: given, asked, topic }: Statement): SourceConversation {
  return {
    id,
    ticketId: null,
    channel: 'Email',
    customer: null,
    email: null,
    // One lies on another day, and in another month, in most time zones.
    startedAt: id === 'r' ? Date.UTC(2026, 9, 31, 23, 30) : START - HOUR,
    endedAt: START,
    asked,
    askedAt: null,
    rating: given && {
      ...given,
      sentiment: given.score === null ? given.sentiment : sentiment(given.score),
    },
    // A survey's end follows from when it was sent, and where that is not told from the answer.
    finalAt: given ? START + (24 + (given.score ?? 0)) * HOUR : asked ? START + 24 * HOUR : null,
    predicted: { score: 4, reason: 'Calm words' },
    topics: [{ id: topic, title: topic }],
  };
}

export async function state(place: TestWorkspace, ...statements: Statement[]): Promise<void> {
  const batch = { conversations: statements.map(stated), gone: [] };
  await applyBatch(place.scope, 'zendesk', batch, async () => undefined);
}

export async function setPolicy({ workspace }: TestWorkspace, seesRatings: Policy): Promise<void> {
  const { version } = await workspace.settings();
  await workspace.putSettings({ seesRatings }, version);
}

export async function take(place: TestWorkspace, step: Step): Promise<void> {
  if (step.does === 'event') await happen(place, step.event);
  if (step.does === 'state') await state(place, step.statement);
  if (step.does === 'policy') await setPolicy(place, step.policy);
  if (step.does === 'gone') {
    const batch = { conversations: [], gone: [step.id] };
    await applyBatch(place.scope, 'zendesk', batch, async () => undefined);
  }
}
