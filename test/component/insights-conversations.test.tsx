import { describe, expect, test, vi } from 'vitest';
import type { ChangeItem } from '../../lib/contract/changes.ts';
import type { StoreReader } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { items, onSample, open, three } from './insights-conversations-fakes.tsx';

/** The pages of Insights about conversations, on the real store with sample data. */

onSample();

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
