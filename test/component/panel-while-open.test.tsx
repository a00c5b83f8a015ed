import { describe, expect, test, vi } from 'vitest';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import type { PanelView, StoreReader } from '../../lib/store/views.ts';
import { fakeHost, fakeStore, OPEN, renderSurface } from './fakes.tsx';
import { field, renderPanel } from './render-panel.tsx';
import { final, MINUTE, NOW, panelView, rated } from './views.ts';

describe('what happens while it is open', () => {
  test('another conversation never shows under the rating of the one before', async () => {
    let answerSecond: (() => void) | null = null;
    const second = { ...panelView, conversation: { ...rated(5), id: 'c-2' } };
    const { reader } = fakeStore({
      panel: ({ open: { conversation } }) =>
        conversation === 'c-2'
          ? new Promise((resolve) => {
              answerSecond = () => resolve(second);
            })
          : panelView,
    });
    const { host, open } = fakeHost(reader);
    await renderSurface(<PanelApp host={host} />, { reader });
    const verdict = () => document.querySelector<HTMLElement>('[data-part="verdict"]')?.dataset;
    await expect.poll(verdict).toMatchObject({ conversation: 'c-1042', state: 'rated' });
    open({ ...OPEN, conversation: 'c-2' });
    await expect.poll(verdict).toMatchObject({ conversation: 'c-2', state: 'loading' });
    expect(document.querySelector('[data-part="topic"]')).toBeNull();
    await expect.poll(() => answerSecond).not.toBeNull();
    (answerSecond as (() => void) | null)?.();
    await expect.poll(verdict).toMatchObject({ conversation: 'c-2', state: 'rated' });
    expect(field('verdict', 'score')).toBe('5');
  });

  test('until the next conversation is read the one before stays as it is drawn, without grey lines between', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const answers: (() => void)[] = [];
      const second = { ...panelView, conversation: { ...final(rated(5)), id: 'c-2' } };
      const { reader } = fakeStore({
        panel: ({ open: { conversation } }) =>
          conversation === 'c-2'
            ? new Promise((resolve) => answers.push(() => resolve(second)))
            : panelView,
      });
      const { host, open } = fakeHost(reader);
      await renderSurface(<PanelApp host={host} />, { reader });
      const verdict = () => document.querySelector<HTMLElement>('[data-part="verdict"]');
      await expect.poll(() => verdict()?.dataset.state).toBe('rated');
      const seen: string[] = [];
      const watcher = new MutationObserver(() => {
        seen.push(`${verdict()?.dataset.conversation} ${verdict()?.dataset.state}`);
      });
      watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
      open({ ...OPEN, conversation: 'c-2' });
      await expect.poll(() => answers.length).toBe(1);
      expect(seen).toEqual([]);
      answers[0]?.();
      await expect.poll(() => verdict()?.dataset.conversation).toBe('c-2');
      watcher.disconnect();
      expect(new Set(seen)).toEqual(new Set(['c-2 rated']));
    } finally {
      vi.useRealTimers();
    }
  });

  test('the way to what is to review next stays while it is read for another conversation', async () => {
    const answers: (() => void)[] = [];
    const line = (count: number) => ({ count, more: false, next: null });
    const { reader } = fakeStore({
      panel: ({ open: { conversation } }) => ({
        ...panelView,
        conversation: { ...rated(2), id: conversation ?? '' },
      }),
      nextToReview: ({ open }) =>
        open?.id === 'c-2'
          ? new Promise((resolve) => answers.push(() => resolve({ all: line(7), topics: [] })))
          : { all: line(8), topics: [] },
    });
    const { host, open } = fakeHost(reader);
    await renderSurface(<PanelApp host={host} />, { reader });
    const next = () => document.querySelector<HTMLElement>('[data-part="next"]');
    await expect.poll(() => next()?.textContent).toBe('Next to review: 8');
    open({ ...OPEN, conversation: 'c-2' });
    await expect.poll(() => answers.length).toBe(1);
    expect(next()?.textContent).toBe('Next to review: 8');
    expect(next()?.dataset.state).toBe('loading');
    answers[0]?.();
    await expect.poll(() => next()?.textContent).toBe('Next to review: 7');
    expect(next()?.dataset.state).toBeUndefined();
  });

  test('what is left to review is told anew when a colleague has reviewed or flagged something', async () => {
    const line = (count: number) => ({ all: { count, more: false, next: null }, topics: [] });
    const { reader, show } = fakeStore({ nextToReview: line(8) });
    const { host } = fakeHost(reader);
    await renderSurface(<PanelApp host={host} />, { reader });
    const next = () => document.querySelector<HTMLElement>('[data-part="next"]');
    await expect.poll(() => next()?.textContent).toContain('Next to review: 8');
    show({ nextToReview: line(9), panel: { ...panelView } });
    await expect.poll(() => next()?.textContent).toContain('Next to review: 9');
  });

  test('what is in memory of the next conversation is drawn before the store answers, and once', async () => {
    const answers: ((view: PanelView) => void)[] = [];
    const second = { ...panelView, conversation: { ...final(rated(5)), id: 'c-2' } };
    const { reader } = fakeStore({
      panel: ({ open: { conversation } }) =>
        conversation === 'c-2' ? new Promise((resolve) => answers.push(resolve)) : panelView,
    });
    const remembering: StoreReader = {
      ...reader,
      panelAtHand: ({ open: { conversation } }) => (conversation === 'c-2' ? second : null),
    };
    const { host, open } = fakeHost(remembering);
    await renderSurface(<PanelApp host={host} />, { reader: remembering });
    const verdict = () => document.querySelector<HTMLElement>('[data-part="verdict"]');
    await expect.poll(() => verdict()?.dataset.state).toBe('rated');
    open({ ...OPEN, conversation: 'c-2' });
    await expect.poll(() => verdict()?.dataset.conversation).toBe('c-2');
    expect(verdict()?.dataset.state).toBe('rated');
    expect(field('verdict', 'score')).toBe('5');
    await expect.poll(() => document.querySelector('[data-part="next"] a')).not.toBeNull();
    const drawnAgain = vi.fn<() => void>();
    const watcher = new MutationObserver(drawnAgain);
    watcher.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    answers[0]?.(structuredClone(second));
    open({ ...OPEN, conversation: 'c-2' });
    await expect.poll(() => answers.length).toBe(1);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(drawnAgain).not.toHaveBeenCalled();
    watcher.disconnect();
  });

  test('where only the rating and the topics are in memory, the review comes with the answer', async () => {
    const answers: (() => void)[] = [];
    const second = { ...panelView, conversation: { ...final(rated(1)), id: 'c-2' } };
    const { reader } = fakeStore({
      panel: ({ open: { conversation } }) =>
        conversation === 'c-2'
          ? new Promise((resolve) => answers.push(() => resolve(second)))
          : panelView,
    });
    const remembering: StoreReader = {
      ...reader,
      panelAtHand: ({ open: { conversation } }) =>
        conversation === 'c-2' ? { ...second, review: null, earlier: [] } : null,
    };
    const { host, open } = fakeHost(remembering);
    const { screen } = await renderSurface(<PanelApp host={host} />, { reader: remembering });
    await expect.poll(() => field('verdict', 'score')).toBe('2');
    const review = screen.getByRole('heading', { name: 'Review' });
    await expect.element(review).toBeVisible();
    open({ ...OPEN, conversation: 'c-2' });
    await expect.poll(() => field('verdict', 'score')).toBe('1');
    await expect.element(review).not.toBeInTheDocument();
    await expect.element(screen.getByText('Flag for review')).not.toBeInTheDocument();
    answers[0]?.();
    await expect.element(review).toBeVisible();
  });

  test('what is in memory gives way to what the store says', async () => {
    const second = { ...panelView, conversation: { ...final(rated(5)), id: 'c-2' } };
    const newer = { ...panelView, conversation: { ...final(rated(1)), id: 'c-2' } };
    const { reader } = fakeStore({
      panel: ({ open: { conversation } }) => (conversation === 'c-2' ? newer : panelView),
    });
    const remembering: StoreReader = {
      ...reader,
      panelAtHand: ({ open: { conversation } }) => (conversation === 'c-2' ? second : null),
    };
    const { host, open } = fakeHost(remembering);
    await renderSurface(<PanelApp host={host} />, { reader: remembering });
    await expect.poll(() => field('verdict', 'score')).toBe('2');
    open({ ...OPEN, conversation: 'c-2' });
    await expect.poll(() => field('verdict', 'score')).toBe('1');
  });

  test('after an answer it reads ahead, unless everything is still being fetched', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { reader, show } = fakeStore({
        panel: { ...panelView, sync: { ...panelView.sync, phase: 'first' } },
      });
      const readAhead = vi.fn<StoreReader['readAhead']>(async () => undefined);
      const watched = { ...reader, readAhead };
      const { host } = fakeHost(watched);
      await renderSurface(<PanelApp host={host} />, { reader: watched });
      await expect.poll(() => field('verdict', 'score')).toBe('2');
      vi.advanceTimersByTime(1_000);
      expect(readAhead).not.toHaveBeenCalled();
      show({ panel: { ...panelView, conversation: rated(4) } });
      await expect.poll(() => field('verdict', 'score')).toBe('4');
      vi.advanceTimersByTime(1_000);
      expect(readAhead.mock.calls.map(([query]) => query.open)).toEqual([OPEN]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a changed rating is announced once, what was there is not', async () => {
    const { show } = await renderPanel();
    const announced = () => document.querySelector('p[role="status"]')?.textContent;
    await expect.poll(() => field('verdict', 'score')).toBe('2');
    expect(announced()).toBe('');
    show({ panel: { ...panelView, conversation: rated(4) } });
    await expect.poll(announced).toBe('This conversation’s rating is now: Happy');
  });

  test('the time left ticks down and ends in "can\'t change any more"', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      let now = NOW;
      const { reader } = fakeStore({ panel: { ...panelView, conversation: rated(2) } });
      const { host } = fakeHost(reader);
      const { screen } = await renderSurface(<PanelApp host={host} />, { reader, now: () => now });
      await expect.element(screen.getByText(/42 min left/)).toBeVisible();
      now = NOW + 41.5 * MINUTE;
      vi.advanceTimersByTime(5_000);
      await expect.element(screen.getByText(/less than a minute left/)).toBeVisible();
      now = NOW + 42 * MINUTE;
      vi.advanceTimersByTime(5_000);
      await expect.element(screen.getByText(/Can't change any more/)).toBeVisible();
    } finally {
      vi.useRealTimers();
    }
  });
});
