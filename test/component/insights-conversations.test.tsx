import '../../components/insights/insights.css';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { InsightsApp } from '../../components/insights/insights-app.tsx';
import type { InsightsPorts } from '../../components/insights/insights-ports.ts';
import type { ChangeItem } from '../../lib/contract/changes.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import type { Store } from '../../lib/store/store.ts';
import type { StoreReader, SyncProblem } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeActions, fakeChoice, renderSurface } from './fakes.tsx';
import { sampleItems, storeOf } from './insights-store.ts';
import { acme, DAY, MINUTE, NOW, offline, zendesk } from './views.ts';

/** The pages of Insights about conversations, on the real store with sample data. */

let items: ChangeItem[];
/** The whole sample; nothing writes to it. */
let sample: ReturnType<typeof storeOf>;

beforeAll(async () => {
  items = sampleItems();
  sample = storeOf(items, { workspace: { ...acme, timeZone: 'UTC' } });
  await sample;
});

beforeEach(async () => {
  await page.viewport(1280, 900);
});

const RATED_AT = NOW - 3 * DAY;

/** Some of the sample's conversations rated unhappy, with comments, and nothing else. */
function three(): ChangeItem[] {
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

function fakePorts() {
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

async function open(
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

/** A store of which these pages' questions are answered with a failure, or never. */
const failing =
  (how: 'error' | 'never') =>
  (reader: StoreReader): StoreReader => ({
    ...reader,
    follow(read, listener, onError, signal) {
      let isOfPage = false;
      const trap = new Proxy(reader, {
        get(_, name) {
          isOfPage ||= ['topicInsights', 'reviewQueue', 'kindWords'].includes(String(name));
          return () => new Promise<never>(() => undefined);
        },
      });
      void read(trap);
      if (!isOfPage) reader.follow(read, listener, onError, signal);
      else if (how === 'error') onError(new Error('The disk is full.'));
    },
  });

const PAGES = [
  ['the topic page', '#/topics/refund-deadline?period=90'],
  ['the review queue', '#/review?period=365'],
  ['kind words', '#/kind-words?period=365'],
] as const;

describe.each(PAGES)('%s', (_name, hash) => {
  test('is accessible with hundreds of ratings', async () => {
    const { screen, part } = await open(hash, items);
    await expect
      .poll(() => part('conversations') ?? part('queue-list') ?? part('kind-words'))
      .not.toBeNull();
    await expect.poll(() => screen.container.querySelector('.skeleton')).toBeNull();
    await expectAccessible();
  });

  test('is accessible with nothing in it', async () => {
    const { screen } = await open(hash, three().slice(0, -3));
    await expect
      .element(screen.getByText(/^(Nothing to review|No conversation of this|No happy)/))
      .toBeVisible();
    await expectAccessible();
  });

  test('is accessible while it loads and where the store can’t be read', async () => {
    const loading = await open(hash, three(), { change: failing('never') });
    await expect
      .element(loading.screen.getByRole('status', { name: 'Loading' }))
      .toBeInTheDocument();
    await expect.element(loading.screen.getByRole('heading', { level: 1 })).toBeInTheDocument();
    await expectAccessible();
    await loading.screen.unmount();
    const broken = await open(hash, three(), { change: failing('error') });
    await expect
      .element(broken.screen.getByText("The data on this computer can't be read"))
      .toBeVisible();
    await expectAccessible();
  });
});

describe('the topic page', () => {
  test('narrows its conversations, and leads to the queue of this topic', async () => {
    const { screen, field, part } = await open('#/topics/refund-deadline?period=365', items);
    await expect.poll(() => Number(field('count-all'))).toBeGreaterThan(100);
    const sum = (...names: string[]) =>
      names.reduce((total, name) => total + Number(field(`count-${name}`) ?? 0), 0);
    expect(sum('rated', 'unrated')).toBe(sum('all'));
    expect(sum('negative', 'neutral')).toBe(sum('to_review'));
    expect(Number(field('volume'))).toBe(sum('rated'));
    await screen.getByRole('radio', { name: /^Unhappy/ }).click();
    await expect
      .poll(() =>
        [...(part('conversations')?.querySelectorAll('.conversation-title') ?? [])].map(
          (one) => one.textContent,
        ),
      )
      .toSatisfy(
        (titles: string[]) => titles.length > 5 && titles.every((one) => /unhappy$/i.test(one)),
      );
    await screen.getByRole('link', { name: /^Review \d+ conv/ }).click();
    await expect.poll(() => part('queue-list')).not.toBeNull();
    await expect
      .element(screen.getByRole('combobox', { name: 'Topic' }))
      .toHaveDisplayValue(/^Refund deadline/);
  });

  test('takes its conversations along as CSV, safe against formulas; a teammate does not', async () => {
    const given = three().map((item) =>
      item.kind === 'conversation' && item.conversation.id === 'c-1' && item.conversation.rating
        ? {
            ...item,
            conversation: {
              ...item.conversation,
              rating: { ...item.conversation.rating, comment: '=HYPERLINK("https://x")' },
            },
          }
        : item,
    );
    let saved = new Blob();
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) saved = blob;
      return 'blob:';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    const name = 'Export CSV of the conversations shown';
    const { screen } = await open('#/topics/refund-deadline?period=90', given as ChangeItem[]);
    await screen.getByRole('button', { name }).click();
    const lines = (await saved.text()).trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`"'=HYPERLINK(""https://x"")"`);
    expect(lines[1]).not.toContain('customer');
    await screen.unmount();
    const teammate = await open('#/topics/refund-deadline?period=90', given as ChangeItem[], {
      role: 'teammate',
    });
    await expect.element(teammate.screen.getByText(/Wrong link/)).toBeVisible();
    expect(teammate.screen.getByRole('button', { name }).elements()).toEqual([]);
  });

  test('sets the topic’s status: at once, back where it is not saved, and never over another’s', async () => {
    const { screen, actions } = await open('#/topics/refund-deadline?period=90', items);
    const status = screen.getByLabelText('Status of Refund deadline');
    const field = () => status.element() as HTMLSelectElement;
    await expect.element(status).toBeVisible();
    const before = field().value as 'open';
    vi.mocked(actions.saveTopicStatus).mockResolvedValueOnce({
      ok: false,
      code: 'network',
      message: '',
      remedy: '',
    });
    await status.selectOptions('Muted');
    await expect.element(screen.getByText('Not saved: this needs the network.')).toBeVisible();
    expect(field().value).toBe(before);

    const saved = { ok: true, value: { saved: false, theirs: 'done' } } as const;
    vi.mocked(actions.saveTopicStatus).mockResolvedValueOnce(saved);
    await status.selectOptions('Muted');
    await expect
      .element(screen.getByText('Somebody set the status to “Done” meanwhile'))
      .toBeVisible();
    expect(field().value).toBe('done');
    await expectAccessible();
    await screen.getByRole('button', { name: 'Set it to “Muted”' }).click();
    expect(actions.saveTopicStatus).toHaveBeenLastCalledWith({
      topic: 'refund-deadline',
      status: 'muted',
      was: 'done',
    });
    await expect.poll(() => [field().value, field().ariaBusy]).toEqual(['muted', null]);
    await expect.element(screen.getByText(/meanwhile$/)).not.toBeInTheDocument();
  });

  test('of a topic that is not here says so', async () => {
    const { screen } = await open('#/topics/gone', three());
    await expect.element(screen.getByRole('heading', { name: 'Topic not found' })).toBeVisible();
    await expectAccessible();
  });
});

describe('the review queue', () => {
  test('goes from one to the next by keys alone: take, cause, step, note, done, back', async () => {
    const { screen, actions, current, part, field } = await open('#/review?period=90', three());
    await expect.poll(current).toBe('c-1');
    // By a link the heading has the focus, by an address the list: both are in the queue.
    await expect.poll(() => document.activeElement?.closest('.queue')).not.toBeNull();
    expect(window.location.hash).toContain('/review/fivefaces/c-1');
    const last = () => vi.mocked(actions.saveReview).mock.lastCall?.[0];

    await userEvent.keyboard('j');
    await expect.poll(current).toBe('c-2');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(current).toBe('c-3');
    await userEvent.keyboard('k{ArrowUp}');
    await expect.poll(current).toBe('c-1');

    await userEvent.keyboard('t');
    await expect.poll(() => last()?.takenBy?.id).toBe('p1');
    await expect.poll(() => field('mine-taken')).toBe('1');
    await userEvent.keyboard('2');
    await expect.poll(() => last()?.cause).toBe('did_not_know');
    await userEvent.keyboard('s');
    await userEvent.keyboard(' ');
    await expect.poll(() => last()?.nextStep).not.toBeNull();
    await userEvent.keyboard('n');
    await expect.element(screen.getByLabelText('Note')).toHaveFocus();
    // In a text field letters are letters.
    await userEvent.keyboard('jd{Escape}');
    await expect.poll(() => last()?.note).toBe('jd');
    await expect
      .poll(() => document.activeElement?.closest('li')?.dataset.conversation)
      .toBe('c-1');
    expect(current()).toBe('c-1');

    await userEvent.keyboard('d');
    await expect.poll(() => last()?.done).toBe(true);
    await expect.poll(current).toBe('c-2');
    await expect
      .poll(() => document.activeElement?.closest('li')?.dataset.conversation)
      .toBe('c-2');
    await expect.poll(() => part('queue-list')?.querySelectorAll('ol > li').length).toBe(2);
    await expect
      .poll(() => [field('to-review'), field('done'), field('mine-done')])
      .toEqual(['2', '1', '1']);

    await screen.getByRole('button', { name: 'Back to it' }).click();
    await expect.poll(() => part('open')?.getAttribute('data-conversation')).toBe('c-1');
    await expect.element(screen.getByRole('button', { name: 'Reopen' })).toBeVisible();
    await expectAccessible();
  });

  test('has what somebody flagged, also offline, with who and when, until it is done', async () => {
    const given = three().map((item) =>
      item.kind === 'conversation' && item.conversation.id === 'c-3'
        ? { ...item, conversation: { ...item.conversation, rating: null } }
        : item,
    );
    const { screen, store, part, field, current } = await open('#/review?period=90', given, {
      problem: offline.problem,
    });
    await expect.poll(current).toBe('c-1');
    expect(part('queue-list')?.querySelectorAll('ol > li').length).toBe(2);
    await expect.element(screen.getByRole('radio', { name: /^Flagged/ })).not.toBeInTheDocument();
    await store.keepEdit({
      edit: crypto.randomUUID(),
      subject: 'conversation',
      source: 'fivefaces',
      id: 'c-3',
      version: 0,
      takenBy: null,
      cause: null,
      nextStep: null,
      note: null,
      done: false,
      madeAt: NOW,
    });
    await screen.getByRole('radio', { name: 'Flagged 1' }).click();
    await expect.poll(current).toBe('c-3');
    expect([field('to-review'), field('flagged-count')]).toEqual(['3', '1']);
    const flags = screen.getByText('Flagged by you, just now');
    await expect.poll(() => flags.elements().length).toBe(2);
    expect(part('open')?.querySelector('.face-drawing')).toBeNull();
    await expectAccessible();
    part('open')?.querySelector<HTMLElement>('[data-action="done"]')?.click();
    await expect.element(screen.getByText('None of these was flagged.')).toBeVisible();
    expect([field('to-review'), field('done')]).toEqual(['2', '1']);
  });

  test('hears no letters and digits once they are switched off; the arrows stay', async () => {
    const { ports, queueKeys } = fakePorts();
    const { screen, actions, current } = await open('#/review?period=90', three(), { ports });
    await expect.poll(current).toBe('c-1');
    await screen.getByRole('switch', { name: /^Keys/ }).click();
    expect(queueKeys.current()).toBe(false);
    await screen.getByRole('link', { name: /I asked twice/ }).click();
    await userEvent.keyboard('jtd1');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(current).toBe('c-2');
    expect(actions.saveReview).not.toHaveBeenCalled();
  });

  test('marks the last answer before the rating, says how, and opens only safe links', async () => {
    const { screen, part } = await open('#/review/fivefaces/c-1?period=90', three());
    await expect
      .poll(() => part('transcript')?.querySelector('[data-marked]')?.getAttribute('data-message'))
      .toBe('m2');
    await expect.element(screen.getByText(/^Marked as probably at fault/)).toBeVisible();
    const links = [...(part('transcript')?.querySelectorAll('a') ?? [])].map(({ href }) => href);
    expect(links).toEqual(['https://example.com/refund']);
    expect(part('transcript')?.textContent).toContain('Bad link');
    await expectAccessible();
  });

  test('offline says that the transcript waits, and everything else works', async () => {
    const { ports } = fakePorts();
    const { screen, actions, current } = await open('#/review?period=90', three(), {
      ports,
      problem: offline.problem,
    });
    await expect.element(screen.getByText(/^Offline: the transcript/)).toBeVisible();
    expect(ports.readTranscript).not.toHaveBeenCalled();
    await expect.poll(current).toBe('c-1');
    await userEvent.keyboard('1');
    await expect
      .poll(() => vi.mocked(actions.saveReview).mock.lastCall?.[0].cause)
      .toBe('wrong_answer');
    await expectAccessible();
  });

  test('tells why a transcript can’t be read, and reads it again when asked', async () => {
    const { ports, readTranscript } = fakePorts();
    readTranscript.mockResolvedValueOnce({
      ok: false,
      code: 'server',
      message: 'The server failed.',
      remedy: 'Try again later.',
    });
    const { screen, part } = await open('#/review?period=90', three(), { ports });
    await expect.element(screen.getByText('The server failed.')).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => part('transcript')?.querySelectorAll('.message').length).toBe(3);
  });

  test('of a platform has no transcript, and says where it is', async () => {
    const given = three().map((item) => {
      if (item.kind === 'settings') {
        const { id, kind, name, place } = zendesk;
        return { ...item, sources: [{ id, kind: kind as 'zendesk', name, place, problem: null }] };
      }
      if (item.kind !== 'conversation') return item;
      return {
        ...item,
        conversation: { ...item.conversation, source: 'zendesk', ticketId: '4711' },
      };
    });
    const { ports } = fakePorts();
    const { screen } = await open('#/review?period=90', given as ChangeItem[], { ports });
    await expect.element(screen.getByText(/takes only ratings from Zendesk/)).toBeVisible();
    await expect
      .element(screen.getByRole('link', { name: 'Read it in Zendesk' }))
      .toHaveAttribute('href', expect.stringContaining('acme.zendesk.com'));
    expect(ports.readTranscript).not.toHaveBeenCalled();
    await expectAccessible();
  });

  test('fits 700 pixels without scrolling sideways', async () => {
    await page.viewport(700, 900);
    const { part } = await open('#/review?period=365', items);
    await expect.poll(() => part('transcript')?.querySelector('.message')).not.toBeNull();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(700);
  });
});

