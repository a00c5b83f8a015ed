import '../../components/insights/insights.css';
import { beforeAll, beforeEach, vi } from 'vitest';
import { page } from 'vitest/browser';
import { InsightsApp } from '../../components/insights/insights-app.tsx';
import type { InsightsPorts } from '../../components/insights/insights-ports.ts';
import type { ChangeItem } from '../../lib/contract/changes.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import type { Store } from '../../lib/store/store.ts';
import type { StoreReader, SyncProblem } from '../../lib/store/views.ts';
import { fakeActions, fakeChoice, renderSurface } from './fakes.tsx';
import { sampleItems, storeOf } from './insights-store.ts';
import { acme, DAY, MINUTE, NOW } from './views.ts';

/** The sample’s items. */
export let items: ChangeItem[];
/** The whole sample; nothing writes to it. */
let sample: ReturnType<typeof storeOf>;

/** Makes the sample and its store before the tests of a file, and gives each test a wide window. */
export function onSample(): void {
  beforeAll(async () => {
    items = sampleItems();
    sample = storeOf(items, { workspace: { ...acme, timeZone: 'UTC' } });
    await sample;
  });

  beforeEach(async () => {
    await page.viewport(1280, 900);
  });
}

/** When the newest of the few was rated. */
const RATED_AT = NOW - 3 * DAY;

/** Some of the sample's conversations rated unhappy, with comments, and nothing else. */
export function three(): ChangeItem[] {
  const settings = items.filter(({ kind }) => kind === 'settings' || kind === 'topic');
  const found = items.flatMap((item) =>
    item.kind === 'conversation' && item.conversation.topics.length > 0 ? [item] : [],
  );
  const rated = ['I asked twice.', 'Wrong link <b>again</b>.', null].flatMap((comment, index) => {
    const item = found[index];
    const at = toInstant(RATED_AT - index * 60 * MINUTE);
    return item
      ? [
          {
            ...item,
            conversation: {
              ...item.conversation,
              id: `c-${index + 1}`,
              visibility: 'external' as const,
              topics: ['refund-deadline'],
              startedAt: at,
              countedOn: '2026-10-31',
              handedOverAt: null,
              predicted: null,
              rating: {
                score: 2 as const,
                comment,
                ratedAt: at,
                byTeam: false,
                of: 'ai_agent' as const,
              },
            },
          },
        ]
      : [];
  });
  return [...settings, ...rated];
}

const SAID = [
  {
    id: 'm1',
    role: 'customer',
    text: 'Where is my refund?',
    at: RATED_AT - 5 * MINUTE,
    sources: [],
  },
  {
    id: 'm2',
    role: 'ai_agent',
    text: 'Within 14 days.',
    at: RATED_AT - 4 * MINUTE,
    sources: [
      { title: 'Refund policy', url: 'https://example.com/refund' },
      { title: 'Bad link', url: 'javascript:alert(1)' },
    ],
  },
  { id: 'm3', role: 'ai_agent', text: 'Anything else?', at: RATED_AT + 9 * MINUTE, sources: [] },
] as const;

/** What the pages ask of the browser and the server: a transcript of three messages. */
export function fakePorts() {
  const queueKeys = fakeChoice(true);
  const readTranscript = vi.fn<InsightsPorts['readTranscript']>(async () => ({
    ok: true,
    value: { messages: SAID.map((one) => ({ ...one, sources: [...one.sources] })), leftOut: 0 },
  }));
  const ports: InsightsPorts = { openPage: vi.fn(), readTranscript, queueKeys };
  return { ports, queueKeys, readTranscript };
}

/** Saves reviews as the background does, without its server. */
function actionsOn(store: Store) {
  return fakeActions({
    saveReview: vi.fn(async (edit) => {
      await store.keepEdit({ ...edit, edit: crypto.randomUUID(), madeAt: NOW });
      return { ok: true, value: null } as const;
    }),
  });
}

/** Opens Insights at an address on a store with these items, by default as an admin. */
export async function open(
  hash: string,
  given: ChangeItem[],
  {
    ports = fakePorts().ports,
    change = (reader) => reader,
    problem = null,
    role = 'admin',
  }: {
    ports?: InsightsPorts;
    change?: (reader: StoreReader) => StoreReader;
    problem?: SyncProblem | null;
    role?: 'admin' | 'teammate';
  } = {},
) {
  window.location.hash = hash;
  const { store, reader } = await (given === items
    ? sample
    : storeOf(given, { workspace: { ...acme, timeZone: 'UTC', role } }));
  if (problem) await store.saveAttempt({ problem });
  const actions = actionsOn(store);
  const { screen } = await renderSurface(<InsightsApp ports={ports} />, {
    reader: change(reader),
    actions,
  });
  const part = (name: string) => screen.container.querySelector(`[data-part="${name}"]`);
  const field = (name: string) =>
    screen.container.querySelector<HTMLDataElement>(`data[data-field="${name}"]`)?.value;
  const current = () =>
    part('queue-list')?.querySelector('[aria-current]')?.closest('li')?.dataset.conversation;
  return { screen, store, actions, part, field, current };
}
