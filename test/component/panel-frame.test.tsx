import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import type { NextToReviewView } from '../../lib/store/to-review-views.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeHost, fakeStore, LAYOUT, OPEN, renderSurface } from './fakes.tsx';
import { final, nextToReviewView, panelView, rated } from './views.ts';

async function renderPanel(
  layout = LAYOUT,
  next: NextToReviewView = nextToReviewView,
  change: Partial<PanelView> = {},
) {
  const store = fakeStore({ panel: { ...panelView, ...change }, nextToReview: next });
  const frame = fakeHost(store.reader, OPEN, layout);
  const { screen } = await renderSurface(<PanelApp host={frame.host} />, { reader: store.reader });
  await expect.element(screen.getByRole('article')).toBeVisible();
  return { ...frame, screen };
}

test('in a low window only the middle scrolls, and the frame has no second scroll bar', async () => {
  const { screen } = await renderPanel();
  await expect.element(screen.getByRole('link', { name: /^Next to review/ })).toBeInTheDocument();
  const body = document.querySelector('.panel-body');
  expect(body?.scrollHeight).toBeGreaterThan(body?.clientHeight ?? 0);
  const root = document.documentElement;
  expect(root.scrollHeight).toBe(root.clientHeight);
});

test('by Tab nothing that has the focus is hidden behind the ways on', async () => {
  await page.viewport(320, 640);
  const { screen } = await renderPanel();
  await expect.element(screen.getByRole('link', { name: /^Next to review/ })).toBeInTheDocument();
  const next = document.querySelector('.next');
  const note = screen.getByLabelText('Note').element();
  const seen: Element[] = [];
  while (document.activeElement !== note && seen.length < 40) {
    await userEvent.tab();
    const focused = document.activeElement;
    if (!focused?.closest('.panel-body')) continue;
    seen.push(focused);
    const { bottom } = focused.getBoundingClientRect();
    expect(bottom, focused.textContent ?? '').toBeLessThanOrEqual(
      next?.getBoundingClientRect().top ?? 0,
    );
  }
  expect(seen).toContain(note);
  await page.viewport(360, 900);
});

describe('the width of the panel', () => {
  test('is a slider by keyboard: arrows, Home and End, from 280 to 480 pixels', async () => {
    const { screen, host, layOut } = await renderPanel();
    const edge = screen.getByRole('separator', { name: 'Width of the panel' });
    await expect.element(edge).toHaveAttribute('aria-valuenow', '360');
    await expectAccessible();
    (edge.element() as HTMLElement).focus();
    // The panel is at the right: its inner edge goes to the left to make it wider.
    await userEvent.keyboard('{ArrowLeft}{ArrowRight}{Home}{End}');
    expect(host.resize.mock.calls).toEqual([
      // Pressed before the page has answered, each goes on from the one before.
      [380, true],
      [360, true],
      [280, true],
      [480, true],
    ]);
    layOut({ ...LAYOUT, width: 480 });
    await expect.element(edge).toHaveAttribute('aria-valuenow', '480');
    await userEvent.keyboard('{ArrowLeft}');
    expect(host.resize).toHaveBeenLastCalledWith(480, true);
  });

  test('at the left of a page that runs from right to left the arrows go the other way', async () => {
    const { screen, host } = await renderPanel({ ...LAYOUT, edge: 'left' });
    (screen.getByRole('separator').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(host.resize).toHaveBeenLastCalledWith(380, true);
  });

  test('is drawn with the pointer, and settles when it is let go', async () => {
    const { screen, host } = await renderPanel({ ...LAYOUT, width: innerWidth });
    const edge = screen.getByRole('separator').element();
    edge.setPointerCapture = () => undefined;
    const point = (type: string, clientX: number) =>
      edge.dispatchEvent(
        new PointerEvent(type, { bubbles: true, button: 0, clientX, pointerId: 1 }),
      );
    point('pointerdown', 2);
    point('pointermove', 42);
    point('pointerup', 42);
    const narrower = innerWidth - 40;
    expect(host.resize.mock.calls).toEqual([
      [narrower, false],
      [narrower, true],
    ]);
  });
});

describe('what to review next', () => {
  test('leads on in the topic and over all, in this very tab', async () => {
    const { screen, host } = await renderPanel();
    const inTopic = screen.getByRole('link', { name: 'Next in topic: 6' });
    await expect
      .element(inTopic)
      .toHaveAttribute('href', 'https://csat.example.com/inbox/conversations/c-990');
    (inTopic.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(host.go).toHaveBeenLastCalledWith('https://csat.example.com/inbox/conversations/c-990');
    await screen.getByRole('link', { name: 'Next to review: 12' }).click();
    expect(host.go).toHaveBeenLastCalledWith('https://csat.example.com/inbox/conversations/c-1001');
  });

  test('is left to the browser where it is another site, or a new tab was asked for', async () => {
    const { screen, host } = await renderPanel({ ...LAYOUT, site: 'https://acme.zendesk.com' });
    const next = screen.getByRole('link', { name: 'Next to review: 12' });
    await expect.element(next).toBeVisible();
    const link = next.element();
    let followed = 0;
    document.addEventListener(
      'click',
      (event) => {
        followed += event.defaultPrevented ? 0 : 1;
        event.preventDefault();
      },
      { once: true },
    );
    (link as HTMLElement).click();
    expect(followed).toBe(1);
    expect(host.go).not.toHaveBeenCalled();
    expect(link.getAttribute('target')).toBe('_blank');
  });

  test('says when nothing is left, and counts what is more than can be counted as such', async () => {
    const nothing = { all: { count: 0, more: false, next: null }, topics: [] };
    const { screen } = await renderPanel(LAYOUT, nothing);
    await expect.element(screen.getByText('Nothing else to review')).toBeVisible();
    await screen.unmount();
    const happy = await renderPanel(LAYOUT, nothing, { conversation: final(rated(5)) });
    await expect
      .element(happy.screen.getByText('Nothing to review', { exact: true }))
      .toBeVisible();
    await happy.screen.unmount();
    const many = { all: { ...nextToReviewView.all, count: 50, more: true }, topics: [] };
    const other = await renderPanel(LAYOUT, many);
    await expect.element(other.screen.getByText('Next to review: 50+')).toBeVisible();
    await expectAccessible();
  });
});

describe('the faces of a topic', () => {
  test('are named and counted for screen readers, and are none where nobody rated', async () => {
    const { screen } = await renderPanel();
    const faces = screen.getByRole('list', { name: 'Ratings by face' });
    for (const words of ['Very unhappy: 14', 'Unhappy: 8', 'Neutral: 4', 'Happy: 21']) {
      await expect.element(faces.getByText(words, { exact: true })).toBeInTheDocument();
    }
  });
});