test.each([
  ['#/review', 'Only admins see ratings'],
  ['#/kind-words', 'Only admins see ratings: your admin decided that.'],
])('%s says that ratings are hidden, rather than that there are none', async (hash, words) => {
  const given = three().map((item) =>
    item.kind === 'settings' ? { ...item, seesRatings: 'admins' as const } : item,
  );
  const hidden = given.filter(({ kind }) => kind !== 'conversation');
  const { screen } = await open(hash, hidden, { role: 'teammate' });
  await expect.element(screen.getByText(words)).toBeVisible();
  await expectAccessible();
});

describe('kind words', () => {
  test('are found by their words and copied without anything about who wrote them', async () => {
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const { screen, field } = await open('#/kind-words?period=365', items);
    await expect.poll(() => Number(field('kind-words'))).toBeGreaterThan(30);
    const before = Number(field('kind-words'));
    await screen.getByRole('searchbox').fill('great');
    await expect.poll(() => Number(field('kind-words'))).toBeLessThan(before);
    await expect
      .poll(() => screen.container.querySelector('.kind-word mark')?.textContent)
      .toBe('Great');
    await screen.getByRole('button', { name: 'Copy these words' }).first().click();
    await expect.element(screen.getByText('Copied')).toBeVisible();
    expect(written.mock.lastCall?.[0]).toMatch(/^“Great[^”]*” \((Very happy|Happy), [^)]+\)$/);
    await expectAccessible();
  });
});
